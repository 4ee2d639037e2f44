import PostgresCatalog
import PostgresSyntax

/// A table that Fluent's schema builder makes exactly as the SQL does.
///
/// Only what is proven to give the same table is written so; of everything else a reason is said. Constraints always have
/// their names, since Fluent would give them others than PostgreSQL.
struct BuilderTable {
    /// What became of a statement.
    enum Reading {
        case table(BuilderTable)
        /// It makes a table, but not one for the builder.
        case sql(reason: String)
        case noTable
    }

    let schema: String?
    let name: String
    /// The calls of the chain.
    private var fields: [SwiftExpression] = []
    private var constraints: [SwiftExpression] = []
    /// Whether it has a key that foreign keys can refer to.
    private(set) var hasKey = false
    private var constraintNames: Set<String> = []

    /// The table that a statement makes.
    static func reading(_ statement: MigrationStatement) -> Reading {
        guard statement.kind == .table, statement.creates,
            let node = SyntaxTree.parse(SourceText(name: "", text: statement.sql), mode: .server).statements
                .first(where: { _ in true })?.node,
            let create = CreateStmt(node), let relation = create.relation
        else { return .noTable }
        do {
            return .table(try BuilderTable(create, relation))
        } catch {
            return .sql(reason: error.reason)
        }
    }

    /// Why the builder does not make a table.
    private struct Unproven: Error {
        let reason: String
    }

    private init(_ create: CreateStmt, _ relation: RangeVar) throws(Unproven) {
        schema = relation.schemaname
        name = relation.relname ?? ""
        try Self.require(create.partbound == nil && create.partspec == nil, "partitions")
        try Self.require(create.inhRelations.isEmpty, "INHERITS")
        try Self.require(create.ofTypename == nil, "a table of a type")
        try Self.require(relation.relpersistence == "p", "a table that is temporary or not logged")
        try Self.require(create.options.isEmpty && create.accessMethod == nil, "storage options")
        try Self.require(create.tablespacename == nil, "a tablespace")
        try Self.require(!create.ifNotExists, "IF NOT EXISTS")
        for element in create.tableElts {
            if let column = ColumnDef(element) {
                try add(column)
            } else if let constraint = Constraint(element) {
                try add(constraint, column: nil)
            } else {
                throw Unproven(reason: "the schema builder has no LIKE")
            }
        }
        try requireShortLines()
    }

    private func requireShortLines() throws(Unproven) {
        let fits = (fields + constraints).allSatisfy { Self.lines($0) != nil }
        if !fits { throw Unproven(reason: "an expression is longer than a line") }
    }

    /// The lines of a call, which stands twelve blanks deep.
    private static func lines(_ call: SwiftExpression) -> [String]? {
        call.chained(indentation: 12, width: SwiftSource.width)
    }

    /// Takes in the constraint that an `ALTER TABLE … ADD CONSTRAINT` of this table adds; false if the builder has no
    /// such constraint.
    mutating func takeIn(_ constraint: Constraint) -> Bool {
        var table = self
        guard (try? table.add(constraint, column: nil)) != nil, (try? table.requireShortLines()) != nil else {
            return false
        }
        self = table
        return true
    }

    private static func require(_ condition: Bool, _ reason: String) throws(Unproven) {
        if !condition { throw Unproven(reason: "the schema builder has no " + reason) }
    }

    // MARK: Columns

    private mutating func add(_ column: ColumnDef) throws(Unproven) {
        let name = column.colname ?? ""
        try Self.require(column.collClause == nil, "COLLATE (column \(name))")
        try Self.require(column.compression == nil && column.storageName == nil, "storage of columns (column \(name))")
        guard let type = column.typeName.flatMap(BuilderType.init) else {
            throw Unproven(reason: "the schema builder has no type like that of column \(name)")
        }
        var arguments: [SwiftExpression] = [.literal(name), type.expression]
        for constraint in column.constraints.compactMap(Constraint.init) {
            switch constraint.contype {
            case .null: break
            case .notnull:
                try Self.require(
                    constraint.conname == nil && !constraint.isNoInherit,
                    "names of NOT NULL constraints (column \(name))")
                arguments.append(.plain(".required"))
            case .default:
                let expression = text(of: constraint.node, behind: .default)
                let value = Int(expression).map { SwiftExpression.plain("\($0)") } ?? .sqlRaw(expression)
                arguments.append(.call(".sql", [.call(".default", [value])]))
            case .generated:
                try Self.require(constraint.generatedKind == "s", "virtual columns (column \(name))")
                let expression = parenthesized(constraint.node, behind: .as)
                arguments.append(.call(".sql", [.call(".generated", [.sqlRaw(expression)])]))
            case .identity: throw Unproven(reason: "the schema builder has no identity columns like \(name)")
            default: try add(constraint, column: name)
            }
        }
        fields.append(.call(".field", arguments))
    }

