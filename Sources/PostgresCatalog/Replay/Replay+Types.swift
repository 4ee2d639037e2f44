import PostgresSyntax

/// Types and domains, and what `CREATE … (key = value)` defines.
extension Replay {
    mutating func replayType(_ node: Node, _ id: ChangeID) throws(MissingObject) {
        switch node.kind {
        case .createEnumStmt:
            let statement = CreateEnumStmt(node)!
            if let object = createNamed(.type, statement.typeName, node, id) {
                catalog.objects[object.index].details = .enumeration(labels: statement.vals.strings)
            }
        case .createRangeStmt: createNamed(.type, CreateRangeStmt(node)!.typeName, node, id)
        case .compositeTypeStmt: createComposite(CompositeTypeStmt(node)!, id)
        case .createDomainStmt: createDomain(CreateDomainStmt(node)!, id)
        case .defineStmt: define(DefineStmt(node)!, id)
        case .alterEnumStmt:
            alter(try requireType(AlterEnumStmt(node)!.typeName, id), id)
        default:
            let statement = AlterDomainStmt(node)!
            let domain = try requireType(statement.typeName, id)
            collectReferences(in: node, id)
            alter(domain, id)
            if let constraint = statement.def.flatMap(Constraint.init) {
                if let object = addDomainConstraint(constraint, to: domain, id) {
                    setEffect(.creation, id, subject: object)
                }
            }
        }
    }

    /// Creates an object of a kind that needs no more than a name.
    @discardableResult
    mutating func createNamed(
        _ kind: ObjectKind, _ names: NodeList, _ node: Node, isExpected: Bool = false, arguments: [String]? = nil,
        method: String? = nil, _ id: ChangeID
    ) -> ObjectID? {
        let (schema, name) = creationName(names, id)
        linkSchema(schema, range: node.byteRange, id)
        collectReferences(in: node, id)
        let identity = ObjectIdentity(kind, schema: schema, parent: method, name: name, arguments: arguments)
        if let existing = catalog.object(identity) {
            duplicate(existing, id, isExpected: isExpected)
            return nil
        }
        return create(identity, id)
    }

    /// The type that a list of strings names.
    func typeUse(_ names: some RandomAccessCollection<Node>) -> NameUse {
        let parts = names.compactMap(\.stringNodeValue)
        let range = (names.first?.byteRange.lowerBound ?? 0)..<(names.last?.byteRange.upperBound ?? 0)
        return NameUse(kind: .type, schema: parts.dropLast().last, name: parts.last ?? "", range: range)
    }

    mutating func requireType(_ names: some RandomAccessCollection<Node>, _ id: ChangeID) throws(MissingObject)
        -> ObjectID
    {
        try require(typeUse(names), kind: .type, id)
    }

    private mutating func createComposite(_ type: CompositeTypeStmt, _ id: ChangeID) {
        guard let relation = type.typevar else { return }
        let (schema, name) = creationName(relation, id)
        linkSchema(schema, range: relation.nameRange, id)
        collectReferences(in: type.node, id, skipping: [relation.node])
        let identity = ObjectIdentity(.compositeType, schema: schema, name: name)
        if let existing = catalog.relations.first(schema: schema, name: name) {
            duplicate(existing, id, isExpected: false)
            return
        }
        let object = create(identity, id)
        for column in type.coldeflist.compactMap(ColumnDef.init) { addColumn(column, to: object, id) }
    }

    private mutating func createDomain(_ domain: CreateDomainStmt, _ id: ChangeID) {
        guard let object = createNamed(.type, domain.domainname, domain.node, id) else { return }
        for constraint in domain.constraints.compactMap(Constraint.init)
        where constraint.contype == .check || constraint.contype == .notnull {
            addDomainConstraint(constraint, to: object, id)
        }
    }

