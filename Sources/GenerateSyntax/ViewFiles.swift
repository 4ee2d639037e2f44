import GrammarModel

/// `Views….swift`: a typed view of each node with fields.
struct ViewFiles {
    let grammar: Grammar

    /// Nodes whose views are written by hand in `Tree/`.
    private static let handWritten: Set<String> = ["List"]

    var files: [TextFile] {
        [("A", "A"), ("B", "CreateO"), ("CreateP", "D"), ("E", "I"), ("J", "M"), ("N", "R"), ("S", "Z")].map {
            first, last in
            let nodes = viewed.filter { $0.viewName >= first && $0.viewName < last + "~" }
            var source = SwiftSource(from: "nodes.txt")
            for node in nodes {
                source.line()
                write(node, to: &source)
            }
            let name = first == last ? first : "\(first)To\(last)"
            return TextFile(path: "Views\(name).swift", text: source.text)
        }
    }

    private var viewed: [NodeDefinition] {
        grammar.nodes.filter { !$0.isLeaf && !Self.handWritten.contains($0.name) }
    }

    private func write(_ node: NodeDefinition, to source: inout SwiftSource) {
        source.line("/// A `\(node.name)`.")
        source.block("public struct \(node.viewName): SyntaxNode") { source in
            source.line("/// The node it looks at.")
            source.line("public let node: Node")
            source.line()
            source.line("/// A view of the node; nil if it is of another kind.")
            source.block("public init?(_ node: Node)") { source in
                source.line("guard node.kind == .\(node.caseName) else { return nil }")
                source.line("self.node = node")
            }
            for field in node.fields {
                source.line()
                write(field, of: node, to: &source)
            }
        }
    }

    private func write(_ field: FieldDefinition, of node: NodeDefinition, to source: inout SwiftSource) {
        let name = field.caseName
        let scalar = node.scalars.first { $0.field.name == field.name }
        let offset = scalar?.offset ?? 0
        let width = scalar?.width ?? 0
        let (type, documented, value): (String, String, String) =
            switch field.type {
            case .string: ("String?", "string", "node.string(.\(name))")
            case .bool: ("Bool", "bool", "node.flag(at: \(offset))")
            case .enumeration(let type):
                (swiftName(ofEnum: type), type, "node.enumeration(at: \(offset), width: \(width))")
            case .character(let letters):
                (
                    "Character?", "char", "node.letter(at: \(offset), width: \(width), in: .\(alphabet(letters)))"
                )
            case .integer: ("Int", "integer", "node.integer(.\(name))")
            case .constant(let value): ("Int", "integer", "\(value)")
            case .location: ("Int?", "location", "node.location")
            case .locationValue: ("Int?", "location", "node.locationValue(.\(name))")
            case .node: ("Node?", "Node", "node.child(.\(name))")
            case .list: ("NodeList", "list", "node.children(.\(name))")
            case .specificNode(let type): specific(type, field: name)
            }
        // `node` is the view's own property.
        let property = name == "node" ? "nodeField" : SwiftName.declared(name)
        source.line("/// PostgreSQL's `\(field.name)`: \(Self.meaning(of: field.type, type: documented)).")
        source.line("public var \(property): \(type) { \(value) }")
    }

    /// A child of a known kind: its view, or the text of a `String`.
    private func specific(_ type: String, field: String) -> (String, String, String) {
        guard let node = viewed.first(where: { $0.name == type }) else {
            return ("String?", type, "node.child(.\(field))?.stringNodeValue")
        }
        return (node.viewName + "?", type, "node.child(.\(field)).flatMap(\(node.viewName).init)")
    }

    private func swiftName(ofEnum name: String) -> String {
        grammar.enums.first { $0.name == name }?.swiftName ?? name
    }

    private func alphabet(_ letters: [Character]) -> String {
        ScalarFiles.alphabets(of: grammar).first { $0.letters == letters }?.name ?? ""
    }

    private static func meaning(of type: FieldType, type name: String) -> String {
        switch type {
        case .string: "a string"
        case .bool: "a flag"
        case .enumeration: "one of `\(name)`"
        case .character(let letters): "a letter of " + letters.map { "`\($0)`" }.joined(separator: ", ")
        case .integer: "a number"
        case .constant(let value): "always \(value)"
        case .location: "where the node is, in bytes from the source's start"
        case .locationValue: "a place, in bytes from the source's start"
        case .node: "a node"
        case .specificNode: "a `\(name)`"
        case .list: "a list"
        }
    }
}
