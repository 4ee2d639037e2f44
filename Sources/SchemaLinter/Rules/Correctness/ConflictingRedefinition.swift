import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let conflictingRedefinition = Rule(
        "conflicting-redefinition", in: .correctness,
        levels: Levels(dump: .warning, schema: .warning, migration: .off, query: .off, chosen: .warning),
        documentation: Documentation(
            what: "CREATE OR REPLACE of a view or routine that another file has defined with other words.",
            why: """
                Whichever file is run last wins, silently. In migrations, where a later file is a later version, it is \
                not reported.
                """,
            given: "CREATE FUNCTION rate() RETURNS numeric LANGUAGE sql AS 'SELECT 0.19';",
            bad: "CREATE OR REPLACE FUNCTION rate() RETURNS numeric LANGUAGE sql AS 'SELECT 0.20';",
            good: "CREATE OR REPLACE FUNCTION rate() RETURNS numeric LANGUAGE sql AS 'SELECT 0.19';"),
        checks: .statements([.createFunctionStmt, .viewStmt]) { statement in
            guard
                let object = statement.trace.changed.first(where: {
                    $0.catalog == .procedure || $0.catalog == .relation
                }),
                let id = statement.database.records[object]?.statements.dropLast().last(where: {
                    statement.database.statements[$0.index].element.statement?.kind == statement.node.kind
                }), statement.trace.created.isEmpty
            else { return }
            let earlier = statement.database.statements[id.index]
            guard earlier.script != statement.statement.script,
                !earlier.element.reads(like: statement.statement.element),
                let name = statement.database.name(of: object)
            else { return }
            statement.report(
                "\(name.type) \(name.identity) is defined in another way elsewhere; the file that is run last wins",
                object: "\(name.type) \(name.identity)",
                notes: [
                    Diagnostic(
                        .note, rule: "conflicting-redefinition", "the other definition",
                        source: earlier.element.tree.source,
                        range: earlier.element.byteRange)
                ])
        })
}

extension ScriptElement {
    /// Whether two statements are the same but for white space, comments, the case of words, and OR REPLACE.
    fileprivate func reads(like other: ScriptElement) -> Bool { words == other.words }

    private var words: [String] {
        let words = tokenRange.map { tree.tokens.decoded($0) }
        return words.dropFirst().first == "or" ? [words[0]] + words.dropFirst(3) : words
    }
}
