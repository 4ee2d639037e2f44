import PostgresSyntax

/// A table on its way into a publication.
private struct PublishedTable {
    var relation: OID
    var row: RelationRow
    var statement: PublicationTable
    /// What its condition needs.
    var found: [FoundDependency] = []
}

/// Publications.
extension Executor {
    /// `CreatePublication`.
    func createPublication(_ statement: CreatePublicationStmt) throws(SQLError) {
        let name = statement.pubname ?? ""
        if let existing = database.publications.find(name) {
            noteExisting(.publication, existing)
            throw .duplicateObject("publication", name)
        }
        let options = try publicationOptions([], statement.options)
        let oid = database.newOID()
        database.publications.insert(
            PublicationRow(name: name, isForAllTables: statement.forAllTables, options: options), oid)
        register(ObjectAddress(.publication, oid))
        guard !statement.forAllTables else { return }
        let (specifications, schemas) = try published(statement.pubobjects)
        var tables = try openTables(specifications)
        try analyze(&tables, oid, hasSchemas: !schemas.isEmpty)
        for table in tables { try add(table, to: oid, ifNotExists: true) }
        for schema in schemas { try add(schema, to: oid, ifNotExists: true) }
    }

    /// `parse_publication_options`.
    private func publicationOptions(_ old: [String], _ nodes: NodeList) throws(SQLError) -> [String] {
        var options = old
        var seen: Set<String> = []
        for element in nodes.definitions {
            guard ["publish", "publish_via_partition_root", "publish_generated_columns"].contains(element.name) else {
                throw .syntax("unrecognized publication parameter: \"\(element.name)\"", range: element.range)
            }
            guard seen.insert(element.name).inserted else {
                throw .syntax("conflicting or redundant options", range: element.range)
            }
            try checkValue(of: element)
            options.removeAll { $0.hasPrefix(element.name + "=") }
            options.append(element.name + "=" + (element.stringValue ?? "true"))
        }
        return options
    }

    private func checkValue(of element: DefElem) throws(SQLError) {
        switch element.name {
        case "publish":
            guard let list = QuotedName.split(try element.string()) else {
                throw .syntax("invalid list syntax in parameter \"publish\"", range: element.range)
            }
            for item in list where !["insert", "update", "delete", "truncate"].contains(item) {
                throw .syntax(
                    "unrecognized value for publication option \"publish\": \"\(item)\"", range: element.range)
            }
        case "publish_via_partition_root": _ = try element.boolean()
        default:
            let value = element.stringValue ?? ""
            if !["none", "stored"].contains(value.lowercased()) {
                throw SQLError(
                    "42601", "invalid value for publication parameter \"publish_generated_columns\": \"\(value)\"",
                    detail: "Valid values are \"none\" and \"stored\".", range: element.range)
            }
        }
    }

    private func publishesViaRoot(_ publication: OID) -> Bool {
        let option = database.publications[publication]?.options.first { $0.hasPrefix("publish_via_partition_root=") }
        return option.map { !$0.hasSuffix("=false") && !$0.hasSuffix("=off") && !$0.hasSuffix("=0") } ?? false
    }

    /// `ObjectsInPublicationToOids`.
    private func published(_ nodes: NodeList) throws(SQLError) -> ([PublicationTable], [(oid: OID, range: Range<Int>)])
    {
        var tables: [PublicationTable] = []
        var schemas: [(oid: OID, range: Range<Int>)] = []
        for object in nodes.compactMap(PublicationObjSpec.init) {
            if let table = object.pubtable {
                tables.append(table)
                continue
            }
            let range = object.node.byteRange
            let schema: OID
            if object.pubobjtype == .tablesInCurSchema {
                guard let current = activeSearchPath.first(where: { $0 != .pgCatalog && $0 != session.temporarySchema })
                else { throw SQLError("3F000", "no schema has been selected for CURRENT_SCHEMA", range: range) }
                schema = current
            } else {
                schema = try self.schema(object.name ?? "", range: range)
            }
            if !schemas.contains(where: { $0.oid == schema }) { schemas.append((schema, range)) }
        }
        return (tables, schemas)
    }