    @discardableResult
    private mutating func addDomainConstraint(_ constraint: Constraint, to domain: ObjectID, _ id: ChangeID)
        -> ObjectID?
    {
        let owner = catalog[domain].identity
        let label = constraint.contype == .notnull ? "not_null" : "check"
        let name =
            constraint.conname
            ?? AutomaticName.choose(owner.name, nil, label: label) {
                catalog.constraints.contains(schema: owner.schema ?? "", name: $0)
            }
        let identity = ObjectIdentity(.domainConstraint, schema: owner.schema, parent: owner.name, name: name)
        if let existing = catalog.object(identity) {
            duplicate(existing, id, isExpected: false)
            return nil
        }
        let object = catalog.insert(
            identity, by: id, parent: domain, isImplicit: catalog[id].element.statement?.kind == .createDomainStmt)
        catalog.objects[object.index].details = .constraint(constraint.contype, columns: [])
        return object
    }

    // MARK: CREATE … (key = value)

    private mutating func define(_ statement: DefineStmt, _ id: ChangeID) {
        switch statement.kind {
        case .type: defineType(statement, id)
        case .aggregate: defineAggregate(statement, id)
        case .operator: defineOperator(statement, id)
        case .collation:
            createNamed(.collation, statement.defnames, statement.node, isExpected: statement.ifNotExists, id)
        case .tsparser: createNamed(.textSearchParser, statement.defnames, statement.node, id)
        case .tsdictionary: createNamed(.textSearchDictionary, statement.defnames, statement.node, id)
        case .tstemplate: createNamed(.textSearchTemplate, statement.defnames, statement.node, id)
        case .tsconfiguration: createNamed(.textSearchConfiguration, statement.defnames, statement.node, id)
        default: collectReferences(in: statement.node, id)
        }
        linkDefinition(statement, id)
    }

    /// A shell type is completed by a second statement.
    private mutating func defineType(_ statement: DefineStmt, _ id: ChangeID) {
        let use = typeUse(statement.defnames)
        guard !statement.definition.isEmpty, let schema = use.schema,
            let shell = catalog.types.first(schema: schema, name: use.name)
        else {
            createNamed(.type, statement.defnames, statement.node, id)
            return
        }
        collectReferences(in: statement.node, id)
        alter(shell, id, effect: .replacement)
    }

    private mutating func defineAggregate(_ statement: DefineStmt, _ id: ChangeID) {
        let parameters = statement.args.first?.listItems.compactMap(FunctionParameter.init) ?? []
        let arguments = parameters.map { typeIdentity($0.argType, id) }
        let (schema, name) = creationName(statement.defnames, id)
        linkSchema(schema, range: statement.node.byteRange, id)
        collectReferences(in: statement.node, id)
        let identity = ObjectIdentity(.aggregate, schema: schema, name: name, arguments: arguments)
        if let existing = catalog.object(identity) {
            if statement.replace {
                alter(existing, id, effect: .replacement)
            } else {
                duplicate(existing, id, isExpected: false)
            }
            return
        }
        create(identity, id)
    }

    private mutating func defineOperator(_ statement: DefineStmt, _ id: ChangeID) {
        let operands = ["leftarg", "rightarg"].map { key in
            let type = statement.definition.first { $0.string(.defname) == key }?.child(.arg).flatMap(TypeName.init)
            return type.map { typeIdentity($0, id) } ?? "NONE"
        }
        createNamed(.operator, statement.defnames, statement.node, arguments: operands, id)
    }

    /// The functions, types and operators that the values of a definition name, each in whatever kind it is found.
    private mutating func linkDefinition(_ statement: DefineStmt, _ id: ChangeID) {
        for element in statement.definition {
            guard let names = element.child(.arg).flatMap(TypeName.init)?.names else { continue }
            var collector = ReferenceCollector()
            collector.add(.routine(argumentCount: nil), names)
            if ["parser", "template", "copy"].contains(element.string(.defname)) {
                collector.add(.other(.textSearchParser), names)
                collector.add(.other(.textSearchTemplate), names)
                collector.add(.other(.textSearchConfiguration), names)
            }
            for use in collector.uses { _ = resolve(use, id) }
        }
    }
}
