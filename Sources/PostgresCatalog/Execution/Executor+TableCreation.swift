import PostgresSyntax

/// New relations, and the defaults, checks and NOT NULL constraints of tables: heap.c.
extension Executor {
    // MARK: The relation

    /// `DefineRelation`.
    ///
    /// - Returns: the number of the new table.
    func defineRelation(
        _ statement: CreateStmt, _ table: inout TableTransformation, ofType: OID, foreign: CreateForeignTableStmt?
    ) throws(SQLError) -> OID {
        let range = statement.relation?.nameRange
        if statement.oncommit != .noop, table.persistence != .temporary {
            throw .invalidTableDefinition("ON COMMIT can only be used on temporary tables")
        }
        if table.isPartitioned, table.persistence == .unlogged {
            throw SQLError("0A000", "partitioned tables cannot be unlogged")
        }
        for (index, parent) in table.parents.enumerated() where table.parents[..<index].contains(parent) {
            throw SQLError(
                "42P07", "relation \"\(relationName(parent))\" would be inherited from more than once")
        }
        if let tablespace = statement.tablespacename {
            try requireTablespace(tablespace, isPartitioned: table.isPartitioned)
        }
        if foreign == nil {
            try RelationOptions.check(statement.options, kind: table.isPartitioned ? .partitionedTable : .table)
        }
        let oid = database.newOID()
        let merged = try mergeAttributes(table, into: oid)
        var row = RelationRow(
            name: table.name, schema: table.schema,
            kind: table.isForeign ? .foreignTable : table.isPartitioned ? .partitionedTable : .table)
        row.persistence = table.persistence
        row.ofType = ofType
        row.tablespace = statement.tablespacename
        row.options = statement.options.compactMap(DefElem.init).map(\.optionText)
        row.accessMethod = try tableAccessMethod(statement, table)
        if let server = foreign?.servername {
            guard let found = database.foreignServers.find(server) else {
                throw .undefinedObject("server", server)
            }
            row.server = found
            row.options = foreign?.options.compactMap(DefElem.init).map(\.optionText) ?? []
        }
        try createRelation(oid, row, merged.columns, range: range)
        try storeInherited(oid, merged)
        for (index, column) in merged.columns.enumerated() { try storeRawDefault(column, of: oid, Int16(index + 1)) }
        if table.isPartition, let parent = table.parents.first, let bound = statement.partbound {
            try checkBound(bound, of: table.name, parent: parent)
            storeBound(bound, of: oid, parent: parent)
        }
        storeInheritance(
            oid, parents: table.parents, isPartition: table.isPartition, range: statement.inhRelations.first?.byteRange)
        if let specification = statement.partspec { try storePartitionKey(specification, of: oid) }
        if table.isPartition, let parent = table.parents.first {
            try copyingParts { () throws(SQLError) in try clonePartitionParts(from: parent, to: oid) }
        }
        let names = try addChecks(table.checks, to: oid, allowsMerge: true, isLocal: true).map(\.name)
        try addNotNulls(table.notNulls, inherited: merged.notNulls, to: oid, otherNames: names)
        return oid
    }

    private func requireTablespace(_ name: String, isPartitioned: Bool) throws(SQLError) {
        if name == "pg_global" {
            throw SQLError("22023", "only shared relations can be placed in pg_global tablespace")
        }
        if name == "pg_default", isPartitioned {
            throw SQLError("0A000", "cannot specify default tablespace for partitioned relations")
        }
        if name != "pg_default", database.tablespaces.find(name) == nil { throw .undefinedObject("tablespace", name) }
    }

    /// `get_tablespace_oid`, for tables and indexes.
    func checkTablespace(_ name: String, isPartitioned: Bool) throws(SQLError) {
        try requireTablespace(name, isPartitioned: isPartitioned)
    }

