import PostgresCatalog

extension CatalogContext {
    /// Reports the columns of each table whose type is meant, in one finding.
    func reportColumns(_ problem: String, _ recipe: String, where isMeant: (TypeReference) -> Bool) {
        for (oid, row) in tables where !row.isPartition {
            let columns = columns(of: oid).filter { $0.row.isLocal && isMeant($0.row.type) }
            guard let first = columns.first else { continue }
            let names = columns.prefix(4).map { QuotedName.identifier($0.row.name) }
            let more = columns.count > 4 ? " and \(columns.count - 4) more" : ""
            let others = names.count == 1 ? "" : " (also: \(names.dropFirst().joined(separator: ", "))\(more))"
            report(
                "column \(name(oid)).\(names[0]) \(problem)\(others)",
                about: ObjectAddress(.relation, oid, column: first.number), recipe: [recipe])
        }
    }
}
