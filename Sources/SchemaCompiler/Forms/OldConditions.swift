import PostgresCatalog
import PostgresSyntax

/// What tells that objects are still as they were before a script was run to its end.
extension Program {
    // MARK: What is as it was

    /// Holds if what is there is still an object that is dropped, and not the one that gets its name later; nil if that
    /// cannot be told.
    func oldCondition(_ old: ObjectAddress, _ new: ObjectAddress) -> String? {
        guard let dropped = database.dropped(old), let successor = database.objectIdentity(new) else {
            return nil
        }
        let identity = dropped.identity
        if identity.kind.isRelation, identity.kind != successor.kind {
            return Condition.relation(identity, isOfKind: identity.kind)
        }
        var conditions: [String] = []
        let columns = columnsEver(of: old).subtracting(columnsEver(of: new))
        if identity.kind.isRelation, !columns.isEmpty {
            conditions.append(Condition.hasColumn(Condition.relation(identity), among: columns))
        }
        let (oldNames, newNames) = (dropped.columns.map(\.name), database.columnTypes(of: new).map(\.name))
        if identity.kind.isRelation, identity.kind.holdsNothing,
            identity.kind == .index ? oldNames != newNames : !newNames.starts(with: oldNames)
        {
            conditions.append(Condition.columns(of: Condition.relation(identity), are: oldNames))
        }
        if identity.kind == .index, let kind = indexCondition(old, new) {
            conditions.append(Condition.exists("pg_index", "indexrelid = \(Condition.relation(identity))", kind))
        }
        if let result = dropped.result, result != database.resultTypeName(of: new) {
            conditions.append(Condition.routine(identity, returning: result))
        }
        if [.policy, .trigger].contains(identity.kind), isWrittenAnew(old, as: new) {
            // What is disabled stays so.
            let isPolicy = identity.kind == .policy
            conditions.append(isPolicy ? Condition.policy(identity) : Condition.enabledTrigger(identity))
        }
        if identity.kind.holdsNothing { conditions += changesInBetween(old, new) }
        guard !conditions.isEmpty else { return nil }
        let anyOfThem = "(" + conditions.joined(separator: " OR ") + ")"
        guard identity.kind.isRelation else { return anyOfThem }
        return "(\(Condition.relation(identity, isOfKind: identity.kind)) AND \(anyOfThem))"
    }

    /// Holds for an index that is dropped, and not for the one that gets its name, in `pg_index`; nil if both are unique,
    /// and both partial, or neither is.
    private func indexCondition(_ old: ObjectAddress, _ new: ObjectAddress) -> String? {
        let definitions = [old, new].compactMap { creations[$0].flatMap { self[$0].statement }.flatMap(IndexStmt.init) }
        guard definitions.count == 2 else { return nil }
        var tests: [String] = []
        if definitions[0].unique != definitions[1].unique {
            tests.append(definitions[0].unique ? "indisunique" : "NOT indisunique")
        }
        if (definitions[0].whereClause == nil) != (definitions[1].whereClause == nil) {
            tests.append(definitions[0].whereClause == nil ? "indpred IS NULL" : "indpred IS NOT NULL")
        }
        return tests.isEmpty ? nil : "(\(tests.joined(separator: " OR ")))"
    }

    /// Whether two objects of one name are not defined by the same words: where nothing tells them apart, what there is of
    /// that name is made once more.
    private func isWrittenAnew(_ old: ObjectAddress, as new: ObjectAddress) -> Bool {
        let definitions = [old, new].map { creations[$0].flatMap { self[$0].node?.text } }
        return definitions[0] != definitions[1]
    }

    /// What had to go for columns to be changed, or dropped, was there before they were: these are the conditions that
    /// they are not yet.
    private func changesInBetween(_ old: ObjectAddress, _ new: ObjectAddress) -> [String] {
        guard let removal = removals[old].map({ self[$0] }), let creation = creations[new] else {
            return []
        }
        return columnChanges.filter {
            self[$0].order > removal.order && self[$0].order < self[creation].order
                && !vainChanges.contains($0)
        }.compactMap { doneCondition(self[$0]) }.map { "(NOT \($0))" }
    }

    // MARK: Columns

    /// Holds if a change has been done that gives columns other types or drops them; nil if that cannot be told, or if it
    /// does something else.
    func doneCondition(_ change: Change) -> String? {
        guard let table = change.subject, let identity = change.identity, let statement = change.statement,
            let node = AlterTableStmt(statement)
        else { return nil }
        let actions = change.part == nil ? node.cmds.compactMap(AlterTableCmd.init) : [change.action].compactMap { $0 }
        var conditions: [String] = []
        for action in actions {
            let condition: String? =
                switch action.subtype {
                case .alterColumnType: typeCondition(action, of: table, identity, change)
                case .dropColumn: removedColumnCondition(action, of: table, identity, change)
                default: nil
                }
            guard let condition else { return nil }
            conditions.append(condition)
        }
        return conditions.isEmpty
            ? nil : conditions.count == 1 ? conditions[0] : "(\(conditions.joined(separator: " AND ")))"
    }

    /// Holds if a column has the type that it gets, or one that it gets later, or is gone.
    private func typeCondition(
        _ action: AlterTableCmd, of table: ObjectAddress, _ identity: ObjectIdentity, _ change: Change
    ) -> String? {
        let definition = action.def.flatMap(ColumnDef.init)
        let retyping = change.trace.retyped.first { retyping in
            retyping.column.whole == table && self.identity(of: retyping.column, at: change)?.name == action.name
        }
        guard let retyping, let name = action.name, definition?.collClause == nil,
            // What is behind the name of another's type is not known.
            definition?.typeName?.typmods.isEmpty != false || retyping.new.modifier >= 0
        else { return nil }
        let later = retypings(of: retyping.column).filter { $0.order >= change.order }.map(\.retyping.new)
        return Condition.column(name, of: Condition.relation(identity), hasTypeIfThere: Set(later))
    }

    /// Holds if a column is gone, or is another one by now; always, if the two cannot be told apart.
    private func removedColumnCondition(
        _ action: AlterTableCmd, of table: ObjectAddress, _ identity: ObjectIdentity, _ change: Change
    ) -> String? {
        guard let name = action.name else { return nil }
        let relation = Condition.relation(identity)
        guard let new = database.tableFacts(table)?.column(name),
            let old = change.trace.dropped.first(where: { $0.whole == table && $0.column > 0 })
        else {
            let column = ObjectIdentity(.column, schema: identity.schema, parent: identity.name, name: name)
            return "(NOT \(Condition.column(column)))"
        }
        let types = typesEver(of: old).subtracting(typesEver(of: new.object))
        return types.isEmpty
            ? "true"
            : "(NOT \(Condition.hasColumn(relation, among: Set(types.map { NamedColumnType(name: name, type: $0) }))))"
    }
}

extension ObjectKind {
    /// Whether an object of the kind can be dropped and made again without a loss.
    fileprivate var holdsNothing: Bool {
        switch self {
        case .view, .materializedView, .index, .trigger, .policy, .rule, .statistics, .tableConstraint: true
        default: isRoutine
        }
    }
}
