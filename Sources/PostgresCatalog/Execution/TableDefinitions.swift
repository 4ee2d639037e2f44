import PostgresSyntax

/// An expression after parse analysis, as the catalogs keep it: PostgreSQL's node tree of `adbin` or `conbin`.
package struct CookedExpression: Sendable {
    /// As it is written; nil where no script wrote it.
    package var node: Node?
    /// What it is, where no script wrote it.
    package var text: String?
    package var type = TypeReference(.unknown)
    package var collation = OID.none
    package var dependencies: [FoundDependency] = []
    /// The numbers of the relation's columns it uses.
    package var columns: [Int16] = []

    init(node: Node, _ analyzed: AnalyzedExpression) {
        self.node = node
        type = analyzed.type
        collation = analyzed.collation
        dependencies = analyzed.dependencies
        columns = analyzed.columns
    }

    /// What no script wrote.
    init(text: String, dependencies: [FoundDependency]) {
        self.text = text
        self.dependencies = dependencies
    }

    /// Whether it is the same expression: `equal()`.
    func isEqual(to other: CookedExpression) -> Bool {
        switch (node, other.node) {
        case (let left?, let right?): left.hasSameContent(as: right)
        case (nil, nil): text == other.text
        default: false
        }
    }

    /// The same over the columns of another relation: `map_variable_attnos`.
    func mapped(from old: OID, to new: OID, _ map: [Int16: Int16]) -> CookedExpression {
        var result = self
        result.columns = columns.map { map[$0] ?? $0 }
        result.dependencies = dependencies.map { dependency in
            guard dependency.address.catalog == .relation, dependency.address.oid == old else { return dependency }
            let column = dependency.address.column
            return FoundDependency(
                address: ObjectAddress(.relation, new, column: map[column] ?? column), range: dependency.range)
        }
        return result
    }
}

/// A column that is to be made: `ColumnDef`.
struct ColumnDefinition: Sendable {
    var name: String
    /// Nil for a column of a typed table or partition, which has its type already.
    var type: TypeReference?
    /// The bytes that name the type.
    var typeRange: Range<Int>?
    var collation = OID.none
    var collationRange: Range<Int>?
    var dimensions = 0
    var isSetOf = false
    var isNotNull = false
    var rawDefault: Node?
    @Apart var cookedDefault: CookedExpression?
    /// The sequence of a serial column: its default.
    var serialSequence = OID.none
    /// Whether the defaults of its parents are not the same.
    var hasConflictingDefaults = false
    var identity: AttributeRow.Identity?
    var generated: AttributeRow.Generated?
    var isLocal = true
    var inheritCount = 0
    var isFromType = false
    var storage: String?
    var compression: String?
    var options: [String] = []
    /// The sequence of an identity column.
    var identitySequence = OID.none
    var range: Range<Int>?

    /// Whether the statement says what its default is.
    var hasRawDefault: Bool { rawDefault != nil || serialSequence != .none }

    init(name: String, type: TypeReference? = nil, collation: OID = .none) {
        self.name = name
        self.type = type
        self.collation = collation
    }
}

/// A constraint that is to be made: `Constraint`.
struct ConstraintDefinition: Sendable {
    var kind: ConstrType
    var name: String?
    /// The columns of a key, or the one of a NOT NULL.
    var keys: [String] = []
    /// What the script says, if it does.
    var node: Constraint?
    var isDeferrable = false
    var isDeferred = false
    var isEnforced = true
    var skipsValidation = false
    var isInitiallyValid = true
    var isNoInherit = false
    var expression: Node?
    /// The expression of a constraint that is copied.
    @Apart var cooked: CookedExpression?
    /// The referencing columns of a foreign key.
    var foreignColumns: [String] = []
    /// The referenced table and columns of a foreign key that is made again.
    var referencedTable = OID.none
    var referencedColumns: [String]?
    var range: Range<Int>?

