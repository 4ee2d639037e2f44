import PostgresSyntax

/// DROP: what goes along, what stands in the way. PostgreSQL's `performMultipleDeletions`.
extension Executor {
    /// Drops objects and what belongs to them; with `cascade` also all that needs them, otherwise such objects are an
    /// error.
    ///
    /// - Parameter isInternal: whether the objects may be parts of others, as for DROP COLUMN and the like.
    func dropObjects(_ objects: [ObjectAddress], cascade: Bool, isInternal: Bool = false) throws(SQLError) {
        var search = DeletionSearch(pending: objects, mayBeParts: isInternal)
        for object in objects { try visit(object, .original, &search) }
        try requireDroppable(search, cascade: cascade)
        for target in search.targets { delete(target.object) }
    }

    /// Drops all that stands in a schema, as at the end of a session with temporary objects.
    func dropEverything(in schema: OID) {
        let edges = database.dependencies.dependents(of: ObjectAddress(.namespace, schema))
        try? dropObjects(edges.map(\.dependent), cascade: true, isInternal: true)
    }

    // MARK: The search

    /// `findDependentObjects`.
    private func visit(_ object: ObjectAddress, _ reason: DeletionReason, _ search: inout DeletionSearch)
        throws(SQLError)
    {
        if search.isOnStack(object, adding: reason) || search.isTarget(object, adding: reason) { return }
        let isDroppable = object == ObjectAddress(.namespace, .publicSchema) || object.catalog == .extension
        guard !object.oid.isBuiltIn || isDroppable else {
            throw SQLError(
                "2BP01", "cannot drop \(description(object)) because it is required by the database system")
        }
        var reason = reason
        var partitionOwner: ObjectAddress?
        if let owner = try owner(of: object, &reason, &partitionOwner, search) {
            if search.stack.isEmpty {
                if search.pending.contains(where: { $0.covers(owner) }) { return }
                let shown = description(partitionOwner ?? owner)
                throw SQLError(
                    "2BP01", "cannot drop \(description(object)) because \(shown) requires it",
                    hint: "You can drop \(shown) instead.")
            }
            try visit(owner, .reverse, &search)
            _ = search.isTarget(object, adding: reason)
            return
        }
        search.stack.append((object, reason))
        for edge in sortedDependents(of: object) { try visit(edge.dependent, DeletionReason(edge.kind), &search) }
        let (_, reasons) = search.stack.removeLast()
        search.targets.append(
            DeletionTarget(
                object: object, reason: reasons, partitionOwner: partitionOwner, cause: search.stack.last?.object))
    }

    /// The object that `object` is a part of and that has to be dropped in its stead; nil if there is none, or if it is
    /// being dropped.
    private func owner(
        of object: ObjectAddress, _ reason: inout DeletionReason, _ partitionOwner: inout ObjectAddress?,
        _ search: DeletionSearch
    ) throws(SQLError) -> ObjectAddress? {
        var found: ObjectAddress?
        for edge in database.dependencies.dependencies(of: object) where edge.origin == .catalog {
            if edge.referenced.whole == object.whole, object.column == 0 { continue }
            switch edge.kind {
            case .normal, .auto, .autoExtension: break
            case .member where edge.referenced.oid == creatingExtension: break
            case .internal, .member:
                if search.stack.isEmpty {
                    if !search.mayBeParts, found == nil || edge.kind == .member { found = edge.referenced }
                } else if !search.stack.contains(where: { $0.object.covers(edge.referenced) }) {
                    return edge.referenced
                }
            case .partitionPrimary, .partitionSecondary:
                if edge.kind == .partitionPrimary || partitionOwner == nil { partitionOwner = edge.referenced }
                reason.insert(.isPart)
            }
        }
        return found
    }

    private func sortedDependents(of object: ObjectAddress) -> [DependencyEdge] {
        database.dependencies.dependents(of: object)
            .filter { $0.origin == .catalog && !($0.dependent.whole == object.whole && object.column == 0) }
            .sorted { left, right in
                left.dependent.oid == right.dependent.oid
                    ? left.dependent.column < right.dependent.column : left.dependent.oid > right.dependent.oid
            }
    }

    /// `reportDependentObjects`.
    private func requireDroppable(_ search: DeletionSearch, cascade: Bool) throws(SQLError) {
        for target in search.targets where target.reason.contains(.isPart) && !target.reason.contains(.partition) {
            guard let owner = target.partitionOwner else { continue }
            let shown = description(owner)
            throw SQLError(
                "2BP01", "cannot drop \(description(target.object)) because \(shown) requires it",
                hint: "You can drop \(shown) instead.")
        }
        guard !cascade else { return }
        let blocking = search.targets.reversed().filter { $0.reason.isDisjoint(with: .enough) }
        guard !blocking.isEmpty else { return }
        let detail = blocking.map { target in
            "\(description(target.object)) depends on \(target.cause.map(description) ?? "it")"
        }
        let message =
            search.pending.count == 1
            ? "cannot drop \(description(search.pending[0])) because other objects depend on it"
            : "cannot drop desired object(s) because other objects depend on them"
        throw SQLError(
            "2BP01", message, detail: detail.joined(separator: "\n"),
            hint: "Use DROP ... CASCADE to drop the dependent objects too.")
    }

