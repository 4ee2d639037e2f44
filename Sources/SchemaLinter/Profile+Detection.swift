import PostgresSyntax

extension Profile {
    /// What kind of input a file is: a dump says so in its head; what only asks for rows or changes them is a query; what
    /// changes or drops objects that it does not make, or stands in a folder of migrations, is a migration.
    init(detecting tree: SyntaxTree) {
        let head = tree.source.text(in: 0..<min(tree.source.count, 4096))
        if head.contains("-- PostgreSQL database dump") || head.contains("-- PostgreSQL database cluster dump") {
            self = .dump
        } else if tree.script.lazy.compactMap(\.dumpHeader).prefix(2).count == 2 {
            // Someone's own head in the place of pg_dump's.
            self = .dump
        } else if Self.isMigration(path: tree.source.name) {
            self = .migration
        } else {
            self = Self.content(of: tree)
        }
    }

    /// Whether a folder of the path, or the file's own name, says that it is a migration: `V12__`, `0012_`, `20240131`.
    private static func isMigration(path: String) -> Bool {
        let parts = path.split(separator: "/")
        let folders: Set<String> = ["migrations", "migration", "migrate", "changelog", "changesets", "versions"]
        if parts.dropLast().contains(where: { folders.contains($0.lowercased()) }) { return true }
        guard let name = parts.last else { return false }
        if name.hasSuffix(".up.sql") || name.hasSuffix(".down.sql") { return true }
        let digits = name.drop { $0 == "V" || $0 == "U" }.prefix(while: \.isNumber)
        if name.first == "V" || name.first == "U" { return !digits.isEmpty && name.contains("__") }
        return digits.count >= 8
    }

    private static func content(of tree: SyntaxTree) -> Profile {
        var made: Set<String> = []
        var isOnlyRows = true
        for statement in tree.statements {
            switch statement.kind {
            case .selectStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .explainStmt, .callStmt,
                .variableSetStmt, .transactionStmt, .prepareStmt, .executeStmt, .deallocateStmt:
                continue
            case .alterTableStmt:
                let name = AlterTableStmt(statement.node)?.relation?.relname
                if !made.contains(name ?? "") { return .migration }
            case .renameStmt:
                return .migration
            case .dropStmt:
                if DropStmt(statement.node)?.missingOk == false { return .migration }
            case .createStmt:
                if let name = CreateStmt(statement.node)?.relation?.relname { made.insert(name) }
            default:
                break
            }
            isOnlyRows = false
        }
        return isOnlyRows && tree.statements.contains { _ in true } ? .query : .schema
    }
}
