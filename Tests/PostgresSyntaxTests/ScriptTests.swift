import PostgresSyntax
import TestSupport
import Testing

/// Fixtures/script: files as psql and migration tools read them, what they are made of, and where psql cuts them.
@Suite struct ScriptTests {
    private func source(_ fixture: Fixture) throws -> SourceText {
        SourceText(name: "\(fixture.name).sql", bytes: try fixture.input())
    }

    /// The options under which the fixtures are read; files are looked for in the folder `included`.
    private let options = {
        var options = ScriptOptions()
        options.variables = ["schema": "stock", "owner": "O'Hara", "label": "a\\b"]
        options.include = { path in
            guard let file = Fixture.all("script/included").first(where: { path.hasSuffix("/\($0.name).sql") }) else {
                throw MissingFile(path: path)
            }
            return SourceText(name: path, bytes: try file.input())
        }
        return options
    }()

    private struct MissingFile: Error, CustomStringConvertible {
        var path: String
        var description: String { "\(path): No such file" }
    }

    @Test(arguments: Fixture.all("script"))
    func elements(_ fixture: Fixture) throws {
        let tree = SyntaxTree.parse(try source(fixture), options: options)
        var text = ""
        for element in tree.script {
            let (file, line, column) = tree.source.place(at: element.byteRange.lowerBound)
            text += "\(file.name):\(line):\(column) \(element.kind)"
            if let statement = element.statement { text += " \(statement.kind)" }
            if element.isCarriedOut { text += " (carried out)" }
            if let database = element.database { text += " in \(database)" }
            text += ": \(element.text)\n"
            if let header = element.dumpHeader {
                text += "    header: \(header.content) of \(header.type) \(header.name)"
                text += [header.schema, header.owner, header.tablespace].map { " | \($0 ?? "")" }.joined() + "\n"
            }
        }
        text += lines(tree.diagnostics)
        #expect(try fixture.difference(of: text, from: "elements") == nil)
    }

    @Test(arguments: Fixture.all("script"))
    func pieces(_ fixture: Fixture) throws {
        let script = SplitScript(try source(fixture), options: options)
        var text = ""
        for piece in script.pieces {
            let (file, range) = script.source.origin(of: script.byteRange(of: piece))
            text += "\(file.name):\(range.lowerBound)..<\(range.upperBound) \(piece.kind.rawValue)"
            text += ": \(String(decoding: script.bytes(of: piece), as: UTF8.self))\n"
            for comment in script.comments(before: piece) { text += "    comment: \(comment)\n" }
        }
        text += lines(script.diagnostics)
        #expect(try fixture.difference(of: text, from: "pieces") == nil)
    }

    private func lines(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { diagnostic in
            let (line, column) = diagnostic.source.position(at: diagnostic.range.lowerBound)
            let place = "\(diagnostic.source.name):\(line):\(column)"
            let hint = diagnostic.hint.map { " (\($0))" } ?? ""
            return "\(place): \(diagnostic.severity): \(diagnostic.message) [\(diagnostic.rule)]\(hint)\n"
        }.joined()
    }

    /// Values made of values, and files that include themselves, come to an end.
    @Test func expansionsAreBounded() {
        let doubling = (0..<60).map { "\\set v\($0 + 1) :v\($0):v\($0)\n" }.joined()
        let tree = SyntaxTree.parse(SourceText(name: "a.sql", text: "\\set v0 x\n\(doubling)SELECT :v60;"))
        #expect(tree.source.count < 1 << 24)
        var options = ScriptOptions()
        options.include = { SourceText(name: $0, text: "\\ir x\($0)\n\\ir y\($0)\nSELECT 1;") }
        let included = SyntaxTree.parse(SourceText(name: "b.sql", text: "\\ir c.sql"), options: options)
        #expect(included.diagnostics.contains { $0.rule == "include" })
    }
}
