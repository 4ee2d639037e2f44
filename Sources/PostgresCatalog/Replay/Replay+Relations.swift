import PostgresSyntax

/// Tables, sequences, views and indexes.
extension Replay {
    mutating func replayRelation(_ node: Node, _ id: ChangeID) throws(MissingObject) {
        switch node.kind {
        case .createStmt: createTable(CreateStmt(node)!, statement: node, .table, id)
        case .createForeignTableStmt:
            if let base = node.child(.base).flatMap(CreateStmt.init) {
                createTable(base, statement: node, .foreignTable, id)
            }
        case .createSeqStmt: createSequence(CreateSeqStmt(node)!, id)
        case .alterSeqStmt: try alterSequence(AlterSeqStmt(node)!, id)
        case .viewStmt: createView(ViewStmt(node)!, id)
        case .createTableAsStmt: createTableAs(CreateTableAsStmt(node)!, id)
        default: try createIndex(IndexStmt(node)!, id)
        }
    }

    /// A relation of this name that is there already.
    private func existing(_ name: (schema: String, name: String)) -> ObjectID? {
        catalog.relations.first(schema: name.schema, name: name.name)
    }

    // MARK: Tables

    private mutating func createTable(_ table: CreateStmt, statement: Node, _ kind: ObjectKind, _ id: ChangeID) {
        guard let relation = table.relation else { return }
        guard relation.relpersistence != "t" else {
            // A temporary table is gone with the session.
            setEffect(.data, id)
            collectReferences(in: statement, id, skipping: [relation.node])
            return
        }
        let name = creationName(relation, id)
        collectReferences(in: statement, id, skipping: [relation.node])
        linkSchema(name.schema, range: relation.nameRange, id)
        if let existing = existing(name) {
            duplicate(existing, id, isExpected: table.ifNotExists)
            return
        }
        let object = create(ObjectIdentity(kind, schema: name.schema, name: name.name), id)
        inheritColumns(table, object, id)
        addElements(table, to: object, id)
    }

    /// Takes over the columns of the parents, and of the tables in LIKE, as far as they are known.
    private mutating func inheritColumns(_ table: CreateStmt, _ object: ObjectID, _ id: ChangeID) {
        // A parent's later columns become the child's too.
        var isComplete = table.ofTypename == nil && table.inhRelations.isEmpty
        let models = table.tableElts.compactMap { TableLikeClause($0)?.relation }
        for parent in table.inhRelations.compactMap(RangeVar.init) + models {
            let schemas = parent.schemaname.map { [$0] } ?? catalog.session(of: catalog[id]).searchPath
            let found = schemas.compactMap { catalog.relation(schema: $0, name: parent.relname ?? "") }.first
            guard let found, catalog[found].hasAllColumns else {
                isComplete = false
                continue
            }
            let known = Set(catalog[object].columns.map(\.name))
            catalog.objects[object.index].columns += catalog[found].columns.filter { !known.contains($0.name) }
        }
        catalog.objects[object.index].hasAllColumns = isComplete
    }

    /// Adds columns and constraints in PostgreSQL's order, which decides about automatic names: columns with their
    /// sequences, checks, the primary key, other keys, foreign keys, NOT NULL.
    private mutating func addElements(_ table: CreateStmt, to object: ObjectID, _ id: ChangeID) {
        var constraints: [(constraint: Constraint, column: String?)] = []
        for element in table.tableElts {
            if let column = ColumnDef(element) {
                addColumn(column, to: object, id)
                constraints += column.constraints.compactMap(Constraint.init).map { ($0, column.colname) }
            } else if let constraint = Constraint(element) {
                constraints.append((constraint, nil))
            }
        }
        let order: [[ConstrType]] = [[.check], [.primary], [.unique, .exclusion], [.foreign], [.notnull]]
        for types in order {
            for (constraint, column) in constraints where types.contains(constraint.contype) {
                addConstraint(constraint, to: object, column: column, id)
            }
        }
    }

    /// Adds a column without its constraints, and the sequence or default that it brings.
    mutating func addColumn(_ definition: ColumnDef, to table: ObjectID, _ id: ChangeID) {
        guard let name = definition.colname else { return }
        let type = definition.typeName
        let typeText = type.map { TypeText.column($0, schema: schemaOfType($0, id)) } ?? ""
        var column = Column(name: name, type: typeText)
        if let type, type.names.count == 1, let last = type.names.strings.last, TypeText.serialType(last) != nil {
            column.source = .serial
            column.isNotNull = true
            addOwnedSequence(to: table, column: name, options: nil, id)
            addDefault(to: table, column: name, id)
        }
        for constraint in definition.constraints.compactMap(Constraint.init) {
            switch constraint.contype {
            case .notnull: column.isNotNull = true
            case .default:
                if let expression = constraint.rawExpr { column.source = .defaultValue(expression) }
                addDefault(to: table, column: name, id)
            case .generated:
                if let expression = constraint.rawExpr { column.source = .generated(expression) }
                addDefault(to: table, column: name, id)
            case .identity:
                column.source = .identity
                column.isNotNull = true
                addOwnedSequence(to: table, column: name, options: constraint.options, id)
            default: break
            }
        }
        catalog.objects[table.index].columns.append(column)
    }

    mutating func addDefault(to table: ObjectID, column: String, _ id: ChangeID) {
        let owner = catalog[table].identity
        let identity = ObjectIdentity(.defaultValue, schema: owner.schema, parent: owner.name, name: column)
        guard catalog.object(identity) == nil else { return }
        _ = catalog.insert(identity, by: id, parent: table, isImplicit: true)
    }

