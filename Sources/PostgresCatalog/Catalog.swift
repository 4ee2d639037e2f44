import PostgresSyntax

/// What a database would hold after a script, and how each object came about.
public struct Catalog: Sendable {
    /// The objects, in the order in which they were created.
    public internal(set) var objects: [CatalogObject] = []
    /// What the script does, in its order.
    public internal(set) var changes: [Change] = []
    /// The settings that were in force at one time or another; changes refer to them by index.
    public internal(set) var sessions: [SessionState] = []
    /// What PostgreSQL would complain about, and what could not be understood.
    public internal(set) var diagnostics: [Diagnostic] = []

    var ids: [ObjectIdentity: ObjectID] = [:]
    /// `pg_class`: tables, views, sequences, indexes and composite types share one space of names.
    var relations = NameIndex()
    /// `pg_type` without the row types.
    var types = NameIndex()
    /// `pg_proc`.
    var routines = NameIndex()
    /// Operators, collations and all else that has a schema.
    var others = NameIndex()
    /// Constraints by the schema of their table, where automatic names have to be unique.
    var constraints = NameIndex()
    /// The foreign keys: the constraint, its table, and the table it refers to.
    public internal(set) var foreignKeys: [(constraint: ObjectID, table: ObjectID, referenced: ObjectID)] = []
    /// The constraints, indexes, triggers and so on of a table.
    var members: [ObjectID: [ObjectID]] = [:]

    /// The object at `id`.
    public subscript(id: ObjectID) -> CatalogObject { objects[id.index] }

    /// The change at `id`.
    public subscript(id: ChangeID) -> Change { changes[id.index] }

    /// What the script does, in its order.
    public var changeIDs: [ChangeID] { changes.indices.map(ChangeID.init) }

    /// The settings in force at a change.
    public func session(of change: Change) -> SessionState { sessions[change.session] }

    /// The object of this identity.
    public func object(_ identity: ObjectIdentity) -> ObjectID? { ids[identity] }

    /// The table, view, sequence, index or composite type of this name.
    public func relation(schema: String, name: String) -> ObjectID? {
        relations.first(schema: schema, name: name)
    }

    /// The constraints, indexes, triggers and so on that belong to a table.
    public func members(of table: ObjectID) -> [ObjectID] { members[table] ?? [] }

    /// The columns of each of a table's primary key, unique constraints and unique indexes, with the object itself.
    public func uniqueKeys(of table: ObjectID) -> [(id: ObjectID, columns: [String], isPrimary: Bool)] {
        members(of: table).compactMap { id in
            switch self[id].details {
            case .constraint(.primary, let columns): (id, columns, true)
            case .constraint(.unique, let columns): (id, columns, false)
            case .index(let columns?): (id, columns, false)
            default: nil
            }
        }
    }

    /// Adds an object that `change` creates, and makes it findable.
    mutating func insert(
        _ identity: ObjectIdentity, by change: ChangeID, parent: ObjectID? = nil, isImplicit: Bool = false
    ) -> ObjectID {
        let id = ObjectID(index: objects.count)
        objects.append(CatalogObject(identity: identity, changes: [change], parent: parent, isImplicit: isImplicit))
        ids[identity] = id
        if let parent { members[parent, default: []].append(id) }
        changes[change.index].created.append(id)
        guard let schema = identity.schema, let index = identity.nameIndex else { return id }
        self[keyPath: index].insert(id, schema: schema, name: identity.name)
        return id
    }

    /// Takes an object, and what belongs to it, out of sight.
    mutating func remove(_ id: ObjectID, by change: ChangeID) {
        guard objects[id.index].removal == nil else { return }
        objects[id.index].removal = change
        let identity = self[id].identity
        if ids[identity] == id { ids[identity] = nil }
        if let index = identity.nameIndex { self[keyPath: index].remove(id, name: identity.name) }
        if let parent = self[id].parent { members[parent]?.removeAll { $0 == id } }
        for member in members(of: id) { remove(member, by: change) }
        guard identity.kind == .tableConstraint, let schema = identity.schema,
            let index = relations.first(schema: schema, name: identity.name), self[index].identity.kind == .index
        else { return }
        remove(index, by: change)
    }
}

extension ObjectIdentity {
    /// The space of names the object's name stands in; nil for those that have their name within another object, or
    /// no schema.
    fileprivate var nameIndex: WritableKeyPath<Catalog, NameIndex>? {
        if kind.isRelation { return \.relations }
        if kind.isRoutine { return \.routines }
        if kind.isType { return \.types }
        if kind == .tableConstraint || kind == .domainConstraint { return \.constraints }
        return parent == nil || kind == .operatorClass || kind == .operatorFamily ? \.others : nil
    }
}
