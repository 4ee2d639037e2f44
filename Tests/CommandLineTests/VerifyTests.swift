import Foundation
import Platform
import PostgresSyntax
import TestSupport
import Testing

@testable import schemac

/// `schemac verify` without a server.
@Suite struct VerifyTests {
    @Test(arguments: [
        ("shop", "scratch", "shop", nil),
        ("postgresql://localhost/shop", "postgresql://localhost/scratch", "shop", nil),
        (
            "postgres://ann@db:5433/a%20b?sslmode=require", "postgresql://ann@db:5433/scratch?sslmode=require", "a b",
            nil
        ),
        ("postgresql://ann:s%40cret@db/shop", "postgresql://ann@db/scratch", "shop", "s@cret"),
        (
            "postgresql://db/?user=ann&password=x%25&dbname=shop&port=1", "postgresql://db/scratch?user=ann&port=1",
            "shop", "x%"
        ),
        ("postgresql://%2Ftmp%2Fpg/shop", "postgresql://%2Ftmp%2Fpg/scratch", "shop", nil),
        ("host=/tmp/pg dbname=shop", "host='/tmp/pg' dbname='scratch'", "shop", nil),
        (
            #" user = ann password='it\'s a secret' dbname='my shop' "#, "user='ann' dbname='scratch'", "my shop",
            "it's a secret"
        ),
        (#"dbname=shop options='-c a=\\b'"#, #"options='-c a=\\b' dbname='scratch'"#, "shop", nil),
    ])
    func anAddressTakesAnotherDatabase(text: String, scratch: String, database: String, password: String?) throws {
        let address = try DatabaseAddress(text)
        #expect(address.string(database: "scratch") == scratch)
        #expect(address.database == database)
        #expect(address.password == password)
    }

    @Test(arguments: [
        "postgresql://ann:s@cret@db/shop", "postgresql://ann:secret%4@db/shop", "password=secret host",
        "password='secret",
    ])
    func aBrokenAddressIsNotShown(text: String) {
        let error = #expect(throws: UsageError.self) { try DatabaseAddress(text) }
        #expect(error?.message.hasPrefix("invalid value for '--database': ") == true)
        #expect(error?.message.contains("cret") == false)
    }

    @Test func anAddressNamesADatabaseByItself() throws {
        let fromEnvironment = CurrentProcess.environment("PGDATABASE") ?? "postgres"
        #expect(try DatabaseAddress(nil).database == fromEnvironment)
        #expect(try DatabaseAddress("postgresql://db").database == fromEnvironment)
    }

    @Test func errorsAreToldFromWarningsInAnyLanguage() {
        let text = """
            psql:a.sql:3: NOTICE:  42P07: relation "t" already exists, skipping
            LOCATION:  transformCreateStmt, parse_utilcmd.c:207
            psql:a.sql:7: FEHLER:  42P01: Relation »u« existiert nicht
            LINE 1: INSERT INTO u VALUES (1);
                                ^
            LOCATION:  parserOpenTable, parse_relation.c:1449
            psql:a.sql:7: STATEMENT:  INSERT INTO
             u VALUES (1);
            psql:a.sql:9: ERROR:  23505: duplicate key value violates unique constraint "t_pkey"
            DETAIL:  Key (id)=(1) already exists.
            HINT:  None.
            SCHEMA NAME:  public
            psql:a.sql:9: STATEMENT:  INSERT INTO t VALUES (1);
            psql:a.sql:10: WARNING:  25001: there is already a transaction in progress
            DETAIL:  Not of an error.
            psql:a.sql:12: error: invalid command \\nonsense

            """
        #expect(
            PostgresClient.errors(in: text, of: "a.sql") == [
                .init(line: 7, state: "42P01", message: "Relation »u« existiert nicht"),
                .init(
                    line: 9, state: "23505", message: #"duplicate key value violates unique constraint "t_pkey""#,
                    detail: "Key (id)=(1) already exists.", hint: "None."),
                .init(line: 12, state: "psql", message: #"invalid command \nonsense"#),
            ])
    }

    private func confined(_ text: String, options: ScriptOptions = ScriptOptions()) -> ConfinedScript {
        ConfinedScript(SyntaxTree.parse(SourceText(name: "a.sql", text: text), options: options))
    }

    @Test(arguments: [
        "CREATE ROLE a", "ALTER USER a SET work_mem = '1MB'", "DROP GROUP a", "GRANT a TO b",
        "REASSIGN OWNED BY a TO b",
        "DROP OWNED BY a", "CREATE DATABASE a", "ALTER DATABASE a SET work_mem = '1MB'", "DROP DATABASE a",
        "CREATE TABLESPACE a LOCATION '/a'", "ALTER SYSTEM SET work_mem = '1MB'", "COMMENT ON DATABASE a IS 'b'",
        "GRANT CONNECT ON DATABASE a TO b", "ALTER ROLE a RENAME TO b", "ALTER TABLESPACE a OWNER TO b",
        "COPY t TO '/tmp/a'", "COPY t FROM PROGRAM 'a'", "CREATE SUBSCRIPTION a CONNECTION 'b' PUBLICATION c",
        "DO $$ BEGIN CREATE ROLE a; END $$", "DO $$ BEGIN EXECUTE format('drop   role %I', 'a'); END $$",
        "DO $$ BEGIN GRANT a TO b; END $$",
    ])
    func aStatementThatReachesBeyondTheDatabaseIsLeftOut(statement: String) {
        let script = confined("SELECT 1;\n\(statement)\n;\nSELECT 2;\n")
        #expect(String(decoding: script.bytes, as: UTF8.self) == "SELECT 1;\nSELECT\n;\nSELECT 2;\n")
        #expect(script.omissions == [10..<10 + statement.utf8.count])
        #expect(script.roles == [])
        #expect(script.diagnostic?.message == "this reaches beyond the database, and is not verified")
    }

    @Test(arguments: [
        "COPY t FROM stdin;\n1\n\\.\n", "COPY t FROM '/tmp/a';\n", "CREATE USER MAPPING FOR a SERVER b;\n",
        "DO $$ BEGIN CREATE USER MAPPING FOR a SERVER b; END $$;\n", "COMMENT ON TABLE a IS 'CREATE ROLE b';\n",
        "CREATE SUBSCRIPTION a CONNECTION 'b' PUBLICATION c WITH (connect = false);\n", "SELECT 1 \\gset\n",
        "\\set ON_ERROR_STOP on\n", "\\echo 'x'\n",
    ])
    func whatStaysInTheDatabaseStays(text: String) {
        let script = confined(text)
        #expect(String(decoding: script.bytes, as: UTF8.self) == text)
        #expect(script.diagnostic == nil)
    }

    @Test(arguments: [
        ("\\connect other\n", "\n", 1), ("\\! ls\n", "\n", 1), ("\\o file\n", "\n", 1), ("\\i other.sql\n", "\n", 1),
        ("\\copy t to file\n", "\n", 1), ("SELECT 1 \\gexec\n", "SELECT 1 ;\n", 1),
        ("SELECT 1 \\g | ls\n", "SELECT 1 ;\n", 1),
        ("\\echo `ls`\n", "\n", 1), ("\\echo a \\! ls\n", "\\echo a \n", 1),
        ("SELECT 1 \\gset \\! ls\n", "SELECT 1 \\gset \n", 1),
        ("\\restrict abc\n", "\n", 0),
    ])
    func commandsOfPsqlThatLeaveItAreLeftOut(text: String, rest: String, omissionCount: Int) {
        let script = confined(text)
        #expect(String(decoding: script.bytes, as: UTF8.self) == rest)
        #expect(script.omissions.count == omissionCount)
    }

    @Test func whatHasBeenCarriedOutIsNotDoneAgain() {
        var options = ScriptOptions()
        options.include = { SourceText(name: $0, text: "SELECT :x;\n") }
        let script = confined("\\set x 1\n\\i other.sql\n", options: options)
        let lines = String(decoding: script.bytes, as: UTF8.self).split(separator: "\n").filter { $0 != "" }
        #expect(lines == ["SELECT 1;"])
        #expect(script.diagnostic == nil)
    }

    @Test func theRolesOfAScript() {
        let text = "ALTER TABLE t OWNER TO ann; GRANT SELECT ON t TO \"Bob\", PUBLIC; ALTER ROLE eve LOGIN;"
        #expect(confined(text).roles == ["ann", "Bob"])
    }

    @Test func anErrorIsAboutTheStatementThatEndsInItsLine() {
        let script = confined("SELECT 1;\nSELECT\n2;\n\nSELECT 3;\n")
        #expect(script.statement(endingAtLine: 1) == 0..<8)
        #expect(script.statement(endingAtLine: 3) == 10..<18)
        #expect(script.statement(endingAtLine: 5) == 21..<29)
    }

    @Test func withoutPsqlItSaysWhatToInstall() throws {
        let error = #expect(throws: PostgresClient.Failure.self) { try verify("-", path: "/no/such/folder") }
        #expect(error?.description.hasPrefix("psql is not on PATH: install ") == true)
    }
}

/// `schemac verify` on a server.
@Suite(
    .serialized,
    .enabled(if: PostgresServer.isExpected, "no PostgreSQL server is installed; set PG_BIN to the folder of one"))
struct VerifyOnServerTests {
    private static let server = Result { try PostgresServer() }
    private let server: PostgresServer
    private let path: String

