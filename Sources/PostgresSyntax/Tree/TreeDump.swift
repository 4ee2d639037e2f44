extension Node {
    /// The node and everything below it for people to read: a line a field, indented by depth, defaults left out.
    ///
    ///     SelectStmt
    ///       targetList: ResTarget
    ///         val: ColumnRef
    ///           fields: String "a"
    public func dump() -> String {
        var text = ""
        var stack = [(head: head, depth: 0)]
        while let (head, depth) = stack.popLast() {
            let node = Node(tree: tree, head: head)
            text += String(repeating: "  ", count: depth)
            if depth > 0 { text += "\(node.field.postgresName): " }
            text += node.dumpedHead + "\n"
            for line in node.dumpedScalars {
                text += String(repeating: "  ", count: depth + 1) + line + "\n"
            }
            node.forEachChildBackwards { child in
                stack.append((child, depth + 1))
                return true
            }
        }
        return text
    }

    /// The node's name and, of a leaf, its value.
    private var dumpedHead: String {
        let name = kind.postgresName.description
        switch kind {
        case .aConst: return "\(name) \(dumpedConstant)"
        case .string: return "\(name) \(quoted(stringContent))"
        case .bitString, .float: return "\(name) \(kind == .float ? floatContent : stringContent)"
        case .integer: return "\(name) \(integerContent)"
        case .boolean: return "\(name) \(unit.word1 != 0)"
        case .stringValue: return quoted(stringContent)
        case .integerValue: return "\(integerContent)"
        case .locationValue: return location.map { "at byte \($0)" } ?? "nowhere"
        default: return name
        }
    }

    private var dumpedConstant: String {
        switch AConst(self)?.value {
        case .integer(let value): "\(value)"
        case .float(let digits): digits
        case .boolean(let value): "\(value)"
        case .string(let value): quoted(value)
        case .bitString(let digits): digits
        case .null, nil: "NULL"
        }
    }

    private var dumpedScalars: [String] {
        guard !kind.isLeaf else { return [] }
        return kind.fields.compactMap { field in
            let value = Scalars(bits: scalarBits).value(of: field)
            switch field.shape {
            case .bool: return value != 0 ? "\(field.name.postgresName): true" : nil
            case .enumeration(let type):
                return type.postgresName(of: value).map { "\(field.name.postgresName): \($0)" }
            case .letter(let alphabet): return alphabet.letter(value).map { "\(field.name.postgresName): \($0)" }
            default: return nil
            }
        }
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
