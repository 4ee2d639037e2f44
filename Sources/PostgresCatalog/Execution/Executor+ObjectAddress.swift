import PostgresSyntax

/// Objects as COMMENT, DROP, ALTER … OWNER and their kin name them: `get_object_address`.
extension Executor {
    /// The object that `node` names; nil if there is none and `missingOk`.
    func address(_ node: Node, _ type: ObjectType, missingOk: Bool = false) throws(SQLError) -> ObjectAddress? {
        do throws(SQLError) {
            return try requiredAddress(node, type)
        } catch {
            let isMissing = ["42P01", "42704", "42883", "3F000", "42703", "3D000"].contains(error.state)
            if missingOk, isMissing { return nil }
            throw error
        }
    }

    private func requiredAddress(_ node: Node, _ type: ObjectType) throws(SQLError) -> ObjectAddress {
        let range = node.byteRange
        switch type {
        case .table, .view, .matview, .sequence, .index, .foreignTable:
            return ObjectAddress(.relation, try relation(node.listItems.strings, type, range: range))
        case .column, .attribute: return try columnAddress(node)
        case .tabconstraint:
            if let found = try notNullAddress(node) { return found }
            if let found = try notNullAddress(node) { return found }
            return try memberAddress(node, "constraint", \.constraints, .constraint, owner: "table")
        case .trigger: return try memberAddress(node, "trigger", \.triggers, .trigger, owner: "table")
        case .rule: return try memberAddress(node, "rule", \.rewrites, .rewrite, owner: "relation")
        case .policy: return try memberAddress(node, "policy", \.policies, .policy, owner: "table")
        case .type, .domain: return ObjectAddress(.type, try namedType(node, type))
        case .domconstraint: return try domainConstraintAddress(node)
        case .function, .procedure, .routine, .aggregate:
            return ObjectAddress(.procedure, try routine(ObjectWithArgs(node)!, type))
        case .operator: return ObjectAddress(.operator, try operatorOID(ObjectWithArgs(node)!))
        case .opclass: return try accessMethodAddress(node, "operator class", \.operatorClasses, .operatorClass)
        case .opfamily: return try accessMethodAddress(node, "operator family", \.operatorFamilies, .operatorFamily)
        case .cast: return try castAddress(node)
        case .transform: return try transformAddress(node)
        case .largeobject: return try largeObjectAddress(node)
        default: return try plainAddress(node, type, range: range)
        }
    }

    // MARK: Relations and what belongs to them

    /// A relation that has to be of a kind: `get_relation_by_qualified_name`.
    func relation(_ parts: [String], _ type: ObjectType, range: Range<Int>) throws(SQLError) -> OID {
        guard let oid = try find(database.relations, parts, range: range), let row = database.relations[oid] else {
            throw .undefinedTable(parts.joined(separator: "."), range: range)
        }
        let (fits, noun): (Bool, String) =
            switch type {
            case .table: (row.kind == .table || row.kind == .partitionedTable, "a table")
            case .view: (row.kind == .view, "a view")
            case .matview: (row.kind == .materializedView, "a materialized view")
            case .sequence: (row.kind == .sequence, "a sequence")
            case .index: (row.isIndex, "an index")
            case .foreignTable: (row.kind == .foreignTable, "a foreign table")
            default: (true, "")
            }
        guard fits else { throw .wrongObjectType("\"\(row.name)\" is not \(noun)", range: range) }
        return oid
    }

    private func columnAddress(_ node: Node) throws(SQLError) -> ObjectAddress {
        let names = node.listItems
        let parts = names.strings
        guard parts.count > 1 else {
            throw .syntax("column name must be qualified", range: node.byteRange)
        }
        let oid = try relation(Array(parts.dropLast()), .column, range: node.byteRange)
        guard let number = database.relations[oid]?.attribute(parts[parts.count - 1])?.number else {
            noteNeed(ObjectAddress(.relation, oid), range: nil)
            throw .undefinedColumn(
                parts[parts.count - 1], of: database.relations[oid]?.name ?? "", range: names.last?.byteRange)
        }
        return ObjectAddress(.relation, oid, column: number)
    }