    /// The sequence of a serial or identity column.
    mutating func addOwnedSequence(to table: ObjectID, column: String, options: NodeList?, _ id: ChangeID) {
        let owner = catalog[table].identity
        var schema = owner.schema ?? ""
        let name: String
        if let written = options?.first(where: { $0.string(.defname) == "sequence_name" })?.child(.arg)?.listItems
            .strings,
            let last = written.last
        {
            name = last
            schema = written.dropLast().last ?? schema
        } else {
            name = AutomaticName.choose(owner.name, column, label: "seq") {
                catalog.relations.contains(schema: schema, name: $0)
            }
        }
        _ = catalog.insert(
            ObjectIdentity(.sequence, schema: schema, name: name), by: id, parent: table, isImplicit: true)
    }

    // MARK: Sequences

    private mutating func createSequence(_ sequence: CreateSeqStmt, _ id: ChangeID) {
        guard let relation = sequence.sequence else { return }
        let name = creationName(relation, id)
        linkSchema(name.schema, range: relation.nameRange, id)
        collectReferences(in: sequence.node, id, skipping: [relation.node])
        if let existing = existing(name) {
            duplicate(existing, id, isExpected: sequence.ifNotExists)
            return
        }
        create(ObjectIdentity(.sequence, schema: name.schema, name: name.name), id)
    }

    private mutating func alterSequence(_ sequence: AlterSeqStmt, _ id: ChangeID) throws(MissingObject) {
        guard let relation = sequence.sequence else { return }
        let object = try require(relation, id)
        let owner = sequence.options.first { $0.string(.defname) == "owned_by" }?.child(.arg)?.listItems
        if let owner, owner.count > 1 {
            let table = try requireRelation(named: owner.dropLast(), id)
            catalog.objects[object.index].parent = table
            catalog.members[table, default: []].append(object)
        }
        alter(object, id)
    }

    /// The relation that a list of strings names.
    mutating func requireRelation(named names: some RandomAccessCollection<Node>, _ id: ChangeID)
        throws(MissingObject) -> ObjectID
    {
        let parts = names.compactMap(\.stringNodeValue)
        let range = (names.first?.byteRange.lowerBound ?? 0)..<(names.last?.byteRange.upperBound ?? 0)
        let use = NameUse(kind: .relation, schema: parts.dropLast().last, name: parts.last ?? "", range: range)
        return try require(use, kind: .table, id)
    }

    // MARK: Views

    private mutating func createView(_ view: ViewStmt, _ id: ChangeID) {
        guard let relation = view.view else { return }
        guard relation.relpersistence != "t" else {
            setEffect(.data, id)
            collectReferences(in: view.node, id, skipping: [relation.node])
            return
        }
        let name = creationName(relation, id)
        linkSchema(name.schema, range: relation.nameRange, id)
        collectReferences(in: view.node, id, skipping: [relation.node])
        guard let existing = existing(name) else {
            create(ObjectIdentity(.view, schema: name.schema, name: name.name), id)
            return
        }
        if view.replace {
            alter(existing, id, effect: .replacement)
        } else {
            duplicate(existing, id, isExpected: false)
        }
    }

    private mutating func createTableAs(_ statement: CreateTableAsStmt, _ id: ChangeID) {
        guard let relation = statement.into?.rel, relation.relpersistence != "t" else {
            setEffect(.data, id)
            collectReferences(in: statement.node, id, skipping: statement.into?.rel.map { [$0.node] } ?? [])
            return
        }
        let name = creationName(relation, id)
        linkSchema(name.schema, range: relation.nameRange, id)
        collectReferences(in: statement.node, id, skipping: [relation.node])
        if let existing = existing(name) {
            duplicate(existing, id, isExpected: statement.ifNotExists)
            return
        }
        let kind: ObjectKind = statement.objtype == .matview ? .materializedView : .table
        create(ObjectIdentity(kind, schema: name.schema, name: name.name), id)
    }

    // MARK: Indexes

    private mutating func createIndex(_ index: IndexStmt, _ id: ChangeID) throws(MissingObject) {
        guard let relation = index.relation else { return }
        let table = try require(relation, id)
        let schema = catalog[table].identity.schema ?? ""
        collectReferences(in: index.node, id, skipping: [relation.node])
        let elements = index.indexParams.compactMap(IndexElem.init)
        let included = index.indexIncludingParams.compactMap(IndexElem.init)
        let name =
            index.idxname ?? automaticIndexName(catalog[table].identity, elements + included, label: "idx")
        if let existing = catalog.relations.first(schema: schema, name: name) {
            duplicate(existing, id, isExpected: index.ifNotExists)
            return
        }
        let object = create(ObjectIdentity(.index, schema: schema, name: name), id, parent: table)
        let columns = elements.compactMap(\.name)
        let isKey = index.unique && index.whereClause == nil && columns.count == elements.count
        catalog.objects[object.index].details = .index(uniqueColumns: isKey ? columns : nil)
    }

    /// The name PostgreSQL gives to an index without one.
    func automaticIndexName(_ table: ObjectIdentity, _ elements: [IndexElem], label: String) -> String {
        let names = elements.map { element in
            element.name ?? element.expr.flatMap(FigureColumnName.indexColumn)
        }
        let columns = AutomaticName.addition(AutomaticName.indexColumns(names))
        return AutomaticName.choose(table.name, columns, label: label) {
            catalog.relations.contains(schema: table.schema ?? "", name: $0)
        }
    }
}
