import PostgresCatalog
import PostgresSyntax

/// How a statement is written so that it builds in `pg_temp` what the script builds in a schema.
///
/// Only the object's own name is replaced. What a temporary object cannot have (foreign keys, UNLOGGED) and what is no part
/// of its shape (owner, storage, what is enabled) is left out.
struct Retargeting {
    /// A statement: the change's whole text, or one range of it, between two texts of the compiler's own.
    struct Statement {
        var prefix: [UInt8] = []
        var range: Range<Int>?
        var suffix: [UInt8] = []
        var edits: [SourceEdit] = []
    }

    /// The temporary table that stands for the partitioned table of a partition.
    static let parentName = "schemac_parent"
    /// The temporary view that stands for a materialized view.
    static let queryName = "schemac_query"

    /// The relation or type that the statement builds.
    let object: ObjectAddress
    /// Whether it creates it.
    private(set) var isCreation = false
    /// The partitioned table it makes a partition of, as SQL.
    private(set) var parent: String?
    /// Whether it makes a table logged or unlogged.
    private(set) var isLogged: Bool?
    /// What is to be run instead; nothing if the statement is no matter of shape.
    private(set) var statements: [Statement] = []

    private let change: Change
    private let program: Program

    /// - Returns: nil if the statement builds no relation and no type.
    init?(_ change: Change, in program: Program) {
        guard let statement = change.statement, let object = Self.object(of: change, statement, in: program),
            program.database.objectIdentity(object) != nil
        else { return nil }
        self.change = change
        self.program = program
        self.object = object
        switch statement.kind {
        case .createStmt, .createForeignTableStmt, .createSeqStmt, .viewStmt, .createTableAsStmt, .compositeTypeStmt,
            .createEnumStmt, .createDomainStmt, .createRangeStmt:
            isCreation = true
            create(statement)
        case .alterTableStmt: alterTable(AlterTableStmt(statement)!)
        case .renameStmt: rename(RenameStmt(statement)!)
        case .alterSeqStmt: alterSequence(AlterSeqStmt(statement)!)
        case .alterEnumStmt, .alterDomainStmt: alterType(statement)
        default: addMember(statement)
        }
    }

    /// The relation or type that a statement is about, a table for its members.
    private static func object(of change: Change, _ statement: Node, in program: Program) -> ObjectAddress? {
        switch statement.kind {
        case .indexStmt, .createStatsStmt:
            guard let table = statement.child(.relation) ?? statement.children(.relations).first,
                let isAbout = change.subject, program.database.objectIdentity(isAbout) != nil
            else { return nil }
            return RangeVar(table).flatMap { program.relation(namedAt: $0.nameRange, by: change) }
        case .alterTableStmt where change.action?.subtype == .attachPartition:
            let child = change.action?.def.flatMap(PartitionCmd.init)?.name
            return child.flatMap { program.relation(namedAt: $0.nameRange, by: change) }
        case .createStmt, .createForeignTableStmt, .createSeqStmt, .viewStmt, .createTableAsStmt, .compositeTypeStmt,
            .createEnumStmt, .createDomainStmt, .createRangeStmt, .alterTableStmt, .renameStmt, .alterSeqStmt,
            .alterEnumStmt, .alterDomainStmt, .createTrigStmt, .createPolicyStmt, .ruleStmt:
            guard let subject = change.subject, change.part?.kind != .constraint else { return nil }
            return program.database.table(ofIndex: subject) ?? program.database.owner(of: subject) ?? subject.whole
        default: return nil
        }
    }

    // MARK: Names

    /// The temporary object's name, in place of these bytes.
    private func renamed(_ range: Range<Int>, of member: ObjectAddress? = nil) -> SourceEdit {
        let name = program.identity(of: member ?? object, at: change)?.name ?? ""
        return SourceEdit(range: range, replacement: Self.temporary(name))
    }

    private static func temporary(_ name: String) -> String { "pg_temp." + QuotedName.identifier(name) }

    private mutating func run(_ edits: [SourceEdit]) {
        statements.append(Statement(edits: edits))
    }

    /// Takes out these words, with the space behind them, between the statement's first and the byte at `offset`.
    private func without(_ words: Set<TokenKind>, before offset: Int) -> [SourceEdit] {
        let tokens = change.element.tree.tokens
        return change.element.tokenRange.prefix { tokens[$0].range.lowerBound < offset }
            .filter { words.contains(tokens[$0].kind) }
            .map {
                let range = tokens[$0].range.lowerBound..<tokens[$0 + 1].range.lowerBound
                return SourceEdit(range: range, replacement: "")
            }
    }

