import PostgresCatalog
import PostgresSyntax

extension CatalogContext {
    /// Reports tables with names that are meant, or with columns that have such, once for each table.
    func reportNames(_ problem: String, where isMeant: (String) -> Bool) {
        for (oid, row) in tables where !row.isPartition {
            let columns = columns(of: oid).filter { $0.row.isLocal && isMeant($0.row.name) }
            if isMeant(row.name) {
                report("the name of table \(name(oid)) \(problem)", about: ObjectAddress(.relation, oid))
            } else if let first = columns.first {
                let more = columns.count == 1 ? "" : ", and of \(columns.count - 1) more columns"
                report(
                    "the name of column \(name(oid)).\(QuotedName.identifier(first.row.name))\(more) \(problem)",
                    about: ObjectAddress(.relation, oid, column: first.number))
            }
        }
    }
}
