import GrammarModel

/// `NodeLayoutTable.swift`: every node's fields as numbers, packed as `NodeField` unpacks them.
struct NodeLayoutFile {
    let grammar: Grammar

    var file: TextFile {
        let values = NodeKindFile.values.count
        var starts = [0, 0]
        var fields: [String] = []
        for node in grammar.nodes.filter(\.isLeaf) + grammar.nodes.filter({ !$0.isLeaf }) {
            if !node.isLeaf { fields += node.fields.map { hexadecimal(packed($0, in: node)) } }
            starts.append(fields.count)
        }
        starts += Array(repeating: fields.count, count: values)
        var source = SwiftSource(from: "nodes.txt")
        source.line()
        source.line("/// The fields of all nodes, one after the other.")
        source.block("enum NodeLayoutTable") { source in
            source.line("/// Where each kind's fields begin; the next kind's beginning is their end.")
            source.array("starts", of: "UInt16", starts.map(String.init))
            source.line()
            source.line("/// The fields, see ``NodeField``.")
            source.array("fields", of: "UInt32", fields)
        }
        return TextFile(path: "NodeLayoutTable.swift", text: source.text)
    }

    /// From the lowest bit: 10 bits name, 4 shape, 8 detail, 5 offset, 5 width.
    private func packed(_ field: FieldDefinition, in node: NodeDefinition) -> Int {
        let name = (grammar.fieldCaseNames.firstIndex(of: field.caseName) ?? -1) + 1
        let scalar = node.scalars.first { $0.field.name == field.name }
        let (shape, detail) = code(of: field.type)
        return name | shape << 10 | detail << 14 | (scalar?.offset ?? 0) << 22 | (scalar?.width ?? 0) << 27
    }

    private func code(of type: FieldType) -> (shape: Int, detail: Int) {
        switch type {
        case .string: (0, 0)
        case .bool: (1, 0)
        case .enumeration(let name): (2, grammar.enums.firstIndex { $0.name == name } ?? 0)
        case .character(let letters):
            (3, ScalarFiles.alphabets(of: grammar).firstIndex { $0.letters == letters } ?? 0)
        case .integer: (4, 0)
        case .constant(let value): (5, value & 0xFF)
        case .location: (6, 0)
        case .locationValue: (7, 0)
        case .node: (8, 0)
        case .specificNode(let name): (9, NodeKindFile.rawValues(of: grammar.nodes)[name] ?? 0)
        case .list: (10, 0)
        }
    }

    private func hexadecimal(_ number: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
