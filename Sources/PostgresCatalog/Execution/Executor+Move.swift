import PostgresSyntax

/// ALTER … SET SCHEMA, and the renaming of kinds that stand in a schema or alone.
extension Executor {
    // MARK: Renaming

    /// Kinds that are given by their bare name.
    func renameByName(_ statement: RenameStmt, to newName: String) throws(SQLError) {
        let old = statement.subname ?? ""
        let range = statement.node.byteRange
        switch statement.renameType {
        case .schema:
            guard let found = database.namespaces.find(old) else { throw .undefinedSchema(old, range: range) }
            if database.namespaces.find(newName) != nil {
                throw SQLError("42P06", "schema \"\(newName)\" already exists", range: range)
            }
            guard !newName.hasPrefix("pg_") else {
                throw SQLError(
                    "42939", "unacceptable schema name \"\(newName)\"",
                    detail: "The prefix \"pg_\" is reserved for system schemas.", range: range)
            }
            noteRenaming(of: ObjectAddress(.namespace, found))
            database.namespaces.update(found) { $0.name = newName }
            noteChange(ObjectAddress(.namespace, found))
        case .role:
            let found = try role(old, range: range)
            if database.roles.find(newName) != nil { throw .duplicateObject("role", newName, range: range) }
            noteRenaming(of: ObjectAddress(.role, found))
            database.roles.update(found) { $0.name = newName }
        case .tablespace:
            guard let found = database.tablespaces.find(old) else {
                throw .undefinedObject("tablespace", old, range: range)
            }
            database.tablespaces.update(found) { $0.name = newName }
        default:
            // Databases belong to the server: one that no statement creates may be there.
            if let found = database.databases.find(old) { database.databases.update(found) { $0.name = newName } }
        }
    }

    /// `AlterObjectRename_internal`.
    func renameObject(_ statement: RenameStmt, to newName: String) throws(SQLError) {
        guard let object = statement.object,
            let found = try address(object, statement.renameType, missingOk: statement.missingOk)
        else { return }
        let range = statement.node.byteRange
        switch found.catalog {
        case .type:
            try requireOwnType(found.oid, range: range)
            guard database.types[found.oid].map({ $0.kind == .composite }) == true,
                let relation = database.types[found.oid]?.relation, relation != .none
            else {
                try setName(ofType: found.oid, newName, range: range)
                break
            }
            try setName(ofRelation: relation, newName, range: range)
        default:
            try requireFree(found, name: newName, schema: database.schema(of: found), range: range)
            noteRenaming(of: found)
            setName(found, newName)
        }
        noteChange(found)
    }

    private func requireOwnType(_ oid: OID, range: Range<Int>) throws(SQLError) {
        guard let row = database.types[oid] else { return }
        if row.kind == .composite, let relation = database.relations[row.relation], relation.kind != .compositeType {
            throw SQLError(
                "42809", "\(shownType(oid)) is a table's row type", hint: "Use ALTER TABLE instead.", range: range)
        }
        if row.isTrueArray, database.types[row.element]?.array == oid {
            throw SQLError(
                "42809", "cannot alter array type \(shownType(oid))",
                hint: "You can alter type \(shownType(row.element)), which will alter the array type as well.",
                range: range)
        }
    }

    private func setName(_ object: ObjectAddress, _ name: String) {
        let oid = object.oid
        switch object.catalog {
        case .procedure: database.procedures.update(oid) { $0.name = name }
        case .collation: database.collations.update(oid) { $0.name = name }
        case .conversion: database.conversions.update(oid) { $0.name = name }
        case .operatorClass: database.operatorClasses.update(oid) { $0.name = name }
        case .operatorFamily: database.operatorFamilies.update(oid) { $0.name = name }
        case .statistics: database.statistics.update(oid) { $0.name = name }
        case .textSearchParser: database.textSearchParsers.update(oid) { $0.name = name }
        case .textSearchTemplate: database.textSearchTemplates.update(oid) { $0.name = name }
        case .textSearchDictionary: database.textSearchDictionaries.update(oid) { $0.name = name }
        case .textSearchConfiguration: database.textSearchConfigurations.update(oid) { $0.name = name }
        case .eventTrigger: database.eventTriggers.update(oid) { $0.name = name }
        case .foreignDataWrapper: database.foreignDataWrappers.update(oid) { $0.name = name }
        case .foreignServer: database.foreignServers.update(oid) { $0.name = name }
        case .language: database.languages.update(oid) { $0.name = name }
        case .publication: database.publications.update(oid) { $0.name = name }
        case .subscription: database.subscriptions.update(oid) { $0.name = name }
        default: break
        }
    }