    private func tableAccessMethod(_ statement: CreateStmt, _ table: TableTransformation) throws(SQLError) -> OID {
        if let name = statement.accessMethod { return try tableAccessMethod(named: name) }
        guard !table.isForeign else { return .none }
        if table.isPartition, let parent = table.parents.first,
            let inherited = database.relations[parent]?.accessMethod,
            inherited != .none
        {
            return inherited
        }
        guard !table.isPartitioned else { return .none }
        let name = session.settings.parameters["default_table_access_method"] ?? "heap"
        return (try? tableAccessMethod(named: name)) ?? .none
    }

    /// `get_table_am_oid`.
    func tableAccessMethod(named name: String) throws(SQLError) -> OID {
        guard let found = database.accessMethods.find(name) else { throw .undefinedObject("access method", name) }
        guard database.accessMethods[found]?.type == "t" else {
            throw SQLError("42809", "access method \"\(name)\" is not of type TABLE")
        }
        return found
    }

    /// `heap_create_with_catalog`: a relation with columns and its row type.
    func createRelation(_ oid: OID, _ row: RelationRow, _ columns: [ColumnDefinition], range: Range<Int>? = nil)
        throws(SQLError)
    {
        var row = row
        try checkColumns(columns, kind: row.kind)
        row.attributes = columns.map(attribute)
        if let existing = database.relations.find(row.name, in: row.schema) {
            noteExisting(.relation, existing)
            throw .duplicateTable(row.name, range: range)
        }
        database.relations.insert(row, oid)
        let address = ObjectAddress(.relation, oid)
        register(address)
        // A composite type's relation belongs to the type, which depends on the schema.
        if row.kind != .compositeType { depend(address, on: ObjectAddress(.namespace, row.schema), range: range) }
        if row.ofType != .none { depend(address, on: ObjectAddress(.type, row.ofType)) }
        if row.accessMethod != .none { depend(address, on: ObjectAddress(.accessMethod, row.accessMethod)) }
        if row.server != .none { depend(address, on: ObjectAddress(.foreignServer, row.server)) }
        for (index, column) in columns.enumerated() { dependOnType(oid, Int16(index + 1), column) }
        if row.kind != .sequence { try createRowType(for: oid, name: row.name, schema: row.schema) }
    }

    /// The row of `pg_attribute` that a column becomes.
    func attribute(_ column: ColumnDefinition) -> AttributeRow {
        var row = AttributeRow(name: column.name, type: column.type ?? TypeReference(.unknown))
        row.collation = column.collation
        row.isNotNull = column.isNotNull
        row.identity = column.identity
        row.generated = column.generated
        row.isLocal = column.isLocal
        row.inheritCount = column.inheritCount
        row.storage = column.storage
        row.compression = column.compression
        row.options = column.options
        row.dimensions = column.dimensions
        return row
    }

    /// The edges from a column to its type and collation.
    func dependOnType(_ relation: OID, _ number: Int16, _ column: ColumnDefinition) {
        let address = ObjectAddress(.relation, relation, column: number)
        if let type = column.type { depend(address, on: ObjectAddress(.type, type.oid), range: column.typeRange) }
        if column.collation != .none {
            depend(address, on: ObjectAddress(.collation, column.collation), range: column.collationRange)
        }
    }

    // MARK: Columns

    /// `BuildDescForRelation` and `CheckAttributeNamesTypes`.
    func checkColumns(_ columns: [ColumnDefinition], kind: RelationRow.Kind) throws(SQLError) {
        if columns.count > 1600 { throw SQLError("54011", "tables can have at most 1600 columns") }
        for index in columns.indices where columns[index].isSetOf {
            throw SQLError(
                "42P16", "column \"\(columns[index].name)\" cannot be declared SETOF", range: columns[index].range)
        }
        var names = Set<String>(minimumCapacity: columns.count)
        for index in columns.indices {
            let name = columns[index].name
            if kind != .view, kind != .compositeType, SystemColumn.names.contains(name) {
                throw SQLError(
                    "42701", "column name \"\(name)\" conflicts with a system column name", range: columns[index].range)
            }
            guard names.insert(name).inserted else {
                throw SQLError("42701", "column name \"\(name)\" specified more than once", range: columns[index].range)
            }
        }
        for index in columns.indices { try checkColumnType(columns[index]) }
    }

