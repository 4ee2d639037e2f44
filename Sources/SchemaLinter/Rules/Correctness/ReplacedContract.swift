extension Rule {
    static let replaceChangesContract = Rule(
        "replace-changes-contract", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: """
                CREATE OR REPLACE of a view that loses, renames or retypes a column, or of a routine that returns another \
                type or renames a parameter.
                """,
            why: "The statement fails: what rests on the view or routine could not go on. It has to be dropped first.",
            given: """
                CREATE TABLE orders (id int PRIMARY KEY, note text);
                CREATE VIEW notes AS SELECT id, note FROM orders;
                """,
            bad: "CREATE OR REPLACE VIEW notes AS SELECT note, id FROM orders;",
            good: "CREATE OR REPLACE VIEW notes AS SELECT id, note, true AS seen FROM orders;"),
        checks: .diagnosticsOf([.viewStmt], ["42P16"], beginning: "cannot "),
        .diagnosticsOf([.createFunctionStmt], ["42P13"], beginning: "cannot change "))
}
