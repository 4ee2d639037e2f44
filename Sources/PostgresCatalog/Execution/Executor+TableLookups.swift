import PostgresSyntax

/// What belongs to a table, and names that are free.
extension Executor {
    // MARK: What belongs to a table

    /// `relation` and all that inherits from it directly or indirectly, each once: `find_all_inheritors`.
    func inheritors(of relation: OID) -> [OID] {
        var list = [relation]
        var index = 0
        while index < list.count {
            for child in inheritanceChildren(of: list[index]) where !list.contains(child) { list.append(child) }
            index += 1
        }
        return list
    }

    /// The constraints of a table but for NOT NULL, in the order of creation.
    func constraints(of relation: OID) -> [OID] {
        var found: Set<OID> = []
        database.dependencies.forEachDependent(of: ObjectAddress(.relation, relation)) { dependent in
            guard dependent.catalog == .constraint else { return }
            if database.constraints[dependent.oid]?.relation == relation { found.insert(dependent.oid) }
        }
        return found.sorted()
    }

    /// The CHECK constraints of a table by name.
    func checkConstraints(of relation: OID) -> [OID] {
        constraints(of: relation).filter { database.constraints[$0]?.kind == .check }
            .sorted { database.constraints[$0]!.name < database.constraints[$1]!.name }
    }

    /// The foreign keys that refer to a table, in the order of creation.
    func foreignKeys(referencing relation: OID) -> [OID] {
        var found: Set<OID> = []
        for edge in database.dependencies.dependents(of: ObjectAddress(.relation, relation))
        where edge.dependent.catalog == .constraint {
            if let row = database.constraints[edge.dependent.oid], row.kind == .foreignKey,
                row.referencedRelation == relation
            {
                found.insert(edge.dependent.oid)
            }
        }
        return found.sorted()
    }

    /// The indexes of a table in the order of creation: `RelationGetIndexList`.
    func indexes(of relation: OID) -> [OID] {
        var found: [OID] = []
        func add(_ index: OID) { if !found.contains(index) { found.append(index) } }
        database.dependencies.forEachDependent(of: ObjectAddress(.relation, relation)) { dependent in
            switch dependent.catalog {
            case .relation:
                if database.relations[dependent.oid]?.index?.table == relation { add(dependent.oid) }
            case .constraint:
                if database.constraints[dependent.oid]?.relation == relation,
                    database.constraints[dependent.oid]?.kind != .foreignKey,
                    let index = database.constraints[dependent.oid]?.index, index != .none
                {
                    add(index)
                }
            default: break
            }
        }
        return found.sorted()
    }

    /// The constraint that an index stands behind: `get_index_constraint`.
    func constraint(ofIndex index: OID) -> OID? {
        for edge in database.dependencies.dependencies(of: ObjectAddress(.relation, index))
        where edge.referenced.catalog == .constraint && edge.kind == .internal { return edge.referenced.oid }
        return nil
    }

    /// The indexes that are attached to a partitioned index.
    func attachedIndexes(of index: OID) -> [OID] {
        var found: Set<OID> = []
        for edge in database.dependencies.dependents(of: ObjectAddress(.relation, index))
        where edge.dependent.catalog == .relation {
            if database.relations[edge.dependent.oid]?.index?.parent == index { found.insert(edge.dependent.oid) }
        }
        return found.sorted()
    }

    /// The index of a partition that is attached, directly or indirectly, to `index`: `index_get_partition`.
    func partitionIndex(of partition: OID, for index: OID) -> OID? {
        indexes(of: partition).first { database.relations[$0]?.index?.parent == index }
    }

    /// The constraints whose parent is `constraint`.
    func childConstraints(of constraint: OID) -> [OID] {
        var found: Set<OID> = []
        for edge in database.dependencies.dependents(of: ObjectAddress(.constraint, constraint))
        where edge.dependent.catalog == .constraint {
            if database.constraints[edge.dependent.oid]?.parent == constraint { found.insert(edge.dependent.oid) }
        }
        return found.sorted()
    }

