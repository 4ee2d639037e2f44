// The nodes that hold a value of their own instead of fields; their views are written by hand.

/// A constant: `A_Const`.
public struct AConst: SyntaxNode {
    /// What a constant can be.
    public enum Value: Sendable, Equatable {
        /// `NULL`.
        case null
        /// An integer of 32 bits.
        case integer(Int)
        /// Any other number, spelled as in the source.
        case float(String)
        /// `TRUE` or `FALSE`.
        case boolean(Bool)
        /// A string.
        case string(String)
        /// A bit string: `b` or `x` and its digits.
        case bitString(String)
    }

    /// The node that is viewed.
    public let node: Node

    /// Nil if `node` is no `A_Const`.
    public init?(_ node: Node) {
        guard node.kind == .aConst else { return nil }
        self.node = node
    }

    var variant: ConstantVariant {
        ConstantVariant(rawValue: node.unit.flags & ConstantVariant.mask)!
    }

    /// The constant's value.
    public var value: Value {
        switch variant {
        case .null: .null
        case .integer: .integer(node.integerContent)
        case .float: .float(node.floatContent)
        case .boolean: .boolean(node.unit.word1 != 0)
        case .string: .string(node.stringContent)
        case .bitString: .bitString(node.stringContent)
        }
    }
}

extension Node {
    /// The digits of a `Float` or of an `A_Const` that holds one, with their sign.
    var floatContent: String {
        (unit.flags & ConstantVariant.negatedFlag != 0 ? "-" : "") + stringContent
    }

    /// The value of a `String` node, or nil.
    public var stringNodeValue: String? { kind == .string ? stringContent : nil }

    /// The value of an `Integer` node, or nil.
    public var integerNodeValue: Int? { kind == .integer ? integerContent : nil }

    /// The digits of a `Float` node, or nil.
    public var floatNodeValue: String? { kind == .float ? floatContent : nil }

    /// The value of a `Boolean` node, or nil.
    public var booleanNodeValue: Bool? { kind == .boolean ? unit.word1 != 0 : nil }

    /// The elements of a `List` node; empty for any other.
    public var listItems: NodeList { kind == .list ? children(.items) : NodeList(tree: tree) }
}
