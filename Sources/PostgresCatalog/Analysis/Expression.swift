import PostgresSyntax

/// An expression after parse analysis: types are known, names mean objects.
///
/// Immutable; two expressions that PostgreSQL's `equal()` finds equal have the same ``fingerprint``.
final class Expression {
    /// What an expression does with its operands.
    enum Kind: Hashable {
        /// A column of a range table entry: by its number, 0 for the whole row, negative for a system column.
        case variable(RangeTableEntry, Int16)
        /// A constant; the text of one that is written as a string. Nil is NULL.
        case constant(String?)
        case parameter(Int)
        case function(OID)
        case `operator`(OID, procedure: OID)
        case distinct(OID, procedure: OID)
        case nullIf(OID, procedure: OID)
        case scalarArray(OID, procedure: OID)
        case aggregate(OID, Aggregate)
        case window(OID)
        case grouping(level: Int)
        case element
        case field(Int16)
        case fieldStore([Int16])
        case relabel
        case throughText
        case arrayCoercion
        case rowConversion
        case domainCoercion
        case collate(OID)
        case row
        case rowComparison(operators: [OID], families: [OID])
        case subLink(Query)
        /// `CURRENT_USER`, `CURRENT_TIMESTAMP` …: what differs between sessions.
        case sessionValue(SQLValueFunctionOp)
        /// AND, OR, CASE, ARRAY, COALESCE, IS NULL …: nothing but its operands matters. The word tells them apart.
        case composition(String)
        /// DEFAULT in place of a value.
        case setToDefault
        /// Nothing is known of it: it may belong to an extension whose members are unknown.
        case opaque
    }

    /// Where an aggregate is computed.
    struct Aggregate: Hashable {
        /// The depth of the query it belongs to.
        var level: Int
        var isOrdered = false
        var isDistinct = false
        /// How many of the operands are direct arguments.
        var directCount = 0
    }

    /// How an expression came by its collation: `CollateStrength`.
    enum CollationStrength: Int, Comparable {
        case none, implicit, conflict, explicit
        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    let kind: Kind
    let type: TypeReference
    let collation: OID
    let strength: CollationStrength
    let operands: [Expression]
    /// All of its source.
    let range: Range<Int>
    /// The bytes that name the function, operator, type … it uses.
    let nameRange: Range<Int>?
    /// Whether it is a call that returns a set.
    let returnsSet: Bool
    /// Whether it or one of its operands returns a set.
    let containsSet: Bool
    /// The same for equal expressions.
    private(set) lazy var fingerprint: Int = {
        var hasher = Hasher()
        hasher.combine(kind)
        hasher.combine(type)
        for operand in operands { hasher.combine(operand.fingerprint) }
        return hasher.finalize()
    }()

    init(
        _ kind: Kind, _ type: TypeReference, collation: OID = .none, strength: CollationStrength = .none,
        operands: [Expression] = [], range: Range<Int>, nameRange: Range<Int>? = nil, returnsSet: Bool = false
    ) {
        self.kind = kind
        self.type = type
        self.collation = collation
        self.strength = strength
        self.operands = operands
        self.range = range
        self.nameRange = nameRange
        self.returnsSet = returnsSet
        containsSet = returnsSet || operands.contains(where: \.containsSet)
    }

    /// A string constant or NULL whose type its place decides.
    var isUnknownConstant: Bool {
        if case .constant = kind { return type.oid == .unknown }
        return false
    }

    /// Whether its type is not known because it may belong to an extension.
    var isOpaque: Bool { type.oid == .none }

    /// Whether it is or contains what `test` is true of; subqueries are not looked into.
    func contains(_ test: (Expression) -> Bool) -> Bool {
        test(self) || operands.contains { $0.contains(test) }
    }

    /// The same expression standing elsewhere.
    func with(range: Range<Int>) -> Expression {
        Expression(
            kind, type, collation: collation, strength: strength, operands: operands, range: range,
            nameRange: nameRange, returnsSet: returnsSet)
    }
}
