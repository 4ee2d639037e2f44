import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let nullComparison = Rule(
        "null-comparison", in: .correctness, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A comparison with NULL by =, <> or another operator of order.",
            why: "It is NULL, whatever stands on the other side: a condition of it holds for no row.",
            given: "CREATE TABLE orders (id int PRIMARY KEY, note text);",
            bad: "CREATE VIEW silent AS SELECT id FROM orders WHERE note = NULL;",
            good: "CREATE VIEW silent AS SELECT id FROM orders WHERE note IS NULL;"),
        checks: .statements([
            .selectStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .viewStmt, .createTableAsStmt, .createStmt,
            .alterTableStmt, .indexStmt, .createPolicyStmt, .alterPolicyStmt, .createTrigStmt, .ruleStmt, .copyStmt,
            .createDomainStmt,
        ]) { statement in
            for node in statement.node.descendants(.aExpr) {
                guard let comparison = AExpr(node), comparison.kind == .op,
                    let symbol = comparison.name.last?.stringNodeValue,
                    ["=", "<>", "<", ">", "<=", ">="].contains(symbol),
                    let left = comparison.lexpr, let right = comparison.rexpr, left.isNull || right.isNull
                else { continue }
                let instead = symbol == "=" ? "IS NULL" : "IS NOT NULL"
                let isFixed = right.isNull && (symbol == "=" || symbol == "<>")
                let start = comparison.location ?? node.byteRange.upperBound
                let range = start..<node.byteRange.upperBound
                let subject = node.tree.source.text(in: node.byteRange.lowerBound..<start)
                statement.report(
                    "\(node.sourceLine) is NULL for every value: it never holds", at: node.byteRange,
                    recipe: isFixed ? [subject + instead] : [],
                    fix: isFixed
                        ? Finding.Fix("Write \(instead)", [Finding.Edit(range, instead)]) : nil)
            }
        })
}

extension Node {
    /// Whether it is the constant NULL, with a type or without.
    fileprivate var isNull: Bool {
        AConst(self)?.value == .null || TypeCast(self)?.arg.map { AConst($0)?.value == .null } == true
    }
}