    // MARK: Constraints

    /// - Parameter column: the column that the constraint is written at.
    private mutating func add(_ constraint: Constraint, column: String?) throws(Unproven) {
        try Self.require(
            !constraint.deferrable && !constraint.initdeferred && !constraint.skipValidation
                && !constraint.isNoInherit && !constraint.nullsNotDistinct && !constraint.withoutOverlaps
                && constraint.including.isEmpty && constraint.options.isEmpty && constraint.indexname == nil
                && constraint.indexspace == nil,
            "constraint with such options (\(constraint.conname ?? "in \(name)"))")
        let keys = constraint.keys.strings.isEmpty ? column.map { [$0] } ?? [] : constraint.keys.strings
        switch constraint.contype {
        case .primary:
            hasKey = true
            let name = try name(of: constraint, [], "pkey")
            let columns = keys.map { "SQLIdentifier(\(SwiftExpression.literal($0).line))" }.joined(separator: ", ")
            addConstraint(.call("SQLTableConstraintAlgorithm.primaryKey", [.plain("columns: [\(columns)]")]), name)
        case .unique:
            hasKey = true
            let name = try name(of: constraint, keys, "key")
            var columns = keys.map(SwiftExpression.literal)
            columns[0] = .labeled("on", columns[0])
            constraints.append(.call(".unique", columns + [.labeled("name", .literal(name))]))
        case .check:
            let name = try name(of: constraint, nil, "check")
            let expression = parenthesized(constraint.node, behind: .check)
            addConstraint(.call("SQLTableConstraintAlgorithm.check", [.sqlRaw(expression)]), name)
        case .foreign: try addForeignKey(constraint, column)
        default: throw Unproven(reason: "the schema builder has no such constraint as in \(name)")
        }
    }

    private mutating func addConstraint(_ algorithm: SwiftExpression, _ name: String) {
        let arguments: [SwiftExpression] = [.call(".custom", [algorithm]), .labeled("name", .literal(name))]
        constraints.append(.call(".constraint", [.call(".constraint", arguments)]))
    }

    private mutating func addForeignKey(_ constraint: Constraint, _ column: String?) throws(Unproven) {
        let columns = constraint.fkAttrs.strings.isEmpty ? column.map { [$0] } ?? [] : constraint.fkAttrs.strings
        let name = try name(of: constraint, columns, "fkey")
        try Self.require(
            constraint.fkMatchtype == "s" && constraint.fkDelSetCols.isEmpty && !constraint.fkWithPeriod,
            "foreign key like \(name)")
        let foreign = constraint.pkAttrs.strings
        guard let table = constraint.pktable, !foreign.isEmpty else {
            throw Unproven(reason: "the schema builder needs the columns that \(name) refers to")
        }
        func list(_ names: [String]) -> SwiftExpression {
            let literals = names.map { SwiftExpression.literal($0).line }
            return .plain(literals.count == 1 ? literals[0] : "[\(literals.joined(separator: ", "))]")
        }
        var arguments = [list(columns), .labeled("references", .literal(table.relname ?? ""))]
        if let schema = table.schemaname { arguments.append(.labeled("inSpace", .literal(schema))) }
        arguments.append(list(foreign))
        for (label, letter) in [("onDelete", constraint.fkDelAction), ("onUpdate", constraint.fkUpdAction)] {
            guard let action = Self.actions[letter ?? "a"], action != "noAction" else { continue }
            arguments.append(.labeled(label, .plain("." + action)))
        }
        constraints.append(.call(".foreignKey", arguments + [.labeled("name", .literal(name))]))
    }

    private static let actions: [Character: String] = [
        "a": "noAction", "r": "restrict", "c": "cascade", "n": "setNull", "d": "setDefault",
    ]

