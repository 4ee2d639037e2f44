import PostgresSyntax

/// What a CREATE TABLE or ALTER TABLE is taken apart into: `CreateStmtContext`.
struct TableTransformation {
    var name: String
    var schema: OID
    var persistence = RelationRow.Persistence.permanent
    /// The table that is altered; ``OID/none`` for one that is created.
    var relation = OID.none
    var isForeign = false
    var isPartitioned = false
    var isPartition = false
    var isTyped = false
    var parents: [OID] = []
    var columns: [ColumnDefinition] = []
    var checks: [ConstraintDefinition] = []
    var notNulls: [ConstraintDefinition] = []
    var foreignKeys: [ConstraintDefinition] = []
    /// Primary keys, UNIQUE and EXCLUDE.
    var keys: [ConstraintDefinition] = []
    var hasPrimaryKey = false
    /// Sequences that are to belong to a column once the table is there.
    var ownedSequences: [(sequence: OID, column: String, isIdentity: Bool)] = []
    var likes: [(clause: TableLikeClause, relation: OID)] = []
    /// Comments that LIKE copies, of columns and constraints.
    var columnComments: [(column: String, comment: String)] = []
    var constraintComments: [(constraint: String, comment: String)] = []

    var isAlter: Bool { relation != .none }
}

/// Tables, indexes, sequences: CREATE and ALTER.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeTableStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .createStmt:
            if let statement = CreateStmt(node) { try createTable(statement) }
        case .createForeignTableStmt:
            if let statement = CreateForeignTableStmt(node), let base = statement.base {
                try createTable(base, foreign: statement)
            }
        case .indexStmt:
            if let statement = IndexStmt(node) { try createIndex(statement) }
        case .createSeqStmt:
            if let statement = CreateSeqStmt(node) { try createSequence(statement) }
        case .alterSeqStmt:
            if let statement = AlterSeqStmt(node) { try alterSequence(statement) }
        case .alterTableStmt:
            guard let statement = AlterTableStmt(node) else { return false }
            try alterTable(statement)
        case .alterTableMoveAllStmt:
            if let statement = AlterTableMoveAllStmt(node) { try moveAllTables(statement) }
        case .clusterStmt:
            if let statement = ClusterStmt(node) { try cluster(statement) }
        default: return false
        }
        return true
    }

    // MARK: CREATE TABLE

    private func createTable(_ statement: CreateStmt, foreign: CreateForeignTableStmt? = nil) throws(SQLError) {
        guard let name = statement.relation else { return }
        let target = try creationTarget(name)
        if statement.ifNotExists, let existing = database.relations.find(target.name, in: target.schema) {
            noteExisting(.relation, existing)
            return
        }
        var table = TableTransformation(name: target.name, schema: target.schema)
        table.persistence = try persistence(of: name, in: target.schema)
        table.isForeign = foreign != nil
        table.isPartitioned = statement.partspec != nil
        table.isPartition = statement.partbound != nil
        table.isTyped = statement.ofTypename != nil
        let ofType = try statement.ofTypename.map { name throws(SQLError) in try addColumns(of: name, to: &table) }
        if statement.partspec != nil, !statement.inhRelations.isEmpty, statement.partbound == nil {
            throw SQLError("42P17", "cannot create partitioned table as inheritance child")
        }
        for parent in statement.inhRelations.compactMap(RangeVar.init) { table.parents.append(try relation(parent)) }
        try transformElements(statement.tableElts, &table)
        let expressions = takeExpressions(of: statement, from: &table)
        let indexes = try transformIndexConstraints(&table)
        let relation = try defineRelation(statement, &table, ofType: ofType ?? .none, foreign: foreign)
        for index in indexes { _ = try defineIndex(on: relation, index) }
        for like in table.likes { try expandLike(like.clause, from: like.relation, into: relation) }
        for taken in expressions {
            partsOfStatement.append(
                SeparatedPart(
                    owner: ObjectAddress(.relation, relation), constraint: taken.constraint, column: taken.column))
        }
        for var key in table.foreignKeys {
            key.skipsValidation = true
            key.isInitiallyValid = key.isEnforced
            if options.separatesParts, !isInBlock {
                partsOfStatement.append(
                    SeparatedPart(owner: ObjectAddress(.relation, relation), constraint: key))
                continue
            }
            try addForeignKey(&key, to: relation, recurse: true)
        }
        try finishColumns(of: relation, table, statement)
    }

    /// What is done to a table's columns once all of it is there.
    private func finishColumns(of relation: OID, _ table: TableTransformation, _ statement: CreateStmt)
        throws(SQLError)
    {
        for owned in table.ownedSequences {
            guard let column = database.relations[relation]?.attribute(owned.column) else { continue }
            own(owned.sequence, relation: relation, column: column.number, isIdentity: owned.isIdentity)
        }
        for comment in table.columnComments {
            guard let column = database.relations[relation]?.attribute(comment.column) else { continue }
            database.records.update(ObjectAddress(.relation, relation)) {
                $0.columnComments[column.number] = comment.comment
            }
        }
        for comment in table.constraintComments {
            copyComment(comment.comment, toConstraint: comment.constraint, of: relation)
        }
    }

    /// Whether a new relation is temporary, unlogged or neither: `RangeVarAdjustRelationPersistence`.
    func persistence(of name: RangeVar, in schema: OID) throws(SQLError) -> RelationRow.Persistence {
        if name.relpersistence == "t", let given = name.schemaname, given != "pg_temp",
            database.namespaces.find(given) != session.temporarySchema
        {
            throw .invalidTableDefinition(
                "cannot create temporary relation in non-temporary schema", range: name.nameRange)
        }
        if schema == session.temporarySchema, schema != .none {
            guard name.relpersistence != "u" else {
                throw .invalidTableDefinition(
                    "only temporary relations may be created in temporary schemas", range: name.nameRange)
            }
            return .temporary
        }
        return name.relpersistence == "u" ? .unlogged : .permanent
    }

    private func transformElements(_ elements: NodeList, _ table: inout TableTransformation) throws(SQLError) {
        table.columns.reserveCapacity(table.columns.count + elements.count)
        for element in elements {
            switch element.kind {
            case .columnDef:
                if let column = ColumnDef(element) { try transformColumn(column, &table) }
            case .constraint:
                if let constraint = Constraint(element) {
                    try transformTableConstraint(ConstraintDefinition(constraint), &table)
                }
            case .tableLikeClause:
                if let clause = TableLikeClause(element) { try transformLike(clause, &table) }
            default: break
            }
        }
        for constraint in table.notNulls {
            if let place = table.columns.firstIndex(where: { $0.name == constraint.keys.first }) {
                table.columns[place].isNotNull = true
            }
        }
    }

    // MARK: Typed tables

    /// The columns of a typed table: `transformOfType`.
    private func addColumns(of name: TypeName, to table: inout TableTransformation) throws(SQLError) -> OID {
        let type = try self.type(name).oid
        let relation = try checkedRowType(type, range: name.node.byteRange)
        for (_, row) in database.relations[relation]?.liveAttributes ?? [] {
            var column = ColumnDefinition(name: row.name, type: row.type, collation: row.collation)
            column.isFromType = true
            column.dimensions = row.dimensions
            table.columns.append(column)
        }
        return type
    }

    /// The relation behind a composite type that tables can be of: `check_of_type`.
    func checkedRowType(_ type: OID, range: Range<Int>?) throws(SQLError) -> OID {
        guard let row = database.types[type], row.kind == .composite else {
            throw .wrongObjectType(
                "type \(database.formatType(TypeReference(type))) is not a composite type", range: range)
        }
        guard database.relations[row.relation]?.kind == .compositeType else {
            throw .wrongObjectType(
                "type \(database.formatType(TypeReference(type))) is the row type of another table",
                detail: "A typed table must use a stand-alone composite type created with CREATE TYPE.", range: range)
        }
        return row.relation
    }
}
