extension SyntaxTree {
    /// The tree as libpg_query prints PostgreSQL's: one JSON object, without a line end.
    ///
    /// Fields stand in PostgreSQL's order; those that hold their default are left out, enums never are.
    public func pgJSON() -> [UInt8] {
        var writer = PgJSONWriter(tree: self)
        writer.writeScript()
        return writer.output
    }
}

/// Writes nodes as libpg_query's JSON, with a stack of its own: a tree can be deeper than the thread's stack allows.
private struct PgJSONWriter {
    /// The version number that stands in the output, as PostgreSQL counts versions.
    static let version = 180_000

    let tree: SyntaxTree
    var output: [UInt8] = []
    private var frames: [Frame] = []
    /// The children of all open nodes, those of the innermost last, each list in source order.
    private var children: [Int] = []

    /// A node whose fields are being written.
    private struct Frame {
        let head: Int
        let fields: NodeKind.Fields
        var field: Int
        /// Its children's place in ``children``.
        let firstChild: Int
        /// Where to go on in a list field; nil if none is open.
        var nextItem: Int?
        var isEmpty = true
        /// What closes the node: `}` or, with its name around it, `}}`.
        let closing: StaticString
    }

    init(tree: SyntaxTree) {
        self.tree = tree
        output.reserveCapacity(tree.source.count * 8)
    }

    // MARK: Script

    mutating func writeScript() {
        write("{\"version\":")
        write(Self.version)
        write(",\"stmts\":[")
        var isFirst = true
        for element in tree.elements where element.kind == .statement {
            if !isFirst { write(",") }
            isFirst = false
            write("{\"stmt\":")
            writeNode(Int(element.head))
            writePosition(of: element)
            write("}")
        }
        write("]}")
    }

    /// `stmt_location` and `stmt_len`: a statement that a semicolon ends knows its length, the last one need not.
    private mutating func writePosition(of element: ScriptElement.Record) {
        let start = Int(tree.tokens[Int(element.firstToken)].start)
        let end = tree.tokens[Int(element.endToken)]
        if start != 0 {
            write(",\"stmt_location\":")
            write(start)
        }
        if end.kind == .semicolon {
            write(",\"stmt_len\":")
            write(Int(end.start) - start)
        }
    }

    // MARK: Nodes

    private mutating func writeNode(_ head: Int) {
        open(head, named: true)
        while !frames.isEmpty { writeNextField() }
    }

    /// Writes a leaf, or opens an interior node.
    private mutating func open(_ head: Int, named: Bool) {
        let unit = tree.storage[head]
        if unit.kind == .null {
            write("{}")
            return
        }
        write("{")
        if named {
            write("\"")
            write(unit.kind.postgresName)
            write("\":{")
        }
        let closing: StaticString = named ? "}}" : "}"
        if unit.kind.isLeaf {
            writeLeaf(Node(tree: tree, head: head))
            write(closing)
            return
        }
        let firstChild = children.count
        Node(tree: tree, head: head).forEachChildBackwards { child in
            children.append(child)
            return true
        }
        children[firstChild...].reverse()
        let fields = unit.kind.fields
        frames.append(
            Frame(head: head, fields: fields, field: fields.startIndex, firstChild: firstChild, closing: closing))
    }

    /// Writes what comes next of the innermost node; closes it when nothing does.
    private mutating func writeNextField() {
        let top = frames.count - 1
        let frame = frames[top]
        if let item = frame.nextItem {
            writeListItem(from: item, frame)
            return
        }
        guard frame.field < frame.fields.endIndex else {
            write(frame.closing)
            children.removeSubrange(frame.firstChild...)
            frames.removeLast()
            return
        }
        frames[top].field += 1
        writeField(frame.fields[frame.field], of: frame)
    }

    private mutating func writeField(_ field: NodeField, of frame: Frame) {
        let node = Node(tree: tree, head: frame.head)
        switch field.shape {
        case .bool:
            if Scalars(bits: node.scalarBits).value(of: field) != 0 { writeName(field, "true") }
        case .enumeration(let type):
            writeName(field, "\"")
            if let name = type.postgresName(of: Scalars(bits: node.scalarBits).value(of: field)) { write(name) }
            write("\"")
        case .letter(let alphabet):
            if let letter = alphabet.letter(Scalars(bits: node.scalarBits).value(of: field)) {
                writeName(field, "\"")
                output.append(letter.asciiValue!)
                write("\"")
            }
        case .constant(let value):
            writeName(field, "")
            write(value)
        case .location:
            if node.location == nil, leavesLocation(node) { break }
            writeLocation(node.location, field)
        case .string, .integer, .locationValue, .node, .specificNode, .list:
            if let child = firstChild(of: frame, in: field.name, from: frame.firstChild) {
                writeChild(children[child], at: child, field)
            } else if field.name == .argLocation || field.name == .nameLocation {
                // The locations besides a node's own that PostgreSQL sets to -1 and not to 0.
                writeLocation(nil, field)
            }
        }
    }

