import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let missingRequiredValue = Rule(
        "missing-required-value", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "An INSERT of values, or a COPY, that leaves out a column that is NOT NULL and has no default.",
            why: "It fails: the column would be NULL. Tables with triggers that may fill it are not meant.",
            given: "CREATE TABLE customer (id int PRIMARY KEY, email text NOT NULL, name text);",
            bad: "INSERT INTO customer (id, name) VALUES (1, 'Ada');",
            good: "INSERT INTO customer (id, email) VALUES (1, 'ada@example.org');"),
        checks: .statements([.insertStmt, .copyStmt]) { statement in
            guard let (relation, columns) = statement.node.storedColumns, let target = statement.target(relation),
                let oid = target.oid, let row = target.row, row.kind == .table || row.kind == .partitionedTable,
                !row.hasRules, !statement.database.mayFillColumns(of: oid)
            else { return }
            let stored = columns.names ?? Array(row.liveAttributes.prefix(columns.count).map(\.row.name))
            for (_, column) in row.liveAttributes where !stored.contains(column.name) {
                guard column.isNotNull, column.defaultExpression == nil, column.identity == nil,
                    statement.database.types[column.type.oid]?.kind != .domain
                else { continue }
                let name = "\(target.name).\(QuotedName.identifier(column.name))"
                statement.report(
                    "column \(name) is NOT NULL, has no default and gets no value: the statement fails",
                    at: relation.node.byteRange, object: "table column \(name)")
            }
        })
}

extension Node {
    /// The relation that rows are put into, and the columns that get values, by name or by number; nil where rows may
    /// not come, or where it is not seen which columns.
    fileprivate var storedColumns: (relation: RangeVar, columns: (names: [String]?, count: Int))? {
        if let insert = InsertStmt(self), let relation = insert.relation {
            guard let select = insert.selectStmt.flatMap(SelectStmt.init) else { return (relation, ([], 0)) }
            guard let first = select.valuesLists.first, select.whereClause == nil else { return nil }
            let names = insert.cols.compactMap { ResTarget($0)?.name }
            return (relation, names.isEmpty ? (nil, first.listItems.count) : (names, names.count))
        }
        guard let copy = CopyStmt(self), copy.isFrom, let relation = copy.relation, !copy.attlist.isEmpty else {
            return nil
        }
        return (relation, (copy.attlist.compactMap(\.stringNodeValue), 0))
    }
}

extension Database {
    /// Whether a trigger may give a value to a column before a row is stored.
    fileprivate func mayFillColumns(of table: OID) -> Bool {
        dependencies.dependents(of: ObjectAddress(.relation, table)).contains { edge in
            guard edge.dependent.catalog == .trigger, let trigger = triggers[edge.dependent.oid] else { return false }
            // ROW, BEFORE and INSERT.
            return trigger.relation == table && trigger.type & 7 == 7
        }
    }
}
