/// Names of migrations, after what they make.
struct MigrationNaming {
    let statements: [MigrationStatement]
    let defaultSchema: String
    private var taken: Set<String> = []

    init(_ statements: [MigrationStatement], defaultSchema: String) {
        self.statements = statements
        self.defaultSchema = defaultSchema
    }

    /// A name that no migration had before.
    mutating func name(_ unit: MigrationUnit) -> String {
        let name = unit.name.map(SwiftName.upperCamelCase) ?? ""
        return SwiftName.unique(name.isEmpty ? content(unit) : name, &taken)
    }

    /// Such as `CreateOrders`, `AddOrderIndexes` or `CreateFunctions`.
    private func content(_ unit: MigrationUnit) -> String {
        let members = unit.statements.map { statements[$0] }
        let relations = members.map { $0.relation.map { relation in subject(relation, members[0].schema) } }
        if let table = members.first(where: { $0.kind == .table }), let relation = table.relation,
            Set(relations).count == 1
        {
            return (table.creates ? "Create" : "Change") + subject(relation, table.schema)
        }
        var kinds = Set(members.map(\.kind)).subtracting([.comment, .privilege])
        if kinds.contains(.table) { kinds.remove(.rows) }
        guard kinds.count == 1, let kind = kinds.first else {
            if Set(relations).count == 1, let relation = relations[0] { return "Change" + relation }
            return kinds.isEmpty ? "DescribeSchema" : "CreateSchema"
        }
        let made = members.filter { $0.kind == kind }
        let verb = kind.isObject && !made.contains(where: \.creates) ? "Change" : kind.verb
        if made.count == 1, let name = made[0].name, kind.isNamedAfterObject {
            return verb + subject(name, made[0].schema) + (kind.isDescribed ? kind.noun : "")
        }
        let plural = made.count == 1 ? kind.noun : kind.nouns
        if let relation = made[0].relation, Set(made.map(\.relation)).count == 1, !kind.isNamedAfterObject {
            return verb + subject(SwiftName.singular(relation), made[0].schema) + plural
        }
        return verb + plural
    }

    /// The name of an object as a part of a name; one in another schema than the default one is named with its schema.
    private func subject(_ name: String, _ schema: String?) -> String {
        let prefix = schema == defaultSchema ? "" : SwiftName.upperCamelCase(schema ?? "")
        return prefix + SwiftName.upperCamelCase(name)
    }
}

extension MigrationStatement.Kind {
    /// What a migration does to make it.
    fileprivate var verb: String {
        switch self {
        case .rows: "Insert"
        case .constraint, .index, .foreignKey: "Add"
        case .comment: "Describe"
        case .privilege: "Grant"
        case .other: "Run"
        default: "Create"
        }
    }

    /// One of it.
    fileprivate var noun: String {
        switch self {
        case .extension: "Extension"
        case .schema: "Schema"
        case .type: "Type"
        case .function: "Function"
        case .sequence: "Sequence"
        case .table: "Table"
        case .rows: "Rows"
        case .constraint: "Constraint"
        case .index: "Index"
        case .foreignKey: "ForeignKey"
        case .view: "View"
        case .trigger: "Trigger"
        case .policy: "Policy"
        case .operator: "Operator"
        case .textSearch: "TextSearchConfiguration"
        case .foreignServer: "ForeignServer"
        case .publication: "Publication"
        case .comment: "Schema"
        case .privilege: "Privilege"
        case .other: "Statement"
        }
    }

    /// Several of it.
    fileprivate var nouns: String {
        switch self {
        case .rows, .comment: noun
        case .index: "Indexes"
        case .policy: "Policies"
        default: noun + "s"
        }
    }

    /// So many of it, such as `a foreign key` or `3 indexes`.
    func counted(_ count: Int) -> String {
        let words = (count == 1 ? noun : nouns).reduce(into: "") { words, letter in
            words += letter.isUppercase && !words.isEmpty ? " " + letter.lowercased() : letter.lowercased()
        }
        switch self {
        case .rows: return "rows"
        case .comment: return count == 1 ? "a comment" : "\(count) comments"
        default: break
        }
        let article = words.first.map { "aeio".contains($0) } ?? false ? "an" : "a"
        return "\(count == 1 ? article : String(count)) \(words)"
    }

    /// Whether statements of this kind make or change an object.
    var isObject: Bool {
        switch self {
        case .rows, .constraint, .foreignKey, .comment, .privilege, .other: false
        default: true
        }
    }

    /// Whether a migration that makes one is named after it, and not after its table.
    fileprivate var isNamedAfterObject: Bool {
        switch self {
        case .extension, .schema, .type, .function, .sequence, .table, .view: true
        default: false
        }
    }

    /// Whether the name of one does not tell what it is.
    fileprivate var isDescribed: Bool { self == .extension || self == .schema || self == .sequence }
}
