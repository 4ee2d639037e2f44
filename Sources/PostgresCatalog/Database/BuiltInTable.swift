/// PostgreSQL's own rows of a system catalog.
struct BuiltInTable<Row: CatalogRow>: Sendable {
    private let rows: [OID: Row]
    private let names: [String: [OID]]

    /// A catalog that is empty in a new database.
    static var empty: BuiltInTable { BuiltInTable([]) }

    init(_ list: [(OID, Row)]) {
        rows = Dictionary(uniqueKeysWithValues: list)
        names = Dictionary(grouping: list.map { $0.0 }.sorted(), by: { [rows] in rows[$0]!.name })
    }

    subscript(_ oid: OID) -> Row? { rows[oid] }

    func find(_ name: String, in scope: OID) -> [OID] {
        names[name]?.filter { rows[$0]!.scope == scope } ?? []
    }
}
