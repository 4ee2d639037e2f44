import PostgresSyntax

/// A subcommand of ALTER TABLE that is to be done to one table: `AlterTableCmd`.
struct AlterCommand {
    var subtype: AlterTableType
    /// What the statement says; nil for what other subcommands are taken apart into.
    var command: AlterTableCmd?
    var name: String?
    @Apart var column: ColumnDefinition?
    @Apart var constraint: ConstraintDefinition?
    @Apart var index: IndexDefinition?
    /// Whether it goes on to children when it is done.
    var recurses = false
    var range: Range<Int>?

    init(_ command: AlterTableCmd) {
        self.command = command
        subtype = command.subtype
        name = command.name
        range = command.node.byteRange
    }

    init(_ subtype: AlterTableType, range: Range<Int>?) {
        self.subtype = subtype
        self.range = range
    }

    var cascades: Bool { command?.behavior == .cascade }
    var missingOk: Bool { command?.missingOk ?? false }
}

/// The order in which subcommands are done: `AlterTablePass`.
enum AlterPass: Int, CaseIterable {
    case drop, alterType, addColumn, setExpression, oldIndex, oldConstraint, addConstraint, columnAttributes
    case addIndexConstraint, addIndex, addOtherConstraint, misc
}

/// A table that ALTER TABLE works on: `AlteredTableInfo`.
struct AlteredTable {
    let oid: OID
    let kind: RelationRow.Kind
    /// Its columns before the statement.
    let oldAttributes: [AttributeRow]
    var passes: [[AlterCommand]] = Array(repeating: [], count: AlterPass.allCases.count)
    /// Whether its rows would get new values.
    var hasNewValues = false
    var changesPersistence = false
    var newPersistence: RelationRow.Persistence?
    var changesAccessMethod = false
    /// Sequences that are to belong to new columns.
    var ownedSequences: [(sequence: OID, column: String, isIdentity: Bool)] = []
    /// Columns whose type changes.
    var changedColumns: [Int16] = []
}

/// The tables that ALTER TABLE works on, in the order in which they were reached.
struct AlterQueue {
    private(set) var tables: [AlteredTable] = []

    /// The place of a table, which is added if it is not there: `ATGetQueueEntry`.
    mutating func place(of oid: OID, _ row: RelationRow) -> Int {
        if let place = tables.firstIndex(where: { $0.oid == oid }) { return place }
        tables.append(AlteredTable(oid: oid, kind: row.kind, oldAttributes: row.attributes))
        return tables.count - 1
    }

    subscript(_ place: Int) -> AlteredTable {
        get { tables[place] }
        set { tables[place] = newValue }
    }

    mutating func append(_ command: AlterCommand, _ pass: AlterPass, at place: Int) {
        tables[place].passes[pass.rawValue].append(command)
    }
}
