import PostgresCatalog
import PostgresSyntax

/// What comes behind what though neither needs the other: what the outcome depends on, and what pg_dump prefers.
extension Plan {
    /// The changes of the steps.
    private var changes: LazyMapSequence<[Step], Change> { nodes.lazy.map { [program] in program[$0.change] } }

    /// Calls `add` with each step and one that it comes behind.
    func addPreferences(_ add: (Int, Int) -> Void) {
        addNameDependencies(add)
        addRowDependencies(add)
        addPartitionDependencies(add)
        addPartitionedIndexDependencies(add)
        addLikeDependencies(add)
        addInheritanceDependencies(add)
        addOwnerDependencies(add)
        addPrivilegeDependencies(add)
    }

    /// What takes a name comes behind what frees it by renaming another object.
    private func addNameDependencies(_ add: (Int, Int) -> Void) {
        guard program.hasRenamings else { return }
        var freed: [ObjectIdentity: Int] = [:]
        for (node, change) in changes.enumerated() {
            let taken =
                change.trace.created.compactMap { program.identity(of: $0, at: change) }
                + change.trace.renamed.compactMap { program.identity(of: $0.object, after: change) }
            for other in Set(taken.compactMap { freed[$0.ofNamespace] }) where other != node { add(node, other) }
            for (_, old) in change.trace.renamed { freed[old.ofNamespace] = node }
        }
    }

    /// A view gets its owner behind what is read through it, and its privileges behind that, as they are its owner's.
    private func addOwnerDependencies(_ add: (Int, Int) -> Void) {
        var owners: [ObjectAddress: Int] = [:]
        for (node, change) in changes.enumerated() {
            guard let view = change.subject, let readers = viewReaders.readers(before: change) else { continue }
            owners[view] = node
            for reader in readers.compactMap({ nodeOfChange[$0.index] }) { add(node, reader) }
        }
        guard !owners.isEmpty else { return }
        for (node, change) in changes.enumerated() where change.effect == .privilege {
            for owner in change.trace.changed.compactMap({ owners[$0] }) { add(node, owner) }
        }
    }

    /// Of what is granted and revoked on one object the order counts, and default privileges hold for what is made behind
    /// them.
    private func addPrivilegeDependencies(_ add: (Int, Int) -> Void) {
        var last: [ObjectAddress: Int] = [:]
        let inSourceOrder = nodes.indices.filter { changes[$0].effect == .privilege }
            .sorted { nodes[$0].change < nodes[$1].change }
        for node in inSourceOrder {
            let change = changes[node]
            for object in change.trace.changed {
                if let other = last.updateValue(node, forKey: object) { add(node, other) }
            }
            guard let defaults = DefaultPrivileges(nodes[node].change, change) else { continue }
            for (other, change) in changes.enumerated() where defaults.objects.isMade(by: change, in: program) {
                if defaults.precedes(nodes[other].change, change) { add(other, node) } else { add(node, other) }
            }
        }
    }

    /// A table has to have the constraints of another before it can inherit from it, or be its partition.
    private func addInheritanceDependencies(_ add: (Int, Int) -> Void) {
        var shaping: [ObjectAddress: [Int]] = [:]
        guard changes.contains(where: { $0.action?.subtype == .addInherit || $0.action?.subtype == .attachPartition })
        else { return }
        for (node, change) in changes.enumerated() {
            guard let table = change.subject.flatMap({ program.database.owner(of: $0) ?? $0 })?.whole else { continue }
            switch change.action?.subtype {
            case .addInherit:
                for other in shaping[table] ?? [] { add(node, other) }
            case .attachPartition:
                let partitions = Set(change.trace.needs.map(\.object.whole)).subtracting([table])
                for other in partitions.flatMap({ shaping[$0] ?? [] }) where !isOfKey(other) { add(node, other) }
            case .addConstraint, .setNotNull: shaping[table, default: []].append(node)
            default: break
            }
        }
    }

    /// Whether a step adds a key: a partition may get it later.
    private func isOfKey(_ node: Int) -> Bool {
        let kind = changes[node].action?.def.flatMap(Constraint.init)?.contype
        return kind != nil && kind != .check && kind != .notnull
    }

    /// A table that becomes a partition, or a child, of another comes behind it, as pg_dump has it: names that PostgreSQL
    /// chooses for constraints depend on which was there first.
    private func addPartitionDependencies(_ add: (Int, Int) -> Void) {
        for change in changes {
            guard change.action?.subtype == .attachPartition || change.action?.subtype == .addInherit else { continue }
            // The index of a partition may come before that of its table: were the key of the table there first, the
            // partition would get one with it.
            guard change.statement.flatMap(AlterTableStmt.init)?.objtype != .index else { continue }
            guard let subject = change.subject, let parent = program.creation(of: subject) else { continue }
            let others = change.trace.needs.map(\.object.whole).filter { $0.catalog == .relation && $0 != subject }
            for child in Set(others).compactMap(program.creation) where child != parent {
                if let first = nodeOfChange[parent.index], let second = nodeOfChange[child.index] { add(second, first) }
            }
        }
    }