    /// Takes out OR REPLACE where there is nothing to replace.
    private var withoutReplacing: [SourceEdit] {
        let tokens = change.element.tree.tokens
        let words = change.element.tokenRange.dropFirst().prefix(3)
        guard change.effect == .creation, words.count == 3, let first = words.first, let last = words.last,
            tokens[first].kind == .or
        else { return [] }
        return [SourceEdit(range: tokens[first].range.lowerBound..<tokens[last].range.lowerBound, replacement: "")]
    }

    // MARK: CREATE

    private mutating func create(_ statement: Node) {
        switch statement.kind {
        case .createTableAsStmt: createAs(CreateTableAsStmt(statement)!)
        case .createRangeStmt: createRange(CreateRangeStmt(statement)!)
        case .createEnumStmt: run([renamed(statement.children(.typeName).bytes)])
        case .createDomainStmt: run([renamed(statement.children(.domainname).bytes)])
        case .createForeignTableStmt: createTable(statement.child(.base).flatMap(CreateStmt.init))
        case .createStmt: createTable(CreateStmt(statement))
        default:
            let field: [NodeKind: FieldName] = [
                .viewStmt: .view, .createSeqStmt: .sequence, .compositeTypeStmt: .typevar,
            ]
            guard let name = field[statement.kind].flatMap(statement.child).flatMap(RangeVar.init) else { return }
            let edits = withoutPersistence(before: name) + withoutReplacing
            run([renamed(name.nameRange)] + edits + withoutOwner(statement))
        }
    }

    private func withoutPersistence(before name: RangeVar) -> [SourceEdit] {
        without([.unlogged, .if, .not, .exists], before: name.nameRange.lowerBound)
    }

    private mutating func createTable(_ table: CreateStmt?) {
        guard let table, let name = table.relation else { return }
        var edits =
            [renamed(name.nameRange)] + withoutPersistence(before: name)
            + SeparatedParts(
                of: table.node, WrittenConstraint.all(in: table.tableElts), takesExpressions: false
            ).removal
        edits += table.tableElts.flatMap(withoutSequenceNames)
        if table.partbound != nil, let range = table.inhRelations.first.flatMap(RangeVar.init)?.nameRange {
            parent = program.relation(namedAt: range, by: change).flatMap(finalName)
            edits.append(SourceEdit(range: range, replacement: Self.parentName))
        }
        run(edits)
    }

    /// The sequence of an identity column takes the name PostgreSQL gives it.
    private func withoutSequenceNames(_ element: Node) -> [SourceEdit] {
        guard let column = ColumnDef(element) else { return [] }
        return column.constraints.compactMap(Constraint.init).filter { $0.contype == .identity }
            .flatMap { withoutOptions(["sequence_name"], $0.node.children(.options)) }
    }

    private func withoutOptions(_ names: Set<String>, _ options: NodeList) -> [SourceEdit] {
        options.compactMap(DefElem.init).filter { names.contains($0.defname ?? "") }
            .map { SourceEdit(range: $0.node.byteRange, replacement: "") }
    }

    private func withoutOwner(_ statement: Node) -> [SourceEdit] {
        statement.kind == .createSeqStmt ? withoutOptions(["owned_by"], statement.children(.options)) : []
    }

    private func finalName(_ object: ObjectAddress) -> String? {
        program.database.objectIdentity(object).map { QuotedName.qualified($0.schema, $0.name) }
    }

    /// A materialized view becomes a table for its columns and indexes, and a view for its query.
    private mutating func createAs(_ statement: CreateTableAsStmt) {
        guard let query = statement.query, query.kind == .selectStmt, let into = statement.into else { return }
        let isView = statement.objtype == .matview
        let name =
            isView ? program.database.objectIdentity(object)?.name : program.identity(of: object, at: change)?.name
        let columns =
            into.colNames.isEmpty
            ? "" : " (" + into.colNames.strings.map(QuotedName.identifier).joined(separator: ", ") + ")"
        func building(_ kind: String, _ name: String, _ suffix: String) -> Statement {
            Statement(
                prefix: Array("CREATE \(kind) \(Self.temporary(name))\(columns) AS ".utf8), range: query.byteRange,
                suffix: Array(suffix.utf8))
        }
        statements = [building("TABLE", name ?? "", " WITH NO DATA")]
        if isView { statements.append(building("VIEW", Self.queryName, "")) }
    }

    private mutating func createRange(_ statement: CreateRangeStmt) {
        let options = statement.params.compactMap(DefElem.init)
        // Such a function takes the range itself, which here would be another one.
        guard !options.contains(where: { $0.defname == "canonical" }) else { return }
        var edits = [renamed(statement.typeName.bytes)]
        for option in options where option.defname == "multirange_type_name" {
            guard let value = option.arg else { continue }
            edits.append(SourceEdit(range: value.byteRange, replacement: Self.temporary("schemac_multirange")))
        }
        run(edits)
    }

    // MARK: ALTER

