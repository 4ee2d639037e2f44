/// Text made safe and measurable for a terminal: control characters, characters that change the direction of writing and
/// the like become U+FFFD, tabs become spaces.
enum DisplayText {
    /// One character as it is shown.
    struct Cell {
        var text: String
        /// Columns it takes: 0 for combining marks, 2 for wide East Asian characters and emoji.
        var width: Int
    }

    private static let replacement = Cell(text: "\u{FFFD}", width: 1)
    private static let tab = Cell(text: "    ", width: 4)

    /// How a character is shown.
    static func cell(for scalar: Unicode.Scalar) -> Cell {
        if scalar == "\t" { return tab }
        if scalar.isASCII {
            return 0x20..<0x7F ~= scalar.value ? Cell(text: String(scalar), width: 1) : replacement
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            return replacement
        case .nonspacingMark, .enclosingMark:
            return Cell(text: String(scalar), width: 0)
        default:
            return Cell(text: String(scalar), width: isWide(scalar.value) ? 2 : 1)
        }
    }

    /// The characters of UTF-8 bytes with the offset of each; an invalid sequence is one U+FFFD.
    static func cells(of bytes: UnsafeBufferPointer<UInt8>) -> [(offset: Int, cell: Cell)] {
        var cells: [(offset: Int, cell: Cell)] = []
        var iterator = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                cells.append((offset, cell(for: Unicode.UTF8.decode(encoded))))
                offset += encoded.count
            case .error(let length):
                cells.append((offset, replacement))
                offset += length
            case .emptyInput:
                return cells
            }
        }
    }

    /// `text` on one line, cut after `limit` characters.
    static func singleLine(_ text: String, limit: Int) -> String {
        var line = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == limit { return line + "…" }
            line += scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : cell(for: scalar).text
        }
        return line
    }

    /// Whether terminals give the character two columns (East Asian Width W and F).
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            true
        default:
            false
        }
    }
}
