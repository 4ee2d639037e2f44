import PostgresSyntax
import SchemaLinter
import TestSupport
import Testing

/// A real server rejects what correctness rules report, and accepts what they propose.
@Suite(.enabled(if: PostgresServer.isExpected)) struct ServerTests {
    @Test func examplesOfCorrectnessRules() throws {
        let server = try PostgresServer()
        for rule in Rule.all
        where rule.category == .correctness && rule.levels[.migration] == .error
            && rule.name != "unsupported-in-target-version"
        {
            let text = rule.documentation
            try server.create("example")
            try server.run(text.given.utf8, on: "example")
            #expect(throws: PostgresServer.Failure.self, "\(rule.name): the bad example is accepted") {
                try server.run(text.bad.utf8, on: "example")
            }
            try server.create("example")
            try server.run((text.given + "\n" + text.good).utf8, on: "example")
        }
    }
}
