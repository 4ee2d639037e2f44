import PostgresSyntax

/// What is done to objects of any kind: DROP, RENAME, SET SCHEMA, OWNER TO, GRANT, COMMENT.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeGeneralStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .dropStmt: try executeDrop(DropStmt(node)!)
        case .dropRoleStmt: try executeDropRole(DropRoleStmt(node)!)
        case .dropSubscriptionStmt: try executeDropSubscription(DropSubscriptionStmt(node)!)
        case .dropTableSpaceStmt: try executeDropTablespace(DropTableSpaceStmt(node)!)
        case .dropdbStmt: try executeDropDatabase(DropdbStmt(node)!)
        case .dropUserMappingStmt: try executeDropUserMapping(DropUserMappingStmt(node)!)
        case .dropOwnedStmt: try executeDropOwned(DropOwnedStmt(node)!)
        case .reassignOwnedStmt: try executeReassignOwned(ReassignOwnedStmt(node)!)
        case .renameStmt: try executeRename(RenameStmt(node)!)
        case .alterObjectSchemaStmt: try executeSetSchema(AlterObjectSchemaStmt(node)!)
        case .alterOwnerStmt: try executeSetOwner(AlterOwnerStmt(node)!)
        case .commentStmt: try executeComment(CommentStmt(node)!)
        case .secLabelStmt: try executeSecurityLabel(SecLabelStmt(node)!)
        case .grantStmt: try executeGrant(GrantStmt(node)!)
        case .alterDefaultPrivilegesStmt: try executeDefaultPrivileges(AlterDefaultPrivilegesStmt(node)!)
        default: return false
        }
        return true
    }

    // MARK: Owners

    private func executeSetOwner(_ statement: AlterOwnerStmt) throws(SQLError) {
        guard let object = statement.object, let owner = statement.newowner else { return }
        guard let address = try address(object, statement.objectType) else { return }
        try setOwner(address, owner)
    }

    /// Gives an object, and what belongs to it, to another role.
    func setOwner(_ address: ObjectAddress, _ owner: RoleSpec) throws(SQLError) {
        guard let role = try role(owner) else {
            throw SQLError("42704", "role \"public\" does not exist", range: owner.node.byteRange)
        }
        changeOwner(address, to: role)
    }

    private func changeOwner(_ address: ObjectAddress, to role: OID) {
        noteChange(address)
        database.records.update(address) { $0.owner = role }
        guard address.catalog == .relation else { return }
        // The indexes, the row type and the sequences of its columns go with a table.
        for edge in database.dependencies.dependents(of: address)
        where edge.dependent.catalog == .relation && (edge.kind == .auto || edge.kind == .internal) {
            guard let row = database.relations[edge.dependent.oid], row.isIndex || row.kind == .sequence else {
                continue
            }
            database.records.update(edge.dependent) { $0.owner = role }
        }
    }

    private func executeReassignOwned(_ statement: ReassignOwnedStmt) throws(SQLError) {
        guard let new = statement.newrole, let newRole = try role(new) else { return }
        for old in statement.roles.compactMap(RoleSpec.init) {
            guard let oldRole = try role(old) else { continue }
            for address in database.records.addresses(ownedBy: oldRole) { changeOwner(address, to: newRole) }
        }
    }

    private func executeDropOwned(_ statement: DropOwnedStmt) throws(SQLError) {
        for specification in statement.roles.compactMap(RoleSpec.init) {
            guard let role = try role(specification) else { continue }
            let name = database.roles[role]?.name
            try dropObjects(
                database.records.addresses(ownedBy: role), cascade: statement.behavior == .cascade, isInternal: true)
            database.records.removeGrants(to: name)
        }
    }

    // MARK: Comments

    private func executeComment(_ statement: CommentStmt) throws(SQLError) {
        guard let object = statement.object else { return }
        if statement.objtype == .database || statement.objtype == .tablespace || statement.objtype == .largeobject {
            // They belong to the server, or are data: one that no statement creates may be there.
            guard let found = try self.address(object, statement.objtype, missingOk: true) else { return }
            comment(found, statement.comment)
            return
        }
        guard let found = try address(object, statement.objtype) else { return }
        if statement.objtype == .column, let row = database.relations[found.oid],
            row.isIndex || row.kind == .sequence
        {
            throw .wrongObjectType(
                "cannot set comment on relation \"\(row.name)\"",
                detail: "This operation is not supported for \(row.isIndex ? "indexes" : "sequences").",
                range: object.byteRange)
        }
        comment(found, statement.comment)
    }

    private func comment(_ address: ObjectAddress, _ text: String?) {
        let text = text.flatMap { $0.isEmpty ? nil : $0 }
        noteChange(address)
        database.records.update(address) { record in
            if address.column > 0 { record.columnComments[address.column] = text } else { record.comment = text }
        }
    }

    private func executeSecurityLabel(_ statement: SecLabelStmt) throws(SQLError) {
        guard let object = statement.object, let found = try address(object, statement.objtype) else { return }
        noteChange(found)
        let provider = statement.provider ?? ""
        database.records.update(found) { $0.securityLabels[provider] = statement.label }
    }
}
