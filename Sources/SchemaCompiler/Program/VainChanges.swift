import PostgresCatalog
import PostgresSyntax

/// The changes that leave no trace: all they make, change, speak of or fill is dropped later, and nothing that lasts was
/// made with its help.
struct VainChanges {
    private(set) var ids: Set<ChangeID> = []

    private let program: Program
    /// The vain changes by what they are about, and the whole of it.
    private var changesOfObject: [ObjectAddress: [ChangeID]] = [:]

    init(_ program: Program) {
        self.program = program
        guard !program.removals.isEmpty else { return }
        for id in program.changeIDs where isUndone(program[id]) {
            ids.insert(id)
            let trace = program[id].trace
            for object in Set((trace.created + trace.changed + objects(of: program[id])).flatMap { [$0, $0.whole] }) {
                changesOfObject[object, default: []].append(id)
            }
        }
        keepWhatIsOfUse()
    }

    // MARK: What is dropped later

    /// When an object, or the whole that it is a part of, is dropped; nil if it is there in the end.
    private func removal(of object: ObjectAddress) -> Int? {
        (program.removals[object] ?? program.removals[object.whole]).map { program[$0].order }
    }

    /// Whether an object is dropped behind a change.
    private func isDropped(_ object: ObjectAddress, after change: Change) -> Bool {
        removal(of: object).map { $0 > change.order } ?? false
    }

    /// Whether what a change does is undone by what drops its objects.
    private func isUndone(_ change: Change) -> Bool {
        guard change.executed?.succeeded == true else { return false }
        if let action = change.action, [.attachPartition, .addInherit].contains(action.subtype),
            program.relations(namedBy: change).contains(where: { isDropped($0.object, after: change) })
        {
            return true
        }
        // What it makes besides, such as the family of an operator class, may last.
        let makesWhatLasts = change.trace.created.contains { object in
            object.column == 0 && object.catalog != .attributeDefault && removal(of: object) == nil
                && program.database.objectIdentity(object) != nil
        }
        if makesWhatLasts { return false }
        let objects = objects(of: change)
        return !objects.isEmpty && objects.allSatisfy { isDropped($0, after: change) }
    }

    /// The objects that a change is about; none if it may be about anything.
    private func objects(of change: Change) -> [ObjectAddress] {
        switch change.effect {
        case .creation, .replacement, .annotation: return [change.subject].compactMap { $0 }
        case .privilege: return change.trace.changed
        case .data: return filledRelations(change)
        case .alteration: return alteredObjects(change)
        case .removal, .unknown: return change.action == nil ? [] : [change.subject].compactMap { $0 }
        default: return []
        }
    }

    private func alteredObjects(_ change: Change) -> [ObjectAddress] {
        guard let subject = change.subject else { return [] }
        if !change.trace.renamed.isEmpty { return change.trace.renamed.map(\.object) }
        if change.action?.subtype == .addColumn {
            let columns = change.trace.created.filter { $0.whole == subject && $0.column > 0 }
            return columns.isEmpty ? [subject] : columns
        }
        guard let action = change.action, action.namesColumn else { return [subject] }
        let column = program.droppedColumns[subject]?.first {
            program.identity(of: $0, at: change)?.name == action.name && isDropped($0, after: change)
        }
        return [column ?? subject]
    }

    /// The relations that a statement writes rows to; none if it may write to others.
    private func filledRelations(_ change: Change) -> [ObjectAddress] {
        guard let node = change.statement else { return [] }
        let names: [RangeVar?]
        switch node.kind {
        case .insertStmt: names = [InsertStmt(node)!.relation]
        case .updateStmt: names = [UpdateStmt(node)!.relation]
        case .deleteStmt: names = [DeleteStmt(node)!.relation]
        case .mergeStmt: names = [MergeStmt(node)!.relation]
        case .copyStmt: names = [CopyStmt(node)!.relation]
        case .refreshMatViewStmt: names = [RefreshMatViewStmt(node)!.relation]
        case .truncateStmt: names = TruncateStmt(node)!.relations.map { RangeVar($0) }
        case .selectStmt where node.calledFunction == "setval": return change.trace.needs.map(\.object.whole)
        case .selectStmt where !node.contains(.funcCall): return program.relations(namedBy: change).map(\.object)
        default: return []
        }
        let relations = names.compactMap { $0 }.compactMap { program.relation(namedAt: $0.nameRange, by: change) }
        return relations.count == names.count ? relations : []
    }

    // MARK: What is of use

    /// Takes back what a change that lasts needs, and what that needs.
    private mutating func keepWhatIsOfUse() {
        // What only says something of an object, or does nothing, needs it to be there no longer than it is.
        let saysOnly: Set<Change.Effect> = [.privilege, .annotation, .nothing, .duplicate, .leftOut]
        var rest = program.changeIDs.filter {
            !ids.contains($0) && program[$0].executed?.succeeded == true && !saysOnly.contains(program[$0].effect)
        }
        while let id = rest.popLast() {
            let change = program[id]
            let needs = change.trace.needs.flatMap { [$0.object, $0.object.whole] } + relations(namedInTextBy: change)
            for object in Set(needs) {
                for used in [object] + rowColumns(of: object, usedBy: change) where isDropped(used, after: change) {
                    for maker in changesOfObject.removeValue(forKey: used) ?? [] {
                        if saysOnly.contains(program[maker].effect) { continue }
                        if ids.remove(maker) != nil { rest.append(maker) }
                    }
                }
            }
        }
    }

    /// The relations, dropped later, whose names a query passes as text: what it calls may look for them.
    private func relations(namedInTextBy change: Change) -> [ObjectAddress] {
        guard change.effect == .data, let query = change.statement, query.contains(.funcCall) else { return [] }
        let names = Set(
            query.descendants(.aConst).compactMap { node -> String? in
                guard case .string(let text)? = AConst(node)?.value else { return nil }
                return QuotedName.parts(text)?.last
            })
        guard !names.isEmpty else { return [] }
        return program.removals.keys.filter { object in
            object.catalog == .relation && object.column == 0
                && program.database.identityOfDropped(object).map { names.contains($0.name) } ?? false
        }
    }

    /// The columns of a table that rows have when a statement reads or writes them, and that are dropped later.
    private func rowColumns(of object: ObjectAddress, usedBy change: Change) -> [ObjectAddress] {
        change.effect == .data ? program.droppedColumns[object] ?? [] : []
    }
}

extension AlterTableCmd {
    /// Whether it is about the column that it names.
    var namesColumn: Bool {
        switch subtype {
        case .columnDefault, .dropNotNull, .setNotNull, .setExpression, .dropExpression, .setStatistics, .setOptions,
            .resetOptions, .setStorage, .setCompression, .dropColumn, .alterColumnType, .alterColumnGenericOptions,
            .addIdentity, .setIdentity, .dropIdentity:
            true
        default: false
        }
    }
}
