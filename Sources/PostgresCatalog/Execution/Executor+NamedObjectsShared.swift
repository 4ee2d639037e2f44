import PostgresSyntax

/// Roles, tablespaces, databases, subscriptions.
extension Executor {
    // MARK: Roles

    /// `CreateRole`.
    func createRole(_ statement: CreateRoleStmt) throws(SQLError) {
        let name = statement.role ?? ""
        let options = try roleOptions(statement.options)
        if name.hasPrefix("pg_") {
            throw SQLError(
                "42939", "role name \"\(name)\" is reserved",
                detail: "Role names starting with \"pg_\" are reserved.")
        }
        let oid: OID
        if let existing = database.roles.find(name) {
            guard database.roles[existing]?.isAssumed == true else {
                noteExisting(.role, existing)
                throw .duplicateObject("role", name)
            }
            oid = existing
        } else {
            oid = database.newOID()
        }
        let attributes = options.filter { !Self.membershipOptions.contains($0.name) }.map(\.attribute)
        database.roles.insert(
            RoleRow(
                name: name, attributes: (statement.stmtType == .user ? ["canlogin=true"] : []) + attributes,
                memberOf: database.roles[oid]?.memberOf ?? []), oid)
        register(ObjectAddress(.role, oid))
        for option in options where Self.membershipOptions.contains(option.name) {
            for specification in option.arg?.listItems.compactMap(RoleSpec.init) ?? [] {
                guard let other = try role(specification) else { continue }
                // IN ROLE makes it a member of others, ROLE and ADMIN make others its members.
                let (member, group) = option.name == "addroleto" ? (oid, other) : (other, oid)
                try addMember(member, to: group)
            }
        }
    }

    private static let membershipOptions: Set<String> = ["addroleto", "rolemembers", "adminmembers"]

    private func roleOptions(_ nodes: NodeList) throws(SQLError) -> [DefElem] {
        var seen: Set<String> = []
        for element in nodes.definitions where !seen.insert(element.name).inserted {
            throw .syntax("conflicting or redundant options", range: element.range)
        }
        return nodes.definitions
    }

    /// Makes a role a member of another, unless that is a member of it.
    private func addMember(_ member: OID, to group: OID, range: Range<Int>? = nil) throws(SQLError) {
        if member == group || isMember(group, of: member) {
            let names = [group, member].map { database.roles[$0]?.name ?? "" }
            throw SQLError("0LP01", "role \"\(names[0])\" is a member of role \"\(names[1])\"", range: range)
        }
        database.roles.update(member) { if !$0.memberOf.contains(group) { $0.memberOf.append(group) } }
    }

    /// `AlterRole`.
    func alterRole(_ statement: AlterRoleStmt) throws(SQLError) {
        let options = try roleOptions(statement.options)
        guard let oid = try statement.role.flatMap(role) else { return }
        for option in options where option.name == "rolemembers" {
            for specification in option.arg?.listItems.compactMap(RoleSpec.init) ?? [] {
                guard let member = try role(specification) else { continue }
                if statement.action > 0 {
                    try addMember(member, to: oid)
                } else {
                    database.roles.update(member) { $0.memberOf.removeAll { $0 == oid } }
                }
            }
        }
        database.roles.update(oid) { row in
            for option in options where !Self.membershipOptions.contains(option.name) {
                row.attributes.removeAll { $0.hasPrefix(option.name + "=") }
                row.attributes.append(option.attribute)
            }
        }
        noteChange(ObjectAddress(.role, oid))
    }

    /// `AlterRoleSet`: settings of coming sessions.
    func alterRoleSettings(_ statement: AlterRoleSetStmt) throws(SQLError) {
        guard let specification = statement.role, let oid = try role(specification) else { return }
        noteChange(ObjectAddress(.role, oid))
    }