    private mutating func writeChild(_ head: Int, at index: Int, _ field: NodeField) {
        let child = Node(tree: tree, head: head)
        switch field.shape {
        case .string:
            writeStringField(child, field)
        case .integer:
            writeName(field, "")
            write(child.integerContent)
        case .locationValue:
            writeLocation(child.location, field)
        case .list:
            writeName(field, "[")
            frames[frames.count - 1].nextItem = index + 1
            open(head, named: true)
        case .node:
            writeName(field, "")
            open(head, named: true)
        default:
            writeName(field, "")
            open(head, named: false)
        }
    }

    private mutating func writeListItem(from item: Int, _ frame: Frame) {
        let top = frames.count - 1
        let name = tree.storage[children[item - 1]].field
        guard let next = firstChild(of: frame, in: name, from: item) else {
            write("]")
            frames[top].nextItem = nil
            return
        }
        write(",")
        frames[top].nextItem = next + 1
        open(children[next], named: true)
    }

    /// Index of the first child of the innermost node that stands in a field.
    private func firstChild(of frame: Frame, in name: FieldName, from start: Int) -> Int? {
        var index = start
        while index < children.count {
            if tree.storage[children[index]].field == name { return index }
            index += 1
        }
        return nil
    }

    // MARK: Values

    private mutating func writeLeaf(_ node: Node) {
        switch node.kind {
        case .integer:
            if node.integerContent != 0 { writeLeafField("ival", node.integerContent) }
        case .float:
            write("\"fval\":\"")
            output.append(contentsOf: node.floatContent.utf8)
            write("\"")
        case .boolean:
            write("\"boolval\":")
            write(node.unit.word1 != 0 ? "true" : "false")
        case .string:
            write("\"sval\":")
            writeString(node)
        case .bitString:
            write("\"bsval\":")
            writeString(node)
        case .aConst:
            writeConstant(node)
        default:
            break
        }
    }

    private mutating func writeConstant(_ node: Node) {
        switch ConstantVariant(rawValue: node.unit.flags & ConstantVariant.mask) {
        case .integer:
            write("\"ival\":{")
            if node.integerContent != 0 { writeLeafField("ival", node.integerContent) }
            write("}")
        case .float:
            write("\"fval\":{\"fval\":\"")
            output.append(contentsOf: node.floatContent.utf8)
            write("\"}")
        case .boolean:
            write(node.unit.word1 != 0 ? "\"boolval\":{\"boolval\":true}" : "\"boolval\":{}")
        case .string:
            write("\"sval\":{\"sval\":")
            writeString(node)
            write("}")
        case .bitString:
            write("\"bsval\":{\"bsval\":")
            writeString(node)
            write("}")
        default:
            write("\"isnull\":true")
        }
        write(",\"location\":")
        write(node.location ?? -1)
    }

    private mutating func writeLeafField(_ name: StaticString, _ value: Int) {
        write("\"")
        write(name)
        write("\":")
        write(value)
    }

    /// Whether PostgreSQL leaves the location at 0 instead of setting it to -1: that of a published object, and
    /// libpg_query that of a role or schema that is set to a parameter.
    private func leavesLocation(_ node: Node) -> Bool {
        switch node.kind {
        case .publicationObjSpec: true
        case .variableSetStmt: node.child(.args)?.kind == .paramRef && VariableSetStmt(node)?.jumbleArgs == false
        default: false
        }
    }

    private mutating func writeLocation(_ location: Int?, _ field: NodeField) {
        guard location != 0 else { return }
        writeName(field, "")
        write(location ?? -1)
    }

    private mutating func writeName(_ field: NodeField, _ start: StaticString) {
        let top = frames.count - 1
        if !frames[top].isEmpty { write(",") }
        frames[top].isEmpty = false
        write("\"")
        write(field.name.postgresName(in: tree.storage[frames[top].head].kind))
        write("\":")
        write(start)
    }

    /// A JSON string; `<` and `>` are escaped too, as libpg_query does.
    /// A field of type string, which is left out if it is empty, as PostgreSQL's default is.
    private mutating func writeStringField(_ node: Node, _ field: NodeField) {
        let top = frames.count - 1
        let start = output.count
        let isFirst = frames[top].isEmpty
        writeName(field, "")
        let value = output.count
        writeString(node)
        if output.count == value + 2 {
            output.removeSubrange(start...)
            frames[top].isEmpty = isFirst
        }
    }

    private mutating func writeString(_ node: Node) {
        let hexadecimal: StaticString = "0123456789abcdef"
        write("\"")
        let start = output.count
        tree.appendDecoded(StringReference(raw: node.unit.word1), to: &output)
        if output[start...].contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x3C || $0 == 0x3E }) {
            let text = Array(output[start...])
            output.removeSubrange(start...)
            for byte in text {
                switch byte {
                case 0x08: write("\\b")
                case 0x09: write("\\t")
                case 0x0A: write("\\n")
                case 0x0C: write("\\f")
                case 0x0D: write("\\r")
                case 0x22: write("\\\"")
                case 0x5C: write("\\\\")
                case 0..<0x20, 0x3C, 0x3E:
                    write("\\u00")
                    output.append(hexadecimal.utf8Start[Int(byte >> 4)])
                    output.append(hexadecimal.utf8Start[Int(byte & 15)])
                default: output.append(byte)
                }
            }
        }
        write("\"")
    }

    private mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    private mutating func write(_ number: Int) {
        output.append(contentsOf: String(number).utf8)
    }
}