    /// The relation that a member's name begins with, and the member's own name.
    private func ownerAndName(of node: Node) throws(SQLError) -> (relation: OID, name: String) {
        let items = node.listItems
        let names = items.dropLast()
        let range = names.first.map { $0.byteRange.lowerBound..<names.last!.byteRange.upperBound }
        return (
            try relation(names.compactMap(\.stringNodeValue), .column, range: range ?? node.byteRange),
            items.last?.stringNodeValue ?? ""
        )
    }

    /// The NOT NULL constraint of this name; nil if there is none.
    private func notNullAddress(_ node: Node) throws(SQLError) -> ObjectAddress? {
        let (relation, name) = try ownerAndName(of: node)
        let column = database.relations[relation]?.attributes.first { $0.notNullConstraint?.name == name }
        return column?.notNullConstraint.map { ObjectAddress(.constraint, $0.oid) }
    }

    private func memberAddress<Row: CatalogRow>(
        _ node: Node, _ noun: String, _ table: KeyPath<Database, CatalogTable<Row>>, _ catalog: CatalogClass,
        owner: String
    ) throws(SQLError) -> ObjectAddress {
        let (relation, name) = try ownerAndName(of: node)
        guard let found = database[keyPath: table].find(name, in: relation) else {
            let shown = database.relations[relation]?.name ?? ""
            throw SQLError(
                "42704", "\(noun) \"\(name)\" for \(owner) \"\(shown)\" does not exist", range: node.byteRange)
        }
        return ObjectAddress(catalog, found)
    }

    // MARK: Types

    private func namedType(_ node: Node, _ type: ObjectType) throws(SQLError) -> OID {
        let name = TypeName(node)
        let parts = node.listItems.strings
        let found: OID?
        if let name { found = try findType(name) } else { found = try findType(parts) }
        guard let oid = found else {
            throw .undefinedType(name.map(text) ?? parts.joined(separator: "."), range: node.byteRange)
        }
        if type == .domain, database.types[oid]?.kind != .domain {
            throw .wrongObjectType("\"\(shownType(oid))\" is not a domain", range: node.byteRange)
        }
        return oid
    }

    private func domainConstraintAddress(_ node: Node) throws(SQLError) -> ObjectAddress {
        guard let type = node.listItems.first, let name = node.listItems.last?.stringNodeValue else {
            throw .syntax("constraint name missing", range: node.byteRange)
        }
        let domain = try namedType(type, .domain)
        guard let found = database.constraints.find(name, in: domain) else {
            throw SQLError(
                "42704", "constraint \"\(name)\" for domain \(shownType(domain)) does not exist", range: node.byteRange)
        }
        return ObjectAddress(.constraint, found)
    }

    private func accessMethodAddress<Row: CatalogRow>(
        _ node: Node, _ noun: String, _ table: KeyPath<Database, CatalogTable<Row>>, _ catalog: CatalogClass
    ) throws(SQLError) -> ObjectAddress {
        let parts = node.listItems.strings
        let method = parts.first ?? ""
        guard let methodOID = database.accessMethods.find(method) else {
            throw .undefinedObject("access method", method, range: node.byteRange)
        }
        let (schemas, name) = try lookup(Array(parts.dropFirst()), range: node.byteRange)
        for schema in schemas {
            for found in database[keyPath: table].findAll(name, in: schema) {
                let foundMethod =
                    catalog == .operatorClass
                    ? database.operatorClasses[found]?.accessMethod : database.operatorFamilies[found]?.accessMethod
                if foundMethod == methodOID {
                    noteName([name], in: parts.count > 2 ? .none : schema, range: node.byteRange)
                    return ObjectAddress(catalog, found)
                }
            }
        }
        throw SQLError(
            "42704",
            "\(noun) \"\(parts.dropFirst().joined(separator: "."))\" does not exist for access method \"\(method)\"",
            range: node.byteRange)
    }

    private func castAddress(_ node: Node) throws(SQLError) -> ObjectAddress {
        let types = node.listItems.compactMap(TypeName.init)
        guard types.count == 2 else { throw .syntax("cast needs two types", range: node.byteRange) }
        let source = try type(types[0]).oid
        let target = try type(types[1]).oid
        guard let found = database.casts.find(CastRow.name(source, target)) else {
            throw SQLError(
                "42704", "cast from type \(shownType(source)) to type \(shownType(target)) does not exist",
                range: node.byteRange)
        }
        return ObjectAddress(.cast, found)
    }

