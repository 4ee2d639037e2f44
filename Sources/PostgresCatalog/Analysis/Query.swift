import PostgresSyntax

/// A query after parse analysis.
final class Query: Hashable {
    /// What it does.
    enum Command { case select, insert, update, delete, merge, utility }

    var command = Command.select
    var rangeTable: [RangeTableEntry] = []
    var targets: [Target] = []
    /// The relation that it changes.
    var resultRelation: RangeTableEntry?
    /// Everything else that is computed: WHERE, HAVING, join conditions, LIMIT, RETURNING …
    var expressions: [Expression] = []
    /// The operators of ORDER BY, GROUP BY, DISTINCT, window and set operations.
    var sortGroups: [SortGroup] = []
    var commonTables: [CommonTable] = []
    /// The columns that an INSERT, UPDATE or MERGE stores into, with the bytes that name them.
    var changedColumns: [FoundDependency] = []
    /// Constraints that GROUP BY or ON CONFLICT rests on, functions of window frames, types of CYCLE …
    var otherDependencies: [FoundDependency] = []
    var returning: [Target] = []
    var hasReturning = false
    /// WITH has a statement that changes data.
    var hasModifyingCommonTable = false
    var isSetOperation = false
    var hasAggregates = false
    var hasGrouping = false
    var hasDistinct = false
    var hasHaving = false
    var hasWindowFunctions = false
    var hasLimit = false
    var hasTargetSets = false
    /// FOR UPDATE or FOR SHARE.
    var hasLocking = false

    /// An entry of a target list.
    struct Target {
        var name: String
        var expression: Expression
        /// The bytes that stand in the list for it.
        var range: Range<Int>
        /// ORDER BY or GROUP BY added it; it is no column of the result.
        var isJunk = false
        /// Its number in ORDER BY and GROUP BY; 0 if neither uses it.
        var sortGroupReference = 0
        /// The column it is stored in.
        var column: Int16 = 0
    }

    /// Sorting or grouping by a target: `SortGroupClause`.
    struct SortGroup {
        var reference: Int
        var equality: OID
        var ordering: OID
        var range: Range<Int>
    }

    /// The targets that are columns of the result.
    var outputs: [Target] {
        switch command {
        case .select: targets.filter { !$0.isJunk }
        default: returning
        }
    }

    /// Calls `body` with every expression of this query and of those in it that are no operands of other expressions.
    func forEachExpression(_ body: (Expression) -> Void) {
        for target in targets { body(target.expression) }
        for target in returning { body(target.expression) }
        for expression in expressions { body(expression) }
        for entry in rangeTable {
            for value in entry.sample { body(value) }
            switch entry.kind {
            case .subquery(let query): query.forEachExpression(body)
            case .join(let merged): for value in merged { body(value) }
            case .function(let functions): for function in functions { body(function.expression) }
            case .tableFunction(let values): for value in values { body(value) }
            case .values(let rows):
                for row in rows {
                    for value in row { body(value) }
                }
            case .relation, .commonTable, .named: break
            }
        }
        for table in commonTables { table.query?.forEachExpression(body) }
    }

    static func == (left: Query, right: Query) -> Bool { left === right }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A WITH query: `CommonTableExpr`.
final class CommonTable {
    let name: String
    let node: Node
    /// The names behind the query's name.
    let aliases: [String]
    var columns: [RangeTableEntry.Column] = []
    var query: Query?
    var isRecursive = false
    /// The value by which CYCLE marks rows.
    var cycleMark: Expression?
    /// Depth of the query whose WITH has it.
    let level: Int
    var referenceCount = 0

    init(name: String, node: Node, aliases: [String], level: Int) {
        self.name = name
        self.node = node
        self.aliases = aliases
        self.level = level
    }
}

/// Something in FROM, or the target of a change: `RangeTblEntry`.
final class RangeTableEntry: Hashable {
    enum Kind {
        case relation(OID)
        case subquery(Query)
        /// The expressions of the columns merged by USING, where they are more than one of the joined columns.
        case join(merged: [Expression])
        case function([Function])
        /// XMLTABLE, JSON_TABLE.
        case tableFunction([Expression])
        case values([[Expression]])
        case commonTable(CommonTable)
        /// A transition table, or a row that a caller knows of.
        case named
    }

    /// A function in FROM.
    struct Function {
        var expression: Expression
        var columnCount: Int
        /// The relation behind the composite type that it returns.
        var relation: OID
        /// The types of its column definition list, with the bytes that name them.
        var definedTypes: [FoundDependency]
    }

    /// A column.
    struct Column {
        var name: String
        var type: TypeReference
        var collation = OID.none
        var isDropped = false
    }

    let kind: Kind
    /// The name it has in the query.
    let name: String
    /// Whether the query gives it that name.
    let hasAlias: Bool
    var columns: [Column]
    /// Depth of the query it belongs to; 0 for the outermost.
    let level: Int
    /// The bytes that name it.
    let range: Range<Int>
    /// Whether its columns are not known: any name may be one of them.
    var isOpaque = false
    /// The columns that the columns of a join are.
    var joined: [NamespaceItem.Column]?
    /// What TABLESAMPLE computes and calls.
    var sample: [Expression] = []
    var sampleHandler: FoundDependency?

    init(
        _ kind: Kind, name: String, hasAlias: Bool, columns: [Column], level: Int, range: Range<Int>
    ) {
        self.kind = kind
        self.name = name
        self.hasAlias = hasAlias
        self.columns = columns
        self.level = level
        self.range = range
    }

    /// The relation that it is.
    var relation: OID? {
        if case .relation(let oid) = kind { return oid }
        return nil
    }

    static func == (left: RangeTableEntry, right: RangeTableEntry) -> Bool { left === right }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// What names mean at a place of a query: `ParseNamespaceItem`.
struct NamespaceItem {
    /// A column that can be named here, and the column that it is.
    struct Column {
        var name: String
        /// Nil for a dropped column.
        var entry: RangeTableEntry?
        var number: Int16
        var type: TypeReference
        var collation: OID
        /// `*` leaves it out: USING merged it into another.
        var isHiddenFromStar = false
    }

    var entry: RangeTableEntry
    /// The name by which its columns can be qualified.
    var name: String
    var columns: [Column]
    /// Whether its own name can be used, and its columns without it.
    var isRelationVisible = true
    var areColumnsVisible = true
    /// Whether it is visible only to LATERAL items, and whether even they may use it.
    var isLateralOnly = false
    var isLateralAllowed = true
}
