/// Twelve bytes of the tree: a leaf node, or one half of an interior node.
///
/// The tree is one array of units in postorder. A leaf is one unit, its *head*; an interior node is two, its
/// *extent* followed by its head, and stands behind all units of its children. Walking backwards from a head
/// therefore meets the last child first, and skipping a subtree is one subtraction.
///
///     head    bits 0–7 kind · 8–15 flags · 16–31 field │ value or scalars │ token (leaf) or size (interior)
///     extent  location token                           │ start token      │ end token (exclusive)
struct NodeUnit {
    var word0: UInt32
    var word1: UInt32
    var word2: UInt32

    /// Set in the flags of a head that has an extent.
    static let interiorFlag: UInt32 = 0x8000
    /// Set in the flags of an `.integerValue` that is `Int.max`, which 32 bits do not hold.
    static let unlimitedFlag: UInt8 = 0x01
    /// Set in the flags of a leaf for which PostgreSQL records no location (-1); its token is then the last one before.
    static let noLocationFlag: UInt8 = 0x20
    /// The location of an interior node for which PostgreSQL records none (-1).
    static let noToken = UInt32.max

    @inline(__always)
    static func leaf(_ kind: NodeKind, _ field: FieldName, value: UInt32, token: Int, flags: UInt8 = 0) -> NodeUnit {
        NodeUnit(
            word0: UInt32(kind.rawValue) | UInt32(flags) << 8 | UInt32(field.rawValue) << 16,
            word1: value, word2: UInt32(truncatingIfNeeded: token))
    }

    @inline(__always)
    var kind: NodeKind { unsafeBitCast(UInt8(truncatingIfNeeded: word0), to: NodeKind.self) }

    @inline(__always)
    var isInterior: Bool { word0 & Self.interiorFlag != 0 }

    /// The low seven flag bits; their meaning depends on the kind.
    @inline(__always)
    var flags: UInt8 { UInt8(truncatingIfNeeded: word0 >> 8) & 0x7F }

    @inline(__always)
    var field: FieldName {
        get { unsafeBitCast(UInt16(truncatingIfNeeded: word0 >> 16), to: FieldName.self) }
        set { word0 = word0 & 0xFFFF | UInt32(newValue.rawValue) << 16 }
    }

    /// How many units the node's subtree has, its own included; `self` is a head.
    @inline(__always)
    var subtreeSize: Int { isInterior ? Int(word2) : 1 }
}

/// A string in the tree, without a copy of its bytes.
///
/// Two tag bits tell where it stands: in a token (decoded when asked for), among the ``WellKnownName``s, or in
/// the texts that the tree owns because no token spells them.
struct StringReference: Equatable {
    let raw: UInt32

    private static let tagShift: UInt32 = 30
    private static let indexMask: UInt32 = 1 << 30 - 1

    enum Source {
        case token(Int)
        case wellKnown(WellKnownName)
        case owned(Int)
    }

    init(raw: UInt32) {
        self.raw = raw
    }

    @inline(__always)
    static func token(_ index: Int) -> StringReference {
        StringReference(raw: UInt32(truncatingIfNeeded: index) & indexMask)
    }

    @inline(__always)
    static func wellKnown(_ name: WellKnownName) -> StringReference {
        StringReference(raw: UInt32(name.rawValue) | 1 << tagShift)
    }

    @inline(__always)
    static func owned(_ index: Int) -> StringReference {
        StringReference(raw: UInt32(truncatingIfNeeded: index) & indexMask | 2 << tagShift)
    }

    var source: Source {
        let index = Int(raw & Self.indexMask)
        switch raw >> Self.tagShift {
        case 0: return .token(index)
        case 1: return .wellKnown(WellKnownName(rawValue: UInt16(truncatingIfNeeded: index))!)
        default: return .owned(index)
        }
    }
}

/// What kind of constant an `A_Const` holds; stands in the flags of its head.
enum ConstantVariant: UInt8 {
    case null, integer, float, boolean, string, bitString

    /// Added to ``float`` where the value is the token's text with a minus sign before it.
    static let negatedFlag: UInt8 = 0x40
    static let mask: UInt8 = 0x0F
}
