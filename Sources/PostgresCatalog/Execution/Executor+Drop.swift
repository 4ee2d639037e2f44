import PostgresSyntax

/// DROP of every kind.
extension Executor {
    func executeDrop(_ statement: DropStmt) throws(SQLError) {
        var found: [ObjectAddress] = []
        for object in statement.objects {
            guard let address = try dropTarget(object, statement) else { continue }
            found.append(address)
        }
        try dropObjects(found, cascade: statement.behavior == .cascade)
    }

    private func dropTarget(_ object: Node, _ statement: DropStmt) throws(SQLError) -> ObjectAddress? {
        switch statement.removeType {
        case .table, .view, .matview, .sequence, .index, .foreignTable:
            return try relationToDrop(object, statement)
        default:
            do throws(SQLError) {
                return try address(object, statement.removeType, missingOk: statement.missingOk)
            } catch {
                // The table of a trigger, rule or policy may be missing, and so may a type of a routine or cast.
                guard statement.missingOk, ["42P01", "3F000", "42704"].contains(error.state) else { throw error }
                return nil
            }
        }
    }

    /// `RemoveRelations`, `DropErrorMsgNonExistent` and `DropErrorMsgWrongType`.
    private func relationToDrop(_ object: Node, _ statement: DropStmt) throws(SQLError) -> ObjectAddress? {
        let parts = object.listItems.strings
        let range = object.byteRange
        let type = statement.removeType
        let (noun, state) = Self.relationNouns[type] ?? ("table", "42P01")
        if parts.count > 1, database.namespaces.find(parts[parts.count - 2]) == nil, parts[parts.count - 2] != "pg_temp"
        {
            if statement.missingOk { return nil }
            throw .undefinedSchema(parts[parts.count - 2], range: range)
        }
        guard let oid = try find(database.relations, parts, range: range), let row = database.relations[oid] else {
            if statement.missingOk { return nil }
            throw SQLError(state, "\(noun) \"\(parts.last ?? "")\" does not exist", range: range)
        }
        guard Self.dropType(of: row.kind) == type else {
            let article = noun.first.map { "aeiou".contains($0) } == true ? "an" : "a"
            let own = Self.dropType(of: row.kind).flatMap { Self.relationNouns[$0]?.noun } ?? "type"
            throw SQLError(
                "42809", "\"\(row.name)\" is not \(article) \(noun)",
                hint: "Use DROP \(own.uppercased()) to remove \(own.first == "i" ? "an" : "a") \(own).", range: range)
        }
        return ObjectAddress(.relation, oid)
    }

    private static let relationNouns: [ObjectType: (noun: String, state: String)] = [
        .table: ("table", "42P01"), .sequence: ("sequence", "42P01"), .view: ("view", "42P01"),
        .matview: ("materialized view", "42P01"), .index: ("index", "42704"),
        .foreignTable: ("foreign table", "42P01"),
    ]

    private static func dropType(of kind: RelationRow.Kind) -> ObjectType? {
        switch kind {
        case .table, .partitionedTable, .toastTable: .table
        case .index, .partitionedIndex: .index
        case .sequence: .sequence
        case .view: .view
        case .materializedView: .matview
        case .foreignTable: .foreignTable
        case .compositeType: nil
        }
    }

    // MARK: What belongs to the server

    func executeDropRole(_ statement: DropRoleStmt) throws(SQLError) {
        for specification in statement.roles.compactMap(RoleSpec.init) {
            let name = specification.rolename ?? ""
            guard let found = database.roles.find(name) else {
                if statement.missingOk || options.assumesRoles { continue }
                throw .undefinedObject("role", name, range: specification.node.byteRange)
            }
            let owned = database.records.addresses(ownedBy: found).filter { !$0.oid.isBuiltIn }
            guard owned.isEmpty else {
                throw SQLError(
                    "2BP01", "role \"\(name)\" cannot be dropped because some objects depend on it",
                    detail: owned.map { "owner of " + description($0) }.joined(separator: "\n"),
                    range: specification.node.byteRange)
            }
            try dropObjects([ObjectAddress(.role, found)], cascade: false)
        }
    }

    func executeDropSubscription(_ statement: DropSubscriptionStmt) throws(SQLError) {
        try dropNamed(
            .subscription, "subscription", \.subscriptions, statement.subname ?? "", statement.missingOk, statement.node
        )
    }

    func executeDropTablespace(_ statement: DropTableSpaceStmt) throws(SQLError) {
        try dropNamed(
            .tablespace, "tablespace", \.tablespaces, statement.tablespacename ?? "", statement.missingOk,
            statement.node)
    }

    /// Databases belong to the server: one that no statement creates may be there.
    func executeDropDatabase(_ statement: DropdbStmt) throws(SQLError) {
        try dropNamed(.database, "database", \.databases, statement.dbname ?? "", true, statement.node)
    }

    private func dropNamed(
        _ catalog: CatalogClass, _ noun: String, _ table: KeyPath<Database, CatalogTable<NamedRow>>, _ name: String,
        _ missingOk: Bool, _ node: Node
    ) throws(SQLError) {
        guard let found = database[keyPath: table].find(name) else {
            if missingOk { return }
            throw .undefinedObject(noun, name, range: node.byteRange)
        }
        try dropObjects([ObjectAddress(catalog, found)], cascade: false)
    }

    func executeDropUserMapping(_ statement: DropUserMappingStmt) throws(SQLError) {
        let server = statement.servername ?? ""
        guard let serverOID = database.foreignServers.find(server) else {
            if statement.missingOk { return }
            throw .undefinedObject("server", server, range: statement.node.byteRange)
        }
        guard let specification = statement.user else { return }
        let name = try role(specification).flatMap { database.roles[$0]?.name } ?? "public"
        guard let found = database.userMappings.find(name, in: serverOID) else {
            if statement.missingOk { return }
            throw SQLError(
                "42704", "user mapping for \"\(name)\" does not exist for server \"\(server)\"",
                range: statement.node.byteRange)
        }
        try dropObjects([ObjectAddress(.userMapping, found)], cascade: false)
    }
}
