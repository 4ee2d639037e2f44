import PostgresSyntax

/// Schemas, foreign data, text search, publications, roles …: CREATE and ALTER.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeNamedObjectStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .createSchemaStmt: try createSchema(CreateSchemaStmt(node)!)
        case .createAmStmt: try createAccessMethod(CreateAmStmt(node)!)
        case .createConversionStmt: try createConversion(CreateConversionStmt(node)!)
        case .alterCollationStmt: try alterCollation(AlterCollationStmt(node)!)
        case .alterTSDictionaryStmt: try alterTextSearchDictionary(AlterTSDictionaryStmt(node)!)
        case .alterTSConfigurationStmt: try alterTextSearchConfiguration(AlterTSConfigurationStmt(node)!)
        case .createPublicationStmt: try createPublication(CreatePublicationStmt(node)!)
        case .alterPublicationStmt: try alterPublication(AlterPublicationStmt(node)!)
        case .selectStmt:
            noteLargeObjects(node)
            return false
        default:
            if try executeForeignStatement(node) { return true }
            return try executeSharedObjectStatement(node)
        }
        return true
    }

    /// Foreign data: wrappers, servers, user mappings.
    private func executeForeignStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .createFdwStmt: try createForeignDataWrapper(CreateFdwStmt(node)!)
        case .alterFdwStmt: try alterForeignDataWrapper(AlterFdwStmt(node)!)
        case .createForeignServerStmt: try createServer(CreateForeignServerStmt(node)!)
        case .alterForeignServerStmt: try alterServer(AlterForeignServerStmt(node)!)
        case .createUserMappingStmt: try createUserMapping(CreateUserMappingStmt(node)!)
        case .alterUserMappingStmt: try alterUserMapping(AlterUserMappingStmt(node)!)
        case .importForeignSchemaStmt: try importForeignSchema(ImportForeignSchemaStmt(node)!)
        default: return false
        }
        return true
    }

    /// What all databases of a server share, and subscriptions.
    private func executeSharedObjectStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .createRoleStmt: try createRole(CreateRoleStmt(node)!)
        case .alterRoleStmt: try alterRole(AlterRoleStmt(node)!)
        case .alterRoleSetStmt: try alterRoleSettings(AlterRoleSetStmt(node)!)
        case .grantRoleStmt: try grantRole(GrantRoleStmt(node)!)
        case .createTableSpaceStmt: try createTablespace(CreateTableSpaceStmt(node)!)
        case .alterTableSpaceOptionsStmt: try alterTablespace(AlterTableSpaceOptionsStmt(node)!)
        case .createdbStmt: try createDatabase(CreatedbStmt(node)!)
        case .alterDatabaseStmt: noteDatabase(AlterDatabaseStmt(node)!.dbname)
        case .alterDatabaseSetStmt: noteDatabase(AlterDatabaseSetStmt(node)!.dbname)
        case .alterDatabaseRefreshCollStmt: noteDatabase(AlterDatabaseRefreshCollStmt(node)!.dbname)
        case .createSubscriptionStmt: try createSubscription(CreateSubscriptionStmt(node)!)
        case .alterSubscriptionStmt: try alterSubscription(AlterSubscriptionStmt(node)!)
        default: return false
        }
        return true
    }

    // MARK: CREATE SCHEMA

    /// `CreateSchemaCommand`.
    private func createSchema(_ statement: CreateSchemaStmt) throws(SQLError) {
        let owner = try statement.authrole.flatMap(role) ?? session.role
        let name = statement.schemaname ?? database.roles[owner]?.name ?? ""
        guard !name.hasPrefix("pg_") else {
            throw SQLError(
                "42939", "unacceptable schema name \"\(name)\"",
                detail: "The prefix \"pg_\" is reserved for system schemas.")
        }
        if let existing = database.namespaces.find(name) {
            noteExisting(.namespace, existing)
            if statement.ifNotExists { return }
            throw SQLError("42P06", "schema \"\(name)\" already exists")
        }
        let outerRole = session.role
        let outerPath = session.searchPath
        defer {
            session.role = outerRole
            session.searchPath = outerPath
        }
        session.role = owner
        let oid = database.newOID()
        database.namespaces.insert(NamespaceRow(name: name), oid)
        register(ObjectAddress(.namespace, oid))
        session.searchPath.insert(name, at: 0)
        let elements = try ordered(statement.schemaElts, in: name)
        if options.separatesParts, !isInBlock, statement.standsApart { return }
        for element in elements { try execute(element) }
    }

    /// The elements of a new schema in the order in which they are made: `transformCreateSchemaStmtElements`.
    private func ordered(_ elements: NodeList, in schema: String) throws(SQLError) -> [Node] {
        let kinds: [NodeKind] = [.createSeqStmt, .createStmt, .viewStmt, .indexStmt, .createTrigStmt, .grantStmt]
        for element in elements {
            let field: FieldName =
                element.kind == .createSeqStmt ? .sequence : element.kind == .viewStmt ? .view : .relation
            guard let name = element.child(field).flatMap(RangeVar.init), let other = name.schemaname, other != schema
            else { continue }
            throw SQLError(
                "42P15", "CREATE specifies a schema (\(other)) different from the one being created (\(schema))",
                range: name.nameRange)
        }
        return kinds.flatMap { kind in elements.filter { $0.kind == kind } }
    }
}
