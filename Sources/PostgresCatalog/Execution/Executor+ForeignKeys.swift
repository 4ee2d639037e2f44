import PostgresSyntax

/// Foreign keys: tablecmds.c.
extension Executor {
    /// A column of a key with what decides how it is compared.
    private struct KeyColumn {
        var number: Int16
        var type: OID
        var collation: OID
        var operatorClass = OID.none
    }

    /// Adds a foreign key to a table: `ATAddForeignKeyConstraint`, with the choice of its name.
    @discardableResult
    func addForeignKey(_ key: inout ConstraintDefinition, to table: OID, recurse: Bool) throws(SQLError) -> OID {
        guard let row = database.relations[table] else { return .none }
        if let name = key.name {
            if isConstraintName(name, usedBy: table) {
                throw SQLError(
                    "42710", "constraint \"\(name)\" for relation \"\(row.name)\" already exists", range: key.range)
            }
        } else {
            key.name = chooseConstraintName(
                row.name, AutomaticName.addition(key.foreignColumns), "fkey", schema: row.schema)
        }
        let target = try referencedTable(key)
        try checkTables(row, target, key, recurse: recurse)
        let foreign = try keyColumns(key.foreignColumns, of: table, key)
        let isPeriod = (key.node?.fkWithPeriod ?? false, key.node?.pkWithPeriod ?? false)
        if isPeriod.1, !isPeriod.0 {
            throw invalidKey("foreign key uses PERIOD on the referenced table but not the referencing table", key)
        }
        let setColumns = try deleteSetColumns(key, of: table, foreign)
        var index = OID.none
        let primary = try primaryColumns(&key, of: target, isPeriod, &index)
        try checkActions(key, row, foreign)
        guard foreign.count == primary.count else {
            throw invalidKey("number of referencing and referenced columns for foreign key disagree", key)
        }
        var operators: [OID] = []
        for place in primary.indices {
            operators += try keyOperators(
                foreign[place], primary[place], key, place,
                overlaps: isPeriod.0 && place == primary.count - 1)
        }
        var constraint = ConstraintRow(
            name: key.name!, kind: .foreignKey, relation: table, columns: foreign.map(\.number))
        constraint.index = index
        constraint.referencedRelation = target
        constraint.referencedColumns = primary.map(\.number)
        constraint.updateAction = key.node?.fkUpdAction ?? "a"
        constraint.deleteAction = key.node?.fkDelAction ?? "a"
        constraint.matchType = key.node?.fkMatchtype ?? "s"
        constraint.deleteSetColumns = setColumns
        constraint.operators = operators
        constraint.isDeferrable = key.isDeferrable
        constraint.isDeferred = key.isDeferred
        constraint.isEnforced = key.isEnforced
        constraint.isValidated = key.isInitiallyValid
        constraint.hasPeriod = isPeriod.0
        var ranges = ForeignKeyRanges(table: key.node?.pktable?.nameRange)
        ranges.columns = key.node?.pkAttrs.map(\.byteRange) ?? []
        let oid = try storeForeignKey(constraint, parent: .none, isReferencedSide: false, ranges: ranges)
        try recurseReferenced(constraint, parent: oid)
        try copyingParts { () throws(SQLError) in try recurseReferencing(constraint, parent: oid) }
        return oid
    }

    private func invalidKey(_ message: String, _ key: ConstraintDefinition) -> SQLError {
        SQLError("42830", message, range: key.range)
    }

    private func referencedTable(_ key: ConstraintDefinition) throws(SQLError) -> OID {
        if key.referencedTable != .none { return key.referencedTable }
        guard let name = key.node?.pktable else { return .none }
        return try relation(name)
    }

    private func checkTables(_ table: RelationRow, _ target: OID, _ key: ConstraintDefinition, recurse: Bool)
        throws(SQLError)
    {
        guard let referenced = database.relations[target] else { return }
        if !recurse, table.kind == .partitionedTable {
            throw .wrongObjectType(
                "cannot use ONLY for foreign key on partitioned table \"\(table.name)\" referencing relation \"\(referenced.name)\"",
                range: key.range)
        }
        guard referenced.kind == .table || referenced.kind == .partitionedTable else {
            throw .wrongObjectType("referenced relation \"\(referenced.name)\" is not a table", range: key.range)
        }
        if target.isBuiltIn {
            throw SQLError("42501", "permission denied: \"\(referenced.name)\" is a system catalog", range: key.range)
        }
        let message: String?
        switch (table.persistence, referenced.persistence) {
        case (.permanent, .unlogged), (.permanent, .temporary):
            message = "constraints on permanent tables may reference only permanent tables"
        case (.unlogged, .temporary):
            message = "constraints on unlogged tables may reference only permanent or unlogged tables"
        case (.temporary, .permanent), (.temporary, .unlogged):
            message = "constraints on temporary tables may reference only temporary tables"
        default: message = nil
        }
        if let message { throw .invalidTableDefinition(message, range: key.range) }
    }

