import PostgresCatalog
import PostgresSyntax

extension CommandContext {
    /// The database that the scripts would make, their syntax errors and those of their statements reported.
    func database(reportsErrors: Bool = true) throws -> Database {
        var reading = try scriptOptions()
        reading.legacy = arguments.choice("legacy")
        let trees = sources().map { SyntaxTree.parse($0, options: reading) }
        let database = Database.running(trees)
        if reportsErrors {
            for tree in trees { diagnostics.report(tree.diagnostics) }
            diagnostics.report(database.diagnostics)
        }
        return database
    }
}
