import PostgresCatalog

/// Conditions that hold if nothing is missing.
extension Condition {
    /// A test holds for all of these columns of a table.
    ///
    /// - Parameter relation: the table's OID, as SQL.
    static func columns(_ names: [String], of relation: String, all test: String) -> String {
        if names.count == 1 {
            return exists("pg_attribute", "attrelid = \(relation)", equal("attname", names[0]), test)
        }
        return count("pg_attribute", names.count, "attrelid = \(relation)", among("attname", names), test)
    }

    /// A table, of this OID as SQL, is a partition.
    static func isPartition(_ relation: String) -> String {
        exists("pg_class", "oid = \(relation)", "relispartition")
    }

    /// An enum has all of these labels.
    static func labels(_ labels: [String], of type: ObjectIdentity) -> String {
        if labels.count == 1 {
            return exists("pg_enum", "enumtypid = \(typeOID(type))", equal("enumlabel", labels[0]))
        }
        return count("pg_enum", labels.count, "enumtypid = \(typeOID(type))", among("enumlabel", labels))
    }

    /// A test holds for a domain.
    static func domain(_ type: ObjectIdentity, _ test: String) -> String {
        exists("pg_type", "oid = \(typeOID(type))", test)
    }

    /// A sequence has these options.
    static func sequence(_ identity: ObjectIdentity, _ facts: SequenceFacts) -> String {
        exists(
            "pg_sequence", "seqrelid = \(relation(identity))",
            "seqtypid = \(QuotedName.literal(facts.type))::pg_catalog.regtype", "seqstart = \(facts.start)",
            "seqincrement = \(facts.increment)", "seqmin = \(facts.minimum)", "seqmax = \(facts.maximum)",
            "seqcache = \(facts.cache)", "seqcycle = \(facts.cycles)")
    }

    /// Those of a relation's indexes that are not valid, as a query's FROM and WHERE; a partitioned one is not until each
    /// partition has its part, and such a part cannot be dropped.
    static func invalidIndexes(of table: ObjectIdentity, _ names: [String]) -> String {
        "FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid WHERE indrelid = \(relation(table)) "
            + "AND NOT indisvalid AND relkind = 'i' AND NOT relispartition AND \(among("relname", names))"
    }

    /// The options of a view that are not among those named, as a list; NULL if there are none.
    static func viewOptions(_ view: ObjectIdentity, without named: [String]) -> String {
        var query =
            "SELECT pg_catalog.string_agg(option, ', ') FROM pg_catalog.pg_class, "
            + "pg_catalog.unnest(reloptions) AS option WHERE oid = \(relation(view)) AND relkind = 'v'"
        if !named.isEmpty { query += " AND NOT \(among("pg_catalog.split_part(option, '=', 1)", named))" }
        return "(\(query))"
    }

    private static func typeOID(_ identity: ObjectIdentity) -> String {
        "pg_catalog.to_regtype(\(name(identity.schema, identity.name)))"
    }

    private static func among(_ column: String, _ names: [String]) -> String {
        var text = column + " IN ("
        text.reserveCapacity(names.reduce(text.utf8.count + 1) { $0 + $1.utf8.count + 4 })
        for (index, name) in names.enumerated() {
            if index > 0 { text += ", " }
            QuotedName.append(literal: name, to: &text)
        }
        text += ")"
        return text
    }

    private static func count(_ catalog: String, _ count: Int, _ tests: String...) -> String {
        joined("((SELECT pg_catalog.count(*) FROM pg_catalog." + catalog, tests, ") = \(count))")
    }
}