    private mutating func alterTable(_ statement: AlterTableStmt) {
        guard let action = change.action, let name = statement.relation, statement.objtype != .index else { return }
        var edits = [renamed(name.nameRange)]
        switch action.subtype {
        case .setLogged, .setUnLogged: isLogged = action.subtype == .setLogged
        case .attachPartition:
            guard let child = action.def.flatMap(PartitionCmd.init)?.name else { return }
            parent = program.relation(namedAt: name.nameRange, by: change).flatMap(finalName)
            run([SourceEdit(range: name.nameRange, replacement: Self.parentName), renamed(child.nameRange)])
        case .addConstraint:
            guard let constraint = action.def.flatMap(Constraint.init), constraint.contype != .foreign else { return }
            if constraint.conname == nil, let identity = change.identity, identity.kind == .tableConstraint {
                let name = "CONSTRAINT \(QuotedName.identifier(identity.name)) "
                edits.append(.insert(name, at: constraint.node.byteRange.lowerBound))
            }
            run(edits)
        case .addColumn:
            guard let column = action.def.flatMap(ColumnDef.init) else { return }
            edits += without([.if, .not, .exists], before: column.node.byteRange.lowerBound)
            run(edits + SeparatedParts(ofColumn: column).removal + withoutSequenceNames(column.node))
        case .addIdentity:
            run(edits + (action.def.map { withoutOptions(["sequence_name"], $0.children(.options)) } ?? []))
        case .dropConstraint where !action.missingOk, .dropColumn where !action.missingOk:
            guard let name = action.node.child(.name) else { return }
            run(edits + [.insert("IF EXISTS ", at: name.byteRange.lowerBound)])
        case .dropConstraint, .dropColumn, .columnDefault, .dropNotNull, .setNotNull, .setExpression, .dropExpression,
            .alterColumnType, .addInherit, .dropInherit, .addOf, .dropOf, .enableRowSecurity, .disableRowSecurity,
            .forceRowSecurity, .noForceRowSecurity, .setIdentity, .dropIdentity, .setRelOptions, .resetRelOptions:
            run(edits)
        default: break
        }
    }

    private mutating func rename(_ statement: RenameStmt) {
        let isView = program.database.objectIdentity(object)?.kind == .materializedView
        guard let subject = change.subject, !program.database.isForeignKey(subject) else { return }
        // A materialized view has its last name from the beginning.
        if isView, subject == object { return }
        if let name = statement.relation {
            run([renamed(name.nameRange, of: statement.renameType == .index ? subject : nil)])
        } else if let name = statement.object, name.kind == .list {
            run([renamed(name.byteRange)])
        }
    }

    private mutating func alterSequence(_ statement: AlterSeqStmt) {
        guard let name = statement.sequence else { return }
        let options = statement.options.compactMap(DefElem.init)
        guard options.contains(where: { $0.defname != "owned_by" && $0.defname != "restart" }) else { return }
        run([renamed(name.nameRange)] + withoutOptions(["owned_by", "restart"], statement.options))
    }

    private mutating func alterType(_ statement: Node) {
        // VALIDATE CONSTRAINT changes nothing that is compared.
        if AlterDomainStmt(statement)?.subtype == "V" { return }
        run([renamed(statement.children(.typeName).bytes)])
    }

    // MARK: Members

    private mutating func addMember(_ statement: Node) {
        let named = statement.child(.relation) ?? statement.child(.table) ?? statement.children(.relations).first
        guard let table = named.flatMap(RangeVar.init) else { return }
        var edits = [renamed(table.nameRange)] + withoutReplacing
        if let index = IndexStmt(statement) {
            edits += without([.concurrently, .if, .not, .exists], before: table.nameRange.lowerBound)
            if index.idxname == nil, let name = change.identity?.name, let place = offsetOfOn(before: table) {
                edits.append(.insert(QuotedName.identifier(name) + " ", at: place))
            }
        } else if let statistics = CreateStatsStmt(statement), !statistics.defnames.isEmpty {
            let range = statistics.defnames.bytes
            edits += without([.if, .not, .exists], before: range.lowerBound)
            edits.append(SourceEdit(range: range, replacement: Self.temporary(change.identity?.name ?? "")))
        }
        run(edits)
    }

    /// Where the ON of a CREATE INDEX stands.
    private func offsetOfOn(before table: RangeVar) -> Int? {
        let tokens = change.element.tree.tokens
        return change.element.tokenRange.first { tokens[$0].kind == .on }.map { tokens[$0].range.lowerBound }
    }
}

extension NodeList {
    /// The bytes from the first to the last of a dotted name's parts.
    fileprivate var bytes: Range<Int> {
        guard let first, let last else { return 0..<0 }
        return first.byteRange.lowerBound..<last.byteRange.upperBound
    }
}
