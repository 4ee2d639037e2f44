/// A field of a kind of node: what it holds and, for a scalar, where.
struct NodeField {
    /// What a field holds.
    enum Shape: Equatable {
        /// A `.stringValue` child.
        case string
        /// A scalar of one bit.
        case bool
        /// A scalar that is a value of the enum.
        case enumeration(EnumType)
        /// A scalar that is a letter, or none.
        case letter(ScalarAlphabet)
        /// An `.integerValue` child.
        case integer
        /// The same number in every tree.
        case constant(Int)
        /// The node's own location.
        case location
        /// A `.locationValue` child.
        case locationValue
        /// A child of any kind.
        case node
        /// A child that is always of the kind.
        case specificNode(NodeKind)
        /// Any number of children.
        case list
    }

    /// From the lowest bit: 10 bits name, 4 shape, 8 detail of the shape, 5 offset, 5 width.
    fileprivate let packed: UInt32

    /// The field's name.
    var name: FieldName { FieldName(rawValue: UInt16(packed & 0x3FF))! }
    /// The lowest bit of a scalar.
    var offset: UInt32 { packed >> 22 & 0x1F }
    /// How many bits a scalar has; 0 if the field is none.
    var width: UInt32 { packed >> 27 }
    /// The bits of a scalar.
    var mask: UInt32 { ((1 << width) - 1) << offset }

    /// What the field holds.
    var shape: Shape {
        let detail = UInt8(packed >> 14 & 0xFF)
        switch packed >> 10 & 0xF {
        case 0: return .string
        case 1: return .bool
        case 2: return .enumeration(EnumType(rawValue: detail)!)
        case 3: return .letter(ScalarAlphabet(rawValue: detail)!)
        case 4: return .integer
        case 5: return .constant(Int(Int8(bitPattern: detail)))
        case 6: return .location
        case 7: return .locationValue
        case 8: return .node
        case 9: return .specificNode(NodeKind(rawValue: detail)!)
        default: return .list
        }
    }
}

extension NodeKind {
    /// The fields of a kind of node, in PostgreSQL's order.
    struct Fields: RandomAccessCollection {
        let startIndex: Int
        let endIndex: Int

        subscript(position: Int) -> NodeField { NodeField(packed: NodeLayoutTable.fields[position]) }
    }

    /// The fields that nodes of this kind can have; leaves have none.
    var fields: Fields {
        let index = Int(rawValue)
        return Fields(
            startIndex: Int(NodeLayoutTable.starts[index]), endIndex: Int(NodeLayoutTable.starts[index + 1]))
    }
}
