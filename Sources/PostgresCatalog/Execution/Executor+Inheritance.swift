import PostgresSyntax

/// What a table gets from its parents when it is made: tablecmds.c.
extension Executor {
    /// A CHECK constraint that a table gets from its parents.
    struct InheritedCheck {
        var name: String
        var cooked: CookedExpression
        var isEnforced: Bool
        var inheritCount = 1
    }

    /// The columns of a table with those of its parents, and the constraints it gets from them.
    struct MergedAttributes {
        var columns: [ColumnDefinition] = []
        var checks: [InheritedCheck] = []
        var notNulls: [InheritedNotNull] = []
    }

    /// `MergeAttributes`.
    ///
    /// - Parameter relation: the number of the table that is being made.
    func mergeAttributes(_ table: TableTransformation, into relation: OID) throws(SQLError) -> MergedAttributes {
        if table.columns.count > 1600 { throw SQLError("54011", "tables can have at most 1600 columns") }
        let own = try mergedTypedColumns(table)
        var merged = MergedAttributes()
        for parent in table.parents {
            try checkParent(parent, table)
            try mergeParent(parent, into: relation, isPartition: table.isPartition, &merged)
        }
        if table.isPartition {
            try mergePartitionColumns(own, &merged.columns)
        } else {
            merged.columns.reserveCapacity(merged.columns.count + own.count)
            for column in own { try mergeOwn(column, &merged.columns) }
        }
        for column in merged.columns where column.hasConflictingDefaults {
            let isGenerated = column.generated != nil
            throw SQLError(
                "42611",
                "column \"\(column.name)\" inherits conflicting \(isGenerated ? "generation expressions" : "default values")",
                hint: isGenerated
                    ? "To resolve the conflict, specify a generation expression explicitly."
                    : "To resolve the conflict, specify a default explicitly.")
        }
        return merged
    }

    /// Merges the options of a typed table's columns with the columns of its type.
    private func mergedTypedColumns(_ table: TableTransformation) throws(SQLError) -> [ColumnDefinition] {
        var columns: [ColumnDefinition] = []
        columns.reserveCapacity(table.columns.count)
        for column in table.columns {
            guard let place = columns.firstIndex(where: { $0.name == column.name }) else {
                if !table.isPartition, column.type == nil {
                    throw SQLError("42703", "column \"\(column.name)\" does not exist", range: column.range)
                }
                columns.append(column)
                continue
            }
            guard columns[place].isFromType else {
                throw SQLError("42701", "column \"\(column.name)\" specified more than once", range: column.range)
            }
            columns[place].isNotNull = columns[place].isNotNull || column.isNotNull
            columns[place].rawDefault = column.rawDefault
            columns[place].isFromType = false
        }
        return columns
    }

    private func checkParent(_ parent: OID, _ table: TableTransformation) throws(SQLError) {
        guard let row = database.relations[parent] else { return }
        if row.kind == .partitionedTable, !table.isPartition {
            throw .wrongObjectType("cannot inherit from partitioned table \"\(row.name)\"")
        }
        if row.isPartition, !table.isPartition {
            throw .wrongObjectType("cannot inherit from partition \"\(row.name)\"")
        }
        guard row.isTable else {
            throw .wrongObjectType("inherited relation \"\(row.name)\" is not a table or foreign table")
        }
        let isTemporary = table.persistence == .temporary
        if table.isPartition, row.persistence != .temporary, isTemporary {
            throw .wrongObjectType(
                "cannot create a temporary relation as partition of permanent relation \"\(row.name)\"")
        }
        if !isTemporary, row.persistence == .temporary {
            throw .wrongObjectType(
                table.isPartition
                    ? "cannot create a permanent relation as partition of temporary relation \"\(row.name)\""
                    : "cannot inherit from temporary relation \"\(row.name)\"")
        }
    }

