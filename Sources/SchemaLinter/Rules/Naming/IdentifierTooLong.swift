import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let identifierTooLong = Rule(
        "identifier-too-long", in: .naming, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A name of more than 63 bytes where something is made or renamed.",
            why: """
                PostgreSQL cuts it, with a notice at most: it is called otherwise in the database than in the file, and two \
                names may become one.
                """,
            bad: """
                CREATE TABLE orders (id int PRIMARY KEY,
                    the_date_and_time_at_which_the_customer_has_received_what_was_ordered date);
                """,
            good: "CREATE TABLE orders (id int PRIMARY KEY, received date);"),
        checks: .statements(namingStatements) { statement in
            let tokens = statement.node.tree.tokens
            for index in statement.node.tokenRange where tokens[index].kind == .identifier {
                let range = tokens[index].range
                guard range.count > 63 else { continue }
                let text = statement.node.tree.source.text(in: range)
                let name =
                    text.hasPrefix("\"") ? String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"") : text
                guard name.utf8.count > 63 else { continue }
                statement.report(
                    "the name \(text) has \(name.utf8.count) bytes: PostgreSQL cuts it to 63, "
                        + tokens.decoded(index), at: range)
            }
        })

    /// The statements that give names.
    static let namingStatements: [NodeKind] = [
        .createStmt, .indexStmt, .viewStmt, .createSeqStmt, .createFunctionStmt, .createTrigStmt, .createEnumStmt,
        .createDomainStmt, .compositeTypeStmt, .createSchemaStmt, .alterTableStmt, .renameStmt, .createTableAsStmt,
        .createPolicyStmt,
    ]
}