    /// `OpenTableList`: the tables and what inherits from them.
    private func openTables(_ statements: [PublicationTable]) throws(SQLError) -> [PublishedTable] {
        var tables: [PublishedTable] = []
        for statement in statements {
            guard let name = statement.relation else { continue }
            let relation = try self.relation(name)
            guard let row = database.relations[relation] else { continue }
            let children = name.inh && row.kind != .partitionedTable ? allInheritors(of: relation).map(\.oid) : []
            for oid in [relation] + children {
                guard let row = database.relations[oid] else { continue }
                if let other = tables.first(where: { $0.relation == oid })?.statement {
                    if statement.whereClause != nil || other.whereClause != nil {
                        throw conflicting("WHERE clauses", row, name)
                    }
                    if !statement.columns.isEmpty || !other.columns.isEmpty {
                        throw conflicting("column lists", row, name)
                    }
                    continue
                }
                tables.append(PublishedTable(relation: oid, row: row, statement: statement))
            }
        }
        return tables
    }

    private func conflicting(_ what: String, _ row: RelationRow, _ name: RangeVar) -> SQLError {
        SQLError("42710", "conflicting or redundant \(what) for table \"\(row.name)\"", range: name.nameRange)
    }

    /// `TransformPubWhereClauses` and `CheckPubRelationColumnList`.
    private func analyze(_ tables: inout [PublishedTable], _ publication: OID, hasSchemas: Bool) throws(SQLError) {
        let isDivided = !publishesViaRoot(publication)
        for index in tables.indices {
            let table = tables[index]
            guard let condition = table.statement.whereClause else { continue }
            if isDivided, table.row.kind == .partitionedTable {
                throw SQLError(
                    "22023", "cannot use publication WHERE clause for relation \"\(table.row.name)\"",
                    detail: "WHERE clause cannot be used for a partitioned table when publish_via_partition_root is "
                        + "false.", range: condition.byteRange)
            }
            tables[index].found = try analyzeExpression(
                condition, .publicationFilter,
                relations: [AnalysisRelation(relation: table.relation, alias: table.row.name)],
                target: TypeReference(.bool)
            ).dependencies
        }
        for table in tables where !table.statement.columns.isEmpty {
            let name = database.publications[publication]?.name ?? ""
            let text =
                "cannot use column list for relation \"\(database.schemaName(table.row.schema)).\(table.row.name)\" "
                + "in publication \"\(name)\""
            if hasSchemas {
                throw SQLError(
                    "22023", text,
                    detail: "Column lists cannot be specified in publications containing FOR TABLES IN SCHEMA "
                        + "elements.", range: table.statement.node.byteRange)
            }
            if isDivided, table.row.kind == .partitionedTable {
                throw SQLError(
                    "22023", text,
                    detail: "Column lists cannot be specified for partitioned tables when "
                        + "publish_via_partition_root is false.", range: table.statement.node.byteRange)
            }
        }
    }

    // MARK: Members

    /// `publication_add_relation`.
    private func add(_ table: PublishedTable, to publication: OID, ifNotExists: Bool) throws(SQLError) {
        let name = table.row.name
        let range = table.statement.relation?.nameRange
        guard member(table.relation, of: publication) == nil else {
            if ifNotExists { return }
            throw SQLError(
                "42710",
                "relation \"\(name)\" is already member of publication "
                    + "\"\(database.publications[publication]?.name ?? "")\"", range: range)
        }
        if let detail = unpublishable(table) {
            throw SQLError("22023", "cannot add relation \"\(name)\" to publication", detail: detail, range: range)
        }
        var row = PublicationRelationRow(publication: publication, relation: table.relation)
        row.columns = try publishedColumns(table)
        row.condition = table.statement.whereClause
        let oid = database.newOID()
        database.publicationRelations.insert(row, oid)
        let address = ObjectAddress(.publicationRelation, oid)
        register(address)
        depend(address, on: ObjectAddress(.publication, publication), .auto)
        depend(address, on: ObjectAddress(.relation, table.relation), .auto, range: range)
        depend(address, on: table.found)
        for column in row.columns { depend(address, on: ObjectAddress(.relation, table.relation, column: column)) }
    }