    // MARK: The deed

    /// `doDeletion`.
    private func delete(_ object: ObjectAddress) {
        noteRemoval(of: object)
        if object.catalog == .relation, object.column > 0 {
            deleteColumn(object)
            return
        }
        if object.catalog == .attributeDefault, let column = database.column(ofDefault: object.oid) {
            database.relations.update(column.oid) { $0.attributes[Int(column.column) - 1].defaultExpression = nil }
        }
        if object.catalog == .accessMethodOperator || object.catalog == .accessMethodProcedure {
            deleteFamilyMember(object)
        }
        if object.catalog == .relation { forgetPartition(object.oid) }
        database.removeRow(object)
        database.records.remove(object)
        database.dependencies.removeDependencies(of: object)
    }

    /// `RemoveAttributeById`.
    private func deleteColumn(_ column: ObjectAddress) {
        database.relations.update(column.oid) { relation in
            let place = Int(column.column) - 1
            relation.attributes[place].name = "........pg.dropped.\(column.column)........"
            relation.attributes[place].isDropped = true
            relation.attributes[place].type = TypeReference(.none)
            relation.attributes[place].isNotNull = false
            relation.attributes[place].notNullConstraint = nil
            relation.attributes[place].identity = nil
            relation.attributes[place].generated = nil
        }
        database.dependencies.removeDependencies(of: column)
        noteChange(column)
    }

    private func deleteFamilyMember(_ member: ObjectAddress) {
        guard let family = database.operatorFamily(ofMember: member.oid) else { return }
        database.operatorFamilies.update(family) { family in
            family.operators.removeAll { $0.oid == member.oid }
            family.procedures.removeAll { $0.oid == member.oid }
        }
    }

    private func forgetPartition(_ oid: OID) {
        guard let relation = database.relations[oid], relation.isPartition, let parent = relation.parents.first,
            database.relations[parent]?.partitionKey?.defaultPartition == oid
        else { return }
        database.relations.update(parent) { $0.partitionKey?.defaultPartition = .none }
    }
}

/// Why an object is dropped: PostgreSQL's `DEPFLAG_…`.
private struct DeletionReason: OptionSet {
    let rawValue: UInt8

    static let original = DeletionReason(rawValue: 1)
    static let normal = DeletionReason(rawValue: 2)
    static let auto = DeletionReason(rawValue: 4)
    static let `internal` = DeletionReason(rawValue: 8)
    static let partition = DeletionReason(rawValue: 16)
    static let member = DeletionReason(rawValue: 32)
    static let reverse = DeletionReason(rawValue: 64)
    static let isPart = DeletionReason(rawValue: 128)

    /// The reasons that need no CASCADE.
    static let enough: DeletionReason = [.original, .auto, .internal, .partition, .member]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ kind: DependencyEdge.Kind) {
        self =
            switch kind {
            case .normal: .normal
            case .auto, .autoExtension: .auto
            case .internal: .internal
            case .partitionPrimary, .partitionSecondary: .partition
            case .member: .member
            }
    }
}

private struct DeletionTarget {
    let object: ObjectAddress
    var reason: DeletionReason
    let partitionOwner: ObjectAddress?
    /// What it depends on, where the search came from.
    let cause: ObjectAddress?
}

private struct DeletionSearch {
    /// What the statement names.
    let pending: [ObjectAddress]
    /// Whether the objects may be parts of others that stay.
    let mayBeParts: Bool
    /// The objects that are being visited, the outermost first.
    var stack: [(object: ObjectAddress, reason: DeletionReason)] = []
    /// What will be dropped, in this order.
    var targets: [DeletionTarget] = [] {
        didSet { if targets.count > oldValue.count { places[targets.last!.object] = targets.count - 1 } }
    }
    private var places: [ObjectAddress: Int] = [:]

    init(pending: [ObjectAddress], mayBeParts: Bool) {
        self.pending = pending
        self.mayBeParts = mayBeParts
    }

    /// `stack_address_present_add_flags`.
    mutating func isOnStack(_ object: ObjectAddress, adding reason: DeletionReason) -> Bool {
        guard let place = stack.lastIndex(where: { $0.object.covers(object) }) else { return false }
        if stack[place].object == object { stack[place].reason.formUnion(reason) }
        return true
    }

    /// `object_address_present_add_flags`.
    mutating func isTarget(_ object: ObjectAddress, adding reason: DeletionReason) -> Bool {
        if let place = places[object] {
            targets[place].reason.formUnion(reason)
            return true
        }
        return object.column > 0 && places[object.whole] != nil
    }
}

extension ObjectAddress {
    /// Whether `other` is this object or a column of it.
    fileprivate func covers(_ other: ObjectAddress) -> Bool {
        self == other || (column == 0 && self == other.whole)
    }
}
