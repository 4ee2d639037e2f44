import PostgresSyntax

/// Foreign-data wrappers, servers, user mappings.
extension Executor {
    // MARK: Options

    /// The options of a foreign object, each as `name=value`, after ADD, SET and DROP: `transformGenericOptions`.
    func foreignOptions(_ old: [String], changedBy nodes: NodeList) throws(SQLError) -> [String] {
        var list = old
        for element in nodes.definitions {
            let index = list.firstIndex { $0.hasPrefix(element.name + "=") }
            switch element.defaction {
            case .set, .drop:
                guard let index else {
                    throw SQLError("42704", "option \"\(element.name)\" not found", range: element.range)
                }
                if element.defaction == .drop {
                    list.remove(at: index)
                } else {
                    list[index] = element.name + "=" + (element.stringValue ?? "")
                }
            case .add, .unspec:
                guard index == nil else {
                    throw SQLError("42710", "option \"\(element.name)\" provided more than once", range: element.range)
                }
                if element.name.contains("=") {
                    throw SQLError(
                        "22023", "invalid option name \"\(element.name)\": must not contain \"=\"",
                        range: element.range)
                }
                list.append(element.name + "=" + (element.stringValue ?? ""))
            }
        }
        return list
    }

    /// What `postgresql_fdw_validator` says, as far as it is known: wrappers take no options, servers and users some.
    private func checkOptions(_ nodes: NodeList, wrapper: OID, allowed: Set<String>) throws(SQLError) {
        guard let validator = database.foreignDataWrappers[wrapper]?.references.last, validator.isBuiltIn,
            database.procedures[validator]?.name == "postgresql_fdw_validator"
        else { return }
        for element in nodes.definitions where element.defaction != .drop && !allowed.contains(element.name) {
            throw .syntax("invalid option \"\(element.name)\"", range: element.range)
        }
    }

    private static let serverOptions: Set<String> = [
        "authtype", "service", "connect_timeout", "dbname", "host", "hostaddr", "port", "tty", "options",
        "requiressl", "sslmode", "gsslib",
    ]
    private static let userOptions: Set<String> = ["user", "password"]

    private func wrapper(ofServer server: OID) -> OID { database.foreignServers[server]?.references.first ?? .none }

    // MARK: Wrappers

    /// The functions of a wrapper; nil for what the statement does not say.
    private struct WrapperFunctions {
        var handler: (oid: OID, range: Range<Int>)?
        var validator: (oid: OID, range: Range<Int>)?
        var saysHandler = false
        var saysValidator = false
    }

    /// `parse_func_options`.
    private func wrapperFunctions(_ nodes: NodeList) throws(SQLError) -> WrapperFunctions {
        var functions = WrapperFunctions()
        for element in nodes.definitions {
            let isHandler = element.name == "handler"
            if isHandler ? functions.saysHandler : functions.saysValidator {
                throw .syntax("conflicting or redundant options", range: element.range)
            }
            if isHandler { functions.saysHandler = true } else { functions.saysValidator = true }
            guard element.arg != nil else { continue }
            let name = try element.qualifiedName()
            if isHandler {
                let oid = try function(name, [])
                guard database.procedures[oid]?.returnType == .fdwHandler else {
                    throw .wrongObjectType("function \(name.text) must return type fdw_handler", range: name.range)
                }
                functions.handler = (oid, name.range)
            } else {
                functions.validator = (try function(name, [.textArray, .oid]), name.range)
            }
        }
        return functions
    }

    /// `CreateForeignDataWrapper`.
    func createForeignDataWrapper(_ statement: CreateFdwStmt) throws(SQLError) {
        let name = statement.fdwname ?? ""
        if let existing = database.foreignDataWrappers.find(name) {
            noteExisting(.foreignDataWrapper, existing)
            throw .duplicateObject("foreign-data wrapper", name)
        }
        let functions = try wrapperFunctions(statement.funcOptions)
        let options = try foreignOptions([], changedBy: statement.options)
        let oid = database.newOID()
        database.foreignDataWrappers.insert(
            NamedRow(
                name: name, references: [functions.handler?.oid ?? .none, functions.validator?.oid ?? .none],
                properties: options), oid)
        let address = ObjectAddress(.foreignDataWrapper, oid)
        try checkOptions(statement.options, wrapper: oid, allowed: [])
        register(address)
        for function in [functions.handler, functions.validator].compactMap({ $0 }) {
            depend(address, on: ObjectAddress(.procedure, function.oid), range: function.range)
        }
    }

    /// `AlterForeignDataWrapper`.
    func alterForeignDataWrapper(_ statement: AlterFdwStmt) throws(SQLError) {
        let oid = try foreignDataWrapper(statement.fdwname ?? "")
        guard let row = database.foreignDataWrappers[oid] else { return }
        let functions = try wrapperFunctions(statement.funcOptions)
        if functions.saysHandler {
            warn(
                "01000", "changing the foreign-data wrapper handler can change behavior of existing foreign tables")
        }
        if functions.saysValidator, functions.validator != nil {
            warn(
                "01000",
                "changing the foreign-data wrapper validator can cause the options for dependent objects to become "
                    + "invalid")
        }
        let options = try foreignOptions(row.properties, changedBy: statement.options)
        let address = ObjectAddress(.foreignDataWrapper, oid)
        database.foreignDataWrappers.update(oid) { row in
            if functions.saysHandler { row.references[0] = functions.handler?.oid ?? .none }
            if functions.saysValidator { row.references[1] = functions.validator?.oid ?? .none }
            row.properties = options
        }
        try checkOptions(statement.options, wrapper: oid, allowed: [])
        noteChange(address)
        guard functions.saysHandler || functions.saysValidator else { return }
        database.dependencies.removeDependencies(of: address) {
            $0.referenced.catalog == .procedure && $0.kind == .normal
        }
        let ranges = [functions.handler?.range, functions.validator?.range]
        for (function, range) in zip(database.foreignDataWrappers[oid]?.references ?? [], ranges) {
            depend(address, on: ObjectAddress(.procedure, function), range: range)
        }
    }

