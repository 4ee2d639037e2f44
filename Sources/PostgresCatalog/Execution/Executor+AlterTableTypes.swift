import PostgresSyntax

/// ALTER COLUMN TYPE, and what has to be made anew behind it.
extension Executor {
    /// `ATPrepAlterColumnType`.
    func prepareAlterType(
        _ command: AlterCommand, _ relation: OID, recurse: Bool, isRecursing: Bool, _ queue: inout AlterQueue
    ) throws(SQLError) {
        guard let row = database.relations[relation], let definition = command.command?.def.flatMap(ColumnDef.init)
        else { return }
        let name = command.name ?? ""
        let using = definition.rawDefault
        var usingType: TypeReference?
        if let using {
            usingType = try analyzeExpression(
                using, .alterTypeUsing, relations: [AnalysisRelation(relation: relation, alias: row.name)]
            ).type
        }
        if row.ofType != .none, !isRecursing {
            throw .wrongObjectType("cannot alter column type of typed table", range: command.range)
        }
        let number = try alterableColumn(name, of: relation, range: command.range)
        let attribute = row.attributes[Int(number) - 1]
        if attribute.generated != nil, using != nil {
            throw SQLError(
                "42611", "cannot specify USING when altering type of generated column",
                detail: "Column \"\(name)\" is a generated column.", range: command.range)
        }
        if attribute.inheritCount > 0, !isRecursing {
            throw .invalidTableDefinition("cannot alter inherited column \"\(name)\"", range: command.range)
        }
        if isInPartitionKey(number, of: relation) {
            throw .invalidTableDefinition(
                "cannot alter column \"\(name)\" because it is part of the partition key of relation \"\(row.name)\"",
                range: command.range)
        }
        let column = try newColumn(definition, name, generated: attribute.generated)
        try checkColumnType(column, containing: [row.rowType])
        try checkConversion(of: attribute, to: column, usingType, row, range: command.range)
        let hasStorage = row.kind == .table || row.kind == .materializedView
        if !hasStorage || attribute.generated == .virtual { try checkRowTypeUsers(of: row.rowType, origin: row) }
        try prepareAlterTypeOfChildren(command, relation, recurse: recurse, isRecursing: isRecursing, &queue)
        try prepareTypedTables(command, row, &queue)
    }

    /// The column that ALTER COLUMN TYPE describes.
    private func newColumn(_ definition: ColumnDef, _ name: String, generated: AttributeRow.Generated?) throws(SQLError)
        -> ColumnDefinition
    {
        var column = ColumnDefinition(name: name)
        guard let typeName = definition.typeName else { return column }
        let type = try self.type(typeName)
        column.type = type
        column.typeRange = typeName.node.byteRange
        column.dimensions = typeName.arrayBounds.count
        column.collation = try collation(of: definition.collClause, type: type.oid)
        column.collationRange = definition.collClause?.node.byteRange
        column.generated = generated
        return column
    }

    /// Whether the values of a column can become those of its new type.
    private func checkConversion(
        of attribute: AttributeRow, to column: ColumnDefinition, _ using: TypeReference?, _ row: RelationRow,
        range: Range<Int>?
    ) throws(SQLError) {
        guard attribute.generated != .virtual, let target = column.type else { return }
        guard row.kind == .table || row.kind == .partitionedTable else {
            if using != nil { throw .wrongObjectType("\"\(row.name)\" is not a table", range: range) }
            return
        }
        let source = using ?? attribute.type
        guard source.oid != .unknown, !canCoerce([source.oid], to: [target.oid], .assignment) else { return }
        let shown = database.formatType(TypeReference(target.oid))
        if using != nil {
            throw .datatypeMismatch(
                "result of USING clause for column \"\(column.name)\" cannot be cast automatically to type \(shown)",
                hint: "You might need to add an explicit cast.", range: range)
        }
        let cast = "\(QuotedName.identifier(column.name))::\(database.formatType(target))"
        throw .datatypeMismatch(
            "column \"\(column.name)\" cannot be cast automatically to type \(shown)",
            hint: attribute.generated == nil ? "You might need to specify \"USING \(cast)\"." : nil, range: range)
    }

    private func prepareAlterTypeOfChildren(
        _ command: AlterCommand, _ relation: OID, recurse: Bool, isRecursing: Bool, _ queue: inout AlterQueue
    ) throws(SQLError) {
        let name = command.name ?? ""
        guard recurse else {
            if !isRecursing, !inheritanceChildren(of: relation).isEmpty {
                throw .invalidTableDefinition(
                    "type of inherited column \"\(name)\" must be changed in child tables too", range: command.range)
            }
            return
        }
        for (child, parentCount) in allInheritors(of: relation) {
            guard let found = database.relations[child]?.attribute(name) else {
                throw .undefinedColumn(name, of: relationName(child), range: command.range)
            }
            if found.row.inheritCount > parentCount {
                throw .invalidTableDefinition(
                    "cannot alter inherited column \"\(name)\" of relation \"\(relationName(child))\"",
                    range: command.range)
            }
            try prepare(command, child, recurse: false, isRecursing: true, &queue)
        }
    }