    private func transformAddress(_ node: Node) throws(SQLError) -> ObjectAddress {
        guard let name = node.listItems.first.flatMap(TypeName.init),
            let language = node.listItems.last?.stringNodeValue
        else { throw .syntax("transform needs a type and a language", range: node.byteRange) }
        let type = try type(name).oid
        guard let languageOID = database.languages.find(language) else {
            throw .undefinedObject("language", language, range: node.byteRange)
        }
        guard let found = database.transforms.find(String(type.rawValue), in: languageOID) else {
            throw SQLError(
                "42704", "transform for type \(shownType(type)) language \"\(language)\" does not exist",
                range: node.byteRange)
        }
        return ObjectAddress(.transform, found)
    }

    /// Large objects are data: one that no statement creates may be there.
    private func largeObjectAddress(_ node: Node) throws(SQLError) -> ObjectAddress {
        let name = node.integerNodeValue.map(String.init) ?? node.floatNodeValue ?? node.text
        if let found = database.largeObjects.find(name) { return ObjectAddress(.largeObject, found) }
        throw SQLError("42704", "large object \(name) does not exist", range: node.byteRange)
    }

    // MARK: Kinds with a name, or a schema and a name

    private func plainAddress(_ node: Node, _ type: ObjectType, range: Range<Int>) throws(SQLError) -> ObjectAddress {
        let parts = node.stringNodeValue.map { [$0] } ?? node.listItems.strings
        let name = parts.last ?? ""
        if let (catalog, noun, found) = globalObject(name, type) {
            if let found { return ObjectAddress(catalog, found) }
            if catalog == .namespace { throw .undefinedSchema(name, range: range) }
            if catalog == .database { throw SQLError("3D000", "database \"\(name)\" does not exist", range: range) }
            if catalog == .role { return ObjectAddress(.role, try role(name, range: range)) }
            throw .undefinedObject(noun, name, range: range)
        }
        let (catalog, noun, found): (CatalogClass, String, OID?) =
            switch type {
            case .collation: (.collation, "collation", try find(database.collations, parts, range: range))
            case .conversion: (.conversion, "conversion", try find(database.conversions, parts, range: range))
            case .statisticExt: (.statistics, "statistics object", try find(database.statistics, parts, range: range))
            case .tsparser:
                (.textSearchParser, "text search parser", try find(database.textSearchParsers, parts, range: range))
            case .tstemplate:
                (
                    .textSearchTemplate, "text search template",
                    try find(database.textSearchTemplates, parts, range: range)
                )
            case .tsdictionary:
                (
                    .textSearchDictionary, "text search dictionary",
                    try find(database.textSearchDictionaries, parts, range: range)
                )
            default:
                (
                    .textSearchConfiguration, "text search configuration",
                    try find(database.textSearchConfigurations, parts, range: range)
                )
            }
        if let found { return ObjectAddress(catalog, found) }
        let shown = parts.joined(separator: ".")
        guard catalog != .collation else {
            throw SQLError("42704", "collation \"\(shown)\" for encoding \"UTF8\" does not exist", range: range)
        }
        throw .undefinedObject(noun, shown, range: range)
    }

    /// The catalog of a kind whose names stand alone, and the object in it; nil for any other kind.
    private func globalObject(_ name: String, _ type: ObjectType) -> (CatalogClass, noun: String, OID?)? {
        switch type {
        case .schema: (.namespace, "schema", database.namespaces.find(name))
        case .accessMethod: (.accessMethod, "access method", database.accessMethods.find(name))
        case .database: (.database, "database", database.databases.find(name))
        case .eventTrigger: (.eventTrigger, "event trigger", database.eventTriggers.find(name))
        case .extension: (.extension, "extension", database.extensions.find(name))
        case .fdw: (.foreignDataWrapper, "foreign-data wrapper", database.foreignDataWrappers.find(name))
        case .foreignServer: (.foreignServer, "server", database.foreignServers.find(name))
        case .language: (.language, "language", database.languages.find(name))
        case .parameterAcl: (.parameterACL, "parameter", database.parameterACLs.find(name))
        case .publication: (.publication, "publication", database.publications.find(name))
        case .role: (.role, "role", database.roles.find(name))
        case .subscription: (.subscription, "subscription", database.subscriptions.find(name))
        case .tablespace: (.tablespace, "tablespace", database.tablespaces.find(name))
        default: nil
        }
    }
}
