import PostgresSyntax

/// What each kind of statement does to the catalog.
extension Replay {
    /// Runs a change; throws, without having changed anything, if what it speaks of is not there.
    mutating func replay(_ id: ChangeID) throws(MissingObject) {
        guard let node = catalog[id].statement else { return }
        switch node.kind {
        case .createStmt, .createForeignTableStmt, .createSeqStmt, .alterSeqStmt, .viewStmt, .createTableAsStmt,
            .indexStmt:
            try replayRelation(node, id)
        case .alterTableStmt: try replayAlterTable(AlterTableStmt(node)!, id)
        case .dropStmt: try replayDrop(DropStmt(node)!, id)
        case .createFunctionStmt: replayCreateFunction(CreateFunctionStmt(node)!, id)
        case .createTrigStmt, .createPolicyStmt, .ruleStmt: try replayTableMember(node, id)
        case .createEnumStmt, .createRangeStmt, .compositeTypeStmt, .createDomainStmt, .defineStmt, .alterEnumStmt,
            .alterDomainStmt:
            try replayType(node, id)
        case .createSchemaStmt, .createExtensionStmt: replayContainer(node, id)
        case .commentStmt, .alterOwnerStmt, .secLabelStmt: try replayAnnotation(node, id)
        case .grantStmt, .grantRoleStmt, .alterDefaultPrivilegesStmt:
            setEffect(.privilege, id)
            replayGrant(node, id)
        case .variableSetStmt: replaySet(VariableSetStmt(node)!, id)
        case .transactionStmt: replayTransaction(TransactionStmt(node)!, id)
        case .selectStmt: replaySelect(SelectStmt(node)!, id)
        case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .copyStmt, .truncateStmt, .refreshMatViewStmt,
            .callStmt, .doStmt:
            setEffect(.data, id)
            collectReferences(in: node, id)
        default:
            if replayNamedObject(node, id) { return }
            if try !replayAlteration(node, id) { replayUnknown(node, id) }
        }
    }

    /// What a statement does is not known, so neither are the columns of what it names.
    private mutating func replayUnknown(_ node: Node, _ id: ChangeID) {
        collectReferences(in: node, id)
        for reference in catalog[id].references { catalog.objects[reference.target.index].hasAllColumns = false }
    }

    // MARK: Effects

    func effect(_ id: ChangeID) -> Change.Effect { catalog[id].effect }

    mutating func setEffect(_ effect: Change.Effect, _ id: ChangeID, subject: ObjectID? = nil) {
        catalog.changes[id.index].effect = effect
        if let subject { catalog.changes[id.index].subject = subject }
    }

    /// Creates what a statement is there to create.
    @discardableResult
    mutating func create(_ identity: ObjectIdentity, _ change: ChangeID, parent: ObjectID? = nil) -> ObjectID {
        let id = catalog.insert(identity, by: change, parent: parent)
        setEffect(.creation, change, subject: id)
        return id
    }

    /// Notes that a change makes something of an object that is there.
    mutating func alter(_ object: ObjectID, _ change: ChangeID, effect: Change.Effect = .alteration) {
        catalog.objects[object.index].changes.append(change)
        setEffect(effect, change, subject: object)
    }

    /// An object that is created a second time: the first one stays, as in PostgreSQL.
    mutating func duplicate(_ object: ObjectID, _ id: ChangeID, isExpected: Bool) {
        setEffect(.duplicate, id, subject: object)
        guard !isExpected else { return }
        let change = catalog[id]
        let first = catalog[catalog[object].creation]
        let identity = catalog[object].identity
        catalog.diagnostics.append(
            Diagnostic(
                .warning, rule: "duplicate-object",
                "\(identity.kind.noun) \"\(identity.name)\" already exists",
                hint: "the first definition is kept", source: change.source, range: change.element.byteRange,
                notes: [
                    Diagnostic(
                        .note, rule: "duplicate-object", "first created here", source: first.source,
                        range: first.element.byteRange)
                ]))
    }

    // MARK: Schemas and extensions

