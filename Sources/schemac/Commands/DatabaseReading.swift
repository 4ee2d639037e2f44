import PostgresCatalog
import PostgresSyntax
import SwiftMigrations

extension CommandContext {
    /// The scripts that the operands name; of those of a migration tool what makes the change, without what undoes it, in
    /// the order in which the tool runs them.
    func schemaSources() -> [SourceText] {
        let steps = MigrationScript.steps(sources())
        let undoing = steps.compactMap(\.down)
        if let first = undoing.first {
            let more = undoing.count > 1 ? " (and \(undoing.count - 1) more)" : ""
            diagnostics.report([
                Diagnostic(
                    .note, rule: "left-out", "what undoes a migration is left out" + more, source: first,
                    range: 0..<(first.bytes(in: 0..<first.count).firstIndex(of: UInt8(ascii: "\n")) ?? first.count))
            ])
        }
        return steps.map(\.up)
    }

    /// The scripts that the operands name, and the database that they would make.
    func run(_ options: ExecutionOptions = ExecutionOptions()) throws -> (trees: [SyntaxTree], database: Database) {
        var reading = try scriptOptions()
        reading.legacy = arguments.choice("legacy")
        let trees = schemaSources().map { SyntaxTree.parse($0, options: reading) }
        let database = Database.running(trees, options: options)
        keep(database)
        return (trees, database)
    }

    /// Keeps a database until the process ends, which it does with the command: to take it apart would only cost time.
    func keep(_ database: Database) {
        _ = Unmanaged.passRetained(database)
    }

    /// The database that the scripts would make, their syntax errors and those of their statements reported.
    func database() throws -> Database {
        let (trees, database) = try run()
        for tree in trees { diagnostics.report(tree.diagnostics) }
        diagnostics.report(database.diagnostics)
        return database
    }
}
