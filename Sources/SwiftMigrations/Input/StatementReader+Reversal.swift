import PostgresCatalog
import PostgresSyntax

extension StatementReader {
    /// How a statement is undone: what it made is dropped, without CASCADE and without IF EXISTS, so that a reversal that
    /// does not fit the database fails and changes nothing.
    func reversal(
        of node: Node, _ made: [Int], _ changed: [Int], _ relation: Int?, _ statement: MigrationStatement
    ) -> MigrationStatement.Reversal {
        switch node.kind {
        case .alterTableStmt: return reversal(ofAlter: node, made)
        case .alterSeqStmt:
            guard let owned = ownedBy(node) else { break }
            return .statements(["ALTER SEQUENCE \(identity(owned.sequence)) OWNED BY NONE"])
        case .commentStmt: return reversal(ofComment: node)
        case .insertStmt, .copyStmt, .updateStmt, .deleteStmt, .mergeStmt, .truncateStmt:
            return .impossible("the rows before \(excerpt(statement)) are not known")
        case .alterEnumStmt: return .impossible("a label cannot be taken from an enum again: \(excerpt(statement))")
        case .dropStmt: return .impossible("what was dropped is not known: \(excerpt(statement))")
        case .grantStmt, .alterDefaultPrivilegesStmt:
            return reversal(ofGrant: node) ?? .impossible("what was granted before is not known: \(excerpt(statement))")
        case .alterOwnerStmt: return .nothing
        case .selectStmt where Self.functionName(node) == "lo_create":
            let oid = node.children(.targetList)[0].child(.val)?.children(.args).first?.text ?? ""
            return .statements(["SELECT pg_catalog.lo_unlink(\(oid))"])
        case .selectStmt where ["lo_open", "lo_close", "lowrite"].contains(Self.functionName(node)): return .nothing
        case .defineStmt where made.isEmpty:
            // A base type and its functions need each other.
            guard let type = changed.first else { break }
            return .statements(["DROP TYPE \(identity(type)) CASCADE"])
        case .renameStmt:
            return reversal(ofRename: node) ?? .impossible("its effect is not known: \(excerpt(statement))")
        case .vacuumStmt, .refreshMatViewStmt, .reindexStmt, .clusterStmt: return .nothing
        default: break
        }
        if made.isEmpty, let earlier = replaced(by: node, changed) { return .statements([earlier]) }
        let drops = mains(made, relation).compactMap { drop($0, node) }
        if drops.isEmpty, let (type, name) = Self.typeAndName(node) {
            return .statements(["DROP \(type) \(QuotedName.identifier(name))"])
        }
        if drops.isEmpty, let drop = drop(asWrittenIn: node) { return .statements([drop]) }
        guard !drops.isEmpty else { return .impossible("its effect is not known: \(excerpt(statement))") }
        return .statements(drops.reversed())
    }

    /// The statement that brings back the view or routine that `node` replaces; nil if that was not made here.
    private func replaced(by node: Node, _ changed: [Int]) -> String? {
        guard [.viewStmt, .createFunctionStmt].contains(node.kind),
            let last = changed.lazy.compactMap({ history[$0] }).first
        else { return nil }
        let sql = statements[last].sql
        let tree = SyntaxTree.parse(SourceText(name: "", text: sql), mode: .server)
        guard let earlier = tree.statements.first(where: { _ in true })?.node, earlier.kind == node.kind else {
            return nil
        }
        let isReplacement = ViewStmt(earlier)?.replace ?? CreateFunctionStmt(earlier)?.replace ?? false
        return isReplacement ? sql : "CREATE OR REPLACE" + sql.dropFirst("CREATE".count)
    }

    /// The beginning of a statement, for people.
    private func excerpt(_ statement: MigrationStatement) -> String {
        let words = statement.sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count <= 60 ? words : words.prefix(60) + "…"
    }

    func identity(_ node: Int) -> String { graph.nodes[node].name.identity }

    /// An identity as people write it: PostgreSQL finds its own types without their schema.
    private func readable(_ identity: String) -> String {
        let hasArguments = identity.utf8.contains(UInt8(ascii: "("))
        guard hasArguments, !identity.utf8.contains(UInt8(ascii: "\"")) else { return identity }
        return identity.replacing("pg_catalog.", with: "").replacing(",", with: ", ")
    }

