import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let redundantConstraint = Rule(
        "redundant-constraint", in: .design, levels: .definitions(.info),
        documentation: Documentation(
            what: """
                A UNIQUE constraint over the columns of the primary key or of another one, or a CHECK that only says what \
                NOT NULL or another CHECK says already.
                """,
            why: "It is checked by every write, a UNIQUE constraint with an index of its own, and excludes nothing.",
            bad: """
                CREATE TABLE customer (id int PRIMARY KEY, email text);
                ALTER TABLE customer ADD CONSTRAINT again UNIQUE (id);
                """,
            good: "CREATE TABLE customer (id int PRIMARY KEY, email text UNIQUE);"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables {
                let constraints = (catalog.constraints[oid] ?? []).filter { $0.row.parent == .none && $0.row.isLocal }
                for (place, constraint) in constraints.enumerated() {
                    let others = constraints.enumerated().filter { $0.offset != place }
                    let reason: String? =
                        switch constraint.row.kind {
                        case .unique: catalog.sameKey(as: constraint, place, in: others)
                        case .check: catalog.sameCheck(as: constraint, place, in: others, row)
                        default: nil
                        }
                    guard let reason, let kind = constraint.row.kind.words else { continue }
                    let name = QuotedName.identifier(constraint.row.name)
                    catalog.report(
                        "\(kind) constraint \(name) on \(catalog.name(oid)) says nothing new: \(reason)",
                        about: ObjectAddress(.constraint, constraint.oid),
                        recipe: ["ALTER TABLE \(catalog.name(oid)) DROP CONSTRAINT \(name);"])
                }
            }
        })
}

extension CatalogContext {
    fileprivate typealias Numbered = (offset: Int, element: (oid: OID, row: ConstraintRow))

    /// The key over the same columns that makes a UNIQUE constraint superfluous; nothing may rest on that one.
    fileprivate func sameKey(
        as key: (oid: OID, row: ConstraintRow), _ place: Int, in others: [Numbered]
    ) -> String? {
        let mine = database.relations[key.row.index]?.index
        let same = others.first { other, candidate in
            // Of two UNIQUE constraints, the younger one is superfluous.
            (candidate.row.kind == .primaryKey || candidate.row.kind == .unique && other < place)
                && Set(candidate.row.columns) == Set(key.row.columns)
                && candidate.row.isDeferrable == key.row.isDeferrable
                && (candidate.row.kind == .primaryKey
                    || database.relations[candidate.row.index]?.index?.nullsNotDistinct == mine?.nullsNotDistinct)
        }
        guard let same, mine?.isReplicaIdentity == false,
            !constraints.values.joined().contains(where: {
                $0.row.kind == .foreignKey && $0.row.index == key.row.index
            })
        else { return nil }
        return "\(QuotedName.identifier(same.element.row.name)) is over the same columns"
    }

    /// Why a CHECK excludes nothing.
    fileprivate func sameCheck(
        as check: (oid: OID, row: ConstraintRow), _ place: Int, in others: [Numbered], _ table: RelationRow
    ) -> String? {
        guard let expression = check.row.expression else { return nil }
        if let test = NullTest(expression), test.nulltesttype == .notNull,
            let column = test.arg.flatMap(ColumnRef.init)?.fields.strings.last,
            table.attribute(column)?.row.isNotNull == true
        {
            return "\(QuotedName.identifier(column)) is NOT NULL"
        }
        let same = others.first {
            $0.offset < place && $0.element.row.expression?.hasSameContent(as: expression) == true
        }
        return same.map { "\(QuotedName.identifier($0.element.row.name)) says the same" }
    }
}