    /// `check_publication_add_relation`: why a relation cannot be published, or nil.
    private func unpublishable(_ table: PublishedTable) -> String? {
        if table.row.kind != .table, table.row.kind != .partitionedTable { return table.row.kind.notSupported }
        if table.relation.isBuiltIn { return "This operation is not supported for system tables." }
        switch table.row.persistence {
        case .temporary: return "This operation is not supported for temporary tables."
        case .unlogged: return "This operation is not supported for unlogged tables."
        case .permanent: return nil
        }
    }

    /// `pub_collist_validate`.
    private func publishedColumns(_ table: PublishedTable) throws(SQLError) -> [Int16] {
        var columns: [Int16] = []
        for node in table.statement.columns {
            let name = node.stringNodeValue ?? ""
            guard let (number, attribute) = table.row.attribute(name) else {
                if SystemColumn.names.contains(name) {
                    throw SQLError(
                        "42P10", "cannot use system column \"\(name)\" in publication column list",
                        range: node.byteRange)
                }
                throw .undefinedColumn(name, of: table.row.name, range: node.byteRange)
            }
            if attribute.generated == .virtual {
                throw SQLError(
                    "42P10", "cannot use virtual generated column \"\(name)\" in publication column list",
                    range: node.byteRange)
            }
            if columns.contains(number) {
                throw SQLError(
                    "42710", "duplicate column \"\(name)\" in publication column list", range: node.byteRange)
            }
            columns.append(number)
        }
        return columns.sorted()
    }

    /// `publication_add_schema`.
    private func add(_ schema: (oid: OID, range: Range<Int>), to publication: OID, ifNotExists: Bool) throws(SQLError) {
        let name = database.schemaName(schema.oid)
        guard schemaMember(schema.oid, of: publication) == nil else {
            if ifNotExists { return }
            throw SQLError(
                "42710",
                "schema \"\(name)\" is already member of publication "
                    + "\"\(database.publications[publication]?.name ?? "")\"", range: schema.range)
        }
        let isTemporary = schema.oid == session.temporarySchema
        if schema.oid == .pgCatalog || schema.oid == .pgToast || isTemporary {
            throw SQLError(
                "22023", "cannot add schema \"\(name)\" to publication",
                detail: isTemporary
                    ? "Temporary schemas cannot be replicated." : "This operation is not supported for system schemas.",
                range: schema.range)
        }
        let oid = database.newOID()
        database.publicationNamespaces.insert(
            PublicationNamespaceRow(publication: publication, schema: schema.oid), oid)
        let address = ObjectAddress(.publicationNamespace, oid)
        register(address)
        depend(address, on: ObjectAddress(.publication, publication), .auto)
        depend(address, on: ObjectAddress(.namespace, schema.oid), .auto, range: schema.range)
    }

    private func member(_ relation: OID, of publication: OID) -> OID? {
        database.publicationRelations.find(String(relation.rawValue), in: publication)
    }

    private func schemaMember(_ schema: OID, of publication: OID) -> OID? {
        database.publicationNamespaces.find(String(schema.rawValue), in: publication)
    }

    /// The members of a publication in one of the two catalogs.
    private func members(of publication: OID, _ catalog: CatalogClass) -> [OID] {
        database.dependencies.dependents(of: ObjectAddress(.publication, publication))
            .map(\.dependent).filter { $0.catalog == catalog }.map(\.oid)
    }

    // MARK: ALTER PUBLICATION

