/// Turns the blocks of `nodes.txt` into definitions.
struct NodeReader {
    private let blocks: [(head: Line, body: [Line])]
    private let valueCounts: [String: Int]
    private let nodeNames: Set<String>

    init(enums: [EnumDefinition], blocks: [(head: Line, body: [Line])]) {
        self.blocks = blocks
        valueCounts = Dictionary(uniqueKeysWithValues: enums.map { ($0.name, $0.values.count) })
        nodeNames = Set(blocks.map { Self.name(of: $0.head) })
    }

    func nodes() throws -> [NodeDefinition] {
        try blocks.map { head, body in
            let fields = try body.map(field)
            return NodeDefinition(
                name: Self.name(of: head), isLeaf: Self.isLeaf(head), fields: fields,
                scalars: try scalars(of: fields, head: head))
        }
    }

    private static func isLeaf(_ head: Line) -> Bool { head.text.hasPrefix("leaf ") }

    private static func name(of head: Line) -> String {
        isLeaf(head) ? String(head.text.dropFirst("leaf ".count)) : head.text
    }

    private func field(_ line: Line) throws -> FieldDefinition {
        guard let colon = line.text.firstIndex(of: ":") else { throw line.error("expected \"field: type\"") }
        let name = String(line.text[..<colon])
        let typeText = line.text[line.text.index(after: colon)...].drop(while: \.isWhitespace)
        return FieldDefinition(name: name, type: try type(String(typeText), ofField: name, line: line))
    }

    private func type(_ text: String, ofField name: String, line: Line) throws -> FieldType {
        switch text {
        case "string": return .string
        case "bool": return .bool
        case "int32", "uint32", "int64": return .integer
        case "location": return name == "location" ? .location : .locationValue
        case "Node": return .node
        case "[Node]": return .list
        default: break
        }
        if text.hasPrefix("char("), text.hasSuffix(")") {
            let letters = text.dropFirst("char(".count).dropLast().split(separator: " ")
            guard !letters.isEmpty, letters.allSatisfy({ $0.count == 1 }) else {
                throw line.error("expected single letters in \"\(text)\"")
            }
            return .character(letters.map { Character(String($0)) })
        }
        if text.hasPrefix("int32 = "), let value = Int(text.dropFirst("int32 = ".count)) { return .constant(value) }
        if valueCounts[text] != nil { return .enumeration(text) }
        if nodeNames.contains(text) { return .specificNode(text) }
        throw line.error("unknown type \"\(text)\"")
    }

    /// Packs the scalar fields in their order, lowest bits first.
    private func scalars(of fields: [FieldDefinition], head: Line) throws -> [ScalarField] {
        var scalars: [ScalarField] = []
        var offset = 0
        for field in fields {
            guard let width = scalarWidth(of: field.type) else { continue }
            scalars.append(ScalarField(field: field, offset: offset, width: width))
            offset += width
        }
        guard offset <= 32 else { throw head.error("the scalars of \"\(head.text)\" take \(offset) bits of 32") }
        return scalars
    }

    private func scalarWidth(of type: FieldType) -> Int? {
        switch type {
        case .bool: 1
        case .enumeration(let name): bitsNeeded(forValuesBelow: valueCounts[name] ?? 0)
        case .character(let letters): bitsNeeded(forValuesBelow: letters.count + 1)
        default: nil
        }
    }

    private func bitsNeeded(forValuesBelow count: Int) -> Int {
        Int.bitWidth - (count - 1).leadingZeroBitCount
    }
}
