import PostgresSyntax

/// Comments, owners and privileges: what is said about objects.
extension Replay {
    mutating func replayAnnotation(_ node: Node, _ id: ChangeID) throws(MissingObject) {
        let kind: ObjectType
        let object: Node?
        if let comment = CommentStmt(node) {
            (kind, object) = (comment.objtype, comment.object)
        } else if let owner = AlterOwnerStmt(node) {
            (kind, object) = (owner.objectType, owner.object)
        } else {
            let label = SecLabelStmt(node)!
            (kind, object) = (label.objtype, label.object)
        }
        setEffect(.annotation, id)
        guard let object else { return }
        guard let subject = try locate(object, kind, id) else {
            // It may be created later, or by nobody, such as the schema `public`.
            guard looksEverywhere else {
                throw MissingObject("object does not exist", range: object.byteRange)
            }
            return
        }
        alter(subject, id, effect: .annotation)
    }

    /// The object that a statement names by its kind; nil for one that no statement of the input makes, such as
    /// the schema `public`.
    mutating func locate(_ object: Node, _ kind: ObjectType, _ id: ChangeID) throws(MissingObject) -> ObjectID? {
        switch kind {
        case .table, .view, .matview, .sequence, .index, .foreignTable:
            return try requireRelation(named: object.listItems, id)
        case .column: return try locateColumn(object, id)
        case .tabconstraint: return try locateMember(.tableConstraint, object, id)
        case .trigger: return try locateMember(.trigger, object, id)
        case .rule: return try locateMember(.rule, object, id)
        case .policy: return try locateMember(.policy, object, id)
        case .type, .domain: return try locateType(object, id)
        case .domconstraint: return try locateDomainConstraint(object, id)
        case .function, .procedure, .routine, .aggregate: return try locateRoutine(object, kind, id)
        default: return locateOther(object, kind, id)
        }
    }

    /// The relation of a column that is there.
    private mutating func locateColumn(_ object: Node, _ id: ChangeID) throws(MissingObject) -> ObjectID {
        let names = object.listItems
        let relation = try requireRelation(named: names.dropLast(), id)
        let column = names.last?.stringNodeValue ?? ""
        if catalog[relation].hasAllColumns, !catalog[relation].columns.contains(where: { $0.name == column }) {
            throw MissingObject(
                "column \"\(column)\" of relation \"\(catalog[relation].identity.name)\" does not exist",
                range: names.last?.byteRange ?? object.byteRange)
        }
        return relation
    }

    private mutating func locateMember(_ kind: ObjectKind, _ object: Node, _ id: ChangeID) throws(MissingObject)
        -> ObjectID?
    {
        let names = object.listItems
        let table = try requireRelation(named: names.dropLast(), id)
        let owner = catalog[table].identity
        let name = names.last?.stringNodeValue ?? ""
        guard
            let found = catalog.object(ObjectIdentity(kind, schema: owner.schema, parent: owner.name, name: name))
        else { throw MissingObject(kind: kind, name: name, range: object.byteRange) }
        return found
    }

    private mutating func locateType(_ object: Node, _ id: ChangeID) throws(MissingObject) -> ObjectID? {
        let names = TypeName(object)?.names ?? object.listItems
        if names.strings.first == "pg_catalog" { return nil }
        return try requireType(names, id)
    }

    private mutating func locateDomainConstraint(_ object: Node, _ id: ChangeID) throws(MissingObject) -> ObjectID? {
        guard let type = object.listItems.first, let name = object.listItems.last?.stringNodeValue,
            let domain = try locateType(type, id)
        else { return nil }
        let owner = catalog[domain].identity
        let identity = ObjectIdentity(.domainConstraint, schema: owner.schema, parent: owner.name, name: name)
        guard let found = catalog.object(identity) else {
            throw MissingObject(kind: .domainConstraint, name: name, range: object.byteRange)
        }
        return found
    }

