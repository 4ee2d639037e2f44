/// The flags, enums and letters of one node, packed in 32 bits as the generated builders lay them out.
///
/// All zero is what PostgreSQL's makeNode leaves: false, the first value of each enum, no letter.
struct Scalars: Equatable {
    var bits: UInt32 = 0

    @inline(__always)
    mutating func insert(_ value: UInt8, at offset: UInt32) {
        bits |= UInt32(value) << offset
    }

    @inline(__always)
    mutating func insert(_ flag: Bool, at offset: UInt32) {
        bits |= (flag ? 1 : 0) << offset
    }

    @inline(__always)
    mutating func insert(_ letter: UInt8, from alphabet: ScalarAlphabet, at offset: UInt32) {
        bits |= alphabet.code(of: letter) << offset
    }

    /// Changes one field of a node that is built already; `value` is an enum's raw value, or 1 or 0 for a flag.
    mutating func set(_ name: FieldName, of kind: NodeKind, to value: UInt8) {
        guard let field = kind.fields.first(where: { $0.name == name }), field.width > 0 else {
            preconditionFailure("\(kind) has no scalar \(name)")
        }
        bits = bits & ~field.mask | UInt32(value) << field.offset
    }

    /// The value of a field, zero if nothing was inserted.
    func value(of field: NodeField) -> UInt8 {
        UInt8(truncatingIfNeeded: (bits & field.mask) >> field.offset)
    }
}

extension ScalarAlphabet {
    /// The code of an ASCII letter, from 1 up; 0 for 0.
    @inline(__always)
    fileprivate func code(of letter: UInt8) -> UInt32 {
        if letter == 0 { return 0 }
        let letters = self.letters
        for index in 0..<letters.utf8CodeUnitCount where letters.utf8Start[index] == letter {
            return UInt32(truncatingIfNeeded: index + 1)
        }
        preconditionFailure("no such letter in \(self)")
    }

    /// The letter with a code; nil for code 0.
    func letter(_ code: UInt8) -> Character? {
        code == 0 ? nil : Character(Unicode.Scalar(letters.utf8Start[Int(code) - 1]))
    }
}

extension Node {
    /// The flag at a bit of the node's scalars.
    func flag(at offset: UInt32) -> Bool { scalarBits >> offset & 1 != 0 }

    /// The enum at some bits of the node's scalars.
    func enumeration<Value: RawRepresentable<UInt8>>(at offset: UInt32, width: UInt32) -> Value {
        Value(rawValue: code(at: offset, width: width))!
    }

    /// The letter at some bits of the node's scalars; nil for none.
    func letter(at offset: UInt32, width: UInt32, in alphabet: ScalarAlphabet) -> Character? {
        alphabet.letter(code(at: offset, width: width))
    }

    private func code(at offset: UInt32, width: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: scalarBits >> offset & (1 << width - 1))
    }
}