    private func foreignDataWrapper(_ name: String) throws(SQLError) -> OID {
        guard let oid = database.foreignDataWrappers.find(name) else {
            throw .undefinedObject("foreign-data wrapper", name)
        }
        return oid
    }

    // MARK: Servers

    /// The server of this name.
    func server(_ name: String, range: Range<Int>? = nil) throws(SQLError) -> OID {
        guard let oid = database.foreignServers.find(name) else { throw .undefinedObject("server", name, range: range) }
        return oid
    }

    /// `CreateForeignServer`.
    func createServer(_ statement: CreateForeignServerStmt) throws(SQLError) {
        let name = statement.servername ?? ""
        if let existing = database.foreignServers.find(name) {
            noteExisting(.foreignServer, existing)
            if statement.ifNotExists { return }
            throw .duplicateObject("server", name)
        }
        let wrapper = try foreignDataWrapper(statement.fdwname ?? "")
        let options = try foreignOptions([], changedBy: statement.options)
        try checkOptions(statement.options, wrapper: wrapper, allowed: Self.serverOptions)
        let oid = database.newOID()
        database.foreignServers.insert(
            NamedRow(
                name: name, references: [wrapper],
                properties: [statement.servertype ?? "", statement.version ?? ""] + options), oid)
        let address = ObjectAddress(.foreignServer, oid)
        register(address)
        depend(
            address, on: ObjectAddress(.foreignDataWrapper, wrapper),
            range: statement.node.child(.fdwname)?.byteRange)
    }

    /// `AlterForeignServer`.
    func alterServer(_ statement: AlterForeignServerStmt) throws(SQLError) {
        let oid = try server(statement.servername ?? "")
        guard let row = database.foreignServers[oid] else { return }
        let options = try foreignOptions(Array(row.properties.dropFirst(2)), changedBy: statement.options)
        try checkOptions(statement.options, wrapper: wrapper(ofServer: oid), allowed: Self.serverOptions)
        database.foreignServers.update(oid) { row in
            if statement.hasVersion { row.properties[1] = statement.version ?? "" }
            row.properties = Array(row.properties.prefix(2)) + options
        }
        noteChange(ObjectAddress(.foreignServer, oid))
    }

    // MARK: User mappings

    /// `CreateUserMapping`.
    func createUserMapping(_ statement: CreateUserMappingStmt) throws(SQLError) {
        let user = try mappedUser(statement.user)
        let name = statement.servername ?? ""
        let server = try server(name)
        if let existing = database.userMappings.find(user, in: server) {
            noteExisting(.userMapping, existing)
            if statement.ifNotExists { return }
            throw SQLError("42710", "user mapping for \"\(user)\" already exists for server \"\(name)\"")
        }
        let options = try foreignOptions([], changedBy: statement.options)
        try checkOptions(statement.options, wrapper: wrapper(ofServer: server), allowed: Self.userOptions)
        let oid = database.newOID()
        database.userMappings.insert(UserMappingRow(name: user, server: server, options: options), oid)
        let address = ObjectAddress(.userMapping, oid)
        register(address)
        depend(address, on: ObjectAddress(.foreignServer, server), range: statement.node.child(.servername)?.byteRange)
    }

    /// `AlterUserMapping`.
    func alterUserMapping(_ statement: AlterUserMappingStmt) throws(SQLError) {
        let user = try mappedUser(statement.user)
        let name = statement.servername ?? ""
        let server = try server(name)
        guard let oid = database.userMappings.find(user, in: server), let row = database.userMappings[oid] else {
            throw SQLError("42704", "user mapping for \"\(user)\" does not exist for server \"\(name)\"")
        }
        let options = try foreignOptions(row.options, changedBy: statement.options)
        try checkOptions(statement.options, wrapper: wrapper(ofServer: server), allowed: Self.userOptions)
        database.userMappings.update(oid) { $0.options = options }
        noteChange(ObjectAddress(.userMapping, oid))
    }

    /// The name of a role, or `public`.
    private func mappedUser(_ specification: RoleSpec?) throws(SQLError) -> String {
        guard let role = try specification.flatMap(role) else { return "public" }
        return database.roles[role]?.name ?? ""
    }

    // MARK: IMPORT FOREIGN SCHEMA

    /// `ImportForeignSchema`: what the other server holds is not known here.
    func importForeignSchema(_ statement: ImportForeignSchemaStmt) throws(SQLError) {
        let server = try server(statement.serverName ?? "")
        let schema = try schema(statement.localSchema ?? "")
        let wrapper = database.foreignServers[server]?.references.first ?? .none
        guard let row = database.foreignDataWrappers[wrapper] else { return }
        guard row.references.first != OID.none else {
            throw SQLError("55000", "foreign-data wrapper \"\(row.name)\" has no handler")
        }
        noteChange(ObjectAddress(.namespace, schema))
        warn(
            "HV00R",
            "the tables of schema \"\(statement.remoteSchema ?? "")\" of server \"\(statement.serverName ?? "")\" are "
                + "not known")
    }
}