    /// `transformColumnNameList`.
    private func keyColumns(_ names: [String], of table: OID, _ key: ConstraintDefinition) throws(SQLError)
        -> [KeyColumn]
    {
        var columns: [KeyColumn] = []
        for name in names {
            guard let (number, row) = database.relations[table]?.attribute(name) else {
                if SystemColumn.names.contains(name) {
                    throw SQLError("0A000", "system columns cannot be used in foreign keys", range: key.range)
                }
                throw SQLError(
                    "42703", "column \"\(name)\" referenced in foreign key constraint does not exist", range: key.range)
            }
            columns.append(KeyColumn(number: number, type: row.type.oid, collation: row.collation))
        }
        if columns.count > 32 {
            throw SQLError("54011", "cannot have more than 32 keys in a foreign key", range: key.range)
        }
        return columns
    }

    /// `validateFkOnDeleteSetColumns`.
    private func deleteSetColumns(_ key: ConstraintDefinition, of table: OID, _ foreign: [KeyColumn]) throws(SQLError)
        -> [Int16]
    {
        let names = key.node?.fkDelSetCols.strings ?? []
        var numbers: [Int16] = []
        for (place, column) in try keyColumns(names, of: table, key).enumerated() {
            guard foreign.contains(where: { $0.number == column.number }) else {
                throw SQLError(
                    "42P10",
                    "column \"\(names[place])\" referenced in ON DELETE SET action must be part of foreign key",
                    range: key.range)
            }
            if !numbers.contains(column.number) { numbers.append(column.number) }
        }
        return numbers
    }

    /// The referenced columns, and the index that makes them unique.
    private func primaryColumns(
        _ key: inout ConstraintDefinition, of table: OID, _ isPeriod: (Bool, Bool), _ index: inout OID
    ) throws(SQLError) -> [KeyColumn] {
        let names = key.referencedColumns ?? key.node?.pkAttrs.strings ?? []
        let columns: [KeyColumn]
        if names.isEmpty {
            columns = try primaryKey(of: table, key, &index)
            if hasOverlaps(index), !isPeriod.0 {
                throw invalidKey("foreign key uses PERIOD on the referenced table but not the referencing table", key)
            }
            key.referencedColumns = columns.map { columnName(table, $0.number) }
        } else {
            var found = try keyColumns(names, of: table, key)
            if isPeriod.0, !isPeriod.1 {
                throw invalidKey("foreign key uses PERIOD on the referencing table but not the referenced table", key)
            }
            index = try uniqueIndex(on: table, &found, key, isPeriod: isPeriod.0)
            columns = found
            key.referencedColumns = names
        }
        if hasOverlaps(index), !isPeriod.0 {
            throw invalidKey(
                "foreign key must use PERIOD when referencing a primary key using WITHOUT OVERLAPS", key)
        }
        return columns
    }

    private func hasOverlaps(_ index: OID) -> Bool { database.relations[index]?.index?.isExclusion == true }

    private func isDeferrable(_ index: OID) -> Bool {
        constraint(ofIndex: index).flatMap { database.constraints[$0]?.isDeferrable } ?? false
    }

    /// `transformFkeyGetPrimaryKey`.
    private func primaryKey(of table: OID, _ key: ConstraintDefinition, _ found: inout OID) throws(SQLError)
        -> [KeyColumn]
    {
        guard
            let oid = indexes(of: table).first(where: {
                database.relations[$0]?.index.map { $0.isPrimary && $0.isValid } ?? false
            }), let index = database.relations[oid]?.index
        else {
            throw SQLError(
                "42704", "there is no primary key for referenced table \"\(relationName(table))\"", range: key.range)
        }
        if isDeferrable(oid) {
            throw SQLError(
                "55000", "cannot use a deferrable primary key for referenced table \"\(relationName(table))\"",
                range: key.range)
        }
        found = oid
        return index.columns.prefix(index.keyCount).enumerated().map { place, number in
            let row = database.relations[table]!.attributes[Int(number) - 1]
            return KeyColumn(
                number: number, type: row.type.oid, collation: row.collation,
                operatorClass: index.operatorClasses[place])
        }
    }

