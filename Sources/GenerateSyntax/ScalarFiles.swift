import GrammarModel

/// `ScalarAlphabet.swift` and `ScalarBuilders….swift`: how nodes' flags, enums and letters are packed.
struct ScalarFiles {
    let grammar: Grammar

    var files: [TextFile] {
        [alphabetFile]
            + [("A", "C"), ("D", "Z")].map { first, last in
                let nodes = grammar.nodes.filter {
                    !$0.isLeaf && !$0.scalars.isEmpty && $0.name.prefix(1) >= first && $0.name.prefix(1) <= last
                }
                return builderFile(path: "ScalarBuilders\(first)To\(last).swift", nodes: nodes)
            }
    }

    /// The letter fields' alphabets, each once, under the name of the first field that has it.
    static func alphabets(of grammar: Grammar) -> [(name: String, letters: [Character])] {
        var alphabets: [(name: String, letters: [Character])] = []
        for field in grammar.nodes.flatMap(\.fields) {
            guard case .character(let letters) = field.type, !alphabets.contains(where: { $0.letters == letters })
            else { continue }
            alphabets.append((field.caseName, letters))
        }
        return alphabets
    }

    private func alphabet(_ letters: [Character]) -> String {
        Self.alphabets(of: grammar).first { $0.letters == letters }?.name ?? ""
    }

    private var alphabetFile: TextFile {
        let alphabets = Self.alphabets(of: grammar)
        var source = SwiftSource(from: "nodes.txt")
        source.line()
        source.line("/// The letters that a field which PostgreSQL declares as `char` can hold.")
        source.block("enum ScalarAlphabet: UInt8") { source in
            for alphabet in alphabets { source.line("case \(alphabet.name)") }
            source.line()
            source.line("/// The letters in the order of their codes; the first has code 1, as 0 stands for none.")
            source.block("var letters: StaticString") { source in
                source.switching(over: "self") { source in
                    for alphabet in alphabets { source.line("case .\(alphabet.name): \"\(String(alphabet.letters))\"") }
                }
            }
        }
        return TextFile(path: "ScalarAlphabet.swift", text: source.text)
    }

    private func builderFile(path: String, nodes: [NodeDefinition]) -> TextFile {
        var source = SwiftSource(from: "nodes.txt")
        source.line()
        source.block("extension Scalars") { source in
            for (index, node) in nodes.enumerated() {
                if index > 0 { source.line() }
                writeBuilder(of: node, to: &source)
            }
        }
        return TextFile(path: path, text: source.text)
    }

    private func writeBuilder(of node: NodeDefinition, to source: inout SwiftSource) {
        source.line("/// The scalars of a `\(node.name)`.")
        source.line("@inline(__always)")
        let parameters = node.scalars.map { parameter($0.field) }
        let head = "static func \(node.caseName)(\(parameters.joined(separator: ", "))) -> Scalars"
        if head.count <= 110 {
            source.block(head) { writeBody(of: node, to: &$0) }
        } else {
            source.line("static func \(node.caseName)(")
            for (index, parameter) in parameters.enumerated() {
                source.line("    " + parameter + (index < parameters.count - 1 ? "," : ""))
            }
            source.block(") -> Scalars") { writeBody(of: node, to: &$0) }
        }
    }

    private func writeBody(of node: NodeDefinition, to source: inout SwiftSource) {
        source.line("var scalars = Scalars()")
        for scalar in node.scalars {
            let name = SwiftName.declared(scalar.field.caseName)
            switch scalar.field.type {
            case .enumeration: source.line("scalars.insert(\(name).rawValue, at: \(scalar.offset))")
            case .character(let letters):
                source.line("scalars.insert(\(name), from: .\(alphabet(letters)), at: \(scalar.offset))")
            default: source.line("scalars.insert(\(name), at: \(scalar.offset))")
            }
        }
        source.line("return scalars")
    }

    private func parameter(_ field: FieldDefinition) -> String {
        let name = SwiftName.declared(field.caseName)
        switch field.type {
        case .enumeration(let type):
            let definition = grammar.enums.first { $0.name == type }
            return "\(name): \(definition?.swiftName ?? type) = .\(definition?.caseNames[0] ?? "")"
        case .character: return "\(name): UInt8 = 0"
        default: return "\(name): Bool = false"
        }
    }
}
