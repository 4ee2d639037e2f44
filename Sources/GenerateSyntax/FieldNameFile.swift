import GrammarModel

/// `FieldName.swift`: what fields there are.
struct FieldNameFile {
    let grammar: Grammar

    /// The spelling that most nodes use for a field, and the nodes that differ.
    private struct Spelling {
        let usual: String
        let unusual: [(node: NodeDefinition, name: String)]
    }

    var file: TextFile {
        let names = grammar.fieldCaseNames
        let spellings = Dictionary(uniqueKeysWithValues: names.map { ($0, spelling(of: $0)) })
        var source = SwiftSource(from: "nodes.txt")
        source.line()
        source.line("/// The fields of all nodes. What PostgreSQL spells `whereClause` in one node and `where_clause`")
        source.line("/// in another is one field here.")
        source.block("public enum FieldName: UInt16, Sendable, CaseIterable") { source in
            source.line("/// No field: the root of a tree, or an element of a list.")
            source.line("case none")
            for name in names { source.line("case \(SwiftName.declared(name))") }
        }
        source.line()
        source.block("extension FieldName") { source in
            source.line("/// PostgreSQL's name of the field in a node of the kind.")
            source.block("public func postgresName(in kind: NodeKind) -> StaticString") { source in
                source.switching(over: "(self, kind)") { source in
                    for name in names {
                        for exception in spellings[name]?.unusual ?? [] {
                            source.line("case (.\(name), .\(exception.node.caseName)): \"\(exception.name)\"")
                        }
                    }
                    source.line("default: usualPostgresName")
                }
            }
            source.line()
            source.line("/// The spelling that most nodes use.")
            source.block("private var usualPostgresName: StaticString") { source in
                source.switching(over: "self") { source in
                    source.line("case .none: \"\"")
                    for name in names { source.line("case .\(name): \"\(spellings[name]?.usual ?? name)\"") }
                }
            }
        }
        return TextFile(path: "FieldName.swift", text: source.text)
    }

    private func spelling(of caseName: String) -> Spelling {
        let uses = grammar.nodes.flatMap { node in
            node.fields.filter { $0.caseName == caseName }.map { (node: node, name: $0.name) }
        }
        let counts = Dictionary(grouping: uses, by: \.name).mapValues(\.count)
        let usual = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? caseName
        return Spelling(usual: usual, unusual: uses.filter { $0.name != usual })
    }
}