    /// The sequences that belong to a column, or to any column, with the kind of the edge: `getOwnedSequences_internal`.
    func ownedSequences(of relation: OID, column: Int16 = 0) -> [(sequence: OID, kind: DependencyEdge.Kind)] {
        database.dependencies.dependents(of: ObjectAddress(.relation, relation, column: column)).compactMap { edge in
            guard edge.dependent.catalog == .relation, edge.kind == .auto || edge.kind == .internal,
                edge.referenced.column != 0, database.relations[edge.dependent.oid]?.kind == .sequence
            else { return nil }
            return (edge.dependent.oid, edge.kind)
        }
    }

    /// The sequence of an identity column; for a partition that of the partitioned table: `getIdentitySequence`.
    func identitySequence(of relation: OID, column: Int16) -> OID? {
        var relation = relation
        var column = column
        while let row = database.relations[relation], row.isPartition, let parent = row.parents.first {
            let name = row.attributes[Int(column) - 1].name
            guard let above = database.relations[parent]?.attribute(name) else { break }
            relation = parent
            column = above.number
        }
        return ownedSequences(of: relation, column: column).first { $0.kind == .internal }?.sequence
    }

    /// The numbers that the columns of `parent` have in `child`, by name: `build_attrmap_by_name`.
    func columnMap(from parent: OID, to child: OID) -> [Int16: Int16] {
        guard let above = database.relations[parent], let below = database.relations[child] else { return [:] }
        var numbers: [String: Int16] = [:]
        for (number, row) in below.liveAttributes { numbers[row.name] = number }
        var map: [Int16: Int16] = [:]
        for (number, row) in above.liveAttributes { map[number] = numbers[row.name] }
        return map
    }

    /// The name of a column that is there.
    func columnName(_ relation: OID, _ number: Int16) -> String {
        guard let row = database.relations[relation], number > 0, Int(number) <= row.attributes.count else { return "" }
        return row.attributes[Int(number) - 1].name
    }

    func relationName(_ relation: OID) -> String { database.relations[relation]?.name ?? "" }

    // MARK: Names

    /// Whether a relation has a constraint of this name: `ConstraintNameIsUsed`.
    func isConstraintName(_ name: String, usedBy relation: OID) -> Bool {
        if let existing = database.constraints.find(name, in: relation) {
            noteExisting(.constraint, existing)
            return true
        }
        return notNullColumn(named: name, of: relation) != nil
    }

    /// Whether a constraint in a schema has this name: `ConstraintNameExists`.
    func isConstraintName(_ name: String, usedIn schema: OID) -> Bool {
        let isUsed = database.constraints.findEverywhere(name).contains { oid in
            guard let row = database.constraints[oid] else { return false }
            if row.relation != .none { return database.relations[row.relation]?.schema == schema }
            return database.types[row.domain]?.schema == schema
        }
        if isUsed { return true }
        return (notNullNames[name] ?? []).contains { relation in
            database.relations[relation]?.schema == schema && notNullColumn(named: name, of: relation) != nil
        }
    }

    /// The column whose NOT NULL constraint has this name.
    func notNullColumn(named name: String, of relation: OID) -> Int16? {
        database.relations[relation]?.attributes.firstIndex { !$0.isDropped && $0.notNullConstraint?.name == name }
            .map { Int16($0 + 1) }
    }

    /// `ChooseConstraintName`.
    func chooseConstraintName(
        _ first: String, _ second: String?, _ label: String, schema: OID, others: some Sequence<String> = []
    ) -> String {
        AutomaticName.choose(first, second, label: label) { name in
            others.contains(name) || isConstraintName(name, usedIn: schema)
        }
    }

    /// `ChooseRelationName`.
    func chooseRelationName(
        _ first: String, _ second: String?, _ label: String, schema: OID, isConstraint: Bool = false
    ) -> String {
        AutomaticName.choose(first, second, label: label) { name in
            database.relations.find(name, in: schema) != nil
                || (isConstraint && isConstraintName(name, usedIn: schema))
        }
    }
}
