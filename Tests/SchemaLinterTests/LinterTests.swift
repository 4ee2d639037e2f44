import PostgresSyntax
import SchemaLinter
import Testing

/// How inputs are seen together.
@Suite struct LinterTests {
    private func findings(_ inputs: (name: String, text: String, isLinted: Bool)...) -> [String] {
        var settings = FileSettings()
        settings.setsTimeouts = true
        let result = Linter.lint(
            inputs.map { input in
                LintInput(
                    SyntaxTree.parse(SourceText(name: input.name, text: input.text)), isLinted: input.isLinted,
                    settings: settings)
            })
        return result.findings.map { finding in
            let line = finding.source.position(at: finding.range.lowerBound).line
            return "\(finding.source.name):\(line) \(finding.rule)"
        }
    }

    @Test func sourcesSayWhatExists() {
        let migration = "ALTER TABLE item DROP COLUMN note;"
        #expect(
            findings(
                ("schema.sql", "CREATE TABLE item (id int PRIMARY KEY, note text); CREATE TABLE bare (a int);", false),
                ("V1__a.sql", migration, true)) == ["V1__a.sql:1 drop-column"])
        #expect(
            findings(("schema.sql", "CREATE TABLE other (id int PRIMARY KEY);", false), ("V1__a.sql", migration, true))
                == ["V1__a.sql:1 undefined-object"])
        #expect(findings(("V1__a.sql", migration, true)) == ["V1__a.sql:1 unknown-object", "V1__a.sql:1 drop-column"])
    }

    @Test func whatOneFileMakesExistsInTheNext() {
        #expect(
            findings(
                ("V1__a.sql", "CREATE TABLE item (id int PRIMARY KEY, note text);", true),
                ("V2__b.sql", "ALTER TABLE item DROP COLUMN note;", true)) == ["V2__b.sql:1 drop-column"])
    }

    @Test func oneMistakeIsOneFinding() {
        #expect(
            findings(
                (
                    "schema.sql",
                    """
                    CREATE TABLE item (id int PRIMARY KEY, note txet);
                    CREATE INDEX ON item (note);
                    CREATE VIEW items AS SELECT id FROM item;
                    CREATE VIEW ids AS SELECT id FROM items;
                    SELECT * FROM nothing_else;
                    """, true
                )) == ["schema.sql:1 undefined-object", "schema.sql:5 undefined-object"])
    }

    @Test func statementsBehindAnErrorOfTheirTransactionAreLookedAt() {
        #expect(
            findings(
                (
                    "schema.sql",
                    """
                    BEGIN;
                    CREATE TABLE item (id int PRIMARY KEY, id text);
                    CREAT TABLE other (id int);
                    CREATE TABLE third (id int PRIMARY KEY DEFAULT 'one');
                    COMMIT;
                    """, true
                )) == ["schema.sql:2 duplicate-column", "schema.sql:3 syntax-error", "schema.sql:4 invalid-value"])
    }

    @Test func statementsInBlocksAreLookedAt() {
        #expect(
            findings(
                ("schema.sql", "CREATE TABLE item (id int PRIMARY KEY, note text);", false),
                (
                    "V1__a.sql",
                    """
                    DO $$
                    BEGIN
                        IF EXISTS (SELECT FROM item) THEN
                            ALTER TABLE item DROP COLUMN note;
                        END IF;
                    END;
                    $$;
                    """, true
                )) == ["V1__a.sql:4 drop-column"])
    }

    @Test func whatUndoesAMigrationIsNotRunWithIt() {
        #expect(
            findings(
                (
                    "1_item.sql",
                    """
                    -- +goose Up
                    CREATE TABLE item (id int PRIMARY KEY);
                    -- +goose Down
                    DROP TABLE item;
                    """, true
                ), ("2_note.up.sql", "ALTER TABLE item ADD COLUMN note text;", true),
                ("2_note.down.sql", "ALTER TABLE item DROP COLUMN note; DROP TABLE nothing;", true),
                (
                    "3_view.sql",
                    "-- migrate:up\nCREATE VIEW notes AS SELECT note FROM item;\n-- migrate:down\nDROP VIEW notes;",
                    true
                )
            ) == [])
    }

    @Test func profilesAreToldFromFiles() {
        func profile(_ name: String, _ text: String) -> Profile? {
            Linter.lint([LintInput(SyntaxTree.parse(SourceText(name: name, text: text)))]).files.first?.profile
        }
        #expect(profile("a.sql", "--\n-- PostgreSQL database dump\n--\nCREATE TABLE a (id int);") == .dump)
        #expect(profile("a.sql", "CREATE TABLE a (id int); ALTER TABLE a ADD COLUMN b int;") == .schema)
        #expect(profile("a.sql", "ALTER TABLE a ADD COLUMN b int;") == .migration)
        #expect(profile("db/migrations/a.sql", "CREATE TABLE a (id int);") == .migration)
        #expect(profile("V12__a.sql", "CREATE TABLE a (id int);") == .migration)
        #expect(profile("20240131120000_a.sql", "CREATE TABLE a (id int);") == .migration)
        #expect(profile("a.sql", "SELECT 1; UPDATE a SET b = 1;") == .query)
    }
}