    // MARK: Objects

    /// What `node` creates and what it is called, if it is of a kind that is in no schema.
    static func typeAndName(_ node: Node) -> (type: String, name: String)? {
        let (type, field): (String, FieldName)
        switch node.kind {
        case .createSubscriptionStmt: (type, field) = ("SUBSCRIPTION", .subname)
        case .createPublicationStmt: (type, field) = ("PUBLICATION", .pubname)
        case .createFdwStmt: (type, field) = ("FOREIGN DATA WRAPPER", .fdwname)
        case .createForeignServerStmt: (type, field) = ("SERVER", .servername)
        case .createEventTrigStmt: (type, field) = ("EVENT TRIGGER", .trigname)
        case .createAmStmt: (type, field) = ("ACCESS METHOD", .amname)
        case .createRoleStmt: (type, field) = ("ROLE", .role)
        default: return nil
        }
        return node.string(field).map { (type, $0) }
    }

    /// The statement that drops an object that `statement` made.
    private func drop(_ node: Int, _ statement: Node) -> String? {
        let name = graph.nodes[node].name
        // It had another name then.
        guard !isRenamed(node) else { return nil }
        switch name.type {
        case "type": return (statement.kind == .createDomainStmt ? "DROP DOMAIN " : "DROP TYPE ") + name.identity
        case "composite type": return "DROP TYPE " + name.identity
        case "statistics object": return "DROP STATISTICS " + name.identity
        case "foreign-data wrapper": return "DROP FOREIGN DATA WRAPPER " + name.identity
        case "aggregate": return drop(aggregate: name.identity, statement)
        case "user mapping":
            return "DROP USER MAPPING FOR " + name.identity.replacing(" on server ", with: " SERVER ")
        case "transform":
            return "DROP TRANSFORM "
                + name.identity.replacing("for ", with: "FOR ", maxReplacements: 1)
                .replacing(" on language ", with: " LANGUAGE ")
        case "table constraint", "default value": return drop(partOfTable: node)
        case "domain constraint":
            let parts = name.identity.split(separator: " on ", maxSplits: 1)
            return parts.count == 2 ? "ALTER DOMAIN \(parts[1]) DROP CONSTRAINT \(parts[0])" : nil
        case "publication relation", "publication namespace", "default acl", "large object": return nil
        case "trigger", "policy", "rule":
            guard let table = graph.nodes[node].owner.map(identity) else { return nil }
            return "DROP \(name.type.uppercased()) \(name.identity.dropLast(table.count + 4)) ON \(table)"
        default: return "DROP \(name.type.uppercased()) \(readable(name.identity))"
        }
    }

    /// Whether a statement gives an object another name or schema, not one of its columns or constraints another name.
    private func isRenamed(_ node: Int) -> Bool {
        let isConstraint = graph.nodes[node].name.type.hasSuffix("constraint")
        return graph.nodes[node].statements.contains { id in
            guard let statement = database.statements[id.index].element.statement?.node else { return false }
            guard let rename = RenameStmt(statement) else { return statement.kind == .alterObjectSchemaStmt }
            return isConstraint || ![.column, .attribute, .tabconstraint, .domconstraint].contains(rename.renameType)
        }
    }

    /// The statement that drops what `node` makes by the name that it has there: in the end that may have another one, or
    /// be gone.
    private func drop(asWrittenIn node: Node) -> String? {
        func drop(_ type: String, _ schema: String?, _ name: String?) -> String? {
            name.map { "DROP \(type) \(QuotedName.qualified(schema, $0))" }
        }
        func drop(_ type: String, _ relation: RangeVar?) -> String? {
            drop(type, relation?.schemaname, relation?.relname)
        }
        func drop(_ type: String, _ names: NodeList?) -> String? {
            drop(type, names?.strings.dropLast().last, names?.strings.last)
        }
        switch node.kind {
        case .createStmt: return drop("TABLE", CreateStmt(node)?.relation)
        case .viewStmt: return drop("VIEW", ViewStmt(node)?.view)
        case .createSeqStmt: return drop("SEQUENCE", CreateSeqStmt(node)?.sequence)
        case .compositeTypeStmt: return drop("TYPE", CompositeTypeStmt(node)?.typevar)
        case .createEnumStmt: return drop("TYPE", CreateEnumStmt(node)?.typeName)
        case .createDomainStmt: return drop("DOMAIN", CreateDomainStmt(node)?.domainname)
        case .indexStmt:
            let index = IndexStmt(node)
            return drop("INDEX", index?.relation?.schemaname, index?.idxname)
        case .createTrigStmt:
            guard let trigger = CreateTrigStmt(node), let name = trigger.trigname, let table = trigger.relation
            else { return nil }
            return "DROP TRIGGER \(QuotedName.identifier(name)) ON \(table.node.text)"
        default: return nil
        }
    }