    /// `AlterPublication`.
    func alterPublication(_ statement: AlterPublicationStmt) throws(SQLError) {
        let name = statement.pubname ?? ""
        guard let oid = database.publications.find(name), let row = database.publications[oid] else {
            throw .undefinedObject("publication", name)
        }
        if !statement.options.isEmpty {
            let options = try publicationOptions(row.options, statement.options)
            database.publications.update(oid) { $0.options = options }
        } else {
            let (specifications, schemas) = try published(statement.pubobjects)
            for (isThere, what) in [(!schemas.isEmpty, "Schemas"), (!specifications.isEmpty, "Tables")]
            where isThere && row.isForAllTables {
                throw SQLError(
                    "55000", "publication \"\(name)\" is defined as FOR ALL TABLES",
                    detail: "\(what) cannot be added to or dropped from FOR ALL TABLES publications.")
            }
            try alterTables(statement, oid, specifications, hasSchemas: !schemas.isEmpty)
            try alterSchemas(statement, oid, schemas)
        }
        noteChange(ObjectAddress(.publication, oid))
    }

    private func alterTables(
        _ statement: AlterPublicationStmt, _ publication: OID, _ specifications: [PublicationTable], hasSchemas: Bool
    ) throws(SQLError) {
        guard !specifications.isEmpty || statement.action == .setObjects else { return }
        var tables = try openTables(specifications)
        if statement.action == .dropObjects {
            for table in tables { try drop(table, from: publication) }
            return
        }
        let hasSchemas =
            hasSchemas
            || statement.action == .addObjects && !members(of: publication, .publicationNamespace).isEmpty
        try analyze(&tables, publication, hasSchemas: hasSchemas)
        if statement.action == .setObjects {
            for oid in members(of: publication, .publicationRelation) {
                guard let old = database.publicationRelations[oid] else { continue }
                if let table = tables.first(where: { $0.relation == old.relation }),
                    table.statement.whereClause?.text == old.condition?.text
                {
                    guard try publishedColumns(table) != old.columns else { continue }
                }
                try dropObjects([ObjectAddress(.publicationRelation, oid)], cascade: true)
            }
        }
        for table in tables { try add(table, to: publication, ifNotExists: statement.action == .setObjects) }
    }

    private func drop(_ table: PublishedTable, from publication: OID) throws(SQLError) {
        let range = table.statement.node.byteRange
        if !table.statement.columns.isEmpty {
            throw .syntax("column list must not be specified in ALTER PUBLICATION ... DROP", range: range)
        }
        guard let member = member(table.relation, of: publication) else {
            throw SQLError("42704", "relation \"\(table.row.name)\" is not part of the publication", range: range)
        }
        if table.statement.whereClause != nil {
            throw .syntax("cannot use a WHERE clause when removing a table from a publication", range: range)
        }
        try dropObjects([ObjectAddress(.publicationRelation, member)], cascade: true)
    }

    private func alterSchemas(
        _ statement: AlterPublicationStmt, _ publication: OID, _ schemas: [(oid: OID, range: Range<Int>)]
    ) throws(SQLError) {
        guard !schemas.isEmpty || statement.action == .setObjects else { return }
        switch statement.action {
        case .addObjects:
            let hasColumns = members(of: publication, .publicationRelation).contains {
                database.publicationRelations[$0]?.columns.isEmpty == false
            }
            if hasColumns {
                throw SQLError(
                    "22023", "cannot add schema to publication \"\(statement.pubname ?? "")\"",
                    detail: "Schemas cannot be added if any tables that specify a column list are already part of "
                        + "the publication.")
            }
        case .dropObjects:
            for schema in schemas {
                guard let member = schemaMember(schema.oid, of: publication) else {
                    throw SQLError(
                        "42704",
                        "tables from schema \"\(database.schemaName(schema.oid))\" are not part of the publication",
                        range: schema.range)
                }
                try dropObjects([ObjectAddress(.publicationNamespace, member)], cascade: true)
            }
            return
        case .setObjects:
            for oid in members(of: publication, .publicationNamespace) {
                guard let old = database.publicationNamespaces[oid]?.schema,
                    !schemas.contains(where: { $0.oid == old })
                else { continue }
                try dropObjects([ObjectAddress(.publicationNamespace, oid)], cascade: true)
            }
        }
        for schema in schemas { try add(schema, to: publication, ifNotExists: statement.action == .setObjects) }
    }
}