    // MARK: Schemas

    func executeSetSchema(_ statement: AlterObjectSchemaStmt) throws(SQLError) {
        let range = statement.node.byteRange
        let found: ObjectAddress?
        if let name = statement.relation {
            let oid = statement.missingOk ? try findRelation(name) : try relation(name)
            found = oid.map { ObjectAddress(.relation, $0) }
        } else if let object = statement.object {
            found = try address(object, statement.objectType, missingOk: statement.missingOk)
        } else {
            found = nil
        }
        guard let found else { return }
        let target = try schema(statement.newschema ?? "", range: range)
        guard target != database.schema(of: found) else { return }
        switch found.catalog {
        case .relation:
            try requireMovable(found.oid, range: range)
            try move(relation: found.oid, to: target, range: range)
        case .type:
            try requireOwnType(found.oid, range: range)
            if let relation = database.types[found.oid]?.relation, relation != .none {
                try move(relation: relation, to: target, range: range)
            } else {
                try move(type: found.oid, to: target, range: range)
            }
        case .extension: try move(extension: found.oid, to: target, range: range)
        default:
            try requireFree(found, name: database.ownName(of: found), schema: target, range: range)
            setSchema(found, target)
        }
        noteChange(found)
    }

    private func requireMovable(_ oid: OID, range: Range<Int>) throws(SQLError) {
        guard let row = database.relations[oid], row.kind == .sequence, let owner = row.sequence?.ownedBy else {
            return
        }
        throw SQLError(
            "0A000", "cannot move an owned sequence into another schema",
            detail: "Sequence \"\(row.name)\" is linked to table \"\(database.relations[owner.oid]?.name ?? "")\".",
            range: range)
    }

    /// `AlterTableNamespaceInternal`: indexes, constraints, the row type and owned sequences go along.
    private func move(relation oid: OID, to schema: OID, range: Range<Int>) throws(SQLError) {
        guard let row = database.relations[oid] else { return }
        if database.relations.find(row.name, in: schema) != nil {
            throw SQLError(
                "42P07",
                "relation \"\(row.name)\" already exists in schema \"\(database.namespaces[schema]?.name ?? "")\"",
                range: range)
        }
        setSchema(ObjectAddress(.relation, oid), schema)
        if row.rowType != .none { try move(type: row.rowType, to: schema, range: range) }
        for edge in database.dependencies.dependents(of: ObjectAddress(.relation, oid)) {
            let member = edge.dependent
            guard member.catalog == .relation, let other = database.relations[member.oid], other.schema != schema else {
                continue
            }
            let isOwned = other.kind == .sequence && other.sequence?.ownedBy?.oid == oid
            guard isOwned || (other.isIndex && other.index?.table == oid) else { continue }
            try move(relation: member.oid, to: schema, range: range)
        }
        // The indexes of its constraints depend on these.
        for (index, other) in database.relations.userRows
        where other.isIndex && other.index?.table == oid && other.schema != schema {
            try move(relation: index, to: schema, range: range)
        }
    }

    /// `AlterTypeNamespaceInternal`: the array type goes along.
    private func move(type oid: OID, to schema: OID, range: Range<Int>) throws(SQLError) {
        guard let row = database.types[oid] else { return }
        if database.types.find(row.name, in: schema) != nil {
            throw SQLError(
                "42710", "type \"\(row.name)\" already exists in schema \"\(database.namespaces[schema]?.name ?? "")\"",
                range: range)
        }
        setSchema(ObjectAddress(.type, oid), schema)
        if row.array != .none { try move(type: row.array, to: schema, range: range) }
    }

