import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let preferCreateOrReplace = Rule(
        "prefer-create-or-replace", in: .robustness, levels: .optional(.info),
        documentation: Documentation(
            what: "CREATE FUNCTION, PROCEDURE or VIEW without OR REPLACE.",
            why: "A second run fails, and a drop before it takes grants and what rests on it along.",
            bad: "CREATE VIEW one AS SELECT 1 AS n;",
            good: "CREATE OR REPLACE VIEW one AS SELECT 1 AS n;"),
        checks: .statements([.createFunctionStmt, .viewStmt]) { statement in
            let isReplacing = CreateFunctionStmt(statement.node)?.replace ?? ViewStmt(statement.node)?.replace ?? true
            guard !isReplacing else { return }
            let tokens = statement.node.tree.tokens
            let create = tokens[statement.node.tokenRange.lowerBound].range.upperBound
            statement.report(
                "a second run fails: nothing says OR REPLACE", recipe: ["CREATE OR REPLACE …"],
                fix: Finding.Fix("Write OR REPLACE", isSafe: false, [Finding.Edit(create..<create, " OR REPLACE")]))
        })
}
