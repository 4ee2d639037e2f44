import PostgresSyntax

/// How many objects a script defines and how many statements of each kind it has.
struct SyntaxSummary: Sendable {
    private var objects = [Int](repeating: 0, count: Object.allCases.count)
    private var statements = [Int](repeating: 0, count: Int(UInt8.max) + 1)
    /// Syntax errors.
    private(set) var errors = 0

    /// The names under which objects are counted, the singular first.
    private enum Object: Int, CaseIterable {
        case extensions, schemas, enums, types, domains, functions, procedures, sequences, tables, foreignTables
        case views, materializedViews, primaryKeys, uniqueConstraints, checkConstraints, exclusionConstraints
        case foreignKeys, indexes, triggers, policies, rules

        var names: (one: String, many: String) {
            switch self {
            case .extensions: ("extension", "extensions")
            case .schemas: ("schema", "schemas")
            case .enums: ("enum", "enums")
            case .types: ("other type", "other types")
            case .domains: ("domain", "domains")
            case .functions: ("function", "functions")
            case .procedures: ("procedure", "procedures")
            case .sequences: ("sequence", "sequences")
            case .tables: ("table", "tables")
            case .foreignTables: ("foreign table", "foreign tables")
            case .views: ("view", "views")
            case .materializedViews: ("materialized view", "materialized views")
            case .primaryKeys: ("primary key", "primary keys")
            case .uniqueConstraints: ("unique constraint", "unique constraints")
            case .checkConstraints: ("check constraint", "check constraints")
            case .exclusionConstraints: ("exclusion constraint", "exclusion constraints")
            case .foreignKeys: ("foreign key", "foreign keys")
            case .indexes: ("index", "indexes")
            case .triggers: ("trigger", "triggers")
            case .policies: ("policy", "policies")
            case .rules: ("rule", "rules")
            }
        }
    }

    /// The summary of nothing.
    init() {}

    init(_ tree: SyntaxTree) {
        tree.forEachNode { node in
            if let object = Self.object(definedBy: node) { objects[object.rawValue] += 1 }
        }
        for statement in tree.statements { statements[Int(statement.kind.rawValue)] += 1 }
        errors = tree.diagnostics.count { $0.severity == .error }
    }

    /// Adds what another part of the same script has.
    mutating func add(_ other: SyntaxSummary) {
        for index in objects.indices { objects[index] += other.objects[index] }
        for index in statements.indices { statements[index] += other.statements[index] }
        errors += other.errors
    }

    /// What kind of object a node of the tree brings into being, if it does.
    private static func object(definedBy node: Node) -> Object? {
        switch node.kind {
        case .constraint: Constraint(node).flatMap { object(of: $0.contype) }
        case .createStmt: node.field == .base ? nil : .tables
        case .createForeignTableStmt: .foreignTables
        case .createTableAsStmt: CreateTableAsStmt(node)?.objtype == .matview ? .materializedViews : .tables
        case .viewStmt: .views
        case .createFunctionStmt: CreateFunctionStmt(node)?.isProcedure == true ? .procedures : .functions
        case .createSeqStmt: .sequences
        case .indexStmt: .indexes
        case .createTrigStmt: .triggers
        case .createEnumStmt: .enums
        case .compositeTypeStmt, .createRangeStmt: .types
        case .createDomainStmt: .domains
        case .createExtensionStmt: .extensions
        case .createSchemaStmt: .schemas
        case .createPolicyStmt: .policies
        case .ruleStmt: .rules
        default: nil
        }
    }

    private static func object(of constraint: ConstrType) -> Object? {
        switch constraint {
        case .primary: .primaryKeys
        case .unique: .uniqueConstraints
        case .check: .checkConstraints
        case .exclusion: .exclusionConstraints
        case .foreign: .foreignKeys
        default: nil
        }
    }

    /// The counts of the script called `name`, a line each, figures aligned.
    func text(name: String) -> String {
        let statementCount = statements.reduce(0, +)
        var text = "\(name): \(statementCount) statement\(statementCount == 1 ? "" : "s")"
        if errors > 0 { text += ", \(errors) error\(errors == 1 ? "" : "s")" }
        text += "\n"
        for (title, rows) in [("defines", objectRows), ("statements", statementRows)] where !rows.isEmpty {
            text += "\(title)\n"
            for (name, count) in rows {
                let figure = String(count)
                text += String(repeating: " ", count: max(0, 8 - figure.count)) + "\(figure)  \(name)\n"
            }
        }
        return text
    }

    private var objectRows: [(name: String, count: Int)] {
        Object.allCases.filter { objects[$0.rawValue] > 0 }.map { object in
            let count = objects[object.rawValue]
            return (count == 1 ? object.names.one : object.names.many, count)
        }
    }

    private var statementRows: [(name: String, count: Int)] {
        NodeKind.allCases.filter { statements[Int($0.rawValue)] > 0 }.map { kind in
            (kind.postgresName.description, statements[Int(kind.rawValue)])
        }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}
