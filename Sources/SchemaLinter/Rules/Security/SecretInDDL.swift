import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let secretInDDL = Rule(
        "secret-in-ddl", in: .security, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A password in the text of a role, a user mapping, a subscription or dblink call.",
            why: "Whoever reads the file, its history or the server's log has it.",
            bad: "CREATE ROLE app LOGIN PASSWORD 'secret';",
            good: "CREATE ROLE app LOGIN;"),
        checks: .statements([
            .createRoleStmt, .alterRoleStmt, .createUserMappingStmt, .alterUserMappingStmt, .createSubscriptionStmt,
            .alterSubscriptionStmt,
        ]) { statement in
            func report(_ range: Range<Int>, _ what: String) {
                statement.report(
                    "the password of \(what) stands in the file, and in the server's log", at: range,
                    recipe: ["Set it by hand, with \\password of psql, or with a variable of whoever runs the file."])
            }
            switch statement.node.kind {
            case .createSubscriptionStmt, .alterSubscriptionStmt:
                guard statement.node.string(.conninfo)?.contains("password=") == true else { return }
                report(statement.node.byteRange, "a subscription")
            default:
                for option in statement.node.children(.options).compactMap(DefElem.init) {
                    guard option.defname?.lowercased() == "password", let value = option.arg?.stringNodeValue,
                        !value.isEmpty, !value.hasPrefix("SCRAM-SHA-256$")
                    else { continue }
                    let isMapping = statement.node.kind != .createRoleStmt && statement.node.kind != .alterRoleStmt
                    report(option.node.byteRange, isMapping ? "a user mapping" : "a role")
                }
            }
        })
}