    /// `GrantRole`.
    func grantRole(_ statement: GrantRoleStmt) throws(SQLError) {
        for granted in statement.grantedRoles.compactMap(AccessPriv.init) {
            let name = granted.privName ?? ""
            if !granted.cols.isEmpty {
                throw SQLError(
                    "0LP01", "column names cannot be included in GRANT/REVOKE ROLE", range: granted.node.byteRange)
            }
            let group = try role(name, range: granted.node.byteRange)
            for specification in statement.granteeRoles.compactMap(RoleSpec.init) {
                guard let member = try role(specification) else { continue }
                if !statement.isGrant {
                    let isWhole = statement.opt.isEmpty
                    if isWhole { database.roles.update(member) { $0.memberOf.removeAll { $0 == group } } }
                    continue
                }
                try addMember(member, to: group, range: granted.node.byteRange)
            }
        }
    }

    private func isMember(_ role: OID, of group: OID) -> Bool {
        var pending = database.roles[role]?.memberOf ?? []
        var seen = Set(pending)
        while let next = pending.popLast() {
            if next == group { return true }
            for other in database.roles[next]?.memberOf ?? [] where seen.insert(other).inserted {
                pending.append(other)
            }
        }
        return false
    }

    // MARK: Tablespaces and databases

    /// `CreateTableSpace`.
    func createTablespace(_ statement: CreateTableSpaceStmt) throws(SQLError) {
        try requireNoTransaction("CREATE TABLESPACE")
        let name = statement.tablespacename ?? ""
        let owner = try statement.owner.flatMap(role) ?? session.role
        let location = statement.location ?? ""
        if location.contains("'") { throw SQLError("42602", "tablespace location cannot contain single quotes") }
        guard location.hasPrefix("/") else {
            throw .invalidObjectDefinition("tablespace location must be an absolute path")
        }
        if name.hasPrefix("pg_") {
            throw SQLError(
                "42939", "unacceptable tablespace name \"\(name)\"",
                detail: "The prefix \"pg_\" is reserved for system tablespaces.")
        }
        guard database.tablespaces.find(name) == nil else { throw .duplicateObject("tablespace", name) }
        let oid = database.newOID()
        database.tablespaces.insert(NamedRow(name: name, properties: [location]), oid)
        register(ObjectAddress(.tablespace, oid))
        database.records.update(ObjectAddress(.tablespace, oid)) { $0.owner = owner }
    }

    /// `AlterTableSpaceOptions`; tablespaces belong to the server, so that others may be there.
    func alterTablespace(_ statement: AlterTableSpaceOptionsStmt) throws(SQLError) {
        let name = statement.tablespacename ?? ""
        if let oid = database.tablespaces.find(name) { return noteChange(ObjectAddress(.tablespace, oid)) }
        if !["pg_default", "pg_global"].contains(name) { throw .undefinedObject("tablespace", name) }
    }

    /// `createdb`.
    func createDatabase(_ statement: CreatedbStmt) throws(SQLError) {
        try requireNoTransaction("CREATE DATABASE")
        let name = statement.dbname ?? ""
        guard database.databases.find(name) == nil else {
            throw SQLError("42P04", "database \"\(name)\" already exists")
        }
        let oid = database.newOID()
        database.databases.insert(NamedRow(name: name), oid)
        register(ObjectAddress(.database, oid))
    }

    /// Notes a change of a database; one that no statement creates may be there.
    func noteDatabase(_ name: String?) {
        if let oid = name.flatMap({ database.databases.find($0) }) { noteChange(ObjectAddress(.database, oid)) }
    }

    private func requireNoTransaction(_ command: String) throws(SQLError) {
        if session.transaction != .none {
            throw SQLError("25001", "\(command) cannot run inside a transaction block")
        }
    }

    // MARK: Large objects

