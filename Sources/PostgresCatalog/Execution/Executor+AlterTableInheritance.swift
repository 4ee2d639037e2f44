import PostgresSyntax

/// INHERIT, OF and partitions in ALTER TABLE.
extension Executor {
    /// `ATPrepAddInherit`.
    func prepareInherit(_ row: RelationRow, range: Range<Int>?) throws(SQLError) {
        if row.ofType != .none { throw .wrongObjectType("cannot change inheritance of typed table", range: range) }
        if row.isPartition { throw .wrongObjectType("cannot change inheritance of a partition", range: range) }
        if row.kind == .partitionedTable {
            throw .wrongObjectType("cannot change inheritance of partitioned table", range: range)
        }
    }

    /// `ATExecAddInherit`.
    func addInherit(_ child: OID, _ name: RangeVar) throws(SQLError) {
        let parent = try relation(name)
        let range = name.nameRange
        guard let above = database.relations[parent], let below = database.relations[child] else { return }
        try checkKind(.addInherit, above, range: range)
        if above.persistence == .temporary, below.persistence != .temporary {
            throw .wrongObjectType("cannot inherit from temporary relation \"\(above.name)\"", range: range)
        }
        if above.kind == .partitionedTable {
            throw .wrongObjectType("cannot inherit from partitioned table \"\(above.name)\"", range: range)
        }
        if above.isPartition { throw .wrongObjectType("cannot inherit from a partition", range: range) }
        if inheritors(of: child).contains(parent) {
            throw SQLError(
                "42P07", "circular inheritance not allowed",
                detail: "\"\(above.name)\" is already a child of \"\(below.name)\".", range: range)
        }
        try checkTransitionTriggers(
            of: child, "prevents table \"\(below.name)\" from becoming an inheritance child",
            "ROW triggers with transition tables are not supported in inheritance hierarchies.", range: range)
        try createInheritance(child, parent, isPartition: false, range: range)
    }

    /// `FindTriggerIncompatibleWithInheritance`.
    private func checkTransitionTriggers(of table: OID, _ what: String, _ detail: String, range: Range<Int>?)
        throws(SQLError)
    {
        for oid in triggers(of: table) {
            guard let row = database.triggers[oid], row.type & 1 != 0, row.oldTable != nil || row.newTable != nil
            else { continue }
            throw SQLError("0A000", "trigger \"\(row.name)\" \(what)", detail: detail, range: range)
        }
    }

    /// `CreateInheritance`.
    private func createInheritance(_ child: OID, _ parent: OID, isPartition: Bool, range: Range<Int>?) throws(SQLError)
    {
        if database.relations[child]?.parents.contains(parent) == true {
            throw SQLError(
                "42P07", "relation \"\(relationName(parent))\" would be inherited from more than once", range: range)
        }
        try mergeAttributes(of: parent, intoExisting: child, isPartition: isPartition, range: range)
        try mergeConstraints(of: parent, intoExisting: child, range: range)
        database.relations.update(child) { $0.parents.append(parent) }
        depend(
            ObjectAddress(.relation, child), on: ObjectAddress(.relation, parent), isPartition ? .auto : .normal,
            range: range)
        noteChange(ObjectAddress(.relation, child))
    }

    /// `MergeAttributesIntoExisting`.
    private func mergeAttributes(of parent: OID, intoExisting child: OID, isPartition: Bool, range: Range<Int>?)
        throws(SQLError)
    {
        let isPartitioned = database.relations[parent]?.kind == .partitionedTable
        for (_, above) in database.relations[parent]?.liveAttributes ?? [] {
            guard let (number, below) = database.relations[child]?.attribute(above.name) else {
                throw .datatypeMismatch("child table is missing column \"\(above.name)\"", range: range)
            }
            let table = relationName(child)
            if above.type != below.type {
                throw .datatypeMismatch(
                    "child table \"\(table)\" has different type for column \"\(above.name)\"", range: range)
            }
            if above.collation != below.collation {
                throw SQLError(
                    "42P21", "child table \"\(table)\" has different collation for column \"\(above.name)\"",
                    range: range)
            }
            if above.isNotNull, !below.isNotNull, above.notNullConstraint?.isNoInherit == false {
                throw .datatypeMismatch(
                    "column \"\(above.name)\" in child table \"\(table)\" must be marked NOT NULL", range: range)
            }
            if above.generated != nil, below.generated == nil {
                throw .datatypeMismatch(
                    "column \"\(above.name)\" in child table must be a generated column", range: range)
            }
            if above.generated == nil, below.generated != nil {
                throw .datatypeMismatch(
                    "column \"\(above.name)\" in child table must not be a generated column", range: range)
            }
            if above.generated != below.generated {
                throw .datatypeMismatch(
                    "column \"\(above.name)\" inherits from generated column of different kind", range: range)
            }
            database.relations.update(child) { row in
                if isPartition { row.attributes[Int(number) - 1].identity = above.identity }
                row.attributes[Int(number) - 1].inheritCount += 1
                if isPartitioned { row.attributes[Int(number) - 1].isLocal = false }
            }
        }
    }

