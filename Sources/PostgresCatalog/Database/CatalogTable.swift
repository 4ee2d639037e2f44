/// What a system catalog holds of one object.
protocol CatalogRow: Sendable {
    /// The name it is found by; routines and operators share theirs with others.
    var name: String { get }
    /// What the name is unique in: a schema, a relation, a domain, an access method; ``OID/none`` for what stands alone.
    var scope: OID { get }
}

/// A system catalog: PostgreSQL's own rows, and those that scripts made or changed.
///
/// Every change is logged until the transaction ends, so that going back to a savepoint costs no more than what came
/// after it.
struct CatalogTable<Row: CatalogRow>: Sendable {
    /// What is held of an object.
    private enum Entry {
        case row(Row)
        /// It is one of PostgreSQL's own, and was dropped.
        case removed

        var row: Row? {
            if case .row(let row) = self { row } else { nil }
        }
    }

    private let builtIn: BuiltInTable<Row>
    private var entries: [OID: Entry] = [:]
    private var names: [String: [OID]] = [:]
    private var log: [(oid: OID, before: Entry?)] = []

    init(builtIn: BuiltInTable<Row> = .empty) {
        self.builtIn = builtIn
    }

    /// The row of `oid`.
    subscript(_ oid: OID) -> Row? {
        if let entry = entries[oid] { return entry.row }
        return oid.isBuiltIn ? builtIn[oid] : nil
    }

    /// The rows that scripts made or changed, in the order of creation.
    var userRows: [(oid: OID, row: Row)] {
        entries.compactMap { oid, entry in entry.row.map { (oid, $0) } }.sorted { $0.0 < $1.0 }
    }

    /// The object of this name; the oldest one, where several have it.
    func find(_ name: String, in scope: OID = .none) -> OID? {
        if let found = names[name]?.first(where: { entries[$0]?.row?.scope == scope }) { return found }
        return builtIn.first(name, in: scope) { entries[$0] == nil }
    }

    /// The object of this name whose row is meant, such as an overload by its arguments.
    func find(_ name: String, in scope: OID, where isMeant: (Row) -> Bool) -> OID? {
        let user = names[name]?.first { oid in
            guard let row = entries[oid]?.row else { return false }
            return row.scope == scope && isMeant(row)
        }
        return user ?? builtIn.first(name, in: scope) { entries[$0] == nil && isMeant($1) }
    }

    /// All objects of this name, such as the overloads of a routine.
    func findAll(_ name: String, in scope: OID) -> [OID] {
        let user = names[name]?.filter { entries[$0]?.row?.scope == scope } ?? []
        let builtIn = builtIn.find(name, in: scope)
        return builtIn.isEmpty ? user : builtIn.filter { entries[$0] == nil } + user
    }

    /// All objects of this name that scripts made, whatever their scope.
    func findEverywhere(_ name: String) -> [OID] { names[name] ?? [] }

    /// All objects whose rows are meant; to be used where there is no name to look for.
    func oids(where isMeant: (Row) -> Bool) -> [OID] {
        let user = entries.filter { $0.value.row.map(isMeant) ?? false }.keys
        return builtIn.oids(where: isMeant).filter { entries[$0] == nil } + user.sorted()
    }

    /// Whether it holds PostgreSQL's own rows only, as every new database does.
    var isAsInstalled: Bool { entries.isEmpty }

    // MARK: Changes

    mutating func insert(_ row: Row, _ oid: OID) {
        log.append((oid, entries[oid]))
        set(.row(row), oid)
    }

    /// Changes a row, also its name or scope.
    mutating func update(_ oid: OID, _ body: (inout Row) -> Void) {
        guard var row = self[oid] else { return }
        log.append((oid, entries[oid]))
        body(&row)
        set(.row(row), oid)
    }

    mutating func remove(_ oid: OID) {
        log.append((oid, entries[oid]))
        set(oid.isBuiltIn ? .removed : nil, oid)
    }

    private mutating func set(_ entry: Entry?, _ oid: OID) {
        let oldName = entries[oid]?.row?.name
        let newName = entry?.row?.name
        if oldName != newName {
            if let oldName { names[oldName]?.removeAll { $0 == oid } }
            if let newName {
                let place = names[newName]?.firstIndex { $0 > oid } ?? names[newName]?.count ?? 0
                names[newName, default: []].insert(oid, at: place)
            }
        }
        entries[oid] = entry
    }

    // MARK: Going back

    /// How much has changed since the transaction began.
    var mark: Int { log.count }

    /// Undoes what was changed behind `mark`.
    mutating func rollBack(to mark: Int) {
        while log.count > mark {
            let (oid, before) = log.removeLast()
            set(before, oid)
        }
    }

    /// Forgets how to go back.
    mutating func commit() {
        if !log.isEmpty { log.removeAll(keepingCapacity: true) }
    }
}