    /// `transformFkeyCheckAttrs`.
    private func uniqueIndex(
        on table: OID, _ columns: inout [KeyColumn], _ key: ConstraintDefinition, isPeriod: Bool
    ) throws(SQLError) -> OID {
        if columns.count > 1, Set(columns.map(\.number)).count < columns.count {
            throw invalidKey("foreign key referenced-columns list must not contain duplicates", key)
        }
        var sawDeferrable = false
        for oid in indexes(of: table) {
            guard let index = database.relations[oid]?.index, index.keyCount == columns.count, index.isValid,
                isPeriod ? index.isExclusion : index.isUnique, index.predicate == nil, index.expressions.isEmpty
            else { continue }
            let keys = Array(index.columns.prefix(index.keyCount))
            guard columns.allSatisfy({ keys.contains($0.number) }),
                !isPeriod || columns.last?.number == keys.last
            else { continue }
            if isDeferrable(oid) {
                sawDeferrable = true
                continue
            }
            for place in columns.indices {
                columns[place].operatorClass = index.operatorClasses[keys.firstIndex(of: columns[place].number)!]
            }
            return oid
        }
        if sawDeferrable {
            throw SQLError(
                "55000", "cannot use a deferrable unique constraint for referenced table \"\(relationName(table))\"",
                range: key.range)
        }
        throw invalidKey(
            "there is no unique constraint matching given keys for referenced table \"\(relationName(table))\"", key)
    }

    private func checkActions(_ key: ConstraintDefinition, _ table: RelationRow, _ columns: [KeyColumn])
        throws(SQLError)
    {
        let update = key.node?.fkUpdAction ?? "a"
        let delete = key.node?.fkDelAction ?? "a"
        for column in columns {
            guard let generated = table.attributes[Int(column.number) - 1].generated else { continue }
            let clause = "ncd".contains(update) ? "ON UPDATE" : "nd".contains(delete) ? "ON DELETE" : nil
            if let clause {
                throw .syntax(
                    "invalid \(clause) action for foreign key constraint containing generated column", range: key.range)
            }
            if generated == .virtual {
                throw SQLError(
                    "0A000", "foreign key constraints on virtual generated columns are not supported", range: key.range)
            }
        }
        guard key.node?.fkWithPeriod == true else { return }
        for (action, clause) in [(update, "ON UPDATE"), (delete, "ON DELETE")] where action != "a" {
            throw SQLError(
                "0A000", "unsupported \(clause) action for foreign key constraint using PERIOD", range: key.range)
        }
    }

    /// The operators by which a pair of columns is compared.
    private func keyOperators(
        _ foreign: KeyColumn, _ primary: KeyColumn, _ key: ConstraintDefinition, _ place: Int, overlaps: Bool
    ) throws(SQLError) -> [OID] {
        guard let operatorClass = database.operatorClasses[primary.operatorClass] else { return [] }
        guard let strategy = strategy(ofEquality: operatorClass, overlaps: overlaps) else {
            throw SQLError(
                "42704", "could not identify an \(overlaps ? "overlaps" : "equality") operator for foreign key",
                range: key.range)
        }
        let input = operatorClass.inputType
        let family = operatorClass.family
        let base = baseType(TypeReference(foreign.type)).oid
        let same = familyOperator(family, input, input, strategy: strategy)
        var mixed = familyOperator(family, input, base, strategy: strategy)
        var own = mixed == nil ? nil : familyOperator(family, base, base, strategy: strategy)
        if mixed == nil || own == nil, canCoerce([primary.type, foreign.type], to: [input, input], .implicit) {
            mixed = same
            own = same
        }
        func pair() -> String {
            let own = place < key.foreignColumns.count ? key.foreignColumns[place] : ""
            let other = key.referencedColumns.map { place < $0.count ? $0[place] : "" } ?? ""
            return "Key columns \"\(own)\" of the referencing table and \"\(other)\" of the referenced table"
        }
        guard let mixed, let own else {
            throw .datatypeMismatch(
                "foreign key constraint \"\(key.name ?? "")\" cannot be implemented",
                detail: "\(pair()) are of incompatible types: \(database.formatType(TypeReference(foreign.type))) and "
                    + "\(database.formatType(TypeReference(primary.type))).", range: key.range)
        }
        let areDeterministic = [primary.collation, foreign.collation].allSatisfy {
            database.collations[$0]?.isDeterministic ?? true
        }
        if !areDeterministic, primary.collation != foreign.collation {
            throw SQLError(
                "42P21", "foreign key constraint \"\(key.name ?? "")\" cannot be implemented",
                detail: "\(pair()) have incompatible collations: "
                    + "\"\(database.collations[foreign.collation]?.name ?? "")\" and "
                    + "\"\(database.collations[primary.collation]?.name ?? "")\".  "
                    + "If either collation is nondeterministic, then both collations have to be the same.",
                range: key.range)
        }
        var operators = [mixed]
        for oid in [same, own] { if let oid, oid != mixed, !operators.contains(oid) { operators.append(oid) } }
        return operators
    }

