import PostgresCatalog

/// Conditions that tell what is there from what was there before.
extension Condition {
    /// The relation of this name is of a kind.
    static func relation(_ identity: ObjectIdentity, isOfKind kind: ObjectKind) -> String {
        let letters =
            switch kind {
            case .view: "'v'"
            case .materializedView: "'m'"
            case .sequence: "'S'"
            case .foreignTable: "'f'"
            case .compositeType: "'c'"
            case .index: "'i', 'I'"
            default: "'r', 'p'"
            }
        return exists("pg_class", "oid = \(relation(identity))", "relkind IN (\(letters))")
    }

    /// A relation has one of some columns, each with its type.
    static func hasColumn(_ relation: String, among columns: Set<NamedColumnType>) -> String {
        let tests = columns.map { "(\(equal("attname", $0.name)) AND \(isOfType($0.type)))" }.sorted()
        return exists(
            "pg_attribute", "attrelid = \(relation)", "NOT attisdropped", "(\(tests.joined(separator: " OR ")))")
    }

    /// The columns of a relation have these names, in this order.
    static func columns(of relation: String, are names: [String]) -> String {
        let found =
            "ARRAY(SELECT attname::pg_catalog.text FROM pg_catalog.pg_attribute WHERE attrelid = \(relation) "
            + "AND attnum > 0 AND NOT attisdropped ORDER BY attnum)"
        return "\(found) OPERATOR(pg_catalog.=) \(array(names))"
    }

    private static func array(_ names: [String]) -> String {
        "ARRAY[\(names.map(QuotedName.literal).joined(separator: ", "))]::pg_catalog.text[]"
    }

    /// A column has one of some types, or is not there.
    static func column(_ name: String, of relation: String, hasTypeIfThere types: Set<ColumnType>) -> String {
        let tests = types.map(isOfType).sorted()
        return "(NOT "
            + exists(
                "pg_attribute", "attrelid = \(relation)", equal("attname", name), "NOT attisdropped",
                "(\(tests.joined(separator: " OR "))) IS NOT TRUE") + ")"
    }

    private static func isOfType(_ type: ColumnType) -> String {
        let isType = "atttypid = pg_catalog.to_regtype(\(QuotedName.literal(type.name)))"
        return "\(isType) AND atttypmod = \(type.modifier)"
    }

    /// A routine of exactly these input types is there, and returns a type.
    static func routine(_ identity: ObjectIdentity, returning type: String) -> String {
        routine(identity, with: ["prorettype = pg_catalog.to_regtype(\(QuotedName.literal(type)))"])
    }

    /// A key of this name is not there, or is one on these columns.
    static func key(_ identity: ObjectIdentity, isPrimary: Bool, on columns: [String]) -> String {
        let names =
            "ARRAY(SELECT attname::pg_catalog.text FROM pg_catalog.pg_attribute, "
            + "pg_catalog.unnest(conkey) WITH ORDINALITY AS k (number, place) "
            + "WHERE attrelid = conrelid AND attnum = k.number ORDER BY k.place)"
        return "(NOT "
            + exists(
                "pg_constraint", "conrelid = \(table(of: identity))", equal("conname", identity.name),
                "NOT (contype = '\(isPrimary ? "p" : "u")' AND \(names) OPERATOR(pg_catalog.=) \(array(columns)))")
            + ")"
    }
}