    /// Notes what `SELECT lo_create(number)` makes and `SELECT lo_unlink(number)` removes.
    func noteLargeObjects(_ query: Node) {
        for target in query.children(.targetList) {
            guard let call = target.child(.val).flatMap(FuncCall.init), let name = call.funcname.strings.last,
                let number = call.args.first.flatMap(largeObjectNumber)
            else { continue }
            let found = database.largeObjects.find(number)
            if name == "lo_create", found == nil {
                let oid = database.newOID()
                database.largeObjects.insert(NamedRow(name: number), oid)
                register(ObjectAddress(.largeObject, oid))
            } else if name == "lo_unlink", let found {
                database.removeRow(ObjectAddress(.largeObject, found))
                database.records.remove(ObjectAddress(.largeObject, found))
            }
        }
    }

    private func largeObjectNumber(_ node: Node) -> String? {
        switch AConst(node)?.value {
        case .integer(let number)? where number > 0: String(number)
        case .string(let text)? where !text.isEmpty && text.allSatisfy(\.isNumber): text
        default: nil
        }
    }

    // MARK: Subscriptions

    private static let subscriptionOptions: Set<String> = [
        "connect", "enabled", "create_slot", "slot_name", "copy_data", "synchronous_commit", "refresh", "binary",
        "streaming", "two_phase", "disable_on_error", "password_required", "run_as_owner", "failover", "origin",
        "lsn",
    ]

    /// `CreateSubscription`; nothing is connected to.
    func createSubscription(_ statement: CreateSubscriptionStmt) throws(SQLError) {
        try checkSubscription(statement.options)
        let name = statement.subname ?? ""
        guard database.subscriptions.find(name) == nil else { throw .duplicateObject("subscription", name) }
        let publications = statement.publication.strings
        for (index, publication) in publications.enumerated() where publications[..<index].contains(publication) {
            throw SQLError("42710", "publication name \"\(publication)\" used more than once")
        }
        let oid = database.newOID()
        database.subscriptions.insert(NamedRow(name: name, properties: publications), oid)
        register(ObjectAddress(.subscription, oid))
    }

    private func checkSubscription(_ nodes: NodeList) throws(SQLError) {
        var seen: Set<String> = []
        var values: [String: Bool] = [:]
        for element in nodes.definitions {
            guard Self.subscriptionOptions.contains(element.name) else {
                throw .syntax("unrecognized subscription parameter: \"\(element.name)\"", range: element.range)
            }
            guard seen.insert(element.name).inserted else {
                throw .syntax("conflicting or redundant options", range: element.range)
            }
            if ["connect", "enabled", "create_slot", "copy_data"].contains(element.name) {
                values[element.name] = try element.boolean()
            }
        }
        guard values["connect"] == false else { return }
        for option in ["enabled", "create_slot", "copy_data"] where values[option] == true {
            throw .syntax("connect = false and \(option) = true are mutually exclusive options")
        }
    }

    /// `AlterSubscription`.
    func alterSubscription(_ statement: AlterSubscriptionStmt) throws(SQLError) {
        let name = statement.subname ?? ""
        guard let oid = database.subscriptions.find(name), let row = database.subscriptions[oid] else {
            throw .undefinedObject("subscription", name)
        }
        if statement.kind != .refresh, statement.kind != .skip { try checkSubscription(statement.options) }
        let publications = statement.publication.strings
        for publication in publications {
            let isThere = row.properties.contains(publication)
            if statement.kind == .addPublication, isThere {
                throw SQLError("42710", "publication \"\(publication)\" is already in subscription \"\(name)\"")
            }
            if statement.kind == .dropPublication, !isThere {
                throw SQLError("42P17", "publication \"\(publication)\" is not in subscription \"\(name)\"")
            }
        }
        database.subscriptions.update(oid) { row in
            switch statement.kind {
            case .setPublication: row.properties = publications
            case .addPublication: row.properties += publications
            case .dropPublication: row.properties.removeAll { publications.contains($0) }
            default: break
            }
        }
        noteChange(ObjectAddress(.subscription, oid))
    }
}

extension DefElem {
    /// An option of a role as it is kept, without what is secret.
    fileprivate var attribute: String { name + "=" + (name == "password" ? "" : stringValue ?? "") }
}
