import PostgresCatalog
import PostgresSyntax

extension CommandContext {
    /// The scripts that the operands name, and the database that they would make.
    func run(_ options: ExecutionOptions = ExecutionOptions()) throws -> (trees: [SyntaxTree], database: Database) {
        var reading = try scriptOptions()
        reading.legacy = arguments.choice("legacy")
        let trees = sources().map { SyntaxTree.parse($0, options: reading) }
        let database = Database.running(trees, options: options)
        // The process ends with the command: to take the database apart would only cost time.
        _ = Unmanaged.passRetained(database)
        return (trees, database)
    }

    /// The database that the scripts would make, their syntax errors and those of their statements reported.
    func database() throws -> Database {
        let (trees, database) = try run()
        for tree in trees { diagnostics.report(tree.diagnostics) }
        diagnostics.report(database.diagnostics)
        return database
    }
}
