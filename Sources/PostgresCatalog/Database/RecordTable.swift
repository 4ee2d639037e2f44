/// The ``ObjectRecord`` of each object.
package final class RecordTable {
    private let journal: Journal
    // Whatever is called while this is in use only reads it.
    @exclusivity(unchecked) private var records = AddressMap<Held<ObjectRecord>>()

    init(_ journal: Journal) { self.journal = journal }

    /// The record of an object; nil for PostgreSQL's own that no statement speaks of.
    package subscript(_ address: ObjectAddress) -> ObjectRecord? {
        @inline(__always) get { records[address]?.value }
    }

    func insert(_ record: ObjectRecord, _ address: ObjectAddress) {
        set(address, to: Held(record, period: journal.period))
    }

    /// Changes a record; PostgreSQL's own objects get theirs now.
    func update(_ address: ObjectAddress, _ body: (inout ObjectRecord) -> Void) {
        if var record = take(address) {
            body(&record)
            records[address] = Held(record, period: journal.period)
        } else {
            var record = self[address] ?? ObjectRecord(statements: [])
            body(&record)
            insert(record, address)
        }
    }

    /// Takes out a record that nothing goes back to, so that its arrays can be changed without being copied.
    private func take(_ address: ObjectAddress) -> ObjectRecord? {
        guard let held = records[address], held.period == journal.period else { return nil }
        let record = held.value
        records[address] = nil
        return record
    }

    func remove(_ address: ObjectAddress) { set(address, to: nil) }

    private func set(_ address: ObjectAddress, to record: Held<ObjectRecord>?) {
        let before = records[address]
        journal.note { [self] in records[address] = before }
        records[address] = record
    }
}

extension RecordTable {
    /// The objects there is something to know of, in the order of creation.
    var addresses: [ObjectAddress] { records.addresses() }

    /// The objects that a role owns, in the order of creation.
    func addresses(ownedBy role: OID) -> [ObjectAddress] {
        records.addresses { $0.value.owner == role }
    }

    /// Takes all privileges from a role.
    func removeGrants(to role: String?) {
        let concerned = records.addresses { $0.value.grants.contains { $0.grantee == role } }
        for address in concerned { update(address) { $0.grants.removeAll { $0.grantee == role } } }
    }
}