    private mutating func replayContainer(_ node: Node, _ id: ChangeID) {
        if let schema = CreateSchemaStmt(node) {
            let name = schema.schemaname ?? schema.authrole?.rolename ?? ""
            let identity = ObjectIdentity(.schema, name: name)
            if let existing = catalog.object(identity) {
                duplicate(existing, id, isExpected: schema.ifNotExists)
            } else {
                create(identity, id)
            }
            collectReferences(in: node, id)
        } else if let statement = CreateExtensionStmt(node) {
            let identity = ObjectIdentity(.extension, name: statement.extname ?? "")
            if let existing = catalog.object(identity) {
                duplicate(existing, id, isExpected: statement.ifNotExists)
                return
            }
            create(identity, id)
            let schema = statement.options.first { $0.string(.defname) == "schema" }
            if let name = schema?.child(.arg)?.stringNodeValue {
                linkSchema(name, range: schema!.byteRange, id)
            } else {
                catalog.changes[id.index].hasOpenNames = true
            }
        }
    }

    /// Links a change to a schema, if a statement created it.
    mutating func linkSchema(_ name: String, range: Range<Int>, _ change: ChangeID) {
        guard let schema = catalog.object(ObjectIdentity(.schema, name: name)) else { return }
        catalog.changes[change.index].references.append(Reference(target: schema, range: range))
    }

    // MARK: Routines

    private mutating func replayCreateFunction(_ statement: CreateFunctionStmt, _ id: ChangeID) {
        let (schema, name) = creationName(statement.funcname, id)
        let parameters = statement.parameters.compactMap(FunctionParameter.init)
        collectReferences(in: statement.node, id)
        let inputs = parameters.filter { $0.mode != .out && $0.mode != .table }
        let identity = ObjectIdentity(
            statement.isProcedure ? .procedure : .function, schema: schema, name: name,
            arguments: inputs.map { typeIdentity($0.argType, id) })
        guard let existing = catalog.object(identity) else {
            create(identity, id)
            return
        }
        if statement.replace {
            alter(existing, id, effect: .replacement)
        } else {
            duplicate(existing, id, isExpected: false)
        }
    }

    /// A type as it stands in a routine's identity.
    func typeIdentity(_ type: TypeName?, _ change: ChangeID) -> String {
        guard let type else { return "" }
        return TypeText.identity(type, schema: schemaOfType(type, change))
    }

    /// The schema of a type that is written without one.
    func schemaOfType(_ type: TypeName, _ change: ChangeID) -> String? {
        let names = type.names.strings
        guard names.count == 1, let name = names.first, !TypeText.isBuiltIn(name) else { return nil }
        let path = catalog.session(of: catalog[change]).searchPath
        return path.first {
            catalog.types.contains(schema: $0, name: name) || catalog.relations.contains(schema: $0, name: name)
        }
            ?? catalog.types.all(name: name).first.flatMap { catalog[$0].identity.schema } ?? path.first
    }

    // MARK: What belongs to a table

    private mutating func replayTableMember(_ node: Node, _ id: ChangeID) throws(MissingObject) {
        let kind: ObjectKind
        let name: String
        let isReplacing: Bool
        if let trigger = CreateTrigStmt(node) {
            (kind, name, isReplacing) = (.trigger, trigger.trigname ?? "", trigger.replace)
        } else if let rule = RuleStmt(node) {
            (kind, name, isReplacing) = (.rule, rule.rulename ?? "", rule.replace)
        } else {
            (kind, name, isReplacing) = (.policy, node.string(.policyName) ?? "", false)
        }
        guard let relation = (node.child(.relation) ?? node.child(.table)).flatMap(RangeVar.init) else { return }
        let table = try require(relation, id)
        collectReferences(in: node, id, skipping: [relation.node])
        if let trigger = CreateTrigStmt(node) {
            var collector = ReferenceCollector()
            collector.add(.routine(argumentCount: 0), trigger.funcname)
            link(collector.uses, id)
        }
        let identity = ObjectIdentity(
            kind, schema: catalog[table].identity.schema, parent: catalog[table].identity.name, name: name)
        guard let existing = catalog.object(identity) else {
            create(identity, id, parent: table)
            return
        }
        if isReplacing {
            alter(existing, id, effect: .replacement)
        } else {
            duplicate(existing, id, isExpected: false)
        }
    }
}
