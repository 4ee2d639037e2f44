import PostgresCatalog
import PostgresSyntax

/// The actions of `ALTER TABLE`.
extension StatementForms {
    mutating func alterTableForm(_ change: Change, _ object: CatalogObject) -> Form {
        guard let action = change.action.flatMap(AlterTableCmd.init) else { return notIdempotent(change) }
        switch action.subtype {
        case .addConstraint: return constraintForm(change, action, object)
        case .addColumn:
            guard !action.missingOk, let column = action.def else { return .statement(qualifying(change)) }
            if object.identity.kind == .compositeType { return notIdempotent(change) }
            return inserting("IF NOT EXISTS", at: column.byteRange.lowerBound, in: change)
        case .dropColumn, .dropConstraint:
            guard !action.missingOk, let name = action.node.child(.name) else { return .statement(qualifying(change)) }
            return inserting("IF EXISTS", at: name.byteRange.lowerBound, in: change)
        case .addIdentity:
            return guarded(
                unless: Condition.identityColumn(object.identity, column: action.name ?? ""), change)
        case .attachPartition where object.identity.kind == .index: return .statement(qualifying(change))
        case .attachPartition, .addInherit: return inheritanceForm(change, action, object)
        case .genericOptions:
            return optionsForm(
                change, action.optionList, Condition.tableOptions(object.identity))
        case .alterColumnGenericOptions:
            return optionsForm(
                change, action.optionList,
                Condition.columnOptions(object.identity, column: action.name ?? ""))
        case .dropInherit, .detachPartition, .detachPartitionFinalize, .addOf: return notIdempotent(change)
        default: return .statement(qualifying(change))
        }
    }

    private mutating func constraintForm(_ change: Change, _ action: AlterTableCmd, _ object: CatalogObject) -> Form {
        guard let constraint = action.def.flatMap(Constraint.init) else { return notIdempotent(change) }
        var edits: [SourceEdit] = []
        if constraint.conname == nil {
            let name = QuotedName.identifier(object.identity.name)
            edits.append(.insert("CONSTRAINT \(name) ", at: constraint.node.byteRange.lowerBound))
        }
        if constraint.contype == .notnull, let column = constraint.keys.strings.first, let parent = object.parent {
            return guarded(unless: Condition.notNull(catalog[parent].identity, column: column), change, edits)
        }
        return guarded(
            unless: Condition.constraint(object.identity, isPrimary: constraint.contype == .primary), change, edits)
    }

    /// `ATTACH PARTITION` names the child, `INHERIT` the parent.
    private mutating func inheritanceForm(_ change: Change, _ action: AlterTableCmd, _ object: CatalogObject) -> Form {
        let other = change.references.last {
            catalog[$0.target].identity.kind.isRelation && $0.target != change.subject
        }
        guard let other = other.map({ catalog[$0.target].identity }) else { return notIdempotent(change) }
        let isAttachment = action.subtype == .attachPartition
        return guarded(
            unless: Condition.inheritance(
                child: isAttachment ? other : object.identity, parent: isAttachment ? object.identity : other), change)
    }
}

extension AlterTableCmd {
    /// The options of `OPTIONS (…)`.
    fileprivate var optionList: [Node] { node.child(.def).map { Array($0.listItems) } ?? [] }
}
