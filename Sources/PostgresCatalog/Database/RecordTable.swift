/// The ``ObjectRecord`` of each object, with a log like ``CatalogTable``'s.
struct RecordTable: Sendable {
    private var records: [ObjectAddress: ObjectRecord] = [:]
    private var log: [(address: ObjectAddress, before: ObjectRecord?)] = []

    /// The record of an object; nil for PostgreSQL's own that no statement speaks of.
    subscript(_ address: ObjectAddress) -> ObjectRecord? { records[address.whole] }

    mutating func insert(_ record: ObjectRecord, _ address: ObjectAddress) {
        log.append((address.whole, records[address.whole]))
        records[address.whole] = record
    }

    /// Changes a record; PostgreSQL's own objects get theirs now.
    mutating func update(_ address: ObjectAddress, _ body: (inout ObjectRecord) -> Void) {
        log.append((address.whole, records[address.whole]))
        body(&records[address.whole, default: ObjectRecord(statements: [])])
    }

    mutating func remove(_ address: ObjectAddress) {
        log.append((address.whole, records[address.whole]))
        records[address.whole] = nil
    }

    // MARK: Going back

    var mark: Int { log.count }

    mutating func rollBack(to mark: Int) {
        while log.count > mark {
            let (address, before) = log.removeLast()
            records[address] = before
        }
    }

    mutating func commit() {
        if !log.isEmpty { log.removeAll(keepingCapacity: true) }
    }
}

extension RecordTable {
    /// The objects there is something to know of, in the order of creation.
    var addresses: [ObjectAddress] {
        records.keys.sorted { ($0.oid, $0.catalog.rawValue) < ($1.oid, $1.catalog.rawValue) }
    }

    /// The objects that a role owns, in the order of creation.
    func addresses(ownedBy role: OID) -> [ObjectAddress] {
        records.filter { $0.value.owner == role }.keys.sorted { $0.oid < $1.oid }
    }

    /// Takes all privileges from a role.
    mutating func removeGrants(to role: String?) {
        for (address, record) in records where record.grants.contains(where: { $0.grantee == role }) {
            update(address) { $0.grants.removeAll { $0.grantee == role } }
        }
    }
}
