import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let sessionSetLeaks = Rule(
        "session-set-leaks", in: .robustness, levels: .migrations(.warning),
        documentation: Documentation(
            what: "SET of search_path, role or session_replication_role without LOCAL, not reset in the file.",
            why: """
                It stays for whatever runs next on the connection: the next migration, or, behind a pool of connections, \
                anybody.
                """,
            bad: "SET search_path = shop;",
            good: """
                BEGIN;
                SET LOCAL search_path = shop;
                COMMIT;
                """),
        checks: .statements([.variableSetStmt]) { statement in
            guard let set = VariableSetStmt(statement.node), set.kind == .setValue, !set.isLocal,
                let name = set.name?.lowercased(),
                ["search_path", "role", "session_authorization", "session_replication_role"].contains(name)
            else { return }
            let isReset = statement.file.tree.statements.contains { other in
                guard other.node.tokenRange.lowerBound > set.node.tokenRange.lowerBound else { return false }
                if let later = VariableSetStmt(other.node) {
                    return later.kind == .resetAll || later.name?.lowercased() == name && later.kind != .setCurrent
                }
                return other.kind == .discardStmt
            }
            guard !isReset else { return }
            let tokens = set.node.tree.tokens
            let keyword = tokens[set.node.tokenRange.lowerBound].range.upperBound
            let isSession = tokens[set.node.tokenRange.lowerBound + 1].kind == .session
            statement.report(
                "\(name) stays set when the file has been run, for whatever runs next on the connection",
                recipe: [statement.isInTransaction ? "SET LOCAL \(name) …;" : "RESET \(name); at the end."],
                fix: statement.isInTransaction && !isSession
                    ? Finding.Fix(
                        "Set it for the transaction", isSafe: false, [Finding.Edit(keyword..<keyword, " LOCAL")])
                    : nil)
        })
}
