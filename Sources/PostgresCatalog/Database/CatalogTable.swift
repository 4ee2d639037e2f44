/// What a system catalog holds of one object.
protocol CatalogRow: Sendable {
    /// The name it is found by; routines and operators share theirs with others.
    var name: String { get }
    /// What the name is unique in: a schema, a relation, a domain, an access method; ``OID/none`` for what stands alone.
    var scope: OID { get }
}

/// A system catalog: PostgreSQL's own rows, which never change, and those that scripts made.
///
/// Every change is logged until the transaction ends, so that going back to a savepoint costs no more than what came
/// after it.
struct CatalogTable<Row: CatalogRow>: Sendable {
    private let builtIn: BuiltInTable<Row>
    private var rows: [OID: Row] = [:]
    private var names: [String: [OID]] = [:]
    private var log: [(oid: OID, before: Row?)] = []

    init(builtIn: BuiltInTable<Row> = .empty) {
        self.builtIn = builtIn
    }

    /// The row of `oid`.
    subscript(_ oid: OID) -> Row? { rows[oid] ?? (oid.isBuiltIn ? builtIn[oid] : nil) }

    /// The rows that scripts made, in the order of creation.
    var userRows: [(oid: OID, row: Row)] {
        rows.lazy.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    /// The object of this name; the oldest one, where several have it.
    func find(_ name: String, in scope: OID = .none) -> OID? {
        if let candidates = names[name], let found = candidates.first(where: { rows[$0]!.scope == scope }) {
            return found
        }
        return builtIn.find(name, in: scope).first
    }

    /// All objects of this name, such as the overloads of a routine.
    func findAll(_ name: String, in scope: OID) -> [OID] {
        let user = names[name]?.filter { rows[$0]!.scope == scope } ?? []
        let builtIn = builtIn.find(name, in: scope).filter { rows[$0] == nil }
        return builtIn.isEmpty ? user : builtIn + user
    }

    /// All objects of this name that scripts made, whatever their scope.
    func findEverywhere(_ name: String) -> [OID] { names[name] ?? [] }

    // MARK: Changes

    mutating func insert(_ row: Row, _ oid: OID) {
        log.append((oid, rows[oid]))
        set(row, oid)
    }

    /// Changes a row, also its name or scope.
    mutating func update(_ oid: OID, _ body: (inout Row) -> Void) {
        guard var row = self[oid] else { return }
        log.append((oid, rows[oid]))
        body(&row)
        set(row, oid)
    }

    mutating func remove(_ oid: OID) {
        log.append((oid, rows[oid]))
        set(nil, oid)
    }

    private mutating func set(_ row: Row?, _ oid: OID) {
        let oldName = rows[oid]?.name
        if oldName != row?.name {
            if let oldName { names[oldName]?.removeAll { $0 == oid } }
            if let name = row?.name {
                let place = names[name]?.firstIndex { $0 > oid } ?? names[name]?.count ?? 0
                names[name, default: []].insert(oid, at: place)
            }
        }
        rows[oid] = row
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
    mutating func commit() { log.removeAll(keepingCapacity: true) }
}
