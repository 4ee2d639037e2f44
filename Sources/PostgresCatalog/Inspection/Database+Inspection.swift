import PostgresSyntax

extension Database {
    /// The facts of what it holds.
    public func inspection() -> DatabaseInspection {
        var inspector = Inspector(database: self)
        return inspector.inspect()
    }

    /// `pg_get_function_result()`.
    func result(of row: ProcedureRow) -> String {
        let columns = row.parameters.filter { $0.mode == .table }
        guard columns.isEmpty else {
            let list = columns.map { QuotedName.identifier($0.name) + " " + formatType(TypeReference($0.type)) }
            return "TABLE(" + list.joined(separator: ", ") + ")"
        }
        return (row.returnsSet ? "SETOF " : "") + formatType(TypeReference(row.returnType))
    }

    /// `pg_get_function_arguments()`.
    func arguments(of row: ProcedureRow) -> String {
        guard !row.parameters.isEmpty else {
            return row.argumentTypes.map { formatType(TypeReference($0)) }.joined(separator: ", ")
        }
        return row.parameters.filter { $0.mode != .table }.map { parameter in
            let mode: String? =
                switch parameter.mode {
                case .in, .table: nil
                case .out: "OUT"
                case .inout: "INOUT"
                case .variadic: "VARIADIC"
                }
            let name = parameter.name.isEmpty ? nil : QuotedName.identifier(parameter.name)
            let value = parameter.defaultExpression.map { "DEFAULT " + $0.sourceLine }
            return [mode, name, formatType(TypeReference(parameter.type)), value].compactMap { $0 }
                .joined(separator: " ")
        }.joined(separator: ", ")
    }
}

/// Takes the facts out of the catalogs.
private struct Inspector {
    let database: Database
    private let constraints: [OID: [(oid: OID, row: ConstraintRow)]]
    private let references: [OID: [(oid: OID, row: ConstraintRow)]]
    private let indexes: [OID: [(oid: OID, row: RelationRow)]]
    private let policies: [OID: [(oid: OID, row: PolicyRow)]]
    private let children: [OID: [OID]]
    private var inspection = DatabaseInspection()

    init(database: Database) {
        self.database = database
        let all = database.constraints.userRows
        let relations = database.relations.userRows
        constraints = Dictionary(grouping: all, by: \.row.relation)
        references = Dictionary(grouping: all.filter { $0.row.kind == .foreignKey }, by: \.row.referencedRelation)
        indexes = Dictionary(grouping: relations.filter { $0.row.isIndex }, by: { $0.row.index!.table })
        policies = Dictionary(grouping: database.policies.userRows, by: \.row.relation)
        var children: [OID: [OID]] = [:]
        for (oid, row) in relations where !row.isIndex {
            for parent in row.parents { children[parent, default: []].append(oid) }
        }
        self.children = children
    }

    mutating func inspect() -> DatabaseInspection {
        for address in database.records.addresses where database.isShown(address) {
            guard let object = object(address) else { continue }
            switch address.catalog {
            case .relation: inspectRelation(address.oid, object)
            case .type: inspectType(address.oid, object)
            case .procedure: inspectRoutine(address.oid, object)
            case .trigger: inspectTrigger(address.oid)
            case .constraint where database.constraints[address.oid]?.relation ?? .none != .none: break
            case .policy, .attributeDefault, .role: break
            default: inspection.others.append(object)
            }
        }
        return inspection
    }

    private func object(_ address: ObjectAddress) -> DatabaseInspection.Object? {
        guard let name = database.name(of: address), let record = database.records[address] else { return nil }
        return DatabaseInspection.Object(
            name: name, owner: database.roles[record.owner]?.name, comment: record.comment,
            grants: grants(record.grants), statements: record.statements)
    }

    /// The privileges that a role has on the same thing, together.
    private func grants(_ grants: [PrivilegeGrant]) -> [DatabaseInspection.Grant] {
        var order: [[String?]] = []
        var groups: [[String?]: [PrivilegeGrant]] = [:]
        for grant in grants {
            let key = [grant.grantee, grant.column, grant.isGrantable ? "" : nil]
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(grant)
        }
        return order.map { key in
            let group = groups[key]!
            return DatabaseInspection.Grant(
                grantee: group[0].grantee, column: group[0].column, privileges: group.map(\.privilege),
                isGrantable: group[0].isGrantable)
        }
    }

    private func identity(_ relation: OID) -> String {
        database.name(of: ObjectAddress(.relation, relation))?.identity ?? ""
    }

    /// The statement that created an object.
    private func creation(_ catalog: CatalogClass, _ oid: OID) -> StatementID? {
        database.records[ObjectAddress(catalog, oid)]?.statements.first
    }

    // MARK: Relations

    private mutating func inspectRelation(_ oid: OID, _ object: DatabaseInspection.Object) {
        guard let row = database.relations[oid] else { return }
        switch row.kind {
        case .table, .partitionedTable, .view, .materializedView, .foreignTable:
            inspection.relations.append(relation(oid, row, object))
        case .sequence:
            inspection.sequences.append(
                DatabaseInspection.Sequence(
                    object: object, ownedBy: row.sequence?.ownedBy.flatMap { database.name(of: $0)?.identity },
                    definition: row.sequence.map(database.definition) ?? ""))
        case .index, .partitionedIndex, .compositeType, .toastTable: break
        }
    }