    init() throws {
        server = try Self.server.get()
        path = try #require(PostgresServer.programs?.path)
    }

    private func verifyText(_ text: String) throws -> (report: [Substring], errors: String, exitCode: ExitCode) {
        let folder = try ScratchFolder(prefix: "schemac-tests")
        return try verify(try folder.write(Array(text.utf8), to: "a.sql"), "--database", server.address, path: path)
    }

    private func databases() throws -> String {
        try server.run("SELECT datname FROM pg_database ORDER BY 1".utf8, on: "postgres")
    }

    @Test func theExampleHolds() throws {
        let before = try databases()
        let result = try verify(
            packageRoot.appending(path: "Examples/shop").path, "--database", server.address, path: path)
        // How many errors the original has depends on the server: an older one lacks some of its settings.
        #expect(result.report[2].hasSuffix(", rows are not compared"))
        #expect(result.report.dropFirst(3) == ["loads     ok", "same      ok", "twice     ok", "onto      ok"])
        #expect(result.errors.contains(#"warning: relation "products" does not exist [42P01]"#))
        #expect(result.exitCode == .clean)
        #expect(try databases() == before)
    }

    @Test func aScriptThatDoesMoreEachTimeIsFound() throws {
        let before = try databases()
        let result = try verifyText(
            """
            CREATE TABLE visits (at timestamptz);
            CREATE FUNCTION visit() RETURNS void LANGUAGE sql AS 'INSERT INTO public.visits VALUES (now())';
            SELECT visit();
            """)
        #expect(
            result.report.dropFirst(2) == [
                "original  ok", "loads     ok", "same      ok", "twice     FAILS", "onto      FAILS", "twice:",
                "--- rows, loaded once", "+++ rows, loaded twice", "@@ -1 +1 @@", "-public.visits: 1",
                "+public.visits: 2", "onto:", "--- rows, original", "+++ rows, original and compiled", "@@ -1 +1 @@",
                "-public.visits: 1", "+public.visits: 2",
            ])
        #expect(result.errors.hasSuffix("error: the compiled script is not proved: twice, onto\n"))
        #expect(result.exitCode == .findings)
        #expect(try databases() == before)
    }

