import PostgresSyntax

/// Kinds of objects that need no more than their name to be known.
extension Replay {
    /// Replays a statement that creates such an object.
    ///
    /// - Returns: false, with nothing done, for any other statement.
    mutating func replayNamedObject(_ node: Node, _ id: ChangeID) -> Bool {
        switch node.kind {
        case .createOpClassStmt:
            let statement = CreateOpClassStmt(node)!
            createNamed(.operatorClass, statement.opclassname, node, method: statement.amname, id)
        case .createOpFamilyStmt:
            let statement = CreateOpFamilyStmt(node)!
            createNamed(.operatorFamily, statement.opfamilyname, node, method: statement.amname, id)
        case .createConversionStmt: createNamed(.conversion, CreateConversionStmt(node)!.conversionName, node, id)
        case .createCastStmt: createCast(CreateCastStmt(node)!, id)
        case .createStatsStmt: createStatistics(CreateStatsStmt(node)!, id)
        case .createAmStmt: createGlobal(.accessMethod, node.string(.amname), node, id)
        case .createEventTrigStmt: createEventTrigger(CreateEventTrigStmt(node)!, id)
        case .createFdwStmt: createGlobal(.foreignDataWrapper, node.string(.fdwname), node, id)
        case .createForeignServerStmt: createServer(CreateForeignServerStmt(node)!, id)
        case .createPLangStmt: createGlobal(.language, node.string(.plname), node, id)
        case .createPublicationStmt:
            createGlobal(.publication, node.string(.pubname), node, id)
            linkPublishedSchemas(node, id)
        case .createUserMappingStmt: createMapping(CreateUserMappingStmt(node)!, id)
        case .createTransformStmt: createTransform(CreateTransformStmt(node)!, id)
        case .createSubscriptionStmt: createGlobal(.subscription, node.string(.subname), node, id)
        case .createRoleStmt: createGlobal(.role, node.string(.role), node, id)
        default: return false
        }
        return true
    }

    @discardableResult
    private mutating func createGlobal(
        _ kind: ObjectKind, _ name: String?, _ node: Node, isExpected: Bool = false, _ id: ChangeID
    ) -> ObjectID? {
        collectReferences(in: node, id)
        let identity = ObjectIdentity(kind, name: name ?? "")
        if let existing = catalog.object(identity) {
            duplicate(existing, id, isExpected: isExpected)
            return nil
        }
        return create(identity, id)
    }

    private mutating func createCast(_ cast: CreateCastStmt, _ id: ChangeID) {
        let types = [typeIdentity(cast.sourcetype, id), typeIdentity(cast.targettype, id)]
        collectReferences(in: cast.node, id)
        if let function = cast.func {
            var collector = ReferenceCollector()
            collector.add(.routine(argumentCount: nil), function.objname)
            link(collector.uses, id)
        }
        let identity = ObjectIdentity(.cast, name: "", arguments: types)
        if let existing = catalog.object(identity) {
            duplicate(existing, id, isExpected: false)
            return
        }
        create(identity, id)
    }

    private mutating func createStatistics(_ statistics: CreateStatsStmt, _ id: ChangeID) {
        guard !statistics.defnames.isEmpty else {
            collectReferences(in: statistics.node, id)
            return
        }
        createNamed(.statistics, statistics.defnames, statistics.node, isExpected: statistics.ifNotExists, id)
    }

    private mutating func createEventTrigger(_ trigger: CreateEventTrigStmt, _ id: ChangeID) {
        guard createGlobal(.eventTrigger, trigger.trigname, trigger.node, id) != nil else { return }
        var collector = ReferenceCollector()
        collector.add(.routine(argumentCount: 0), trigger.funcname)
        link(collector.uses, id)
    }

    private mutating func createServer(_ server: CreateForeignServerStmt, _ id: ChangeID) {
        createGlobal(.server, server.servername, server.node, isExpected: server.ifNotExists, id)
        linkGlobal(.foreignDataWrapper, server.fdwname, server.node, id)
    }

    private mutating func createMapping(_ mapping: CreateUserMappingStmt, _ id: ChangeID) {
        linkGlobal(.server, mapping.servername, mapping.node, id)
        let identity = mappingIdentity(mapping.node)
        if let existing = catalog.object(identity) {
            duplicate(existing, id, isExpected: mapping.ifNotExists)
        } else {
            create(identity, id)
        }
    }

    private mutating func createTransform(_ transform: CreateTransformStmt, _ id: ChangeID) {
        collectReferences(in: transform.node, id)
        linkGlobal(.language, transform.lang, transform.node, id)
        for function in [transform.fromsql, transform.tosql].compactMap(\.self) {
            var collector = ReferenceCollector()
            collector.add(.routine(argumentCount: nil), function.objname)
            link(collector.uses, id)
        }
        let identity = ObjectIdentity(
            .transform, parent: transform.lang, name: typeIdentity(transform.typeName, id))
        guard let existing = catalog.object(identity) else {
            create(identity, id)
            return
        }
        if transform.replace {
            alter(existing, id, effect: .replacement)
        } else {
            duplicate(existing, id, isExpected: false)
        }
    }

    /// Links a change to an object without schema.
    private mutating func linkGlobal(_ kind: ObjectKind, _ name: String?, _ node: Node, _ id: ChangeID) {
        link([NameUse(kind: .global(kind), schema: nil, name: name ?? "", range: node.byteRange)], id)
    }
}