    /// The name of a constraint; one that has none gets the name that PostgreSQL gives it, if that is sure.
    private mutating func name(
        of constraint: Constraint, _ columns: [String]?, _ suffix: String
    ) throws(Unproven) -> String {
        let name = constraint.conname ?? columns.map { ([self.name] + $0 + [suffix]).joined(separator: "_") }
        guard let name, name.utf8.count < 64, constraintNames.insert(name).inserted else {
            throw Unproven(reason: "the schema builder needs a name for each constraint of \(self.name)")
        }
        return name
    }

    // MARK: Writing

    /// Writes the call that makes the table.
    func write(_ source: inout SwiftSource) {
        let space = schema.map { ", space: \(SwiftExpression.literal($0).line)" } ?? ""
        source.line("try await database.schema(\(SwiftExpression.literal(name).line)\(space))")
        for call in fields + constraints {
            for line in Self.lines(call) ?? [] { source.line("    " + line) }
        }
        source.line("    .create()")
    }
}

/// The type of a column in Fluent's words.
private struct BuilderType {
    let expression: SwiftExpression

    /// PostgreSQL's types that a data type of Fluent's stands for, exactly.
    private static let types = [
        "uuid": ".uuid", "int2": ".int16", "int4": ".int32", "int8": ".int64", "text": ".string", "bool": ".bool",
        "float8": ".double", "date": ".date", "timestamptz": ".datetime", "jsonb": ".json", "bytea": ".data",
    ]
    /// Those that make a sequence too.
    private static let serials: Set = ["serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"]

    init?(_ type: TypeName) {
        guard let name = type.names.strings.last, !type.setof, !type.pctType, !Self.serials.contains(name) else {
            return nil
        }
        let isBuiltIn = type.names.count == 1 || type.names.strings.first == "pg_catalog"
        let known = isBuiltIn && type.typmods.isEmpty ? Self.types[name] : nil
        if let known, type.arrayBounds.isEmpty {
            expression = .plain(known)
        } else if let known, type.arrayBounds.count == 1, type.arrayBounds[0].integerNodeValue == -1 {
            expression = .plain(".array(of: \(known))")
        } else {
            expression = .call(".sql", [.labeled("unsafeRaw", .literal(type.node.text))])
        }
    }
}

extension SwiftExpression {
    /// Text as a literal of one line; a raw one if it has what Swift would understand.
    fileprivate static func literal(_ text: String) -> SwiftExpression {
        let isPlain = text.unicodeScalars.allSatisfy { $0 != "\\" && $0 != "\"" && $0.value >= 0x20 }
        return .plain(isPlain ? "\"\(text)\"" : SwiftLiteral(text: text).line)
    }

    fileprivate static func sqlRaw(_ text: String) -> SwiftExpression { .call("SQLRaw", [.literal(text)]) }

    fileprivate static func labeled(_ label: String, _ value: SwiftExpression) -> SwiftExpression {
        switch value {
        case .plain(let text): .plain("\(label): \(text)")
        case .call(let name, let arguments): .call("\(label): \(name)", arguments)
        }
    }
}

/// The text of a node behind its first token of a kind.
private func text(of node: Node, behind kind: TokenKind) -> String {
    let range = node.tokenRange
    guard let first = range.first(where: { node.tree.tokens[$0].kind == kind }) else { return node.text }
    return node.tree.source.text(in: node.tree.byteRange(ofTokens: first + 1..<range.upperBound))
}

/// What stands in the parentheses behind the first token of a kind; without a second pair around all of it.
private func parenthesized(_ node: Node, behind kind: TokenKind) -> String {
    let tokens = node.tree.tokens
    guard var first = node.tokenRange.first(where: { tokens[$0].kind == kind }).map({ $0 + 1 }),
        var last = closing(first, tokens)
    else { return node.text }
    while tokens[first + 1].kind == .leftParenthesis, closing(first + 1, tokens) == last - 1 {
        first += 1
        last -= 1
    }
    return node.tree.source.text(in: node.tree.byteRange(ofTokens: first + 1..<last))
}

/// The parenthesis that closes the one at `start`.
private func closing(_ start: Int, _ tokens: TokenBuffer) -> Int? {
    var depth = 0
    for index in start..<tokens.count {
        switch tokens[index].kind {
        case .leftParenthesis: depth += 1
        case .rightParenthesis:
            depth -= 1
            if depth == 0 { return index }
        default: break
        }
    }
    return nil
}
