import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let policyPerRowFunction = Rule(
        "policy-per-row-function", in: .security, levels: .optional(.info),
        documentation: Documentation(
            what: "A policy that calls a function without arguments from the table, other than in a subquery.",
            why: """
                It is called for each row, though it gives the same each time: (SELECT f()) is computed once for a \
                statement.
                """,
            bad: """
                CREATE FUNCTION me() RETURNS text STABLE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                CREATE POLICY own ON note USING (owner = me());
                """,
            good: """
                CREATE FUNCTION me() RETURNS text STABLE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                CREATE POLICY own ON note USING (owner = (SELECT me()));
                """),
        checks: .statements([.createPolicyStmt, .alterPolicyStmt]) { statement in
            let conditions = [statement.node.child(.qual), statement.node.child(.withCheck)].compactMap { $0 }
            let name = statement.node.string(.policyName) ?? ""
            for condition in conditions {
                var finder = RowCallFinder()
                condition.walk(&finder)
                for call in finder.calls {
                    statement.report(
                        "policy \(QuotedName.identifier(name)) calls \(call.node.sourceLine) for each row",
                        at: call.node.byteRange, recipe: ["Write (SELECT \(call.node.sourceLine))."])
                }
            }
        })
}

/// Finds calls of functions that name no column, outside of subqueries.
private struct RowCallFinder: SyntaxWalker {
    var calls: [FuncCall] = []

    mutating func enter(_ node: Node) -> Bool {
        if node.kind == .subLink { return false }
        guard let call = FuncCall(node) else { return true }
        let isConstant = node.descendants(.columnRef).isEmpty
        if isConstant { calls.append(call) }
        return !isConstant
    }
}