    /// A routine by its name and input types, or by its name alone.
    private mutating func locateRoutine(_ object: Node, _ kind: ObjectType, _ id: ChangeID) throws(MissingObject)
        -> ObjectID?
    {
        guard let routine = ObjectWithArgs(object) else { return nil }
        let names = routine.objname
        let parts = names.strings
        let range = (names.first?.byteRange.lowerBound ?? 0)..<(names.last?.byteRange.upperBound ?? 0)
        if parts.first == "pg_catalog" { return nil }
        collectReferences(in: object, id)
        let arguments = inputTypes(routine).map { typeIdentity($0, id) }
        let schemas = parts.dropLast().last.map { [$0] } ?? catalog.session(of: catalog[id]).searchPath
        for schema in schemas {
            let overloads = catalog.routines.all(schema: schema, name: parts.last ?? "")
            let isAny = routine.argsUnspecified && overloads.count == 1
            guard let found = overloads.first(where: { isAny || catalog[$0].identity.arguments == arguments }) else {
                continue
            }
            catalog.changes[id.index].references.append(Reference(target: found, range: range))
            if parts.count == 1 {
                catalog.changes[id.index].qualifications.append(
                    Qualification(place: .identifier(range.lowerBound), schema: schema))
            }
            return found
        }
        throw MissingObject(kind: .function, name: parts.last ?? "", range: range)
    }

    private func inputTypes(_ routine: ObjectWithArgs) -> [TypeName] {
        let parameters = routine.objfuncargs.compactMap(FunctionParameter.init)
        if parameters.isEmpty { return routine.objargs.compactMap(TypeName.init) }
        return parameters.filter { $0.mode != .out && $0.mode != .table }.compactMap(\.argType)
    }

    /// Objects without schema, and those whose kind is rare.
    private mutating func locateOther(_ object: Node, _ kind: ObjectType, _ id: ChangeID) -> ObjectID? {
        guard let kind = Self.objectKinds[kind] else {
            collectReferences(in: object, id)
            return nil
        }
        if let name = object.stringNodeValue {
            guard let found = catalog.object(ObjectIdentity(kind, name: name)) else { return nil }
            catalog.changes[id.index].references.append(Reference(target: found, range: object.byteRange))
            return found
        }
        let names = ObjectWithArgs(object)?.objname ?? object.listItems
        var collector = ReferenceCollector()
        if kind == .operatorClass || kind == .operatorFamily {
            // The access method stands first.
            collector.add(.other(kind), names.dropFirst())
        } else {
            collector.add(kind == .operator ? .operator : .other(kind), names)
        }
        let count = catalog[id].references.count
        guard let use = collector.uses.first, resolve(use, id), catalog[id].references.count > count else { return nil }
        return catalog[id].references[count].target
    }

    /// The kinds of objects that are found by their name alone.
    private static let objectKinds: [ObjectType: ObjectKind] = [
        .accessMethod: .accessMethod, .collation: .collation, .conversion: .conversion, .eventTrigger: .eventTrigger,
        .extension: .extension, .fdw: .foreignDataWrapper, .foreignServer: .server, .language: .language,
        .opclass: .operatorClass, .operator: .operator, .opfamily: .operatorFamily, .publication: .publication,
        .role: .role, .schema: .schema, .statisticExt: .statistics, .subscription: .subscription,
        .tsconfiguration: .textSearchConfiguration, .tsdictionary: .textSearchDictionary,
        .tsparser: .textSearchParser, .tstemplate: .textSearchTemplate,
    ]

    // MARK: Privileges

    /// The objects whose privileges a statement changes.
    mutating func replayGrant(_ node: Node, _ id: ChangeID) {
        collectReferences(in: node, id)
        guard let grant = GrantStmt(node), grant.targtype == .object else { return }
        for object in grant.objects where object.kind != .rangeVar {
            // A missing object is left to the server: it may be an extension's.
            do throws(MissingObject) {
                _ = try locate(object, grant.objtype, id)
            } catch {
                catalog.changes[id.index].hasOpenNames = true
            }
        }
    }
}
