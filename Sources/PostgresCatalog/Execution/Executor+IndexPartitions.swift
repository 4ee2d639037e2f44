import PostgresSyntax

/// Indexes of partitioned tables and of their partitions.
extension Executor {
    /// A unique or exclusion constraint must have the whole partition key.
    func checkPartitionKey(_ table: RelationRow, _ index: IndexAttributes, _ definition: IndexDefinition)
        throws(SQLError)
    {
        guard let key = table.partitionKey else { return }
        let kind = definition.isPrimary ? "PRIMARY KEY" : definition.isUnique ? "UNIQUE" : "EXCLUDE"
        for (part, number) in key.columns.enumerated() {
            guard number != 0 else {
                throw SQLError(
                    "0A000", "unsupported \(kind) constraint with partition key definition",
                    detail: "\(kind) constraints cannot be used when partition keys include expressions.",
                    range: definition.range)
            }
            let column = table.attributes[Int(number) - 1].name
            let wanted = equality(ofClass: key.operatorClasses[part])
            var isFound = false
            for place in 0..<index.row.keyCount where index.row.columns[place] == number {
                guard key.collations[part] == index.row.collations[place] else { continue }
                let given =
                    definition.isUnique && !definition.isWithoutOverlaps
                    ? equality(ofClass: index.row.operatorClasses[place])
                    : place < index.operators.count ? index.operators[place] : nil
                if wanted == given {
                    isFound = true
                    break
                }
                if definition.isExclusion || definition.isWithoutOverlaps {
                    throw SQLError(
                        "0A000",
                        "cannot match partition key to index on column \"\(column)\" using non-equal operator "
                            + "\"\(given.flatMap { database.operators[$0]?.name } ?? "")\"", range: definition.range)
                }
            }
            guard isFound else {
                throw SQLError(
                    "0A000", "unique constraint on partitioned table must include all partitioning columns",
                    detail:
                        "\(kind) constraint on table \"\(table.name)\" lacks column \"\(column)\" which is part of the partition key.",
                    range: definition.range)
            }
        }
    }

    /// The equality operator of an operator class.
    private func equality(ofClass oid: OID) -> OID? {
        guard let row = database.operatorClasses[oid], let strategy = strategy(ofEquality: row) else { return nil }
        return familyOperator(row.family, row.inputType, row.inputType, strategy: strategy)
    }

    /// Whether an index of a partition can be attached to an index of the partitioned table: `CompareIndexInfo`.
    func matches(_ candidate: OID, parent: OID) -> Bool {
        guard let childRow = database.relations[candidate], let parentRow = database.relations[parent],
            let child = childRow.index, let above = parentRow.index
        else { return false }
        guard child.isUnique == above.isUnique, child.nullsNotDistinct == above.nullsNotDistinct,
            childRow.accessMethod == parentRow.accessMethod, child.columns.count == above.columns.count,
            child.keyCount == above.keyCount, child.isExclusion == above.isExclusion,
            exclusionOperators(of: candidate) == exclusionOperators(of: parent)
        else { return false }
        let map = columnMap(from: above.table, to: child.table)
        for (place, number) in above.columns.enumerated() {
            guard child.columns[place] == (number == 0 ? 0 : map[number] ?? 0) else { return false }
            guard place < child.keyCount else { continue }
            let families = [child, above].map { database.operatorClasses[$0.operatorClasses[place]]?.family }
            guard child.collations[place] == above.collations[place], families[0] == families[1] else { return false }
        }
        guard child.expressions.count == above.expressions.count,
            zip(child.expressions, above.expressions).allSatisfy({ $0.hasSameContent(as: $1) })
        else { return false }
        switch (child.predicate, above.predicate) {
        case (let left?, let right?): return left.hasSameContent(as: right)
        case (nil, nil): return true
        default: return false
        }
    }

