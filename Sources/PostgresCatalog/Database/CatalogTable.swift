/// What a system catalog holds of one object.
package protocol CatalogRow: Sendable {
    /// The name it is found by; routines and operators share theirs with others.
    var name: String { get }
    /// What the name is unique in: a schema, a relation, a domain, an access method; ``OID/none`` for what stands alone.
    var scope: OID { get }
}

/// A system catalog: PostgreSQL's own rows, and those that scripts made or changed.
///
/// That its rows are ``CatalogRow``s is said by the extension: for a class it would be looked up when the program runs.
package final class CatalogTable<Row> {
    private enum Entry {
        case row(Held<Row>)
        /// It is one of PostgreSQL's own, and was dropped.
        case removed

        var held: Held<Row>? {
            if case .row(let held) = self { held } else { nil }
        }
    }

    private let builtIn: BuiltInTable<Row>
    private let journal: Journal
    // Whatever is called while one of these is in use only reads it: that need not be checked each time.
    @exclusivity(unchecked) private var entries = OIDMap<Entry>()
    @exclusivity(unchecked) private var names: [String: [OID]] = [:]
    /// Those of PostgreSQL's own rows that were asked for.
    @exclusivity(unchecked) private var known = OIDMap<Held<Row>>()
    /// The numbers of those of one name in pg_catalog that were asked for, and of all.
    @exclusivity(unchecked) private var knownNames: [String: [OID]] = [:]
    @exclusivity(unchecked) private var knownOIDs: [OID]?
    /// How often something was changed or undone.
    @exclusivity(unchecked) private(set) var changeCount = 0
    /// Rows as they were before the statement that changed the table last, nil for those that were not there; of a row
    /// that was changed more than once, the first one counts. They are looked for far less often than kept.
    @exclusivity(unchecked) private var earlier: (statement: Int, rows: [(oid: OID, row: Held<Row>?)]) = (0, [])

    init(_ journal: Journal, builtIn: BuiltInTable<Row> = .empty) {
        self.journal = journal
        self.builtIn = builtIn
    }
}

extension CatalogTable where Row: CatalogRow {
    /// The row of `oid`.
    package subscript(_ oid: OID) -> Row? {
        @inline(__always) get { held(oid)?.value }
    }

    private func held(_ oid: OID) -> Held<Row>? {
        if let entry = entries[oid] { return entry.held }
        return oid.isBuiltIn && oid != .none ? heldBuiltIn(oid) : nil
    }

    private func heldBuiltIn(_ oid: OID) -> Held<Row>? {
        if let held = known[oid] { return held }
        guard let row = builtIn[oid] else { return nil }
        let held = Held(row, in: journal)
        // A complete database is shared between threads: nothing of it may change.
        if !journal.isComplete { known[oid] = held }
        return held
    }

    /// The rows that scripts made or changed, in the order of creation.
    package var userRows: [(oid: OID, row: Row)] {
        entries.compactMap { oid, entry in entry.held.map { (oid, $0.value) } }
    }

    /// The object of this name; the oldest one, where several have it.
    package func find(_ name: String, in scope: OID = .none) -> OID? {
        if scope == .pgCatalog, let found = builtIn.first(name, in: scope, where: { entries[$0] == nil }) {
            return found
        }
        if let found = names[name]?.first(where: { entries[$0]?.held?.value.scope == scope }) { return found }
        return builtIn.first(name, in: scope) { entries[$0] == nil }
    }

    /// The object of this name whose row is meant, such as an overload by its arguments.
    package func find(_ name: String, in scope: OID, where isMeant: (Row) -> Bool) -> OID? {
        let user = names[name]?.first { oid in
            guard let held = entries[oid]?.held else { return false }
            return held.value.scope == scope && isMeant(held.value)
        }
        return user ?? builtInOIDs(name, in: scope).first { isBuiltIn($0, where: isMeant) }
    }

    /// All objects of this name, such as the overloads of a routine.
    package func findAll(_ name: String, in scope: OID) -> [OID] {
        let user = names[name]?.filter { entries[$0]?.held?.value.scope == scope } ?? []
        let builtIn = builtInOIDs(name, in: scope)
        return builtIn.isEmpty ? user : builtIn.filter { entries[$0] == nil } + user
    }

    /// PostgreSQL's own objects of a name, those among them that were changed or dropped.
    private func builtInOIDs(_ name: String, in scope: OID) -> [OID] {
        guard scope == .pgCatalog else { return builtIn.find(name, in: scope) }
        if let known = knownNames[name] { return known }
        let found = builtIn.find(name, in: scope)
        if !journal.isComplete { knownNames[name] = found }
        return found
    }

