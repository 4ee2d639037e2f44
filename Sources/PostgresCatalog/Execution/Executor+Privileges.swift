import PostgresSyntax

/// GRANT, REVOKE and ALTER DEFAULT PRIVILEGES.
extension Executor {
    func executeGrant(_ statement: GrantStmt) throws(SQLError) {
        var targets: [ObjectAddress] = []
        switch statement.targtype {
        case .object:
            for object in statement.objects {
                guard let target = try grantTarget(object, statement.objtype) else { continue }
                targets.append(target)
            }
        case .allInSchema:
            for name in statement.objects.strings { targets += objects(statement.objtype, in: try schema(name)) }
        case .defaults: return
        }
        let grants = try grants(statement)
        for target in targets {
            noteChange(target)
            database.records.update(target) { apply(grants, statement, to: &$0.grants) }
        }
    }

    private func grantTarget(_ object: Node, _ type: ObjectType) throws(SQLError) -> ObjectAddress? {
        switch type {
        case .table, .sequence:
            guard let name = RangeVar(object) else { return nil }
            let oid = try relation(name)
            guard let row = database.relations[oid] else { return nil }
            if row.isIndex { throw .wrongObjectType("\"\(row.name)\" is an index", range: name.nameRange) }
            if row.kind == .compositeType {
                throw .wrongObjectType("\"\(row.name)\" is a composite type", range: name.nameRange)
            }
            if type == .sequence, row.kind != .sequence {
                throw .wrongObjectType("\"\(row.name)\" is not a sequence", range: name.nameRange)
            }
            return ObjectAddress(.relation, oid)
        case .database, .tablespace, .largeobject, .parameterAcl:
            // They belong to the server, or are data: one that no statement creates may be there.
            return try address(object, type, missingOk: true)
        default: return try address(object, type)
        }
    }

    private func objects(_ type: ObjectType, in schema: OID) -> [ObjectAddress] {
        switch type {
        case .table, .sequence:
            database.relations.userRows.filter { row in
                row.row.schema == schema
                    && (type == .sequence
                        ? row.row.kind == .sequence
                        : row.row.isTable || row.row.kind == .view || row.row.kind == .materializedView)
            }.map { ObjectAddress(.relation, $0.oid) }
        case .function, .procedure, .routine:
            database.procedures.userRows.filter { row in
                row.row.schema == schema
                    && (type == .routine || (row.row.kind == .procedure) == (type == .procedure))
            }.map { ObjectAddress(.procedure, $0.oid) }
        default: []
        }
    }

    // MARK: Privileges

    private func grants(_ statement: GrantStmt) throws(SQLError) -> [PrivilegeGrant] {
        var grants: [PrivilegeGrant] = []
        for specification in statement.grantees.compactMap(RoleSpec.init) {
            let grantee = try role(specification).flatMap { database.roles[$0]?.name }
            let privileges = statement.privileges.compactMap(AccessPriv.init)
            if privileges.isEmpty {
                grants.append(PrivilegeGrant(grantee: grantee, privilege: "ALL", isGrantable: statement.grantOption))
            }
            for privilege in privileges {
                let name = privilege.privName?.uppercased() ?? "ALL"
                let columns: [String?] = privilege.cols.isEmpty ? [nil] : privilege.cols.strings.map { $0 }
                for column in columns {
                    grants.append(
                        PrivilegeGrant(
                            grantee: grantee, column: column, privilege: name, isGrantable: statement.grantOption))
                }
            }
        }
        return grants
    }

    /// Adds or takes away privileges; `ALL` takes away every one.
    private func apply(_ changes: [PrivilegeGrant], _ statement: GrantStmt, to grants: inout [PrivilegeGrant]) {
        for change in changes {
            let isMeant = { (grant: PrivilegeGrant) in
                grant.grantee == change.grantee && grant.column == change.column
                    && (grant.privilege == change.privilege || (!statement.isGrant && change.privilege == "ALL"))
            }
            if statement.isGrant {
                let isGrantable = change.isGrantable || grants.contains { isMeant($0) && $0.isGrantable }
                grants.removeAll(where: isMeant)
                var grant = change
                grant.isGrantable = isGrantable
                grants.append(grant)
            } else if statement.grantOption {
                for index in grants.indices where isMeant(grants[index]) { grants[index].isGrantable = false }
            } else {
                grants.removeAll(where: isMeant)
            }
        }
    }

    // MARK: Default privileges

    func executeDefaultPrivileges(_ statement: AlterDefaultPrivilegesStmt) throws(SQLError) {
        guard let action = statement.action else { return }
        var roles: [String] = []
        var schemas: [OID] = []
        for option in statement.options.compactMap(DefElem.init) {
            let items = option.arg?.listItems
            switch option.defname {
            case "roles":
                for specification in items?.compactMap(RoleSpec.init) ?? [] {
                    if let role = try role(specification), let name = database.roles[role]?.name { roles.append(name) }
                }
            case "schemas":
                for name in items?.strings ?? [] { schemas.append(try schema(name, range: option.node.byteRange)) }
            default: break
            }
        }
        if roles.isEmpty { roles = [database.roles[session.role]?.name ?? ""] }
        if schemas.isEmpty { schemas = [.none] }
        let changes = try grants(action)
        for role in roles {
            for schema in schemas { changeDefaults(role, schema, action, changes) }
        }
    }

    private func changeDefaults(_ role: String, _ schema: OID, _ action: GrantStmt, _ changes: [PrivilegeGrant]) {
        let letter: Character =
            switch action.objtype {
            case .sequence: "S"
            case .function, .routine, .procedure: "f"
            case .type: "T"
            case .schema: "n"
            case .largeobject: "L"
            default: "r"
            }
        let known = database.defaultACLs.findAll(role, in: schema)
            .first { database.defaultACLs[$0]?.objectType == letter }
        let oid: OID
        if let known {
            oid = known
        } else {
            oid = database.newOID()
            database.defaultACLs.insert(DefaultACLRow(name: role, schema: schema, objectType: letter), oid)
            register(ObjectAddress(.defaultACL, oid))
            if schema != .none {
                depend(ObjectAddress(.defaultACL, oid), on: ObjectAddress(.namespace, schema), .auto)
            }
        }
        noteChange(ObjectAddress(.defaultACL, oid))
        database.defaultACLs.update(oid) { apply(changes, action, to: &$0.privileges) }
        // Within a schema only additions are possible: without one there is no row.
        if schema != .none, database.defaultACLs[oid]?.privileges.isEmpty == true {
            try? dropObjects([ObjectAddress(.defaultACL, oid)], cascade: true, isInternal: true)
        }
    }
}