    /// The indexes and keys of a partitioned table come behind its partitions, as pg_dump has it: a partition that comes
    /// later gets an index with each, one that is there only where the index is not of the table alone.
    private func addPartitionedIndexDependencies(_ add: (Int, Int) -> Void) {
        var partitions: [ObjectAddress: [Int]] = [:]
        for (node, change) in changes.enumerated() {
            if change.action?.subtype == .attachPartition, let table = change.subject {
                partitions[table, default: []].append(node)
            }
            guard let table = change.statement.flatMap(CreateStmt.init), table.partbound != nil, change.part == nil,
                let parent = table.inhRelations.first.flatMap(RangeVar.init)
            else { continue }
            if let parent = program.relation(namedAt: parent.nameRange, by: change) {
                partitions[parent, default: []].append(node)
            }
        }
        guard !partitions.isEmpty else { return }
        for (node, change) in changes.enumerated() {
            guard change.effect == .creation, [.index, .tableConstraint].contains(change.identity?.kind) else {
                continue
            }
            for table in Set(change.trace.needs.map(\.object.whole)) {
                for partition in partitions[table] ?? [] where segments[partition] <= segments[node] {
                    add(node, partition)
                }
            }
        }
    }

    /// LIKE copies what a table is at that place: what it copies and changed before comes before, what changes later behind.
    private func addLikeDependencies(_ add: (Int, Int) -> Void) {
        for (copy, change) in changes.enumerated() {
            guard change.part == nil, let table = change.statement.flatMap(CreateStmt.init) else { continue }
            var copied: [ObjectAddress: LikeOptions] = [:]
            for like in table.tableElts.compactMap(TableLikeClause.init) {
                guard let name = like.relation, let source = program.relation(namedAt: name.nameRange, by: change)
                else { continue }
                copied[source, default: []].formUnion(LikeOptions(rawValue: like.options))
            }
            if copied.isEmpty { continue }
            for (node, other) in changes.enumerated() where node != copy {
                let owner = other.subject.map { program.database.owner(of: $0) ?? $0 }?.whole
                let isIndex = [.index, .statistics].contains(other.identity?.kind)
                let tables = isIndex ? other.trace.needs.map(\.object.whole) : [owner].compactMap { $0 }
                guard tables.contains(where: { copied[$0].map(other.isCopied) ?? false }) else { continue }
                if other.order < change.order { add(copy, node) } else { add(node, copy) }
            }
        }
    }

    /// The rows a foreign key refers to are loaded before those that refer to them: in a database that was loaded in
    /// part the foreign keys are there already.
    private func addRowDependencies(_ add: (Int, Int) -> Void) {
        var loads: [ObjectAddress: [Int]] = [:]
        for (node, step) in nodes.enumerated() {
            guard case .copy = step.form, let table = program.relations(namedBy: program[step.change]).first?.object
            else { continue }
            loads[table, default: []].append(node)
        }
        guard !loads.isEmpty else { return }
        var order = TopologicalSort(count: nodes.count)
        for key in program.database.foreignKeys where key.table != key.referenced {
            for node in loads[key.table] ?? [] {
                for referenced in loads[key.referenced] ?? [] { order.add(node, dependsOn: referenced) }
            }
        }
        let inCycles = Set(order.cycles().joined())
        for key in program.database.foreignKeys where key.table != key.referenced {
            for node in loads[key.table] ?? [] {
                for referenced in loads[key.referenced] ?? []
                where !(inCycles.contains(node) && inCycles.contains(referenced)) {
                    add(node, referenced)
                }
            }
        }
    }
}

extension Change {
    /// Whether LIKE copies what it makes of its table.
    fileprivate func isCopied(with options: LikeOptions) -> Bool {
        if let constraint = part.flatMap(Constraint.init) ?? action?.def.flatMap(Constraint.init) {
            switch constraint.contype {
            case .check: return options.contains(.constraints)
            case .default: return options.contains(.defaults)
            case .unique, .exclusion: return options.contains(.indexes)
            case .foreign: return false
            // A primary key makes its columns NOT NULL.
            default: return true
            }
        }
        switch (statement?.kind, action?.subtype) {
        case (.indexStmt, _): return options.contains(.indexes)
        case (.createStatsStmt, _): return options.contains(.statistics)
        case (.alterSeqStmt, _), (_, .addIdentity), (_, .setIdentity), (_, .dropIdentity):
            return options.contains(.identity)
        case (_, .columnDefault): return options.contains(.defaults)
        case (_, .setExpression), (_, .dropExpression): return options.contains(.generated)
        case (_, .setStorage): return options.contains(.storage)
        case (_, .setCompression): return options.contains(.compression)
        case (_, .setNotNull), (_, .dropNotNull), (_, .dropConstraint): return true
        default: return false
        }
    }
}
