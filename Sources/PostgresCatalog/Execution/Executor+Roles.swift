import PostgresSyntax

/// Roles by name.
extension Executor {
    /// The role of this name. Roles belong to the server: one that no statement creates is taken as existing, unless
    /// ``ExecutionOptions/assumesRoles`` says otherwise.
    func role(_ name: String, range: Range<Int>? = nil) throws(SQLError) -> OID {
        if let found = database.roles.find(name) { return found }
        guard options.assumesRoles else { throw .undefinedObject("role", name, range: range) }
        let oid = database.newOID()
        database.roles.insert(RoleRow(name: name, isAssumed: true), oid)
        return oid
    }

    /// The role that a `RoleSpec` means; nil for PUBLIC.
    func role(_ specification: RoleSpec) throws(SQLError) -> OID? {
        switch specification.roletype {
        case .public: nil
        case .currentRole, .currentUser, .sessionUser: session.role
        case .cstring: try role(specification.rolename ?? "", range: specification.node.byteRange)
        }
    }
}