    private func drop(partOfTable node: Int) -> String? {
        guard let owner = graph.nodes[node].owner else { return nil }
        let (table, identity) = (identity(owner), identity(node))
        if graph.nodes[node].name.type == "default value" {
            let column = identity.dropFirst("for \(table).".count)
            return "ALTER TABLE \(table) ALTER COLUMN \(column) DROP DEFAULT"
        }
        return "ALTER TABLE \(table) DROP CONSTRAINT \(identity.dropLast(" on \(table)".count))"
    }

    /// An aggregate over ordered rows is dropped as a routine, whose arguments are a plain list.
    private func drop(aggregate identity: String, _ statement: Node) -> String {
        if statement.text.uppercased().contains("ORDER BY") { return "DROP ROUTINE " + readable(identity) }
        return "DROP AGGREGATE " + readable(identity).replacing("()", with: "(*)")
    }

    // MARK: Comments

    private func reversal(ofComment node: Node) -> MigrationStatement.Reversal {
        let range = node.tokenRange
        guard let last = range.last(where: { node.tree.tokens[$0].kind == .is }) else { return .nothing }
        let head = node.tree.source.text(in: node.tree.byteRange(ofTokens: range.lowerBound..<last + 1))
        return .statements([head + " NULL"])
    }

    // MARK: Privileges

    /// What was granted is revoked, and what was revoked is granted.
    private func reversal(ofGrant node: Node) -> MigrationStatement.Reversal? {
        let tokens = node.tree.tokens
        let range = node.tokenRange
        guard let verb = range.first(where: { [.grant, .revoke].contains(tokens[$0].kind) }) else { return nil }
        let isGrant = tokens[verb].kind == .grant
        guard let to = range.last(where: { tokens[$0].kind == (isGrant ? .to : .from) }) else { return nil }
        let end = range.first { $0 > to && [.with, .granted, .cascade, .restrict].contains(tokens[$0].kind) }
        func text(_ part: Range<Int>) -> String { node.tree.source.text(in: node.tree.byteRange(ofTokens: part)) }
        let head = verb == range.lowerBound ? "" : text(range.lowerBound..<verb) + " "
        let grantees = text(to + 1..<(end ?? range.upperBound))
        // Of all that is revoked there, everybody had only this.
        if let grant = GrantStmt(node), !isGrant, grant.objtype == .schema, grant.privileges.isEmpty,
            grant.objects.strings == ["public"], grantees.uppercased() == "PUBLIC"
        {
            return .statements(["GRANT USAGE ON SCHEMA public TO PUBLIC"])
        }
        return .statements([
            "\(head)\(isGrant ? "REVOKE" : "GRANT") \(text(verb + 1..<to)) \(isGrant ? "FROM" : "TO") \(grantees)"
        ])
    }

    // MARK: ALTER TABLE

    /// Relations, columns and constraints of tables get their old names back.
    private func reversal(ofRename node: Node) -> MigrationStatement.Reversal? {
        guard let rename = RenameStmt(node), let relation = rename.relation, let new = rename.newname else {
            return nil
        }
        let table = QuotedName.qualified(relation.schemaname, relation.relname ?? "")
        let name = QuotedName.identifier(new)
        switch (rename.renameType, rename.subname) {
        case (.column, let old?):
            return .statements(["ALTER TABLE \(table) RENAME COLUMN \(name) TO \(QuotedName.identifier(old))"])
        case (.tabconstraint, let old?):
            return .statements(["ALTER TABLE \(table) RENAME CONSTRAINT \(name) TO \(QuotedName.identifier(old))"])
        case (let type, nil):
            guard let word = Self.relationTypes[type] else { return nil }
            let old = QuotedName.identifier(relation.relname ?? "")
            return .statements(["ALTER \(word) \(QuotedName.qualified(relation.schemaname, new)) RENAME TO \(old)"])
        default: return nil
        }
    }

