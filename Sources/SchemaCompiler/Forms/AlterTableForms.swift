import PostgresCatalog
import PostgresSyntax

/// The actions of `ALTER TABLE`.
extension StatementForms {
    func alterTableForm(_ change: Change, _ identity: ObjectIdentity) -> Form {
        guard let action = change.action else {
            return program.doneCondition(change).map { guarded(unless: $0, change) } ?? notIdempotent(change)
        }
        switch action.subtype {
        case .addConstraint: return constraintForm(change, action, identity)
        case .addColumn:
            guard !action.missingOk, let column = action.def else { return .statement(qualifying(change)) }
            if identity.kind == .compositeType {
                let name = ColumnDef(column)?.colname ?? ""
                let attribute = ObjectIdentity(.column, schema: identity.schema, parent: identity.name, name: name)
                return guarded(unless: Condition.column(attribute), change)
            }
            return inserting("IF NOT EXISTS", at: column.byteRange.lowerBound, in: change)
        case .alterColumnType:
            return program.doneCondition(change).map { guarded(unless: $0, change) } ?? .statement(qualifying(change))
        case .dropColumn: return removedColumnForm(change, action, identity)
        case .dropConstraint: return removedConstraintForm(change, action, identity)
        case .dropIdentity, .dropExpression:
            guard !action.missingOk else { return .statement(qualifying(change)) }
            return .statement(
                qualifying(change, after: [.insert(" IF EXISTS", at: action.node.byteRange.upperBound)]))
        case .addIdentity:
            return guarded(
                unless: Condition.identityColumn(identity, column: action.name ?? ""), change)
        case .columnDefault where isFollowed(by: .addIdentity, after: change):
            return guarded(unless: Condition.identityColumn(identity, column: action.name ?? ""), change)
        case .setIdentity where isFollowed(by: .dropIdentity, after: change):
            let isThere = Condition.identityColumn(identity, column: action.name ?? "")
            return guarded(unless: "(NOT \(isThere))", change)
        case .setExpression where isFollowed(by: .dropExpression, after: change):
            let isThere = Condition.generatedColumn(identity, column: action.name ?? "")
            return guarded(unless: "(NOT \(isThere))", change)
        case .attachPartition where identity.kind == .index: return .statement(qualifying(change))
        case .attachPartition, .addInherit, .dropInherit, .detachPartition:
            return inheritanceForm(change, action, identity)
        case .genericOptions:
            return optionsForm(
                change, action.optionList, Condition.tableOptions(identity))
        case .alterColumnGenericOptions:
            return optionsForm(
                change, action.optionList,
                Condition.columnOptions(identity, column: action.name ?? ""))
        case .detachPartitionFinalize, .addOf: return notIdempotent(change)
        default: return .statement(qualifying(change))
        }
    }

    /// Whether a later action is one that makes something else of the same column.
    private func isFollowed(by subtype: AlterTableType, after change: Change) -> Bool {
        let later = change.subject.flatMap { program.alterations[$0] } ?? []
        return later.contains { id in
            program[id].order > change.order && program[id].action?.subtype == subtype
                && program[id].action?.name == change.action?.name
        }
    }

    private func constraintForm(_ change: Change, _ action: AlterTableCmd, _ identity: ObjectIdentity) -> Form {
        guard let constraint = action.def.flatMap(Constraint.init) else { return notIdempotent(change) }
        var edits: [SourceEdit] = []
        if constraint.conname == nil, identity.kind == .tableConstraint {
            let name = QuotedName.identifier(identity.name)
            edits.append(.insert("CONSTRAINT \(name) ", at: constraint.node.byteRange.lowerBound))
        }
        if constraint.contype == .notnull, let column = constraint.keys.strings.first {
            return guarded(unless: Condition.notNull(identity, column: column), change, edits)
        }
        return guarded(
            unless: Condition.constraint(identity, isPrimary: constraint.contype == .primary), change, edits)
    }

    /// `ATTACH PARTITION` names the child, `INHERIT` the parent. A block cannot detach a partition CONCURRENTLY.
    private func inheritanceForm(_ change: Change, _ action: AlterTableCmd, _ identity: ObjectIdentity) -> Form {
        let relations = program.relations(namedBy: change).filter { $0.object != change.subject }
        guard let other = relations.last.flatMap({ program.identity(of: $0.object, at: change) }) else {
            return notIdempotent(change)
        }
        let namesChild = action.subtype == .attachPartition || action.subtype == .detachPartition
        let inherits = Condition.inheritance(
            child: namesChild ? other : identity, parent: namesChild ? identity : other)
        if action.subtype == .attachPartition || action.subtype == .addInherit {
            return guarded(unless: inherits, change)
        }
        let tokens = change.element.tree.tokens
        let concurrently = action.node.tokenRange.first { tokens[$0].kind == .concurrently }
        return guarded(
            unless: "(NOT \(inherits))", change,
            concurrently.map { [SourceEdit(range: tokens[$0].range, replacement: "")] } ?? [])
    }
}

extension AlterTableCmd {
    /// The options of `OPTIONS (…)`.
    fileprivate var optionList: [Node] { node.child(.def).map { Array($0.listItems) } ?? [] }
}

extension Change {
    /// The constraint that it adds to a table without a look at the rows, by its name; nil for any other change.
    var unvalidatedConstraint: String? {
        guard effect == .creation || effect == .alteration, action?.subtype == .addConstraint,
            let constraint = action?.def.flatMap(Constraint.init), constraint.skipValidation
        else { return nil }
        return constraint.conname ?? (identity?.kind == .tableConstraint ? identity?.name : nil)
    }
}
