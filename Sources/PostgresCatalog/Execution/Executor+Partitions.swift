import PostgresSyntax

/// Partitioned tables: their keys, and what partitions get from them.
extension Executor {
    // MARK: The key

    /// `transformPartitionSpec`, `ComputePartitionAttrs` and `StorePartitionKey`.
    func storePartitionKey(_ specification: PartitionSpec, of relation: OID) throws(SQLError) {
        guard let table = database.relations[relation] else { return }
        let parameters = specification.partParams.compactMap(PartitionElem.init)
        if parameters.count > 32 { throw SQLError("54011", "cannot partition using more than 32 columns") }
        if specification.strategy == .list, parameters.count != 1 {
            throw SQLError("42P17", "cannot use \"list\" partition strategy with more than one column")
        }
        let strategy: PartitionKeyRow.Strategy =
            switch specification.strategy {
            case .list: .list
            case .range: .range
            case .hash: .hash
            }
        var key = PartitionKeyRow(
            strategy: strategy, columns: [], expressions: [], operatorClasses: [], collations: [])
        var found: [FoundDependency] = []
        for (place, parameter) in parameters.enumerated() {
            let (type, ownCollation) = try partitionKeyPart(parameter, place, table, relation, &key, &found)
            try addKeyClass(parameter, type, ownCollation, &key)
        }
        database.relations.update(relation) { [key] in $0.partitionKey = key }
        let address = ObjectAddress(.relation, relation)
        for (place, parameter) in parameters.enumerated() {
            depend(
                address, on: ObjectAddress(.operatorClass, key.operatorClasses[place]), range: parameter.node.byteRange)
            if key.collations[place] != .none {
                depend(address, on: ObjectAddress(.collation, key.collations[place]), range: parameter.node.byteRange)
            }
            if key.columns[place] != 0 {
                depend(
                    ObjectAddress(.relation, relation, column: key.columns[place]), on: address, .internal,
                    range: parameter.node.byteRange)
            }
        }
        for dependency in found {
            if dependency.address.whole == address {
                if dependency.address.column != 0 { depend(dependency.address, on: address, .internal) }
            } else {
                depend(address, on: dependency.address, range: dependency.range)
            }
        }
    }

    /// The type and collation of a part of the key, which is added.
    private func partitionKeyPart(
        _ parameter: PartitionElem, _ place: Int, _ table: RelationRow, _ relation: OID, _ key: inout PartitionKeyRow,
        _ found: inout [FoundDependency]
    ) throws(SQLError) -> (OID, OID) {
        let range = parameter.node.byteRange
        func refuseGenerated(_ name: String) -> SQLError {
            SQLError(
                "42P17", "cannot use generated column in partition key",
                detail: "Column \"\(name)\" is a generated column.", range: range)
        }
        if let name = parameter.name {
            guard let (number, row) = table.attribute(name) else {
                if SystemColumn.names.contains(name) {
                    throw SQLError("42P17", "cannot use system column \"\(name)\" in partition key", range: range)
                }
                throw SQLError("42703", "column \"\(name)\" named in partition key does not exist", range: range)
            }
            if row.generated != nil { throw refuseGenerated(name) }
            key.columns.append(number)
            return (row.type.oid, row.collation)
        }
        guard let expression = parameter.expr else { return (.unknown, .none) }
        let analyzed = try analyzeExpression(
            expression, .partitionKey, relations: [AnalysisRelation(relation: relation, alias: table.name)])
        try checkType(
            analyzed.type.oid, of: "partition key column \(place + 1)", name: String(place + 1),
            collation: analyzed.collation, range: range)
        if analyzed.columns.contains(where: { $0 < 0 }) {
            throw SQLError("42P17", "partition key expressions cannot contain system column references", range: range)
        }
        for number in analyzed.columns where number > 0 && table.attributes[Int(number) - 1].generated != nil {
            throw refuseGenerated(table.attributes[Int(number) - 1].name)
        }
        if let number = plainColumn(expression, of: table) {
            key.columns.append(number)
        } else {
            if expression.kind == .aConst {
                throw SQLError("42P17", "cannot use constant expression as partition key", range: range)
            }
            key.columns.append(0)
            key.expressions.append(expression)
            key.expressionColumns += analyzed.columns
            key.expressionTypes.append(analyzed.type)
            found += analyzed.dependencies
        }
        return (analyzed.type.oid, analyzed.collation)
    }