    private func mergeParent(_ parent: OID, into relation: OID, isPartition: Bool, _ merged: inout MergedAttributes)
        throws(SQLError)
    {
        guard let row = database.relations[parent] else { return }
        let notNulls = notNulls(of: parent, includingNoInherit: false)
        var map: [Int16: Int16] = [:]
        var defaults: [(place: Int, default: CookedExpression)] = []
        for (number, attribute) in row.liveAttributes {
            let place: Int
            if let found = merged.columns.firstIndex(where: { $0.name == attribute.name }) {
                try mergeInherited(attribute, into: &merged.columns[found])
                place = found
            } else {
                merged.columns.append(inheritedColumn(attribute, isPartition: isPartition))
                place = merged.columns.count - 1
            }
            map[number] = Int16(place + 1)
            if notNulls.contains(where: { $0.column == number }) { merged.columns[place].isNotNull = true }
            if let cooked = attribute.defaultExpression?.cooked { defaults.append((place, cooked)) }
        }
        for (place, cooked) in defaults {
            let mapped = cooked.mapped(from: parent, to: relation, map)
            if let earlier = merged.columns[place].cookedDefault {
                if !earlier.isEqual(to: mapped) { merged.columns[place].hasConflictingDefaults = true }
            } else {
                merged.columns[place].cookedDefault = mapped
            }
        }
        for oid in checkConstraints(of: parent) {
            guard let check = database.constraints[oid], let cooked = check.cooked, !check.isNoInherit else { continue }
            try mergeCheck(check, cooked.mapped(from: parent, to: relation, map), &merged.checks)
        }
        merged.notNulls += notNulls.map { InheritedNotNull(column: map[$0.column] ?? 0, name: $0.row.name) }
    }

    private func inheritedColumn(_ attribute: AttributeRow, isPartition: Bool) -> ColumnDefinition {
        var column = ColumnDefinition(name: attribute.name, type: attribute.type, collation: attribute.collation)
        column.storage = attribute.storage
        column.compression = attribute.compression
        column.generated = attribute.generated
        column.dimensions = attribute.dimensions
        column.identity = isPartition ? attribute.identity : nil
        column.inheritCount = 1
        column.isLocal = false
        return column
    }

    /// `MergeCheckConstraint`.
    private func mergeCheck(_ check: ConstraintRow, _ cooked: CookedExpression, _ checks: inout [InheritedCheck])
        throws(SQLError)
    {
        guard let place = checks.firstIndex(where: { $0.name == check.name }) else {
            checks.append(InheritedCheck(name: check.name, cooked: cooked, isEnforced: check.isEnforced))
            return
        }
        guard checks[place].cooked.isEqual(to: cooked) else {
            throw SQLError(
                "42710",
                "check constraint name \"\(check.name)\" appears multiple times but with different expressions")
        }
        checks[place].inheritCount += 1
        if check.isEnforced { checks[place].isEnforced = true }
    }

    /// Whether two definitions of a column agree: what `MergeInheritedAttribute` and `MergeChildAttribute` share.
    private func checkAgreement(
        _ what: String, _ name: String, _ left: (type: TypeReference?, collation: OID),
        _ right: (type: TypeReference?, collation: OID), range: Range<Int>?
    ) throws(SQLError) {
        if let first = left.type, let second = right.type, first != second {
            throw .datatypeMismatch(
                "\(what) \"\(name)\" has a type conflict",
                detail: "\(database.formatType(first)) versus \(database.formatType(second))", range: range)
        }
        if left.collation != right.collation {
            let names = [left.collation, right.collation].map { database.collations[$0]?.name ?? "" }
            throw SQLError(
                "42P21", "\(what) \"\(name)\" has a collation conflict",
                detail: "\"\(names[0])\" versus \"\(names[1])\"", range: range)
        }
    }

    private func mergeText(
        _ what: String, _ name: String, _ kind: String, _ old: inout String?, _ new: String?, range: Range<Int>? = nil
    ) throws(SQLError) {
        guard let new else { return }
        if let first = old, first.lowercased() != new.lowercased() {
            throw .datatypeMismatch(
                "\(what) \"\(name)\" has a \(kind) conflict",
                detail: "\(first) versus \(new)", range: range)
        }
        old = new
    }

    /// `MergeInheritedAttribute`.
    private func mergeInherited(_ attribute: AttributeRow, into column: inout ColumnDefinition) throws(SQLError) {
        let what = "inherited column"
        try checkAgreement(
            what, column.name, (column.type, column.collation), (attribute.type, attribute.collation), range: nil)
        try mergeText(what, column.name, "storage parameter", &column.storage, attribute.storage)
        try mergeText(what, column.name, "compression method", &column.compression, attribute.compression)
        if column.generated != attribute.generated {
            throw .datatypeMismatch("inherited column \"\(column.name)\" has a generation conflict")
        }
        column.inheritCount += 1
    }

