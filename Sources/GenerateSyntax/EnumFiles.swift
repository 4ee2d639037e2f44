import GrammarModel

/// `Enums….swift`: the enums of the tree.
struct EnumFiles {
    let enums: [EnumDefinition]

    var files: [TextFile] {
        [("A", "J"), ("K", "Z")].map { first, last in
            var source = SwiftSource(from: "enums.txt")
            for definition in enums where definition.name.prefix(1) >= first && definition.name.prefix(1) <= last {
                source.line()
                write(definition, to: &source)
            }
            return TextFile(path: "Enums\(first)To\(last).swift", text: source.text)
        } + [enumTypeFile]
    }

    private func write(_ definition: EnumDefinition, to source: inout SwiftSource) {
        let cases = zip(definition.caseNames, definition.values)
        source.line("/// PostgreSQL's `\(definition.name)`.")
        source.block("public enum \(definition.swiftName): UInt8, Sendable, CaseIterable") { source in
            for (name, _) in cases { source.line("case \(SwiftName.declared(name))") }
            source.line()
            source.line("/// PostgreSQL's name of the value.")
            source.block("public var postgresName: StaticString") { source in
                source.switching(over: "self") { source in
                    for (name, value) in cases { source.line("case .\(name): \"\(value)\"") }
                }
            }
        }
    }

    private var enumTypeFile: TextFile {
        var source = SwiftSource(from: "enums.txt")
        source.line()
        source.line("/// The enums by number, for what goes by ``NodeField`` instead of by type.")
        source.block("enum EnumType: UInt8") { source in
            for definition in enums { source.line("case \(SwiftName.lowerCamel(definition.name))") }
            source.line()
            source.line("/// PostgreSQL's name of a value; nil if there is no such value.")
            source.block("func postgresName(of rawValue: UInt8) -> StaticString?") { source in
                source.switching(over: "self") { source in
                    for definition in enums {
                        let name = definition.swiftName
                        let call = "\(name)(rawValue: rawValue)?.postgresName"
                        source.line("case .\(SwiftName.lowerCamel(definition.name)): \(call)")
                    }
                }
            }
        }
        return TextFile(path: "EnumType.swift", text: source.text)
    }
}
