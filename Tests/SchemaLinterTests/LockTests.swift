import Foundation
import PostgresSyntax
import TestSupport
import Testing

@testable import SchemaLinter

/// Statements, one a line, and what a server did for each: the locks that it took and the tables that it wrote anew.
enum LockFixture {
    static let fixture = Fixture.all("Locks").first { $0.name == "statements" }!

    static var schema: Data {
        get throws { try Data(contentsOf: fixture.url.deletingLastPathComponent().appending(path: "schema.sql")) }
    }

    static var statements: [String] {
        get throws { String(decoding: try fixture.input(), as: UTF8.self).split(separator: "\n").map(String.init) }
    }

    /// The recorded locks by table, and the tables written anew, of each statement.
    static var recorded: [String: (locks: [String: Set<String>], rewritten: Set<String>)] {
        get throws {
            let file = fixture.url.deletingPathExtension().appendingPathExtension("txt")
            var recorded: [String: (locks: [String: Set<String>], rewritten: Set<String>)] = [:]
            var statement = ""
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(whereSeparator: { " :".contains($0) }).map(String.init)
                if !line.hasPrefix(" ") {
                    statement = String(line)
                    recorded[statement] = ([:], [])
                } else if words[0] == "rewrites" {
                    recorded[statement]?.rewritten.insert(words[1])
                } else {
                    recorded[statement]?.locks[words[0], default: []].insert(words[1])
                }
            }
            return recorded
        }
    }
}

extension LockMode {
    /// As `pg_locks` writes it.
    fileprivate var name: String { words.split(separator: " ").map(\.capitalized).joined() + "Lock" }
}

/// What the linter says of locks and rewrites is what a server does, as ``ServerTests`` record it.
@Suite struct LockTests {
    @Test(arguments: try LockFixture.statements)
    func locks(of statement: String) throws {
        let recorded = try #require(try LockFixture.recorded[statement])
        let tree = SyntaxTree.parse(SourceText(name: "statement.sql", text: statement))
        let node = try #require(tree.statements.first { _ in true }).node
        var claims: [String: LockMode] = [:]
        for (name, mode) in node.lockedTables { claims[name.last!] = max(claims[name.last!] ?? mode, mode) }
        for (table, mode) in claims {
            #expect(recorded.locks[table]?.contains(mode.name) == true, "\(table): \(mode.words)")
            let stronger = LockMode.allCases.filter { $0 > mode }.map(\.name)
            #expect(recorded.locks[table]?.isDisjoint(with: stronger) == true, "\(table): more than \(mode.words)")
        }
        // What only keeps other changes of the schema waiting need not be said.
        let weak: Set = [LockMode.shareUpdateExclusive.name]
        for name in node.descendants(.rangeVar).compactMap({ RangeVar($0)?.relname }) {
            let locks = recorded.locks[name, default: []]
            #expect(locks.isSubset(of: weak) || claims[name] != nil, "\(name): \(locks)")
        }
    }

    /// TRUNCATE and REFRESH give a table a new file as well, with nothing or other rows in it.
    @Test(arguments: try LockFixture.statements.filter { $0.hasPrefix("ALTER") || $0.hasPrefix("CLUSTER") })
    func rewrites(by statement: String) throws {
        let recorded = try #require(try LockFixture.recorded[statement])
        var settings = FileSettings()
        settings.profile = .migration
        let schema = SourceText(name: "schema.sql", bytes: Array(try LockFixture.schema))
        let inputs = [
            LintInput(SyntaxTree.parse(schema), isLinted: false),
            LintInput(SyntaxTree.parse(SourceText(name: "statement.sql", text: statement)), settings: settings),
        ]
        let said = Linter.lint(inputs).findings.filter {
            $0.category == .rewrites && $0.rule != "narrowing-type-change"
        }
        #expect(said.isEmpty == recorded.rewritten.isEmpty, "\(said.map(\.message))")
    }
}