    /// The operators of a foreign key over columns whose types have changed.
    func rebuildForeignKey(_ oid: OID) throws(SQLError) {
        guard let row = database.constraints[oid], let index = database.relations[row.index]?.index else { return }
        var key = ConstraintDefinition(.foreign, name: row.name)
        key.foreignColumns = row.columns.map { columnName(row.relation, $0) }
        key.referencedColumns = row.referencedColumns.map { columnName(row.referencedRelation, $0) }
        let foreign = try keyColumns(key.foreignColumns, of: row.relation, key)
        var primary = try keyColumns(key.referencedColumns ?? [], of: row.referencedRelation, key)
        var operators: [OID] = []
        for place in primary.indices {
            guard let position = index.columns.firstIndex(of: primary[place].number) else { continue }
            // The index may be waiting for its own new operator class.
            primary[place].operatorClass =
                defaultOperatorClass(
                    for: primary[place].type, accessMethod: database.relations[row.index]?.accessMethod ?? .none)
                ?? index.operatorClasses[position]
            operators += try keyOperators(
                foreign[place], primary[place], key, place, overlaps: row.hasPeriod && place == primary.count - 1)
        }
        let address = ObjectAddress(.constraint, oid)
        database.dependencies.removeDependencies(of: address) { $0.referenced.catalog == .operator }
        database.constraints.update(oid) { [operators] in $0.operators = operators }
        for found in operators { depend(address, on: ObjectAddress(.operator, found)) }
    }

    // MARK: Storing, with partitions

    /// `addFkConstraint`.
    private func storeForeignKey(
        _ row: ConstraintRow, parent: OID, isReferencedSide: Bool, ranges: ForeignKeyRanges = ForeignKeyRanges()
    ) throws(SQLError) -> OID {
        var row = row
        guard let table = database.relations[row.relation] else { return .none }
        if isConstraintName(row.name, usedBy: row.relation) {
            row.name = chooseForeignKeyName(row.name, schema: table.schema)
        }
        row.parent = parent
        row.isLocal = parent == .none
        row.inheritCount = parent == .none ? 0 : 1
        row.isNoInherit = parent == .none && table.kind != .partitionedTable
        let oid = createConstraint(row, ranges: ranges)
        guard parent != .none else { return oid }
        let address = ObjectAddress(.constraint, oid)
        if isReferencedSide {
            depend(address, on: ObjectAddress(.constraint, parent), .internal)
        } else {
            depend(address, on: ObjectAddress(.constraint, parent), .partitionPrimary)
            depend(address, on: ObjectAddress(.relation, row.relation), .partitionSecondary)
        }
        return oid
    }

    /// `ChooseConstraintName` without a label: the name with a number.
    private func chooseForeignKeyName(_ name: String, schema: OID) -> String {
        var number = 1
        while true {
            let candidate = AutomaticName.make(name, nil, label: String(number))
            if !isConstraintName(candidate, usedIn: schema) { return candidate }
            number += 1
        }
    }

    /// `addFkRecurseReferenced`: a constraint of its own for each partition of the referenced table.
    func recurseReferenced(_ row: ConstraintRow, parent: OID) throws(SQLError) {
        guard database.relations[row.referencedRelation]?.kind == .partitionedTable else { return }
        for partition in inheritanceChildren(of: row.referencedRelation) {
            try addReferenced(row, partition, parent: parent)
        }
    }

