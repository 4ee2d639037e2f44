import PostgresCatalog
import PostgresSyntax

extension CommandContext {
    /// The scripts that the operands name, and the database that they would make.
    func run(_ options: ExecutionOptions = ExecutionOptions()) throws -> (trees: [SyntaxTree], database: Database) {
        var reading = try scriptOptions()
        reading.legacy = arguments.choice("legacy")
        let trees = sources().map { SyntaxTree.parse($0, options: reading) }
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