    private func move(extension oid: OID, to schema: OID, range: Range<Int>) throws(SQLError) {
        guard let row = database.extensions[oid] else { return }
        guard row.isRelocatable else {
            throw SQLError("0A000", "extension \"\(row.name)\" does not support SET SCHEMA", range: range)
        }
        for edge in database.dependencies.dependents(of: ObjectAddress(.extension, oid)) where edge.kind == .member {
            switch edge.dependent.catalog {
            case .relation:
                if database.schema(of: edge.dependent) == row.schema {
                    try move(relation: edge.dependent.oid, to: schema, range: range)
                }
            case .type:
                if database.schema(of: edge.dependent) == row.schema {
                    try move(type: edge.dependent.oid, to: schema, range: range)
                }
            default: setSchema(edge.dependent, schema)
            }
        }
        database.extensions.update(oid) { $0.schema = schema }
        replaceSchemaEdge(ObjectAddress(.extension, oid), schema)
    }

    private func setSchema(_ object: ObjectAddress, _ schema: OID) {
        noteRenaming(of: object)
        let oid = object.oid
        switch object.catalog {
        case .relation: database.relations.update(oid) { $0.schema = schema }
        case .type: database.types.update(oid) { $0.schema = schema }
        case .procedure: database.procedures.update(oid) { $0.schema = schema }
        case .operator: database.operators.update(oid) { $0.schema = schema }
        case .operatorClass: database.operatorClasses.update(oid) { $0.schema = schema }
        case .operatorFamily: database.operatorFamilies.update(oid) { $0.schema = schema }
        case .collation: database.collations.update(oid) { $0.schema = schema }
        case .conversion: database.conversions.update(oid) { $0.schema = schema }
        case .statistics: database.statistics.update(oid) { $0.schema = schema }
        case .textSearchParser: database.textSearchParsers.update(oid) { $0.schema = schema }
        case .textSearchTemplate: database.textSearchTemplates.update(oid) { $0.schema = schema }
        case .textSearchDictionary: database.textSearchDictionaries.update(oid) { $0.schema = schema }
        case .textSearchConfiguration: database.textSearchConfigurations.update(oid) { $0.schema = schema }
        default: return
        }
        replaceSchemaEdge(object, schema)
    }

    private func replaceSchemaEdge(_ object: ObjectAddress, _ schema: OID) {
        let hadEdge = database.dependencies.dependencies(of: object).contains { $0.referenced.catalog == .namespace }
        database.dependencies.removeDependencies(of: object) { $0.referenced.catalog == .namespace }
        if hadEdge || schema != .pgCatalog, object.catalog != .type || hadEdge {
            depend(object, on: ObjectAddress(.namespace, schema))
        }
    }

    /// Whether a name is free for an object where it is to be: `report_namespace_conflict` and its kin.
    private func requireFree(_ object: ObjectAddress, name: String, schema: OID?, range: Range<Int>) throws(SQLError) {
        let scope = schema ?? .none
        let place = schema.map { " in schema \"\(database.namespaces[$0]?.name ?? "")\"" } ?? ""
        switch object.catalog {
        case .procedure:
            let arguments = database.procedures[object.oid]?.argumentTypes ?? []
            let isTaken = database.procedures.findAll(name, in: scope)
                .contains { $0 != object.oid && database.procedures[$0]?.argumentTypes == arguments }
            guard isTaken else { return }
            let shown = "\(name)(\(arguments.map(shownType).joined(separator: ", ")))"
            throw SQLError("42723", "function \(shown) already exists\(place)", range: range)
        default:
            let taken = database.find(object.catalog, name, in: scope).filter { $0 != object.oid }
            let isTaken = taken.contains { sharesMethod($0, object) }
            guard isTaken else { return }
            let noun = database.kindName(object)
            throw SQLError("42710", "\(noun) \"\(name)\" already exists\(place)", range: range)
        }
    }

    /// Operator classes and families share a name space only within an access method.
    private func sharesMethod(_ other: OID, _ object: ObjectAddress) -> Bool {
        switch object.catalog {
        case .operatorClass:
            database.operatorClasses[other]?.accessMethod == database.operatorClasses[object.oid]?.accessMethod
        case .operatorFamily:
            database.operatorFamilies[other]?.accessMethod == database.operatorFamilies[object.oid]?.accessMethod
        default: true
        }
    }
}