    /// `CheckAttributeType`, for a column of a table.
    func checkColumnType(_ column: ColumnDefinition, containing: [OID] = []) throws(SQLError) {
        guard let type = column.type else { return }
        try checkType(
            type.oid, of: "column \"\(column.name)\"", name: column.name, collation: column.collation,
            containing: containing, isVirtual: column.generated == .virtual, range: column.typeRange)
        try checkStorage(column)
    }

    /// `CheckAttributeType`.
    ///
    /// - Parameter what: the column in PostgreSQL's words.
    func checkType(
        _ oid: OID, of what: @autoclosure () -> String, name: String, collation: OID, containing: [OID] = [],
        isVirtual: Bool = false, range: Range<Int>?
    ) throws(SQLError) {
        guard let row = database.types[oid] else { return }
        func descend(_ inner: OID, _ collation: OID, _ containing: [OID]) throws(SQLError) {
            try checkType(
                inner, of: what(), name: name, collation: collation, containing: containing, isVirtual: isVirtual,
                range: range)
        }
        switch row.kind {
        case .pseudo:
            throw .invalidTableDefinition(
                "\(what()) has pseudo-type \(database.formatType(TypeReference(oid)))", range: range)
        case .domain:
            if isVirtual {
                throw SQLError(
                    "0A000", "virtual generated column \"\(name)\" cannot have a domain type", range: range)
            }
            try descend(baseType(TypeReference(oid)).oid, collation, containing)
        case .composite:
            if containing.contains(oid) {
                throw .invalidTableDefinition(
                    "composite type \(database.formatType(TypeReference(oid))) cannot be made a member of itself",
                    range: range)
            }
            for (_, member) in database.relations[row.relation]?.liveAttributes ?? [] {
                try checkType(
                    member.type.oid, of: "column \"\(member.name)\"", name: member.name, collation: member.collation,
                    containing: containing + [oid], isVirtual: isVirtual, range: range)
            }
        case .range: try descend(row.subtype, database.types[row.subtype]?.collation ?? .none, containing)
        case .multirange: try descend(row.rangePartner, .none, containing)
        default:
            if row.isTrueArray { try descend(row.element, collation, containing) }
        }
        if isVirtual, !oid.isBuiltIn {
            throw SQLError(
                "0A000", "virtual generated column \"\(name)\" cannot have a user-defined type",
                detail: "Virtual generated columns that make use of user-defined types are not yet supported.",
                range: range)
        }
    }

    /// `GetAttributeStorage` and `GetAttributeCompression`.
    func checkStorage(_ column: ColumnDefinition) throws(SQLError) {
        guard column.storage != nil || column.compression != nil, let type = column.type,
            let row = database.types[type.oid]
        else { return }
        if let storage = column.storage?.lowercased() {
            guard ["plain", "external", "extended", "main", "default"].contains(storage) else {
                throw SQLError("22023", "invalid storage type \"\(storage)\"", range: column.range)
            }
            if row.storage == "p", storage != "plain", storage != "default" {
                throw SQLError(
                    "0A000",
                    "column data type \(database.formatType(TypeReference(type.oid))) can only have storage PLAIN",
                    range: column.range)
            }
        }
        if let compression = column.compression, compression != "default" {
            if row.storage == "p" {
                throw SQLError(
                    "0A000",
                    "column data type \(database.formatType(TypeReference(type.oid))) does not support compression",
                    range: column.range)
            }
            guard compression == "pglz" || compression == "lz4" else {
                throw SQLError("22023", "invalid compression method \"\(compression)\"", range: column.range)
            }
        }
    }
}
