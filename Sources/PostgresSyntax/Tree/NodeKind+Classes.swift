extension NodeKind {
    /// Whether nodes of this kind hold a value instead of fields.
    var isLeaf: Bool {
        switch self {
        case .null, .aConst, .aStar, .bitString, .boolean, .float, .integer, .string: true
        case .stringValue, .integerValue, .locationValue: true
        default: false
        }
    }

    /// Whether it is a node of PostgreSQL's tree; the others hold the value of a node's field.
    public var isNode: Bool {
        switch self {
        case .null, .stringValue, .integerValue, .locationValue: false
        default: true
        }
    }
}
