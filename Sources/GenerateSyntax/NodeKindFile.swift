import GrammarModel

/// `NodeKind.swift`: what nodes there are.
struct NodeKindFile {
    let nodes: [NodeDefinition]

    /// The kinds that are no nodes of PostgreSQL, but a field's value kept as a child.
    static let values = [
        (name: "stringValue", meaning: "A string field."),
        (name: "integerValue", meaning: "A nonzero number field."),
        (name: "locationValue", meaning: "A location field other than the node's own."),
    ]

    var file: TextFile {
        var source = SwiftSource(from: "nodes.txt")
        source.line()
        source.line("/// What a node of the tree is: PostgreSQL's node tags, and the leaves that hold fields' values.")
        source.block("public enum NodeKind: UInt8, Sendable, CaseIterable") { source in
            source.line("/// A NULL element of a list.")
            source.line("case null")
            source.line("// Leaves.")
            for node in nodes where node.isLeaf { source.line("case \(SwiftName.declared(node.caseName))") }
            source.line("// Nodes with fields.")
            for node in nodes where !node.isLeaf { source.line("case \(SwiftName.declared(node.caseName))") }
            source.line("// Values of fields.")
            for value in Self.values {
                source.line("/// \(value.meaning)")
                source.line("case \(value.name)")
            }
        }
        source.line()
        source.block("extension NodeKind") { source in
            source.line("/// PostgreSQL's name of the node; for what PostgreSQL has no node for, the Swift name.")
            source.block("public var postgresName: StaticString") { source in
                source.switching(over: "self") { source in
                    source.line("case .null: \"null\"")
                    for node in nodes { source.line("case .\(node.caseName): \"\(node.name)\"") }
                    for value in Self.values { source.line("case .\(value.name): \"\(value.name)\"") }
                }
            }
        }
        return TextFile(path: "NodeKind.swift", text: source.text)
    }

    /// The raw value each node's kind gets.
    static func rawValues(of nodes: [NodeDefinition]) -> [String: Int] {
        let ordered = nodes.filter(\.isLeaf) + nodes.filter { !$0.isLeaf }
        return Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1.name, $0 + 1) })
    }
}
