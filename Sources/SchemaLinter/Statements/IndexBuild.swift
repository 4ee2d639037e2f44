import PostgresCatalog
import PostgresSyntax

extension StatementContext {
    /// Reports a key whose index is built under the lock of ALTER TABLE.
    func reportIndexBuild(
        of key: Constraint, column: ColumnDef?, keyword: String, _ alteration: Alteration
    ) {
        let table = alteration.table
        let isEmpty = column.map { !$0.hasDefault && keyword == "UNIQUE" } ?? false
        let columns = column?.colname.map(QuotedName.identifier) ?? key.keys.columnList
        let name = key.conname.map(QuotedName.identifier) ?? "…"
        var recipe = [
            "1. CREATE UNIQUE INDEX CONCURRENTLY \(name) ON \(table.name) (\(columns));",
            "2. ALTER TABLE \(table.name) ADD CONSTRAINT \(name) \(keyword) USING INDEX \(name);",
        ]
        if table.row?.kind == .partitionedTable {
            recipe = ["Create the unique index on each partition concurrently, then on \(table.name)."]
        }
        report(
            "adding \(keyword) (\(columns)) blocks reads and writes of \(table.name) while its index is built "
                + "(ACCESS EXCLUSIVE lock)" + (isEmpty ? ", even if the new column holds nulls only" : ""),
            at: key.node.byteRange, object: "table \(table.name)", recipe: recipe)
    }

    /// The columns of an index of a table.
    func columns(ofIndex name: String, _ table: Target) -> [String] {
        guard let row = table.row, let oid = database.relations.findBefore(name, in: row.schema),
            let index = database.relations.before(oid)?.index
        else { return [] }
        return row.columnNames(Array(index.columns.prefix(index.keyCount)))
    }
}