    private func relation(
        _ oid: OID, _ row: RelationRow, _ object: DatabaseInspection.Object
    ) -> DatabaseInspection.Relation {
        let own = constraints[oid] ?? []
        let behindConstraints = Set(
            own.filter { [.primaryKey, .unique, .exclusion].contains($0.row.kind) }.map(\.row.index))
        let comments = database.records[ObjectAddress(.relation, oid)]?.columnComments ?? [:]
        var relation = DatabaseInspection.Relation(
            object: object, columns: row.liveAttributes.map { column($0.row, comments[$0.number]) },
            constraints: own.compactMap(constraint).sorted { $0.name < $1.name },
            indexes: (indexes[oid] ?? []).filter { !behindConstraints.contains($0.oid) }.map(index)
                .sorted { $0.name < $1.name })
        relation.referencedBy = (references[oid] ?? []).filter { $0.row.relation != oid }.compactMap(constraint)
            .sorted { ($0.table, $0.name) < ($1.table, $1.name) }
        relation.policies = (policies[oid] ?? []).map { policy in
            DatabaseInspection.Policy(
                name: policy.row.name, definition: definition(policy.row), statement: creation(.policy, policy.oid))
        }.sorted { $0.name < $1.name }
        relation.parents = row.parents.map(identity)
        relation.partitionBound = row.partitionBound?.sourceLine
        relation.partitionKey = row.partitionKey.map { database.definition(of: $0, row) }
        relation.children = (children[oid] ?? []).map(identity).sorted()
        relation.query = row.query?.text
        relation.hasRowSecurity = row.hasRowSecurity
        relation.options = row.options
        return relation
    }

    private func column(_ row: AttributeRow, _ comment: String?) -> DatabaseInspection.Column {
        let ofType = database.types[row.type.oid]?.collation ?? OID.none
        let expression = row.defaultExpression.flatMap { $0.expression?.sourceLine ?? $0.text }
        return DatabaseInspection.Column(
            name: row.name, type: database.formatType(row.type),
            collation: row.collation == ofType ? nil : database.collations[row.collation]?.name,
            isNotNull: row.isNotNull, hasDefault: row.defaultExpression != nil && row.generated == nil,
            expression: expression, identity: row.identity.map { $0 == .always ? "always" : "by default" },
            generated: row.generated.map { $0 == .stored ? "stored" : "virtual" }, comment: comment)
    }

    private func constraint(_ oid: OID, _ row: ConstraintRow) -> DatabaseInspection.Constraint? {
        guard let type = row.kind.words, let relation = database.relations[row.relation] else { return nil }
        return DatabaseInspection.Constraint(
            name: row.name, table: identity(row.relation), type: type,
            columns: relation.columnNames(row.columns.filter { $0 > 0 }),
            definition: database.definition(of: row, relation),
            referencedTable: row.kind == .foreignKey ? identity(row.referencedRelation) : nil,
            statement: creation(.constraint, oid))
    }

    private func index(_ oid: OID, _ row: RelationRow) -> DatabaseInspection.Index {
        DatabaseInspection.Index(
            name: row.name, definition: database.definition(ofIndex: row), statement: creation(.relation, oid))
    }

    private func definition(_ row: PolicyRow) -> String {
        let commands: [Character: String] = ["r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"]
        let parts: [String?] = [
            row.isPermissive ? nil : "AS RESTRICTIVE", commands[row.command].map { "FOR " + $0 },
            row.roles.isEmpty ? nil : "TO " + row.roles.joined(separator: ", "),
            row.using.map { "USING (\($0.sourceLine))" }, row.check.map { "WITH CHECK (\($0.sourceLine))" },
        ]
        return parts.compactMap { $0 }.joined(separator: " ")
    }

    // MARK: Others

    private mutating func inspectType(_ oid: OID, _ object: DatabaseInspection.Object) {
        guard let row = database.types[oid], !row.isTrueArray, row.kind != .multirange else { return }
        if row.kind == .enum {
            inspection.enums.append(DatabaseInspection.Enumeration(object: object, labels: row.labels))
        } else if row.kind != .composite || database.relations[row.relation]?.kind == .compositeType {
            inspection.others.append(object)
        }
    }

    private mutating func inspectRoutine(_ oid: OID, _ object: DatabaseInspection.Object) {
        guard let row = database.procedures[oid], !isPartOfType(oid) else { return }
        let volatilities: [Character: String] = ["i": "immutable", "s": "stable"]
        inspection.functions.append(
            DatabaseInspection.Function(
                object: object, language: database.languages[row.language]?.name ?? "",
                returns: row.kind == .procedure ? nil : database.result(of: row),
                arguments: database.arguments(of: row), volatility: volatilities[row.volatility] ?? "volatile",
                isSecurityDefiner: row.isSecurityDefiner))
    }

    /// Whether a routine came with a type, as the constructors of a range do.
    private func isPartOfType(_ oid: OID) -> Bool {
        database.dependencies.dependencies(of: ObjectAddress(.procedure, oid)).contains { $0.kind == .internal }
    }

    private mutating func inspectTrigger(_ oid: OID) {
        guard let row = database.triggers[oid] else { return }
        inspection.triggers.append(
            DatabaseInspection.Trigger(
                table: identity(row.relation), name: row.name,
                function: database.name(of: ObjectAddress(.procedure, row.function))?.identity ?? "",
                definition: database.definition(of: row), statement: creation(.trigger, oid)))
    }
}

extension Database {
    /// Whether an object is neither PostgreSQL's own, nor a member of an extension, nor temporary.
    func isShown(_ address: ObjectAddress) -> Bool {
        guard !address.oid.isBuiltIn, records[address]?.memberOf ?? OID.none == OID.none else { return false }
        switch address.catalog {
        case .relation: return relations[address.oid].map { !isTemporary($0.schema) } ?? false
        case .type: return types[address.oid].map { !isTemporary($0.schema) } ?? false
        case .namespace: return !isTemporary(address.oid)
        default: return true
        }
    }

    private func isTemporary(_ schema: OID) -> Bool {
        !schema.isBuiltIn && namespaces[schema]?.name.hasPrefix("pg_temp_") ?? false
    }
}
