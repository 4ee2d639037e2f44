import PostgresSyntax

/// CREATE and ALTER EXTENSION.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeExtensionStatement(_ node: Node) throws(SQLError) -> Bool {
        if let statement = CreateExtensionStmt(node) {
            try create(statement)
        } else if let statement = AlterExtensionStmt(node) {
            try update(statement)
        } else if let statement = AlterExtensionContentsStmt(node) {
            try changeMembers(statement)
        } else {
            return false
        }
        return true
    }

    /// The name of an extension whose members are not known: a name that means nothing may be one of them.
    func mayComeFromExtension() -> String? {
        if database.extensions.changeCount != unknownExtension.changeCount {
            let name = database.extensions.userRows.first { !$0.row.isKnown }?.row.name
            unknownExtension = (name, database.extensions.changeCount)
        }
        return unknownExtension.name
    }

    // MARK: CREATE EXTENSION

    private func create(_ statement: CreateExtensionStmt) throws(SQLError) {
        let name = statement.extname ?? ""
        try requireValid(name, "extension name", "Extension names", range: statement.node.byteRange)
        if let existing = database.extensions.find(name) {
            noteExisting(.extension, existing)
            if statement.ifNotExists { return }
            throw .duplicateObject("extension", name)
        }
        var creation = ExtensionCreation()
        var seen: Set<String> = []
        for option in statement.options.compactMap(DefElem.init) {
            let optionName = option.defname ?? ""
            guard seen.insert(optionName).inserted else {
                throw .syntax("conflicting or redundant options", range: option.node.byteRange)
            }
            switch optionName {
            case "schema":
                creation.schema = option.arg?.stringNodeValue
                creation.schemaRange = option.arg?.byteRange
            case "new_version": creation.version = option.arg?.stringNodeValue
            default: creation.isCascading = true
            }
        }
        _ = try createExtension(name, creation)
    }

    /// `CreateExtensionInternal`.
    private func createExtension(_ name: String, _ creation: ExtensionCreation) throws(SQLError) -> OID {
        let control = ExtensionControl(named: name)
        try requireAvailable(control)
        let version = creation.version ?? control.version
        if let version { try requireValid(version, "extension version name", "Version names") }
        let schema = try schema(for: control, creation)
        var required: [String: OID] = [:]
        for other in control.requires {
            required[other] = try requiredExtension(other, by: name, creation)
        }
        let oid = database.newOID()
        let address = ObjectAddress(.extension, oid)
        let row = ExtensionRow(
            name: name, schema: schema, version: version, isRelocatable: control.isRelocatable,
            isKnown: control.members != nil)
        database.extensions.insert(row, oid)
        register(address)
        depend(address, on: ObjectAddress(.namespace, schema), range: creation.schemaRange)
        for other in control.requires { depend(address, on: ObjectAddress(.extension, required[other]!)) }
        createMembers(control, SnapshotReader.Members(base: oid, schema: schema, required: required))
        return oid
    }

    private func requireAvailable(_ control: ExtensionControl) throws(SQLError) {
        guard control.members == nil else { return }
        guard options.assumesExtensions else {
            throw SQLError(
                "0A000", "extension \"\(control.name)\" is not available",
                hint: "The extension must first be installed on the system where PostgreSQL is running.")
        }
        if !control.isKnownByName {
            warn("0A000", "extension \"\(control.name)\" is not known: the server is taken to have it")
        }
    }

    /// The schema that an extension comes into.
    private func schema(for control: ExtensionControl, _ creation: ExtensionCreation) throws(SQLError) -> OID {
        var given: OID?
        if let name = creation.schema { given = try schema(name, range: creation.schemaRange) }
        guard let fixed = control.schema else {
            if let given { return given }
            let schema = try creationSchema()
            noteName([""], in: schema, range: nil)
            return schema
        }
        if let name = creation.schema, name != fixed, !creation.isCascading {
            throw SQLError("0A000", "extension \"\(control.name)\" must be installed in schema \"\(fixed)\"")
        }
        if let found = database.namespaces.find(fixed) { return found }
        let oid = database.newOID()
        database.namespaces.insert(NamespaceRow(name: fixed), oid)
        register(ObjectAddress(.namespace, oid))
        return oid
    }

    /// `get_required_extension`.
    private func requiredExtension(_ name: String, by dependent: String, _ creation: ExtensionCreation)
        throws(SQLError) -> OID
    {
        if let found = database.extensions.find(name) { return found }
        guard creation.isCascading else {
            throw SQLError(
                "42704", "required extension \"\(name)\" is not installed",
                hint: "Use CREATE EXTENSION ... CASCADE to install required extensions too.")
        }
        var inner = creation
        inner.version = nil
        return try createExtension(name, inner)
    }

    /// `check_valid_extension_name` and `check_valid_version_name`.
    private func requireValid(_ name: String, _ what: String, _ plural: String, range: Range<Int>? = nil)
        throws(SQLError)
    {
        let detail: String
        if name.isEmpty {
            detail = "must not be empty."
        } else if name.utf8.indices.contains(where: { name.utf8[$0...].starts(with: "--".utf8) }) {
            detail = "must not contain \"--\"."
        } else if name.hasPrefix("-") || name.hasSuffix("-") {
            detail = "must not begin or end with \"-\"."
        } else if name.contains("/") {
            detail = "must not contain directory separator characters."
        } else {
            return
        }
        throw SQLError("22023", "invalid \(what): \"\(name)\"", detail: "\(plural) \(detail)", range: range)
    }

    // MARK: ALTER EXTENSION

    private func update(_ statement: AlterExtensionStmt) throws(SQLError) {
        let name = statement.extname ?? ""
        guard let oid = database.extensions.find(name) else { throw .undefinedObject("extension", name) }
        let options = statement.options.compactMap(DefElem.init)
        guard options.count < 2 else {
            throw .syntax("conflicting or redundant options", range: options[1].node.byteRange)
        }
        let version = options.first?.arg?.stringNodeValue ?? ExtensionControl(named: name).version
        guard let version else { return }
        try requireValid(version, "extension version name", "Version names")
        guard database.extensions[oid]?.version != version else { return }
        database.extensions.update(oid) { $0.version = version }
        noteChange(ObjectAddress(.extension, oid))
    }

    private func changeMembers(_ statement: AlterExtensionContentsStmt) throws(SQLError) {
        switch statement.objtype {
        case .database, .extension, .index, .publication, .role, .statisticExt, .subscription, .tablespace:
            throw SQLError("42P17", "cannot add an object of this type to an extension")
        default: break
        }
        let name = statement.extname ?? ""
        guard let oid = database.extensions.find(name) else { throw .undefinedObject("extension", name) }
        guard let node = statement.object, let object = try address(node, statement.objtype) else { return }
        if statement.action > 0 {
            try addMember(object, to: oid)
        } else {
            try removeMember(object, from: oid)
        }
        noteChange(ObjectAddress(.extension, oid))
    }

    private func addMember(_ object: ObjectAddress, to oid: OID) throws(SQLError) {
        if let owner = database.records[object]?.memberOf, let row = database.extensions[owner] {
            throw SQLError("55000", "\(description(object)) is already a member of extension \"\(row.name)\"")
        }
        if object.catalog == .namespace, let row = database.extensions[oid], row.schema == object.oid {
            let schema = database.schemaName(object.oid)
            throw SQLError(
                "55000",
                "cannot add schema \"\(schema)\" to extension \"\(row.name)\" because the schema contains the extension"
            )
        }
        database.records.update(object) { $0.memberOf = oid }
        depend(object, on: ObjectAddress(.extension, oid), .member)
        for part in dependentTypes(of: object) { try addMember(part, to: oid) }
    }

    private func removeMember(_ object: ObjectAddress, from oid: OID) throws(SQLError) {
        guard database.records[object]?.memberOf == oid || object.oid.isBuiltIn else {
            let name = database.extensions[oid]?.name ?? ""
            throw SQLError("55000", "\(description(object)) is not a member of extension \"\(name)\"")
        }
        database.records.update(object) { $0.memberOf = .none }
        database.dependencies.removeDependencies(of: object) { $0.kind == .member }
        // A member that came with the extension has no edges of its own until then.
        if let schema = database.schema(of: object) { depend(object, on: ObjectAddress(.namespace, schema)) }
        for part in dependentTypes(of: object) where database.records[part]?.memberOf == oid {
            try removeMember(part, from: oid)
        }
    }

    /// The types that are members because of another one or of a relation.
    private func dependentTypes(of object: ObjectAddress) -> [ObjectAddress] {
        var types: [OID] = []
        if object.catalog == .type, let row = database.types[object.oid] {
            types = [row.array, row.kind == .range ? row.rangePartner : .none]
        } else if object.catalog == .relation, let row = database.relations[object.oid] {
            types = [row.rowType]
        }
        return types.filter { $0 != .none }.map { ObjectAddress(.type, $0) }
    }
}

/// What CREATE EXTENSION asks for.
private struct ExtensionCreation {
    var schema: String?
    var schemaRange: Range<Int>?
    var version: String?
    var isCascading = false
}