    // MARK: Execution

    /// `ATExecAlterColumnType`.
    func alterType(_ command: AlterCommand, _ place: Int, _ queue: inout AlterQueue) throws(SQLError) {
        let relation = queue[place].oid
        guard let definition = command.command?.def.flatMap(ColumnDef.init) else { return }
        let name = command.name ?? ""
        let number = try alterableColumn(name, of: relation, range: command.range)
        if queue[place].changedColumns.contains(number) {
            throw SQLError("0A000", "cannot alter type of column \"\(name)\" twice", range: command.range)
        }
        let old = database.relations[relation]!.attributes[Int(number) - 1]
        let column = try newColumn(definition, name, generated: old.generated)
        guard let type = column.type else { return }
        try checkDefault(of: old, name, type, relation, range: command.range)
        try checkDependents(of: relation, number, name, range: command.range)
        try alterSequence(of: relation, number, to: type, old)
        database.dependencies.removeDependencies(of: ObjectAddress(.relation, relation, column: number)) {
            $0.referenced.catalog == .type || $0.referenced.catalog == .collation
        }
        let storage = database.types[type.oid] == nil ? old.storage : nil
        database.relations.update(relation) { row in
            row.attributes[Int(number) - 1].type = type
            row.attributes[Int(number) - 1].collation = column.collation
            row.attributes[Int(number) - 1].dimensions = column.dimensions
            row.attributes[Int(number) - 1].storage = storage
            row.attributes[Int(number) - 1].compression = nil
        }
        let address = ObjectAddress(.relation, relation, column: number)
        trace { [database] trace in
            let (old, new) = (database.columnType(old.type), database.columnType(type))
            trace.retyped.append(Retyping(column: address, old: old, new: new))
        }
        dependOnType(relation, number, column)
        queue[place].changedColumns.append(number)
        if old.generated != .virtual { queue[place].hasNewValues = true }
        noteChange(ObjectAddress(.relation, relation))
    }

    /// Whether a column's default can become one of the new type.
    private func checkDefault(
        of attribute: AttributeRow, _ name: String, _ type: TypeReference, _ relation: OID, range: Range<Int>?
    ) throws(SQLError) {
        guard let expression = attribute.defaultExpression?.expression else { return }
        let analyzed = try? analyzeExpression(
            expression, attribute.generated == nil ? .columnDefault : .generatedColumn,
            relations: [AnalysisRelation(relation: relation, alias: relationName(relation))])
        guard var source = analyzed?.type.oid else { return }
        // A string constant has become one of the column's type when it was stored.
        if source == .unknown { source = attribute.type.oid }
        guard !canCoerce([source], to: [type.oid], .assignment) else { return }
        let what = attribute.generated == nil ? "default" : "generation expression"
        throw .datatypeMismatch(
            "\(what) for column \"\(name)\" cannot be cast automatically to type \(database.formatType(TypeReference(type.oid)))",
            range: range)
    }

    /// The sequence of an identity column gets the column's type.
    private func alterSequence(of relation: OID, _ number: Int16, to type: TypeReference, _ old: AttributeRow)
        throws(SQLError)
    {
        guard old.identity != nil, database.relations[relation]?.isPartition == false,
            let sequence = identitySequence(of: relation, column: number),
            var row = database.relations[sequence]?.sequence
        else { return }
        try setOptions([], of: &row, isNew: false, isIdentity: true, type: type.oid)
        database.relations.update(sequence) { [row] in $0.sequence = row }
    }

    /// What stands in the way of a new type: `RememberAllDependentForRebuilding`.
    private func checkDependents(of relation: OID, _ number: Int16, _ name: String, range: Range<Int>?) throws(SQLError)
    {
        for edge in database.dependencies.dependents(of: ObjectAddress(.relation, relation, column: number))
        where edge.origin == .catalog {
            let what: String
            switch edge.dependent.catalog {
            case .relation:
                guard let row = database.relations[edge.dependent.oid],
                    row.kind == .view || row.kind == .materializedView
                else { continue }
                what = "used by a view or rule"
            case .rewrite: what = "used by a view or rule"
            case .procedure: what = "used by a function or procedure"
            case .trigger: what = "used in a trigger definition"
            case .policy: what = "used in a policy definition"
            case .publicationRelation: what = "used by a publication WHERE clause"
            case .attributeDefault:
                guard let column = database.column(ofDefault: edge.dependent.oid),
                    column != ObjectAddress(.relation, relation, column: number)
                else { continue }
                throw SQLError(
                    "0A000", "cannot alter type of a column used by a generated column",
                    detail:
                        "Column \"\(name)\" is used by generated column \"\(columnName(column.oid, column.column))\".",
                    range: range)
            default: continue
            }
            throw SQLError(
                "0A000", "cannot alter type of a column \(what)",
                detail: "\(description(edge.dependent)) depends on column \"\(name)\"", range: range)
        }
    }