    init(_ constraint: Constraint) {
        node = constraint
        kind = constraint.contype
        name = constraint.conname
        keys = constraint.keys.strings
        isDeferrable = constraint.deferrable
        isDeferred = constraint.initdeferred
        isEnforced = kind == .check || kind == .foreign ? constraint.isEnforced : true
        skipsValidation = constraint.skipValidation
        isInitiallyValid = constraint.initiallyValid
        isNoInherit = constraint.isNoInherit
        expression = constraint.rawExpr
        foreignColumns = constraint.fkAttrs.strings
        range = constraint.node.byteRange
    }

    /// A constraint that another clause implies.
    init(_ kind: ConstrType, name: String? = nil, keys: [String] = [], range: Range<Int>? = nil) {
        self.kind = kind
        self.name = name
        self.keys = keys
        self.range = range
    }

    /// `makeNotNullConstraint`.
    static func notNull(_ column: String, range: Range<Int>?) -> ConstraintDefinition {
        ConstraintDefinition(.notnull, keys: [column], range: range)
    }
}

/// A column or expression of an index that is to be made: `IndexElem`.
struct IndexParameter: Sendable {
    var name: String?
    var expression: Node?
    /// The expression of an index that is copied.
    var cooked: CookedExpression?
    /// The name of an index's column that is copied with it.
    var columnName: String?
    var collation: [String] = []
    var collationOID: OID?
    var operatorClass: [String] = []
    var operatorClassOID: OID?
    var hasOperatorClassOptions = false
    var ordering = SortByDir.default
    var nullsOrdering = SortByNulls.default
    var range: Range<Int>?

    /// A column by its name.
    init(name: String, range: Range<Int>?) {
        self.name = name
        self.range = range
    }

    init(_ element: IndexElem) {
        name = element.name
        expression = element.expr
        collation = element.collation.strings
        operatorClass = element.opclass.strings
        hasOperatorClassOptions = !element.opclassopts.isEmpty
        ordering = element.ordering
        nullsOrdering = element.nullsOrdering
        range = element.node.byteRange
    }

    /// Whether it says the same, for keys that are declared twice.
    func isEqual(to other: IndexParameter) -> Bool {
        guard name == other.name, collation == other.collation, operatorClass == other.operatorClass,
            ordering == other.ordering, nullsOrdering == other.nullsOrdering
        else { return false }
        switch (expression, other.expression) {
        case (let left?, let right?): return left.hasSameContent(as: right)
        case (nil, nil): return true
        default: return false
        }
    }
}

/// An index that is to be made: `IndexStmt`.
struct IndexDefinition: Sendable {
    var name: String?
    var accessMethod = "btree"
    var parameters: [IndexParameter] = []
    var including: [IndexParameter] = []
    var predicate: Node?
    /// The predicate of an index that is copied.
    var cookedPredicate: CookedExpression?
    var isUnique = false
    var isPrimary = false
    var isConstraint = false
    var isDeferrable = false
    var isDeferred = false
    var isWithoutOverlaps = false
    var nullsNotDistinct = false
    var isConcurrent = false
    var ifNotExists = false
    /// Whether partitions get it too: there is no ONLY.
    var recurses = true
    /// The operators of an exclusion constraint, by name or, when it is copied, by number.
    var exclusionOperators: [[String]] = []
    var exclusionOperatorOIDs: [OID] = []
    var options: [String] = []
    /// The options as they are written, which have to be checked.
    var givenOptions: NodeList?
    var tablespace: String?
    var comment: String?
    /// The index of `USING INDEX`.
    var existingIndex = OID.none
    var range: Range<Int>?

    var isExclusion: Bool { !exclusionOperators.isEmpty || !exclusionOperatorOIDs.isEmpty }
}

extension DefElem {
    /// The value in words: `defGetString`.
    var valueText: String {
        guard let arg else { return "true" }
        if let string = arg.stringNodeValue ?? arg.floatNodeValue { return string }
        if let integer = arg.integerNodeValue { return String(integer) }
        if let boolean = arg.booleanNodeValue { return boolean ? "true" : "false" }
        if let type = TypeName(arg) { return type.names.strings.joined(separator: ".") }
        if arg.kind == .list { return arg.listItems.strings.joined(separator: ".") }
        return arg.text
    }

    /// `name=value`, as `reloptions` holds it.
    var optionText: String {
        (defnamespace.map { $0 + "." } ?? "") + (defname ?? "") + "=" + valueText
    }
}
