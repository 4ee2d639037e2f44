import PostgresSyntax

/// When a constraint trigger is checked.
struct TriggerTiming {
    var isDeferrable: Bool
    var isDeferred: Bool
}

/// The triggers that partitions get from the tables they belong to.
extension Executor {
    /// The triggers of a relation, in the order of creation.
    func triggers(of relation: OID) -> [OID] {
        let dependents = database.dependencies.dependents(of: ObjectAddress(.relation, relation))
        return Set(dependents.lazy.map(\.dependent).filter { $0.catalog == .trigger }.map(\.oid))
            .filter { database.triggers[$0]?.relation == relation }.sorted()
    }

    /// Copies the row triggers of a partitioned table to a new partition: `CloneRowTriggersToPartition`.
    func cloneTriggers(from parent: OID, to partition: OID) throws(SQLError) {
        for oid in triggers(of: parent) where database.triggers[oid]?.isForEachRow == true {
            try cloneTrigger(oid, to: partition, replace: false)
        }
    }

    /// Copies a trigger for each row to the partitions of its table.
    func cloneTrigger(_ oid: OID, replace: Bool) throws(SQLError) {
        guard let row = database.triggers[oid], row.isForEachRow,
            database.relations[row.relation]?.kind == .partitionedTable
        else { return }
        for partition in inheritanceChildren(of: row.relation) {
            try cloneTrigger(oid, to: partition, replace: replace)
        }
    }

    private func cloneTrigger(_ oid: OID, to partition: OID, replace: Bool) throws(SQLError) {
        guard var row = database.triggers[oid], let parent = database.relations[row.relation],
            let child = database.relations[partition]
        else { return }
        row.columns = row.columns.compactMap { child.attribute(parent.attributes[Int($0) - 1].name)?.number }
        row.relation = partition
        row.parent = oid
        let timing = database.constraints[row.constraint].map {
            TriggerTiming(isDeferrable: $0.isDeferrable, isDeferred: $0.isDeferred)
        }
        row.constraint = .none
        let clone = try storeTrigger(row, constraint: timing, replace: replace)
        let address = ObjectAddress(.trigger, clone)
        let table = ObjectAddress(.relation, partition)
        depend(address, on: ObjectAddress(.procedure, row.function))
        depend(address, on: table, .auto)
        if row.referencedRelation != .none {
            depend(address, on: ObjectAddress(.relation, row.referencedRelation), .auto)
        }
        depend(address, on: ObjectAddress(.trigger, oid), .partitionPrimary)
        depend(address, on: table, .partitionSecondary)
        for column in row.columns { depend(address, on: ObjectAddress(.relation, partition, column: column)) }
        try cloneTrigger(clone, replace: replace)
    }
}