    /// `MergeConstraintsIntoExisting`.
    private func mergeConstraints(of parent: OID, intoExisting child: OID, range: Range<Int>?) throws(SQLError) {
        let isPartitioned = database.relations[parent]?.kind == .partitionedTable
        let table = relationName(child)
        for oid in checkConstraints(of: parent) {
            guard let above = database.constraints[oid], !above.isNoInherit else { continue }
            guard let found = database.constraints.find(above.name, in: child),
                let below = database.constraints[found], below.kind == .check
            else { throw .datatypeMismatch("child table is missing constraint \"\(above.name)\"", range: range) }
            guard let one = above.cooked, let other = below.cooked, one.isEqual(to: other) else {
                throw .datatypeMismatch(
                    "child table \"\(table)\" has different definition for check constraint \"\(above.name)\"",
                    range: range)
            }
            let conflict: String? =
                below.isNoInherit
                ? "non-inherited"
                : above.isValidated && below.isEnforced && !below.isValidated
                    ? "NOT VALID" : above.isEnforced && !below.isEnforced ? "NOT ENFORCED" : nil
            if let conflict { throw conflicting(below.name, conflict, table, range: range) }
            database.constraints.update(found) {
                $0.inheritCount += 1
                if isPartitioned { $0.isLocal = false }
            }
        }
        for (column, above) in notNulls(of: parent, includingNoInherit: false) {
            let name = columnName(parent, column)
            guard let (number, attribute) = database.relations[child]?.attribute(name),
                let below = attribute.notNullConstraint
            else {
                throw .datatypeMismatch(
                    "column \"\(name)\" in child table \"\(table)\" must be marked NOT NULL", range: range)
            }
            if below.isNoInherit { throw conflicting(below.name, "non-inherited", table, range: range) }
            if above.isValid, !below.isValid { throw conflicting(below.name, "NOT VALID", table, range: range) }
            database.relations.update(child) { row in
                row.attributes[Int(number) - 1].notNullConstraint?.inheritCount += 1
                if isPartitioned { row.attributes[Int(number) - 1].notNullConstraint?.isLocal = false }
            }
        }
    }

    private func conflicting(_ name: String, _ what: String, _ table: String, range: Range<Int>?) -> SQLError {
        SQLError(
            "42P17", "constraint \"\(name)\" conflicts with \(what) constraint on child table \"\(table)\"",
            range: range)
    }

    /// `ATExecDropInherit`.
    func dropInherit(_ child: OID, _ name: RangeVar) throws(SQLError) {
        if database.relations[child]?.isPartition == true {
            throw .wrongObjectType("cannot change inheritance of a partition", range: name.nameRange)
        }
        try removeInheritance(child, try relation(name), range: name.nameRange)
    }

    /// `RemoveInheritance`.
    private func removeInheritance(_ child: OID, _ parent: OID, range: Range<Int>?) throws(SQLError) {
        guard let below = database.relations[child], let above = database.relations[parent] else { return }
        guard below.parents.contains(parent) else {
            throw SQLError(
                "42P01",
                above.kind == .partitionedTable
                    ? "relation \"\(below.name)\" is not a partition of relation \"\(above.name)\""
                    : "relation \"\(above.name)\" is not a parent of relation \"\(below.name)\"", range: range)
        }
        for (number, attribute) in below.liveAttributes {
            guard attribute.inheritCount > 0, let inherited = above.attribute(attribute.name)?.row else { continue }
            let loosesNotNull = inherited.notNullConstraint.map { !$0.isNoInherit } ?? false
            database.relations.update(child) { row in
                row.attributes[Int(number) - 1].inheritCount -= 1
                if attribute.inheritCount == 1 { row.attributes[Int(number) - 1].isLocal = true }
                guard loosesNotNull, let own = attribute.notNullConstraint, own.inheritCount > 0 else { return }
                row.attributes[Int(number) - 1].notNullConstraint?.inheritCount -= 1
                if own.inheritCount == 1 { row.attributes[Int(number) - 1].notNullConstraint?.isLocal = true }
            }
        }
        for oid in checkConstraints(of: parent) {
            guard let check = database.constraints[oid], !check.isNoInherit,
                let found = database.constraints.find(check.name, in: child)
            else { continue }
            database.constraints.update(found) {
                $0.inheritCount -= 1
                if $0.inheritCount == 0 { $0.isLocal = true }
            }
        }
        database.relations.update(child) { $0.parents.removeAll { $0 == parent } }
        database.dependencies.removeDependencies(of: ObjectAddress(.relation, child)) {
            $0.dependent.column == 0 && $0.referenced == ObjectAddress(.relation, parent)
        }
        noteChange(ObjectAddress(.relation, child))
    }

