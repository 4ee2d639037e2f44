import PostgresSyntax

/// Statements that change objects of the rarer kinds.
extension Replay {
    /// Replays a statement that changes such an object.
    ///
    /// - Returns: false, with nothing done, for any other statement.
    mutating func replayAlteration(_ node: Node, _ id: ChangeID) throws(MissingObject) -> Bool {
        let subject: ObjectID
        switch node.kind {
        case .alterOpFamilyStmt: subject = try requireOperatorFamily(AlterOpFamilyStmt(node)!, id)
        case .alterTSConfigurationStmt:
            subject = try requireOther(.textSearchConfiguration, node.children(.cfgname), id)
            for dictionary in node.children(.dicts) {
                var collector = ReferenceCollector()
                collector.add(.other(.textSearchDictionary), dictionary.listItems)
                link(collector.uses, id)
            }
        case .alterTSDictionaryStmt: subject = try requireOther(.textSearchDictionary, node.children(.dictname), id)
        case .alterStatsStmt: subject = try requireOther(.statistics, node.children(.defnames), id)
        case .alterEventTrigStmt: subject = try requireGlobal(.eventTrigger, .trigname, of: node)
        case .alterFdwStmt: subject = try requireGlobal(.foreignDataWrapper, .fdwname, of: node)
        case .alterForeignServerStmt: subject = try requireGlobal(.server, .servername, of: node)
        case .alterUserMappingStmt:
            subject = try requireMapping(node, id)
        case .alterPublicationStmt:
            subject = try requireGlobal(.publication, .pubname, of: node)
            linkPublishedSchemas(node, id)
        default: return false
        }
        collectReferences(in: node, id)
        alter(subject, id)
        return true
    }

    /// The object of a kind without schema.
    private func requireGlobal(_ kind: ObjectKind, _ field: FieldName, of node: Node) throws(MissingObject) -> ObjectID
    {
        let name = node.string(field) ?? ""
        guard let found = catalog.object(ObjectIdentity(kind, name: name)) else {
            throw MissingObject(kind: kind, name: name, range: node.child(field)?.byteRange ?? node.byteRange)
        }
        return found
    }

    /// The object of a kind that has a schema.
    private mutating func requireOther(_ kind: ObjectKind, _ names: NodeList, _ id: ChangeID) throws(MissingObject)
        -> ObjectID
    {
        let parts = names.strings
        let range = (names.first?.byteRange.lowerBound ?? 0)..<(names.last?.byteRange.upperBound ?? 0)
        let use = NameUse(kind: .other(kind), schema: parts.dropLast().last, name: parts.last ?? "", range: range)
        return try require(use, kind: kind, id)
    }

    /// An operator family, or the class that brought a family of its own name.
    private mutating func requireOperatorFamily(_ statement: AlterOpFamilyStmt, _ id: ChangeID) throws(MissingObject)
        -> ObjectID
    {
        let names = statement.opfamilyname
        let parts = names.strings
        let name = parts.last ?? ""
        let range = (names.first?.byteRange.lowerBound ?? 0)..<(names.last?.byteRange.upperBound ?? 0)
        let schemas = parts.dropLast().last.map { [$0] } ?? catalog.session(of: catalog[id]).searchPath
        for schema in schemas {
            for kind in [ObjectKind.operatorFamily, .operatorClass] {
                let identity = ObjectIdentity(kind, schema: schema, parent: statement.amname, name: name)
                if let found = catalog.object(identity) {
                    catalog.changes[id.index].references.append(Reference(target: found, range: range))
                    return found
                }
            }
        }
        throw MissingObject(kind: .operatorFamily, name: name, range: range)
    }

    private func requireMapping(_ node: Node, _ id: ChangeID) throws(MissingObject) -> ObjectID {
        let identity = mappingIdentity(node)
        guard let found = catalog.object(identity) else {
            throw MissingObject(
                "user mapping for \"\(identity.name)\" does not exist for server \"\(identity.parent ?? "")\"",
                range: catalog[id].element.byteRange)
        }
        return found
    }

    /// A user mapping is known by its user and its server.
    func mappingIdentity(_ node: Node) -> ObjectIdentity {
        let user = node.child(.user).flatMap(RoleSpec.init)
        let name = user?.roletype == .public ? "public" : user?.rolename ?? user?.node.text ?? ""
        return ObjectIdentity(.userMapping, parent: node.string(.servername), name: name)
    }

    /// Links a publication to the schemas whose tables it publishes.
    mutating func linkPublishedSchemas(_ node: Node, _ id: ChangeID) {
        for object in node.children(.pubobjects).compactMap(PublicationObjSpec.init)
        where object.pubobjtype == .tablesInSchema {
            linkSchema(object.name ?? "", range: object.node.byteRange, id)
        }
    }
}
