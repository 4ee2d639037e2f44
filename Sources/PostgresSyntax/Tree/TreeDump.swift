extension Node {
    /// The node and everything below it for people to read: a line a field, indented by depth, defaults left out.
    ///
    ///     SelectStmt
    ///       targetList: ResTarget
    ///         val: ColumnRef
    ///           fields: String "a"
    public func dump() -> String {
        var text = ""
        var stack: [(head: Int, depth: Int, parent: NodeKind?)] = [(head, 0, nil)]
        while let (head, depth, parent) = stack.popLast() {
            let node = Node(tree: tree, head: head)
            text += String(repeating: "  ", count: depth)
            if let parent { text += "\(node.field.postgresName(in: parent)): " }
            text += node.dumpedHead + "\n"
            for line in node.dumpedScalars {
                text += String(repeating: "  ", count: depth + 1) + line + "\n"
            }
            node.forEachChildBackwards { child in
                stack.append((child, depth + 1, node.kind))
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
        case .plpgsqlNode: return PlpgsqlNode(self)!.kind.postgresName.description
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
            let shown: String? =
                switch field.shape {
                case .bool: value != 0 ? "true" : nil
                case .enumeration where kind == .plpgsqlNode && (value == 0 || field.name == .kind): nil
                case .enumeration(let type): type.postgresName(of: value)?.description
                case .letter(let alphabet): alphabet.letter(value).map(String.init)
                default: nil
                }
            return shown.map { "\(field.name.postgresName(in: kind)): \($0)" }
        }
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