    // MARK: Typed tables

    /// `ATExecAddOf`.
    func addOf(_ table: OID, _ name: TypeName) throws(SQLError) {
        let range = name.node.byteRange
        let type = try self.type(name).oid
        let source = try checkedRowType(type, range: range)
        guard let row = database.relations[table] else { return }
        if !row.parents.isEmpty { throw .wrongObjectType("typed tables cannot inherit", range: range) }
        let wanted = database.relations[source]?.liveAttributes.map(\.row) ?? []
        let given = row.liveAttributes.map(\.row)
        for (place, column) in wanted.enumerated() {
            guard place < given.count else {
                throw .datatypeMismatch("table is missing column \"\(column.name)\"", range: range)
            }
            if given[place].name != column.name {
                throw .datatypeMismatch(
                    "table has column \"\(given[place].name)\" where type requires \"\(column.name)\"", range: range)
            }
            if given[place].type != column.type || given[place].collation != column.collation {
                throw .datatypeMismatch(
                    "table \"\(row.name)\" has different type for column \"\(column.name)\"", range: range)
            }
        }
        if given.count > wanted.count {
            throw .datatypeMismatch("table has extra column \"\(given[wanted.count].name)\"", range: range)
        }
        setType(type, of: table, row, range: range)
    }

    /// `ATExecDropOf`.
    func dropOf(_ table: OID, range: Range<Int>?) throws(SQLError) {
        guard let row = database.relations[table] else { return }
        guard row.ofType != .none else { throw .wrongObjectType("\"\(row.name)\" is not a typed table", range: range) }
        setType(.none, of: table, row, range: range)
    }

    private func setType(_ type: OID, of table: OID, _ row: RelationRow, range: Range<Int>?) {
        let address = ObjectAddress(.relation, table)
        if row.ofType != .none {
            database.dependencies.removeDependencies(of: address) {
                $0.dependent.column == 0 && $0.referenced == ObjectAddress(.type, row.ofType)
            }
        }
        database.relations.update(table) { $0.ofType = type }
        if type != .none { depend(address, on: ObjectAddress(.type, type), range: range) }
        noteChange(address)
    }

    // MARK: Partitions

    /// ATTACH PARTITION of a table or an index.
    func attachPartition(_ relation: OID, _ command: PartitionCmd) throws(SQLError) {
        guard let row = database.relations[relation], let name = command.name else { return }
        switch row.kind {
        case .partitionedTable:
            if let bound = command.bound { try attachTable(name, to: relation, bound) }
        case .partitionedIndex:
            if command.bound != nil {
                throw SQLError("42P17", "\"\(row.name)\" is not a partitioned table", range: name.nameRange)
            }
            try attachIndex(name, to: relation)
        default: break
        }
    }

