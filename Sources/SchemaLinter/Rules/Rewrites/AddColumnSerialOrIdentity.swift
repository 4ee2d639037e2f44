import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addColumnSerialOrIdentity = Rule(
        "add-column-serial-or-identity", in: .rewrites, levels: .migrations(.error),
        documentation: Documentation(
            what: "ADD COLUMN of a serial type or GENERATED … AS IDENTITY, on a table that may have rows.",
            why: """
                Each row gets a number, so the table is written anew: reads and writes of it wait until that is done \
                (ACCESS EXCLUSIVE lock).
                """,
            given: "CREATE TABLE event (at date);",
            bad: "ALTER TABLE event ADD COLUMN id bigserial;",
            good: """
                ALTER TABLE event ADD COLUMN id bigint;
                CREATE SEQUENCE event_id_seq OWNED BY event.id;
                ALTER TABLE event ALTER COLUMN id SET DEFAULT nextval('event_id_seq');
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for column in alteration.addedColumns {
                let isIdentity = column.constraints.contains { Constraint($0)?.contype == .identity }
                guard let name = column.colname, isIdentity || column.isSerial else { continue }
                let table = alteration.table.name
                let quoted = QuotedName.identifier(name)
                statement.report(
                    "\(alteration.name(name)) numbers the rows that are there: all of \(table) is written anew while reads "
                        + "and writes wait (ACCESS EXCLUSIVE lock)", at: column.node.byteRange,
                    object: "table column \(alteration.name(name))",
                    recipe: [
                        "1. ALTER TABLE \(table) ADD COLUMN \(quoted) bigint;",
                        "2. Give it a sequence as default, and fill it with UPDATEs of some thousand rows each.",
                        "3. Make it NOT NULL, as 'schemac explain set-not-null-scan' shows.",
                    ])
            }
        })
}

extension ColumnDef {
    /// Whether its type is one of the serial ones.
    var isSerial: Bool {
        let names = typeName?.names.strings ?? []
        return names.count == 1
            && ["serial", "serial4", "bigserial", "serial8", "smallserial", "serial2"].contains(names[0])
    }
}