    private static let relationTypes: [ObjectType: String] = [
        .table: "TABLE", .view: "VIEW", .matview: "MATERIALIZED VIEW", .sequence: "SEQUENCE", .index: "INDEX",
        .foreignTable: "FOREIGN TABLE",
    ]

    private func reversal(ofAlter node: Node, _ made: [Int]) -> MigrationStatement.Reversal {
        guard let alter = AlterTableStmt(node), let relation = alter.relation else { return .nothing }
        let name = QuotedName.qualified(relation.schemaname, relation.relname ?? "")
        var statements: [String] = []
        for command in alter.cmds.reversed().compactMap(AlterTableCmd.init) {
            guard let action = action(undoing: command, alter.objtype, made) else {
                return .impossible("what was before \(node.text.prefix(60)) is not known")
            }
            if !action.isEmpty { statements.append("ALTER TABLE \(name) \(action)") }
        }
        return statements.isEmpty ? .nothing : .statements(statements)
    }

    /// The action of ALTER TABLE that undoes another; nil if there is none, empty if none is needed.
    private func action(undoing command: AlterTableCmd, _ type: ObjectType, _ made: [Int]) -> String? {
        let column = command.name.map { "ALTER COLUMN " + QuotedName.identifier($0) } ?? ""
        switch command.subtype {
        case .addColumn:
            return (command.def.flatMap(ColumnDef.init)?.colname).map { "DROP COLUMN " + QuotedName.identifier($0) }
        case .columnDefault: return command.def == nil ? nil : column + " DROP DEFAULT"
        case .setNotNull: return column + " DROP NOT NULL"
        case .dropNotNull: return column + " SET NOT NULL"
        case .addIdentity: return column + " DROP IDENTITY"
        case .addConstraint: return command.def.flatMap(Constraint.init).flatMap { action(undoing: $0, made) }
        case .enableRowSecurity: return "DISABLE ROW LEVEL SECURITY"
        case .disableRowSecurity: return "ENABLE ROW LEVEL SECURITY"
        case .forceRowSecurity: return "NO FORCE ROW LEVEL SECURITY"
        case .noForceRowSecurity: return "FORCE ROW LEVEL SECURITY"
        case .attachPartition:
            guard type != .index, let partition = command.def?.child(.name).flatMap(RangeVar.init) else { return nil }
            return "DETACH PARTITION " + QuotedName.qualified(partition.schemaname, partition.relname ?? "")
        case .addInherit:
            guard let parent = command.def.flatMap(RangeVar.init) else { return nil }
            return "NO INHERIT " + QuotedName.qualified(parent.schemaname, parent.relname ?? "")
        case .validateConstraint, .changeOwner: return ""
        case .clusterOn: return "SET WITHOUT CLUSTER"
        case .disableTrig, .enableAlwaysTrig, .enableReplicaTrig:
            return command.name.map { "ENABLE TRIGGER " + QuotedName.identifier($0) }
        case .disableTrigAll: return "ENABLE TRIGGER ALL"
        case .disableRule, .enableAlwaysRule, .enableReplicaRule:
            return command.name.map { "ENABLE RULE " + QuotedName.identifier($0) }
        case .setStatistics: return column + " SET STATISTICS -1"
        case .replicaIdentity: return "REPLICA IDENTITY DEFAULT"
        default: return nil
        }
    }

    /// A constraint without a name is dropped by the one that PostgreSQL gave it.
    private func action(undoing constraint: Constraint, _ made: [Int]) -> String? {
        if let name = constraint.conname { return "DROP CONSTRAINT " + QuotedName.identifier(name) }
        let named = made.filter { graph.nodes[$0].name.type == "table constraint" }
        return named.count == 1 ? "DROP CONSTRAINT " + QuotedName.identifier(name(of: named[0])) : nil
    }
}