    /// A column that the statement declares: `MergeChildAttribute` if it is inherited too.
    private func mergeOwn(_ own: ColumnDefinition, _ columns: inout [ColumnDefinition]) throws(SQLError) {
        guard let place = columns.firstIndex(where: { $0.name == own.name && $0.inheritCount > 0 }) else {
            columns.append(own)
            return
        }
        try checkAgreement(
            "column", own.name, (columns[place].type, columns[place].collation), (own.type, own.collation),
            range: own.range)
        columns[place].identity = own.identity
        try mergeText("column", own.name, "storage parameter", &columns[place].storage, own.storage, range: own.range)
        try mergeText(
            "column", own.name, "compression method", &columns[place].compression, own.compression, range: own.range)
        columns[place].isNotNull = columns[place].isNotNull || own.isNotNull
        try checkGeneration(of: own, columns[place])
        if own.hasRawDefault {
            columns[place].rawDefault = own.rawDefault
            columns[place].serialSequence = own.serialSequence
            columns[place].cookedDefault = nil
            columns[place].hasConflictingDefaults = false
        }
        columns[place].isLocal = true
        columns[place].range = own.range
        columns[place].typeRange = own.typeRange
    }

    private func checkGeneration(of own: ColumnDefinition, _ inherited: ColumnDefinition) throws(SQLError) {
        func invalid(_ message: String, detail: String? = nil, hint: String? = nil) -> SQLError {
            SQLError("42611", message, detail: detail, hint: hint, range: own.range)
        }
        if inherited.generated != nil {
            if own.hasRawDefault, own.generated == nil {
                throw invalid("column \"\(own.name)\" inherits from generated column but specifies default")
            }
            if own.identity != nil {
                throw invalid("column \"\(own.name)\" inherits from generated column but specifies identity")
            }
        } else if own.generated != nil {
            throw invalid(
                "child column \"\(own.name)\" specifies generation expression",
                hint: "A child table column cannot be generated unless its parent column is.")
        }
        if let first = inherited.generated, let second = own.generated, first != second {
            func word(_ kind: AttributeRow.Generated) -> String { kind == .stored ? "STORED" : "VIRTUAL" }
            throw invalid(
                "column \"\(own.name)\" inherits from generated column of different kind",
                detail: "Parent column is \(word(first)), child column is \(word(second)).")
        }
    }

    /// The column options of a partition.
    private func mergePartitionColumns(_ own: [ColumnDefinition], _ columns: inout [ColumnDefinition]) throws(SQLError)
    {
        for column in own {
            guard let place = columns.firstIndex(where: { $0.name == column.name }) else {
                throw SQLError("42703", "column \"\(column.name)\" does not exist", range: column.range)
            }
            try checkGeneration(of: column, columns[place])
            if column.rawDefault != nil {
                columns[place].rawDefault = column.rawDefault
                columns[place].cookedDefault = nil
            }
        }
    }

    // MARK: What is stored

    /// The defaults and CHECK constraints that a new table inherits: `StoreConstraints`.
    func storeInherited(_ relation: OID, _ merged: MergedAttributes) throws(SQLError) {
        for (index, column) in merged.columns.enumerated() where !column.hasRawDefault {
            if let cooked = column.cookedDefault { storeDefault(cooked, of: relation, Int16(index + 1)) }
        }
        for check in merged.checks {
            var definition = ConstraintDefinition(.check, name: check.name)
            definition.isEnforced = check.isEnforced
            definition.isInitiallyValid = check.isEnforced
            _ = try storeCheck(
                check.cooked, name: check.name, definition, of: relation, isLocal: false,
                inheritCount: check.inheritCount)
        }
    }

    /// `StoreCatalogInheritance`.
    func storeInheritance(_ relation: OID, parents: [OID], isPartition: Bool, range: Range<Int>?) {
        guard !parents.isEmpty else { return }
        database.relations.update(relation) { $0.parents = parents }
        for parent in parents {
            depend(
                ObjectAddress(.relation, relation), on: ObjectAddress(.relation, parent),
                isPartition ? .auto : .normal, range: range)
        }
    }
}
