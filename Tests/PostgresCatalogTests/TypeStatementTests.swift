import Foundation
import PostgresSyntax
import TestSupport
import Testing

@testable import PostgresCatalog

/// Statements about types, and what PostgreSQL 18 says of them.
@Suite struct TypeStatementTests {
    @Test(arguments: Fixture.all("types")) func statements(_ fixture: Fixture) throws {
        let executor = Executor()
        let source = SourceText(name: "\(fixture.name).sql", bytes: try fixture.input())
        executor.run(SyntaxTree.parse(source), script: 0)
        var text = ""
        for (line, diagnostic) in byStatement(executor.database) {
            text += "\(line): \(diagnostic.rule) \(diagnostic.message)\n"
            if let detail = diagnostic.detail { text += "  detail: \(detail)\n" }
            if let hint = diagnostic.hint { text += "  hint: \(hint)\n" }
        }
        #expect(try fixture.difference(of: text, from: "txt") == nil)
    }

    /// The diagnostics with the line on which their statement ends, as psql numbers them.
    private func byStatement(_ database: Database) -> [(line: Int, diagnostic: Diagnostic)] {
        database.diagnostics.map { diagnostic in
            let text = diagnostic.source.text(in: 0..<diagnostic.range.lowerBound)
            return (text.utf8.count { $0 == UInt8(ascii: "\n") } + 1, diagnostic)
        }
    }

    @Test func typesArePrintedAsFormatTypeDoes() throws {
        let cases = [
            ("varchar(10)", "character varying(10)"), ("varchar", "character varying"), ("char", "character(1)"),
            ("bpchar", "bpchar"), ("\"char\"", "\"char\""), ("bit", "bit(1)"), ("bit varying(3)", "bit varying(3)"),
            ("numeric(10)", "numeric(10,0)"), ("numeric(3,-2)", "numeric(3,-2)"), ("decimal", "numeric"),
            ("interval", "interval"), ("interval(3)", "interval(3)"), ("interval year", "interval year"),
            ("interval day to second(2)", "interval day to second(2)"), ("time(3)", "time(3) without time zone"),
            ("timestamptz(0)", "timestamp(0) with time zone"), ("timetz", "time with time zone"),
            ("float(20)", "real"), ("int2[]", "smallint[]"), ("varchar(5)[]", "character varying(5)[]"),
            ("int2vector", "int2vector"), ("json", "json"), ("name[]", "name[]"), ("pg_class", "pg_class"),
            ("information_schema.sql_identifier", "information_schema.sql_identifier"),
            ("pg_class.relname%TYPE", "name"),
        ]
        let executor = Executor()
        for (written, printed) in cases {
            let isReference = written.hasSuffix("%TYPE")
            let statement =
                isReference
                ? "CREATE FUNCTION f(a \(written)) RETURNS integer LANGUAGE sql AS 'SELECT 1'"
                : "CREATE TABLE t (a \(written))"
            let tree = SyntaxTree.parse(SourceText(name: "type.sql", bytes: Array(statement.utf8)))
            var names: [TypeName] = []
            tree.forEachNode { node in TypeName(node).map { names.append($0) } }
            let name = try #require(names.first { $0.pctType == isReference })
            #expect(executor.database.formatType(try executor.type(name)) == printed, "\(written)")
        }
    }
}
