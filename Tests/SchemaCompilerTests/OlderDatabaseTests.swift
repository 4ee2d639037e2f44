import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// Fixtures/older: a compiled script on databases that are older than its source, and on those that live.
@Suite(
    .serialized,
    .enabled(if: PostgresServer.isExpected, "no PostgreSQL server is installed; set PG_BIN to the folder of one"))
struct OlderDatabaseTests {
    /// The lines of the schema; where a column was added later it stands elsewhere.
    private func lines(_ server: PostgresServer, of database: String) throws -> [String] {
        try server.schema(of: database).map { String($0.hasSuffix(",") ? $0.dropLast() : $0) }.sorted()
    }

    private func script(_ name: String = "schema") throws -> [UInt8] {
        let schema = try #require(Fixture.all("older").first { $0.name == name })
        let tree = SyntaxTree.parse(SourceText(name: "\(name).sql", bytes: try schema.input()))
        return SchemaCompiler.compile([tree], options: CompileOptions(targetVersion: 14)).bytes
    }

    @Test func whatIsMissingIsMadeGood() throws {
        let server = try PostgresServer()
        let script = try script()
        let changes = try #require(Fixture.all("older").first { $0.name == "changes" })
        try server.create("good")
        try server.run(script, on: "good")
        try server.create("older")
        try server.run(script, on: "older")
        try server.run(try changes.input(), on: "older")
        try server.run(script, on: "older")
        let expected = try lines(server, of: "good")
        let found = try lines(server, of: "older")
        #expect(found.filter { !expected.contains($0) } == [])
        #expect(expected.filter { !found.contains($0) } == [])
        // The sequence has kept its place.
        #expect(try server.run("SELECT last_value FROM order_numbers".utf8, on: "older") == "77\n")
    }

    @Test func whatIsSetByHandStays() throws {
        let server = try PostgresServer()
        let script = try script()
        try server.create("live")
        try server.run(script, on: "live")
        let changes = """
            ALTER VIEW tall SET (check_option = local);
            ALTER TABLE plants DISABLE TRIGGER keep_plants;
            ALTER TABLE plants ALTER COLUMN width SET DEFAULT 6;
            UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'plants_by_size'::regclass;
            """
        try server.run(changes.utf8, on: "live")
        try server.run(script, on: "live")
        let state = """
            SELECT reloptions FROM pg_class WHERE relname = 'tall';
            SELECT tgenabled FROM pg_trigger WHERE tgname = 'keep_plants';
            SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef, pg_attribute
                WHERE attrelid = 'plants'::regclass AND attname = 'width' AND adrelid = attrelid AND adnum = attnum;
            SELECT indisvalid FROM pg_index WHERE indexrelid = 'plants_by_size'::regclass;
            """
        let found = try server.run(state.utf8, on: "live")
        #expect(found == "{security_barrier=true,check_option=local}\nD\n6\nt\n")
    }

    /// A database that has the triggers of the source but not yet the rows before them, of one who is no superuser.
    @Test func rowsDoNotFireLaterTriggers() throws {
        let server = try PostgresServer()
        let script = Array("SET ROLE keeper;\n".utf8) + (try script("rows"))
        try server.create("partial")
        try server.run("CREATE ROLE keeper; GRANT ALL ON SCHEMA public TO keeper".utf8, on: "partial")
        try server.run(script, on: "partial")
        let rows = """
            SELECT 'guests', * FROM guests; SELECT 'rooms', * FROM rooms; SELECT 'notes', * FROM notes;
            SELECT 'stays', * FROM stays; SELECT 'log', * FROM log;
            """
        let complete = try server.run(rows.utf8, on: "partial")
        #expect(complete.split(separator: "\n").count == 11)
        let changes = """
            TRUNCATE guests, rooms, notes, stays, log;
            ALTER TABLE guests DISABLE TRIGGER off;
            ALTER TABLE guests ENABLE REPLICA TRIGGER "first";
            ALTER TABLE "stays of 2025" DISABLE TRIGGER of_partitions;
            ALTER TABLE notes ENABLE ALWAYS RULE no_notes;
            """
        try server.run(changes.utf8, on: "partial")
        let states = """
            SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger ORDER BY tgrelid, tgname;
            SELECT rulename, ev_enabled FROM pg_rewrite WHERE ev_type = '3' ORDER BY 1;
            """
        let before = try server.run(states.utf8, on: "partial")
        try server.run(script, on: "partial")
        #expect(try server.run(rows.utf8, on: "partial") == complete)
        #expect(try server.run(states.utf8, on: "partial") == before)
    }
}