    @Test func rolesAreNeitherMadeNorNeeded() throws {
        let result = try verifyText(
            """
            CREATE ROLE schemac_ann;
            CREATE TABLE t (id int PRIMARY KEY);
            ALTER TABLE t OWNER TO schemac_ann;
            GRANT SELECT ON t TO schemac_bob;
            INSERT INTO t VALUES (1);
            """)
        #expect(
            result.report.dropFirst(2).map { $0.prefix(13) } == [
                "original  ok", "loads     ok,", "same      ok", "twice     ok", "onto      ok",
            ])
        #expect(
            result.errors.contains(
                #"the server has no role "schemac_ann", "schemac_bob": owners and privileges are not compared"#))
        #expect(result.errors.contains("a.sql:1:1: warning: this reaches beyond the database, and is not verified"))
        #expect(result.exitCode == .clean)
        #expect(try server.run("SELECT FROM pg_roles WHERE rolname LIKE 'schemac%'".utf8, on: "postgres") == "")
    }

    @Test func whatTheServerLacksIsTheOriginalsError() throws {
        let result = try verifyText("CREATE EXTENSION no_such_extension; CREATE TABLE t (id int);")
        #expect(
            result.report.dropFirst(2) == [
                "original  1 error, rows are not compared", "loads     ok, but for 1 error that the original has too",
                "same      ok", "twice     ok", "onto      ok",
            ])
        #expect(result.exitCode == .clean)
    }

    @Test func withoutAServerItSaysWhatToSet() throws {
        let error = #expect(throws: PostgresClient.Failure.self) {
            try verify(
                packageRoot.appending(path: "Examples/shop").path, "--database",
                "postgresql://ann:secret@%2Fno%2Fsuch%2Ffolder/shop", path: path)
        }
        #expect(error?.description.hasPrefix("no server to verify on (set PGHOST, ") == true)
        #expect(error?.description.contains("secret") == false)
    }
}

/// What `schemac verify` reports, blank lines left out, and what it says; with the programs in the folder `path`.
private func verify(
    _ arguments: String..., path: String
) throws -> (report: [Substring], errors: String, exitCode: ExitCode) {
    let folder = try ScratchFolder(prefix: "schemac-tests")
    let file = try folder.write([], to: "report")
    guard case .command(_, let parsed) = try Program.schemac().invocation(["verify"] + arguments + ["-o", file]) else {
        throw UsageError(message: "no command")
    }
    var errors = ""
    let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { errors += String(decoding: $0, as: UTF8.self) }
    try runVerify(CommandContext(parsed, diagnostics: sink), path: path)
    let report = try FileContents(path: file).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    return (report.split(separator: "\n"), errors, sink.exitCode)
}