    private func addKeyClass(_ parameter: PartitionElem, _ type: OID, _ own: OID, _ key: inout PartitionKeyRow)
        throws(SQLError)
    {
        let range = parameter.node.byteRange
        let shown = database.formatType(TypeReference(type))
        var collation = own
        let named = parameter.collation.strings
        if !named.isEmpty { collation = try self.collation(named: named, range: range) }
        if (database.types[type]?.collation ?? .none) != .none {
            if collation == .none {
                throw SQLError(
                    "42P22", "could not determine which collation to use for partition expression",
                    hint: "Use the COLLATE clause to set the collation explicitly.", range: range)
            }
        } else if !named.isEmpty {
            throw .datatypeMismatch("collations are not supported by type \(shown)", range: range)
        } else {
            collation = .none
        }
        let method: (oid: OID, name: String) = key.strategy == .hash ? (.hash, "hash") : (.btree, "btree")
        key.operatorClasses.append(
            try resolveOperatorClass(parameter.opclass.strings, type: type, method: method, range: range))
        key.collations.append(collation)
    }

    /// Whether a column is in the partition key: `has_partition_attrs`.
    func isInPartitionKey(_ column: Int16, of relation: OID) -> Bool {
        guard let key = database.relations[relation]?.partitionKey else { return false }
        return key.columns.contains(column) || key.expressionColumns.contains(column)
    }

    /// The type of a part of the key, and its name in messages.
    func keyPart(_ place: Int, of relation: OID) -> (type: TypeReference, name: String) {
        guard let row = database.relations[relation], let key = row.partitionKey, place < key.columns.count else {
            return (TypeReference(.unknown), "")
        }
        let number = key.columns[place]
        if number != 0 {
            let attribute = row.attributes[Int(number) - 1]
            return (attribute.type, attribute.name)
        }
        let index = key.columns[..<place].count { $0 == 0 }
        return (key.expressionTypes[index], key.expressions[index].text)
    }

    // MARK: Partitions

    /// `StorePartitionBound`.
    func storeBound(_ bound: PartitionBoundSpec, of partition: OID, parent: OID) {
        database.relations.update(partition) { row in
            row.isPartition = true
            row.partitionBound = bound.node
        }
        if bound.isDefault { database.relations.update(parent) { $0.partitionKey?.defaultPartition = partition } }
    }

    /// Does what gives a partition a part that its table has: what it needs the part of the table has needed before.
    func copyingParts(_ body: () throws(SQLError) -> Void) throws(SQLError) {
        let count = database.statements[statement.index].trace.needs.count
        try body()
        trace { $0.needs.removeSubrange(count...) }
    }

    /// The indexes, row triggers and foreign keys that a new partition gets.
    func clonePartitionParts(from parent: OID, to partition: OID) throws(SQLError) {
        guard let row = database.relations[partition] else { return }
        for index in indexes(of: parent) {
            if row.kind == .foreignTable {
                guard database.relations[index]?.index?.isUnique == true else { continue }
                throw .wrongObjectType(
                    "cannot create foreign partition of partitioned table \"\(relationName(parent))\"",
                    detail: "Table \"\(relationName(parent))\" contains indexes that are unique.")
            }
            try defineIndex(
                on: partition, clonedIndex(index, for: partition), parent: index,
                parentConstraint: constraint(ofIndex: index) ?? .none)
        }
        try cloneTriggers(from: parent, to: partition)
        try cloneForeignKeys(from: parent, to: partition)
    }
}