    /// The operators of the exclusion constraint that an index stands behind.
    private func exclusionOperators(of index: OID) -> [OID] {
        guard database.relations[index]?.index?.isExclusion == true, let constraint = constraint(ofIndex: index) else {
            return []
        }
        return database.constraints[constraint]?.operators ?? []
    }

    /// `IndexSetParentIndex`.
    func attach(index: OID, to parent: OID) {
        guard let table = database.relations[index]?.index?.table else { return }
        database.relations.update(index) { $0.index?.parent = parent }
        let address = ObjectAddress(.relation, index)
        depend(address, on: ObjectAddress(.relation, parent), .partitionPrimary)
        depend(address, on: ObjectAddress(.relation, table), .partitionSecondary)
    }

    /// `IndexSetParentIndex` without a parent.
    func detach(index: OID) {
        database.relations.update(index) { $0.index?.parent = .none }
        removePartitionEdges(of: ObjectAddress(.relation, index))
    }

    /// `ConstraintSetParentConstraint`.
    func attach(constraint: OID, to parent: OID, of table: OID) {
        database.constraints.update(constraint) { row in
            row.isLocal = false
            row.inheritCount += 1
            row.parent = parent
        }
        let address = ObjectAddress(.constraint, constraint)
        depend(address, on: ObjectAddress(.constraint, parent), .partitionPrimary)
        depend(address, on: ObjectAddress(.relation, table), .partitionSecondary)
    }

    /// `ConstraintSetParentConstraint` without a parent.
    func detach(constraint: OID) {
        database.constraints.update(constraint) { row in
            row.inheritCount -= 1
            row.isLocal = true
            row.parent = .none
        }
        removePartitionEdges(of: ObjectAddress(.constraint, constraint))
    }

    func removePartitionEdges(of address: ObjectAddress) {
        database.dependencies.removeDependencies(of: address) {
            $0.kind == .partitionPrimary || $0.kind == .partitionSecondary
        }
    }

    /// An index like another one, for a table that has the same columns: `generateClonedIndexStmt`.
    func clonedIndex(_ source: OID, for table: OID) -> IndexDefinition {
        var clone = IndexDefinition()
        guard let row = database.relations[source], let index = row.index else { return clone }
        let map = columnMap(from: index.table, to: table)
        clone.accessMethod = database.accessMethods[row.accessMethod]?.name ?? "btree"
        clone.tablespace = row.tablespace
        clone.options = row.options
        clone.isUnique = index.isUnique
        clone.nullsNotDistinct = index.nullsNotDistinct
        clone.isPrimary = index.isPrimary
        clone.isWithoutOverlaps = (index.isPrimary || index.isUnique) && index.isExclusion
        if let constraint = constraint(ofIndex: source).flatMap({ database.constraints[$0] }) {
            clone.isConstraint = true
            clone.isDeferrable = constraint.isDeferrable
            clone.isDeferred = constraint.isDeferred
            if index.isExclusion, !clone.isWithoutOverlaps { clone.exclusionOperatorOIDs = constraint.operators }
        }
        var expressions = index.cookedExpressions[...]
        for (place, number) in index.columns.enumerated() {
            var parameter = IndexParameter(name: columnName(index.table, number), range: nil)
            if number == 0, let cooked = expressions.popFirst() {
                parameter.name = nil
                parameter.expression = cooked.node
                parameter.cooked = cooked.mapped(from: index.table, to: table, map)
            }
            parameter.columnName = row.attributes[place].name
            guard place < index.keyCount else {
                clone.including.append(parameter)
                continue
            }
            parameter.collationOID = index.collations[place]
            parameter.operatorClassOID = index.operatorClasses[place]
            let option = index.columnOptions[place]
            if option & 1 != 0 { parameter.ordering = .desc }
            if option & 3 == 1 { parameter.nullsOrdering = .last }
            if option & 3 == 2 { parameter.nullsOrdering = .first }
            clone.parameters.append(parameter)
        }
        clone.predicate = index.predicate
        clone.cookedPredicate = index.cookedPredicate?.mapped(from: index.table, to: table, map)
        return clone
    }
}
