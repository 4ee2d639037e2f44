import PostgresCatalog

extension Rule {
    static let foreignKeyCycle = Rule(
        "foreign-key-cycle", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "Tables whose foreign keys lead from one to the next and back again.",
            why: """
                No order of loading or deleting rows suits all keys: rows go in with NULL first, or the keys have to be \
                DEFERRABLE.
                """,
            bad: """
                CREATE TABLE team (id int PRIMARY KEY, captain_id int);
                CREATE TABLE player (id int PRIMARY KEY, team_id int REFERENCES team);
                ALTER TABLE team ADD FOREIGN KEY (captain_id) REFERENCES player;
                """,
            good: """
                CREATE TABLE team (id int PRIMARY KEY);
                CREATE TABLE player (id int PRIMARY KEY, team_id int REFERENCES team, is_captain boolean NOT NULL);
                """),
        checks: .catalog { catalog in
            let tables = catalog.tables.map(\.oid)
            let places = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1, $0) })
            var references = TopologicalSort(count: tables.count)
            for (place, table) in tables.enumerated() {
                for key in catalog.foreignKeys(of: table) where !key.row.isDeferrable {
                    if let target = places[key.row.referencedRelation] { references.add(place, dependsOn: target) }
                }
            }
            for cycle in references.cycles() {
                let members = cycle.map { tables[$0] }
                // The youngest key closes it.
                let keys = members.flatMap(catalog.foreignKeys).filter {
                    !$0.row.isDeferrable && members.contains($0.row.referencedRelation)
                        && $0.row.referencedRelation != $0.row.relation
                }
                guard let last = keys.max(by: { $0.oid < $1.oid }) else { continue }
                let name = QuotedName.identifier(last.row.name)
                let table = catalog.name(last.row.relation)
                catalog.report(
                    "the foreign keys of \(members.map(catalog.name).joined(separator: ", ")) make a cycle, which \(name) "
                        + "of \(table) closes", about: ObjectAddress(.constraint, last.oid),
                    recipe: ["ALTER TABLE \(table) ALTER CONSTRAINT \(name) DEFERRABLE;"])
            }
        })
}