    /// `ATExecAttachPartition`.
    private func attachTable(_ name: RangeVar, to parent: OID, _ bound: PartitionBoundSpec) throws(SQLError) {
        try transformBound(bound, of: parent)
        let partition = try relation(name)
        let range = name.nameRange
        guard let above = database.relations[parent], let row = database.relations[partition] else { return }
        try checkKind(.addInherit, row, range: range)
        func refuse(_ message: String) -> SQLError { .wrongObjectType(message, range: range) }
        if row.isPartition { throw refuse("\"\(row.name)\" is already a partition") }
        if row.ofType != .none { throw refuse("cannot attach a typed table as partition") }
        if !row.parents.isEmpty { throw refuse("cannot attach inheritance child as partition") }
        if row.kind == .table, !inheritanceChildren(of: partition).isEmpty {
            throw refuse("cannot attach inheritance parent as partition")
        }
        if inheritors(of: partition).contains(parent) {
            throw SQLError(
                "42P07", "circular inheritance not allowed",
                detail: "\"\(above.name)\" is already a child of \"\(row.name)\".", range: range)
        }
        if above.persistence != .temporary, row.persistence == .temporary {
            throw refuse("cannot attach a temporary relation as partition of permanent relation \"\(above.name)\"")
        }
        if above.persistence == .temporary, row.persistence != .temporary {
            throw refuse("cannot attach a permanent relation as partition of temporary relation \"\(above.name)\"")
        }
        for (_, attribute) in row.liveAttributes {
            if attribute.identity != nil {
                throw SQLError(
                    "55000", "table \"\(row.name)\" being attached contains an identity column \"\(attribute.name)\"",
                    detail: "The new partition may not contain an identity column.", range: range)
            }
            guard above.attribute(attribute.name) != nil else {
                throw .datatypeMismatch(
                    "table \"\(row.name)\" contains column \"\(attribute.name)\" not found in parent \"\(above.name)\"",
                    detail: "The new partition may contain only the columns present in parent.", range: range)
            }
        }
        try checkTransitionTriggers(
            of: partition, "prevents table \"\(row.name)\" from becoming a partition",
            "ROW triggers with transition tables are not supported on partitions.", range: range)
        try checkBound(bound, of: row.name, parent: parent)
        try createInheritance(partition, parent, isPartition: true, range: range)
        storeBound(bound, of: partition, parent: parent)
        try copyingParts { () throws(SQLError) in
            try ensureIndexes(of: parent, on: partition)
            try cloneTriggers(from: parent, to: partition)
            try cloneForeignKeys(from: parent, to: partition)
        }
    }

    /// `AttachPartitionEnsureIndexes`.
    private func ensureIndexes(of parent: OID, on partition: OID) throws(SQLError) {
        for index in indexes(of: parent) {
            guard let row = database.relations[index], row.kind == .partitionedIndex else { continue }
            if database.relations[partition]?.kind == .foreignTable {
                guard row.index?.isUnique == true else { continue }
                throw .wrongObjectType(
                    "cannot attach foreign table \"\(relationName(partition))\" as partition of partitioned table \"\(relationName(parent))\"",
                    detail: "Partitioned table \"\(relationName(parent))\" contains unique indexes.")
            }
            let parentConstraint = constraint(ofIndex: index)
            let candidate = indexes(of: partition).first { candidate in
                guard let own = database.relations[candidate]?.index, own.parent == .none, own.isValid,
                    matches(candidate, parent: index)
                else { return false }
                guard let parentConstraint else { return true }
                guard let found = constraint(ofIndex: candidate) else { return false }
                return database.constraints[found]?.kind == database.constraints[parentConstraint]?.kind
            }
            guard let candidate else {
                try defineIndex(
                    on: partition, clonedIndex(index, for: partition), parent: index,
                    parentConstraint: parentConstraint ?? .none, isAlterTable: true)
                continue
            }
            attach(index: candidate, to: index)
            if let parentConstraint, let own = constraint(ofIndex: candidate) {
                attach(constraint: own, to: parentConstraint, of: partition)
            }
        }
    }

    /// `ATExecAttachPartitionIdx`.
    private func attachIndex(_ name: RangeVar, to parent: OID) throws(SQLError) {
        let range = name.nameRange
        let index = try relation(name)
        guard let row = database.relations[index], let own = row.index else {
            throw SQLError("42P17", "\"\(name.relname ?? "")\" is not an index", range: range)
        }
        guard own.parent != parent, let above = database.relations[parent], let parentIndex = above.index else {
            validatePartitionedIndex(parent)
            return
        }
        func refuse(_ state: String, _ detail: String) -> SQLError {
            SQLError(
                state, "cannot attach index \"\(row.name)\" as a partition of index \"\(above.name)\"", detail: detail,
                range: range)
        }
        if partitionIndex(of: own.table, for: parent) != nil {
            throw refuse("55000", "Another index is already attached for partition \"\(relationName(own.table))\".")
        }
        if own.parent != .none { throw refuse("55000", "Index \"\(row.name)\" is already attached to another index.") }
        guard database.relations[own.table]?.isPartition == true,
            database.relations[own.table]?.parents.first == parentIndex.table
        else {
            throw refuse(
                "55000",
                "Index \"\(row.name)\" is not an index on any partition of table \"\(relationName(parentIndex.table))\"."
            )
        }
        guard matches(index, parent: parent) else { throw refuse("42P17", "The index definitions do not match.") }
        let parentConstraint = constraint(ofIndex: parent)
        let ownConstraint = constraint(ofIndex: index)
        if parentConstraint != nil, ownConstraint == nil {
            throw refuse(
                "42P17",
                "The index \"\(above.name)\" belongs to a constraint in table \"\(relationName(parentIndex.table))\" "
                    + "but no constraint exists for index \"\(row.name)\".")
        }
        if parentIndex.isPrimary, let table = database.relations[own.table] {
            for number in own.columns.prefix(own.keyCount)
            where number > 0 && !table.attributes[Int(number) - 1].isNotNull {
                throw SQLError(
                    "42P16", "invalid primary key definition",
                    detail:
                        "Column \"\(table.attributes[Int(number) - 1].name)\" of relation \"\(table.name)\" is not marked NOT NULL.",
                    range: range)
            }
        }
        attach(index: index, to: parent)
        if let parentConstraint, let ownConstraint {
            attach(constraint: ownConstraint, to: parentConstraint, of: own.table)
        }
        validatePartitionedIndex(parent)
    }

