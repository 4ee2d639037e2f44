/// A node of the parse tree.
public struct NodeDefinition: Sendable {
    /// PostgreSQL's name.
    public let name: String
    /// Whether the tree keeps it as a single unit with a value instead of children.
    public let isLeaf: Bool
    /// Its fields in PostgreSQL's order.
    public let fields: [FieldDefinition]
    /// Where its scalar fields stand in its 32 bits.
    public let scalars: [ScalarField]

    /// Its case in `NodeKind`.
    public var caseName: String { SwiftName.lowerCamel(name) }
    /// Its typed view.
    public var viewName: String { name.split(separator: "_").joined() }
}

/// A field of a node.
public struct FieldDefinition: Sendable {
    /// PostgreSQL's name.
    public let name: String
    /// What it holds.
    public let type: FieldType

    /// Its case in `FieldName`. A few names PostgreSQL spells in two ways, `whereClause` and `where_clause`; Swift in one.
    public let caseName: String

    init(name: String, type: FieldType) {
        self.name = name
        self.type = type
        caseName = SwiftName.lowerCamel(name)
    }
}

/// What a field holds.
public enum FieldType: Sendable, Equatable {
    /// Text, or nothing.
    case string
    /// A flag among the node's scalars.
    case bool
    /// A value of the named enum among the node's scalars.
    case enumeration(String)
    /// One of some letters, or none, among the node's scalars.
    case character([Character])
    /// A number; a nonzero one is a child.
    case integer
    /// A number that is the same in every raw parse tree.
    case constant(Int)
    /// The node's own location.
    case location
    /// A further location, a child.
    case locationValue
    /// Any node.
    case node
    /// A node of the named kind.
    case specificNode(String)
    /// A list of nodes.
    case list
}

/// A scalar field's place in the 32 bits of its node.
public struct ScalarField: Sendable {
    /// The field.
    public let field: FieldDefinition
    /// The lowest of its bits.
    public let offset: Int
    /// How many bits it takes.
    public let width: Int
}
