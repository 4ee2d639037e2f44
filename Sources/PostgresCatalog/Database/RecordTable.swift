/// The ``ObjectRecord`` of each object.
package final class RecordTable: Undoable {
    private let journal: Journal
    // Whatever is called while this is in use only reads it.
    @exclusivity(unchecked) private var records = AddressMap<Held<ObjectRecord>>()

    init(_ journal: Journal) { self.journal = journal }

    /// The record of an object; nil for PostgreSQL's own that no statement speaks of.
    package subscript(_ address: ObjectAddress) -> ObjectRecord? {
        @inline(__always) get { records[address]?.value }
    }

    func insert(_ record: ObjectRecord, _ address: ObjectAddress) {
        set(address, to: Held(record, in: journal))
    }

    /// Changes a record; PostgreSQL's own objects get theirs now.
    ///
    /// - Parameter body: must not ask for the record.
    func update(_ address: ObjectAddress, _ body: (inout ObjectRecord) -> Void) {
        let held = records[address]
        if held?.update(in: journal, body) == true { return }
        var record = held?.value ?? ObjectRecord(statements: [])
        body(&record)
        insert(record, address)
    }

    func remove(_ address: ObjectAddress) { set(address, to: nil) }

    private func set(_ address: ObjectAddress, to record: Held<ObjectRecord>?) {
        journal.note(
            self, UInt64(address.catalog.rawValue) << 32 | UInt64(address.oid.rawValue), before: records[address])
        records[address] = record
    }

    func restore(_ place: UInt64, to before: AnyObject?) {
        let catalog = CatalogClass.allCases[Int(place >> 32)]
        records[ObjectAddress(catalog, OID(UInt32(truncatingIfNeeded: place)))] = before as? Held<ObjectRecord>
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