    private func addReferenced(_ row: ConstraintRow, _ partition: OID, parent: OID) throws(SQLError) {
        let map = columnMap(from: row.referencedRelation, to: partition)
        guard let index = partitionIndex(of: partition, for: row.index) else {
            throw SQLError("XX000", "index for \(row.index.rawValue) not found in partition \(relationName(partition))")
        }
        var child = row
        child.referencedRelation = partition
        child.referencedColumns = row.referencedColumns.map { map[$0] ?? $0 }
        child.index = index
        let oid = try storeForeignKey(child, parent: parent, isReferencedSide: true)
        try recurseReferenced(child, parent: oid)
    }

    /// `addFkRecurseReferencing`: the partitions of the table have the constraint too.
    private func recurseReferencing(_ row: ConstraintRow, parent: OID) throws(SQLError) {
        guard let table = database.relations[row.relation] else { return }
        if table.kind == .foreignTable {
            throw .wrongObjectType("foreign key constraints are not supported on foreign tables")
        }
        guard table.kind == .partitionedTable else { return }
        for partition in inheritanceChildren(of: row.relation) {
            try addReferencing(row, partition, parent: parent)
        }
    }

    private func addReferencing(_ row: ConstraintRow, _ partition: OID, parent: OID) throws(SQLError) {
        let map = columnMap(from: row.relation, to: partition)
        var child = row
        child.relation = partition
        child.columns = row.columns.map { map[$0] ?? $0 }
        if try attachForeignKey(like: child, to: parent, of: partition) { return }
        let oid = try storeForeignKey(child, parent: parent, isReferencedSide: false)
        try recurseReferencing(child, parent: oid)
    }

    /// `tryAttachPartitionForeignKey`: takes a constraint that the partition has already.
    private func attachForeignKey(like wanted: ConstraintRow, to parent: OID, of partition: OID) throws(SQLError)
        -> Bool
    {
        for oid in constraints(of: partition) {
            guard let row = database.constraints[oid], row.kind == .foreignKey,
                row.referencedRelation == wanted.referencedRelation, row.columns == wanted.columns,
                row.referencedColumns == wanted.referencedColumns, row.operators == wanted.operators
            else { continue }
            if row.isEnforced != wanted.isEnforced {
                throw SQLError(
                    "42P17",
                    "constraint \"\(wanted.name)\" enforceability conflicts with constraint \"\(row.name)\" on relation \"\(relationName(partition))\""
                )
            }
            guard row.parent == .none, row.isDeferrable == wanted.isDeferrable, row.isDeferred == wanted.isDeferred,
                row.updateAction == wanted.updateAction, row.deleteAction == wanted.deleteAction,
                row.matchType == wanted.matchType
            else { continue }
            for child in childConstraints(of: oid) where database.constraints[child]?.relation == partition {
                database.dependencies.removeDependencies(of: ObjectAddress(.constraint, child)) { $0.kind == .internal }
                try dropObjects([ObjectAddress(.constraint, child)], cascade: false, isInternal: true)
            }
            attach(constraint: oid, to: parent, of: partition)
            if database.constraints[parent]?.isValidated == true {
                database.constraints.update(oid) { $0.isValidated = true }
            }
            return true
        }
        return false
    }

    /// `CloneForeignKeyConstraints`: what a new partition gets.
    func cloneForeignKeys(from parent: OID, to partition: OID) throws(SQLError) {
        let own = constraints(of: parent).filter { database.constraints[$0]?.kind == .foreignKey }
        for oid in own where database.constraints[oid]?.referencedRelation == partition {
            throw SQLError(
                "0A000",
                "cannot attach table \"\(relationName(partition))\" as a partition because it is referenced by foreign key \"\(database.constraints[oid]?.name ?? "")\""
            )
        }
        if !own.isEmpty, database.relations[partition]?.kind == .foreignTable {
            throw .wrongObjectType("foreign key constraints are not supported on foreign tables")
        }
        for oid in own {
            guard let row = database.constraints[oid], !own.contains(row.parent) else { continue }
            try addReferencing(row, partition, parent: oid)
        }
        let referencing = foreignKeys(referencing: parent)
        for oid in referencing {
            guard let row = database.constraints[oid], !referencing.contains(row.parent) else { continue }
            try addReferenced(row, partition, parent: oid)
        }
    }
}