    /// `validatePartitionedIndex`: an index is valid once every partition has its part of it.
    private func validatePartitionedIndex(_ index: OID) {
        guard let row = database.relations[index]?.index, !row.isValid else { return }
        let valid = attachedIndexes(of: index).count { database.relations[$0]?.index?.isValid == true }
        guard valid == inheritanceChildren(of: row.table).count else { return }
        database.relations.update(index) { $0.index?.isValid = true }
        if row.parent != .none { validatePartitionedIndex(row.parent) }
    }

    /// `ATExecDetachPartition`.
    func detachPartition(_ parent: OID, _ command: PartitionCmd) throws(SQLError) {
        guard let name = command.name, let above = database.relations[parent] else { return }
        if command.concurrent, session.transaction != .none {
            throw SQLError(
                "25001", "ALTER TABLE ... DETACH CONCURRENTLY cannot run inside a transaction block",
                range: name.nameRange)
        }
        if command.concurrent, let key = above.partitionKey, database.relations[key.defaultPartition] != nil {
            throw SQLError(
                "55000", "cannot detach partitions concurrently when a default partition exists", range: name.nameRange)
        }
        let partition = try relation(name)
        try removeInheritance(partition, parent, range: name.nameRange)
        try dropClonedTriggers(of: partition)
        try detachForeignKeys(of: partition)
        for index in indexes(of: partition) {
            guard let row = database.relations[index]?.index, row.parent != .none else { continue }
            let hadConstraint = constraint(ofIndex: row.parent) != nil
            detach(index: index)
            if hadConstraint, let own = constraint(ofIndex: index) { detach(constraint: own) }
        }
        database.relations.update(partition) { row in
            row.isPartition = false
            row.partitionBound = nil
        }
        for table in inheritors(of: partition) {
            database.relations.update(table) { row in
                for place in row.attributes.indices { row.attributes[place].identity = nil }
            }
        }
        if above.partitionKey?.defaultPartition == partition {
            database.relations.update(parent) { $0.partitionKey?.defaultPartition = .none }
        }
    }

    /// `DropClonedTriggersFromPartition`.
    private func dropClonedTriggers(of partition: OID) throws(SQLError) {
        var clones: [ObjectAddress] = []
        for oid in triggers(of: partition) where database.triggers[oid]?.parent != OID.none {
            let address = ObjectAddress(.trigger, oid)
            removePartitionEdges(of: address)
            clones.append(address)
        }
        try dropObjects(clones, cascade: false, isInternal: true)
    }

    /// The foreign keys of a partition that is detached are its own from now on; those that refer to it go.
    private func detachForeignKeys(of partition: OID) throws(SQLError) {
        let own = constraints(of: partition).filter { database.constraints[$0]?.kind == .foreignKey }
        for oid in own {
            guard let row = database.constraints[oid], row.parent != .none, !own.contains(row.parent) else { continue }
            detach(constraint: oid)
            try recurseReferenced(row, parent: oid)
        }
        for oid in foreignKeys(referencing: partition) {
            guard let row = database.constraints[oid], row.parent != .none,
                database.constraints[row.parent]?.referencedRelation != partition
            else { continue }
            detach(constraint: oid)
            let address = ObjectAddress(.constraint, oid)
            database.dependencies.removeDependencies(of: address) {
                $0.kind == .internal && $0.referenced.catalog == .constraint
            }
            try dropObjects([address], cascade: false)
        }
    }
}
