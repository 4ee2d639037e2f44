import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let inconsistentColumnType = Rule(
        "inconsistent-column-type", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "A column whose name ends in _id and which has another type in most other tables.",
            why: "Joins over it convert one side, and the narrower one will not hold all values.",
            bad: """
                CREATE TABLE a (id int PRIMARY KEY, customer_id bigint); CREATE TABLE b (id int PRIMARY KEY, customer_id bigint);
                CREATE TABLE c (id int PRIMARY KEY, customer_id int);
                """,
            good:
                "CREATE TABLE a (id int PRIMARY KEY, customer_id int); CREATE TABLE b (id int PRIMARY KEY, customer_id int);"
        ),
        checks: .catalog { catalog in
            var uses: [String: [OID: Int]] = [:]
            func columns(_ table: OID) -> [(number: Int16, row: AttributeRow)] {
                catalog.columns(of: table).filter { $0.row.name.hasSuffix("_id") && $0.row.isLocal }
            }
            for (oid, _) in catalog.tables {
                for (_, column) in columns(oid) { uses[column.name, default: [:]][column.type.oid, default: 0] += 1 }
            }
            for (oid, _) in catalog.tables {
                for (number, column) in columns(oid) {
                    let counts = uses[column.name] ?? [:]
                    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
                        most.value > (counts[column.type.oid] ?? 0)
                    else { continue }
                    catalog.report(
                        "column \(catalog.name(oid)).\(QuotedName.identifier(column.name)) is "
                            + "\(catalog.database.formatType(column.type)), but \(catalog.database.formatType(most.key)) in "
                            + "\(most.value) other tables", about: ObjectAddress(.relation, oid, column: number))
                }
            }
        })
}
