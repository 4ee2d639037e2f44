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

    /// The locks and rewrites that ``LockTests`` compare the linter with are a real server's.
    @Test func locksAndRewrites() throws {
        let server = try PostgresServer()
        let statements = try LockFixture.statements
        try server.create("locks")
        try server.run(try LockFixture.schema, on: "locks")
        let known = """
            CREATE TABLE archive.known AS
                SELECT oid, relname, pg_relation_filenode(oid) AS file
                FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm');
            """
        let blocks = statements.map { statement in
            """
            BEGIN;
            \(statement)
            \\echo \(statement)
            SELECT '    ' || k.relname || ': ' || l.mode
            FROM pg_locks l JOIN archive.known k ON k.oid = l.relation
            WHERE l.pid = pg_backend_pid() AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
            ORDER BY 1;
            SELECT '    rewrites ' || relname FROM archive.known
            WHERE pg_relation_filenode(oid) <> file ORDER BY 1;
            ROLLBACK;
            """
        }
        let output = try server.run(([known] + blocks).joined(separator: "\n").utf8, on: "locks")
        let difference = try LockFixture.fixture.difference(of: output, from: "txt")
        #expect(difference == nil, "\(difference ?? "")")
    }
}