    /// `find_composite_type_dependencies`: no column may hold rows of a table whose rows change.
    func checkRowTypeUsers(of type: OID, origin: RelationRow) throws(SQLError) {
        guard type != .none else { return }
        for edge in database.dependencies.dependents(of: ObjectAddress(.type, type)) where edge.origin == .catalog {
            if edge.dependent.catalog == .type {
                try checkRowTypeUsers(of: edge.dependent.oid, origin: origin)
                continue
            }
            guard edge.dependent.catalog == .relation, edge.dependent.column > 0,
                let row = database.relations[edge.dependent.oid]
            else { continue }
            switch row.kind {
            case .table, .materializedView, .partitionedTable:
                let user = "\(row.name).\(columnName(edge.dependent.oid, edge.dependent.column))"
                let message =
                    switch origin.kind {
                    case .compositeType: "cannot alter type \"\(origin.name)\" because column \"\(user)\" uses it"
                    case .foreignTable:
                        "cannot alter foreign table \"\(origin.name)\" because column \"\(user)\" uses its row type"
                    default: "cannot alter table \"\(origin.name)\" because column \"\(user)\" uses its row type"
                    }
                throw SQLError("0A000", message)
            default:
                if row.rowType != .none { try checkRowTypeUsers(of: row.rowType, origin: origin) }
            }
        }
    }

    // MARK: What is made anew

    /// `ATPostAlterTypeCleanup`: constraints and indexes over the changed columns must make sense with the new types.
    func rebuildDependents(_ table: AlteredTable) throws(SQLError) {
        for number in table.changedColumns {
            let column = ObjectAddress(.relation, table.oid, column: number)
            let edges = database.dependencies.dependents(of: column)
            for constraint in Set(edges.filter { $0.dependent.catalog == .constraint }.map(\.dependent.oid)).sorted() {
                try rebuild(constraint: constraint)
            }
            for index in indexes(of: table.oid)
            where database.relations[index]?.index?.columns.contains(number) == true
                || edges.contains(where: { $0.dependent == ObjectAddress(.relation, index) })
            {
                try rebuild(index: index, table)
            }
        }
    }

    private func rebuild(constraint oid: OID) throws(SQLError) {
        guard let row = database.constraints[oid] else { return }
        switch row.kind {
        case .check:
            guard let expression = row.expression, row.relation != .none else { return }
            let name = relationName(row.relation)
            let analyzed = try analyzeExpression(
                expression, .checkConstraint, relations: [AnalysisRelation(relation: row.relation, alias: name)],
                target: TypeReference(.bool))
            let address = ObjectAddress(.constraint, oid)
            database.dependencies.removeDependencies(of: address) { $0.kind == .normal }
            database.constraints.update(oid) { $0.cooked = CookedExpression(node: expression, analyzed) }
            depend(address, on: analyzed.dependencies)
        case .foreignKey: try rebuildForeignKey(oid)
        default: return
        }
    }

    private func rebuild(index oid: OID, _ table: AlteredTable) throws(SQLError) {
        guard let row = database.relations[oid], let index = row.index,
            let tableRow = database.relations[index.table]
        else { return }
        var clone = clonedIndex(oid, for: index.table)
        for place in clone.parameters.indices {
            let number = index.columns[place]
            guard number > 0 else {
                // Expressions are analyzed again over the new types.
                clone.parameters[place].cooked = nil
                if let expression = clone.parameters[place].expression {
                    let analyzed = try analyzeExpression(
                        expression, .indexExpression,
                        relations: [AnalysisRelation(relation: index.table, alias: tableRow.name)])
                    clone.parameters[place].cooked = CookedExpression(node: expression, analyzed)
                }
                continue
            }
            guard table.changedColumns.contains(number) else { continue }
            let oldType = table.oldAttributes[Int(number) - 1].type.oid
            let wasDefault =
                index.operatorClasses[place] == defaultOperatorClass(for: oldType, accessMethod: row.accessMethod)
            clone.parameters[place].operatorClassOID = nil
            if !wasDefault, let operatorClass = database.operatorClasses[index.operatorClasses[place]] {
                let schema = database.namespaces[operatorClass.schema]?.name
                clone.parameters[place].operatorClass = (schema.map { [$0] } ?? []) + [operatorClass.name]
            }
            let oldCollation = table.oldAttributes[Int(number) - 1].collation
            if index.collations[place] == oldCollation { clone.parameters[place].collationOID = nil }
        }
        let method = try indexAccessMethod(clone)
        let attributes = try computeIndexAttributes(clone, on: tableRow, method)
        database.relations.update(oid) { row in
            row.index?.operatorClasses = attributes.row.operatorClasses
            row.index?.collations = attributes.row.collations
            row.index?.cookedExpressions = attributes.row.cookedExpressions
            for (place, type) in attributes.types.enumerated() { row.attributes[place].type = type }
        }
        let address = ObjectAddress(.relation, oid)
        database.dependencies.removeDependencies(of: address) {
            $0.referenced.catalog == .operatorClass || $0.referenced.catalog == .collation
        }
        for operatorClass in attributes.row.operatorClasses {
            depend(address, on: ObjectAddress(.operatorClass, operatorClass))
        }
        for collation in attributes.row.collations where collation != .none {
            depend(address, on: ObjectAddress(.collation, collation))
        }
    }
}
