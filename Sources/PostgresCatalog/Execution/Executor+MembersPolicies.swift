import PostgresSyntax

/// Row security policies.
extension Executor {
    /// `CreatePolicy`.
    func createPolicy(_ statement: CreatePolicyStmt) throws(SQLError) {
        let command = Self.policyCommand(statement.cmdName)
        if command == "r" || command == "d", statement.withCheck != nil {
            throw .syntax("WITH CHECK cannot be applied to SELECT or DELETE")
        }
        if command == "a", statement.qual != nil {
            throw .syntax("only WITH CHECK expression allowed for INSERT")
        }
        let roles = try policyRoles(statement.roles)
        guard let name = statement.table else { return }
        let table = try policyTable(name)
        let using = try policyExpression(statement.qual, table)
        let check = try policyExpression(statement.withCheck, table)
        let policyName = statement.policyName ?? ""
        if let existing = database.policies.find(policyName, in: table) {
            noteExisting(.policy, existing)
            throw SQLError(
                "42710",
                "policy \"\(policyName)\" for table \"\(database.relations[table]?.name ?? "")\" already exists")
        }
        let oid = database.newOID()
        database.policies.insert(
            PolicyRow(
                name: policyName, relation: table, command: command, isPermissive: statement.permissive,
                roles: roles, using: statement.qual, check: statement.withCheck), oid)
        let address = ObjectAddress(.policy, oid)
        register(address)
        depend(address, on: ObjectAddress(.relation, table), .auto, range: name.nameRange)
        depend(address, on: using + check)
    }

    /// `AlterPolicy`.
    func alterPolicy(_ statement: AlterPolicyStmt) throws(SQLError) {
        let roles = statement.roles.isEmpty ? nil : try policyRoles(statement.roles)
        guard let name = statement.table else { return }
        let table = try policyTable(name)
        let policyName = statement.policyName ?? ""
        var using = try policyExpression(statement.qual, table)
        var check = try policyExpression(statement.withCheck, table)
        guard let oid = database.policies.find(policyName, in: table), let row = database.policies[oid] else {
            throw SQLError(
                "42704",
                "policy \"\(policyName)\" for table \"\(database.relations[table]?.name ?? "")\" does not exist")
        }
        if row.command == "r" || row.command == "d", statement.withCheck != nil {
            throw .syntax("only USING expression allowed for SELECT, DELETE")
        }
        if row.command == "a", statement.qual != nil {
            throw .syntax("only WITH CHECK expression allowed for INSERT")
        }
        let address = ObjectAddress(.policy, oid)
        if statement.qual == nil { using = try policyExpression(row.using, table, isOld: true) }
        if statement.withCheck == nil { check = try policyExpression(row.check, table, isOld: true) }
        database.policies.update(oid) { row in
            if let roles { row.roles = roles }
            if let qual = statement.qual { row.using = qual }
            if let withCheck = statement.withCheck { row.check = withCheck }
        }
        noteChange(address)
        forgetDependencies(of: address)
        depend(address, on: ObjectAddress(.relation, table), .auto, range: name.nameRange)
        depend(address, on: using + check)
    }

    private static func policyCommand(_ name: String?) -> Character {
        switch name {
        case "select": "r"
        case "insert": "a"
        case "update": "w"
        case "delete": "d"
        default: "*"
        }
    }

    /// `policy_role_list_to_array`: names; none means PUBLIC.
    private func policyRoles(_ nodes: NodeList) throws(SQLError) -> [String] {
        var roles: [String] = []
        for specification in nodes.compactMap(RoleSpec.init) {
            guard let role = try role(specification) else {
                if nodes.count > 1 { warn("22023", "ignoring specified roles other than PUBLIC") }
                return []
            }
            roles.append(database.roles[role]?.name ?? "")
        }
        return roles
    }

    private func policyTable(_ name: RangeVar) throws(SQLError) -> OID {
        let table = try relation(name)
        guard let row = database.relations[table], row.kind == .table || row.kind == .partitionedTable else {
            throw .wrongObjectType("\"\(name.relname ?? "")\" is not a table", range: name.nameRange)
        }
        return table
    }

    /// What an expression of a policy needs; where it stands in an earlier statement, no range of this one names it.
    private func policyExpression(_ node: Node?, _ table: OID, isOld: Bool = false) throws(SQLError)
        -> [FoundDependency]
    {
        guard let node, let name = database.relations[table]?.name else { return [] }
        let found = try analyzeExpression(
            node, .policy, relations: [AnalysisRelation(relation: table, alias: name)],
            target: TypeReference(.bool)
        ).dependencies
        return isOld ? found.map { FoundDependency(address: $0.address, range: nil) } : found
    }
}
