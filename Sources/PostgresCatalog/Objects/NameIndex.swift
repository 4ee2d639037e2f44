/// Finds objects by name, and by schema and name.
struct NameIndex {
    private var entries: [String: [(schema: String, id: ObjectID)]] = [:]

    mutating func insert(_ id: ObjectID, schema: String, name: String) {
        entries[name, default: []].append((schema, id))
    }

    mutating func remove(_ id: ObjectID, name: String) {
        entries[name]?.removeAll { $0.id == id }
    }

    /// The first object of this name in `schema`.
    func first(schema: String, name: String) -> ObjectID? {
        entries[name]?.first { $0.schema == schema }?.id
    }

    /// All objects of this name in `schema`.
    func all(schema: String, name: String) -> [ObjectID] {
        entries[name]?.filter { $0.schema == schema }.map(\.id) ?? []
    }

    /// All objects of this name, in any schema.
    func all(name: String) -> [ObjectID] {
        entries[name]?.map(\.id) ?? []
    }

    /// Whether `schema` has an object of this name.
    func contains(schema: String, name: String) -> Bool {
        first(schema: schema, name: name) != nil
    }
}
