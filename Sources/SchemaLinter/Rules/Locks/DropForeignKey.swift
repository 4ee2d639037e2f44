import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropForeignKeyLocksReferenced = Rule(
        "drop-foreign-key-locks-referenced", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "Dropping a foreign key, or a table that has one, whose referenced table is in use.",
            why: """
                The referenced table is locked with ACCESS EXCLUSIVE too: its readers and writers wait, though the \
                statement does not name it.
                """,
            given: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int CONSTRAINT of_customer REFERENCES customer);
                """,
            bad: "ALTER TABLE orders DROP CONSTRAINT of_customer;",
            good: """
                SET lock_timeout = '2s';
                ALTER TABLE orders DROP CONSTRAINT of_customer;
                """),
        checks: .statements([.alterTableStmt, .dropStmt]) { statement in
            guard !statement.hasLockTimeout else { return }
            for key in statement.droppedForeignKeys where key.referencedRelation != key.relation {
                let other = statement.database.relations.before(key.referencedRelation)
                guard let other, !statement.file.isNew(key.referencedRelation),
                    !statement.trace.dropped.contains(ObjectAddress(.relation, key.referencedRelation))
                else { continue }
                let name = statement.database.qualified(other.schema, other.name)
                statement.report(
                    "dropping foreign key \(QuotedName.identifier(key.name)) also locks \(name), which it references: reads "
                        + "and writes of it wait (ACCESS EXCLUSIVE lock)", object: "table \(name)",
                    recipe: ["SET lock_timeout = '2s'; before it, and try again if it fails."])
            }
        })
}

extension StatementContext {
    /// The foreign keys that the statement drops, with tables or by themselves.
    fileprivate var droppedForeignKeys: [ConstraintRow] {
        trace.dropped.compactMap { object in
            guard object.catalog == .constraint, let row = database.constraints.before(object.oid),
                row.kind == .foreignKey, row.parent == .none
            else { return nil }
            return row
        }
    }

    /// Whether a statement gives up when it cannot have its lock.
    var hasLockTimeout: Bool { file.settings.setsTimeouts || isLimited(by: "lock_timeout") }

    /// Whether a parameter limits a time: it is set, and not to 0.
    func isLimited(by parameter: String) -> Bool {
        trace.parameters[parameter]?.contains { $0.isNumber && $0 != "0" } == true
    }
}
