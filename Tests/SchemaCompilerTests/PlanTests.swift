import PostgresSyntax
import SchemaCompiler
import Testing

/// The steps of a script, as programs see them.
@Suite struct PlanTests {
    private func plan(_ text: String) -> CompiledPlan {
        SchemaCompiler.plan([SyntaxTree.parse(SourceText(name: "a.sql", text: text))])
    }

    @Test func stepsFollowWhatTheyNeed() throws {
        let plan = plan(
            """
            CREATE VIEW v AS SELECT a FROM t;
            CREATE TABLE t (id serial PRIMARY KEY, a int REFERENCES u);
            COMMENT ON TABLE t IS 'a table';
            CREATE TABLE u (b int PRIMARY KEY);
            """)
        #expect(plan.steps.map(\.kind) == [.table, .comment, .table, .view, .foreignKey])
        #expect(
            plan.steps.map(\.object?.identity) == [
                "public.t", "public.t", "public.u", "public.v", "t_a_fkey on public.t",
            ])
        #expect(plan.steps.map(\.after) == [[], [0], [], [1], [1, 2]])
        #expect(plan.steps.map(\.section) == [.preData, .preData, .preData, .preData, .postData])
    }

    @Test func plainStatementsHaveSchemasAndNothingForASecondRun() {
        let text = """
            CREATE TABLE t (a int REFERENCES u, b int);
            CREATE TABLE u (b int PRIMARY KEY);
            ALTER TABLE t ADD UNIQUE (a), ALTER b SET NOT NULL;
            INSERT INTO u VALUES (1);
            """
        let tree = SyntaxTree.parse(SourceText(name: "a.sql", text: text))
        #expect(
            SchemaCompiler.orderedStatements([tree]).statements.map(\.text) == [
                "CREATE TABLE public.t (a int, b int)",
                "CREATE TABLE public.u (b int PRIMARY KEY)",
                "ALTER TABLE public.t ALTER b SET NOT NULL",
                "ALTER TABLE public.t ADD CONSTRAINT t_a_key UNIQUE (a)",
                "ALTER TABLE public.t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.u",
                "INSERT INTO public.u VALUES (1)",
            ])
    }

    @Test func rowsOfCopyAreARangeOfTheSource() throws {
        let plan = plan("CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n2\n\\.\n")
        let copy = try #require(plan.steps.last)
        #expect(copy.copyData.map { copy.source?.text(in: $0) } == "1\n2\n\\.")
        #expect(copy.isPinned && copy.section == .data)
    }

    @Test func keysOverLaterColumnsDoNotHoldRowsBack() throws {
        let plan = plan(
            """
            CREATE TABLE t (a int, b int);
            ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
            INSERT INTO t (a, b) SELECT 1, 2;
            ALTER TABLE t ADD COLUMN c int;
            ALTER TABLE t DROP CONSTRAINT k;
            ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, c);
            """)
        let rows = try #require(plan.steps.first { $0.kind == .rows })
        let key = try #require(plan.steps.last { $0.kind == .constraint })
        #expect(key.index == plan.steps.count - 1 && rows.index < key.index)
    }

    @Test func keysThatRowsNeedAreDefinedBeforeThem() {
        let text =
            "CREATE TABLE t (a int); CREATE TABLE u (a int); CREATE UNIQUE INDEX i ON t (a); CREATE INDEX j ON u (a);"
        let sections = plan(text + "INSERT INTO t VALUES (1);").steps.map(\.section)
        #expect(sections == [.preData, .preData, .preData, .postData, .data])
    }

    @Test func whatIsSetIsAStepOfTheScript() {
        let steps = plan(
            "SET default_tablespace = fast; CREATE TABLE t (a int); RESET default_tablespace; CREATE TABLE u (a int);"
        ).scriptSteps
        #expect(steps.map(\.index) == Array(steps.indices))
        #expect(
            steps.suffix(4).map { String($0.text.string.prefix { $0 != "\n" }) } == [
                "SET default_tablespace = fast;", "CREATE TABLE IF NOT EXISTS public.t (a int);",
                "SET default_tablespace = '';", "CREATE TABLE IF NOT EXISTS public.u (a int);",
            ])
        #expect(steps.suffix(4).map(\.isPinned) == [true, false, true, false])
    }
}
