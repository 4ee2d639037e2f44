import PostgresCatalog
import PostgresSyntax

extension StatementContext {
    /// Whether a materialized view has a unique index over columns, without WHERE: rows can be told apart by it.
    func hasPlainUniqueIndex(_ view: OID) -> Bool {
        database.userRelations.contains { _, row in
            guard let index = row.index, index.table == view else { return false }
            return index.isUnique && index.isValid && index.predicate == nil && index.expressions.isEmpty
        }
    }
}