    /// Whether one of PostgreSQL's own rows is as it was, and meant.
    private func isBuiltIn(_ oid: OID, where isMeant: (Row) -> Bool) -> Bool {
        guard entries[oid] == nil, let held = heldBuiltIn(oid) else { return false }
        return isMeant(held.value)
    }

    /// All objects of this name that scripts made, whatever their scope.
    package func findEverywhere(_ name: String) -> [OID] { names[name] ?? [] }

    /// The names of the objects that scripts made, in no order.
    package var userNames: some Sequence<String> { names.lazy.filter { !$0.value.isEmpty }.map(\.key) }

    /// All objects whose rows are meant; to be used where there is no name to look for.
    func oids(where isMeant: (Row) -> Bool) -> [OID] {
        let user = entries.compactMap { oid, entry in
            entry.held.flatMap { isMeant($0.value) ? oid : nil }
        }
        let known = knownOIDs ?? builtIn.oids.sorted()
        if !journal.isComplete { knownOIDs = known }
        return known.filter { isBuiltIn($0, where: isMeant) } + user
    }

    // MARK: Before the current statement

    /// The row of `oid` as it was before the statement that was run last; the same as now for a statement that failed.
    package func before(_ oid: OID) -> Row? {
        guard earlier.statement == journal.statement, let kept = earlier.rows.first(where: { $0.oid == oid }) else {
            return self[oid]
        }
        return kept.row?.value
    }

    /// The object that had this name before the statement that was run last.
    package func findBefore(_ name: String, in scope: OID = .none) -> OID? {
        if earlier.statement == journal.statement,
            let kept = earlier.rows.first(where: { $0.row?.value.name == name && $0.row?.value.scope == scope }),
            before(kept.oid)?.name == name
        {
            return kept.oid
        }
        guard let found = find(name, in: scope), before(found)?.name == name else { return nil }
        return found
    }

    // MARK: Changes

    func insert(_ row: Row, _ oid: OID) {
        change(oid, to: .row(Held(row, in: journal)))
    }

    /// Changes a row, also its name or scope.
    ///
    /// - Parameter body: must not ask for the row.
    func update(_ oid: OID, _ body: (inout Row) -> Void) {
        guard let held = held(oid) else { return }
        let oldName = held.value.name
        if entries[oid] != nil, held.update(in: journal, body) {
            changeCount += 1
            rename(oid, from: oldName, to: held.value.name)
        } else {
            var row = held.value
            body(&row)
            insert(row, oid)
        }
    }

    func remove(_ oid: OID) {
        change(oid, to: oid.isBuiltIn ? .removed : nil)
    }

    private func change(_ oid: OID, to entry: Entry?) {
        if journal.keepsEarlierRows { keepEarlier(oid) }
        let before: AnyObject? =
            switch entries[oid] {
            case nil: nil
            case .row(let held): held
            case .removed: Removal.mark
            }
        journal.note(self, UInt64(oid.rawValue), before: before)
        set(entry, oid)
    }

    private func set(_ entry: Entry?, _ oid: OID) {
        changeCount += 1
        rename(oid, from: entries[oid]?.held?.value.name, to: entry?.held?.value.name)
        entries[oid] = entry
    }

    private func keepEarlier(_ oid: OID) {
        if earlier.statement != journal.statement { earlier = (journal.statement, []) }
        earlier.rows.append((oid, held(oid)))
    }

    private func rename(_ oid: OID, from oldName: String?, to newName: String?) {
        if oldName == newName { return }
        if let oldName { names[oldName]?.removeAll { $0 == oid } }
        if let newName { Self.add(oid, to: &names[newName, default: []]) }
    }

    private static func add(_ oid: OID, to list: inout [OID]) {
        if let place = list.firstIndex(where: { $0 > oid }) { list.insert(oid, at: place) } else { list.append(oid) }
    }
}

extension CatalogTable: Undoable where Row: CatalogRow {
    func restore(_ place: UInt64, to before: AnyObject?) {
        let entry: Entry? =
            if let held = before as? Held<Row> { .row(held) } else { before == nil ? nil : .removed }
        set(entry, OID(UInt32(place)))
    }
}

/// Stands in the journal for one of PostgreSQL's own rows that was dropped.
private final class Removal: Sendable {
    static let mark = Removal()
}
