import PostgresCatalog
import PostgresSyntax

/// Types, domains, and what `CREATE … (key = value)` defines.
extension StatementForms {
    func typeForm(_ change: Change, _ node: Node, _ identity: ObjectIdentity) -> Form {
        switch node.kind {
        case .defineStmt: return definedForm(change, DefineStmt(node)!, identity)
        case .alterEnumStmt:
            let statement = AlterEnumStmt(node)!
            if let old = statement.oldVal, let new = statement.newVal {
                let (isOld, isNew) = (Condition.labels([old], of: identity), Condition.labels([new], of: identity))
                return guarded(unless: "(NOT \(isOld) OR \(isNew))", change)
            }
            guard !statement.skipIfNewValExists, let value = node.child(.newVal) else {
                return .statement(qualifying(change))
            }
            return inserting("IF NOT EXISTS", at: value.byteRange.lowerBound, in: change)
        case .alterDomainStmt: return domainForm(change, AlterDomainStmt(node)!, identity)
        case .createDomainStmt:
            return guarded(unless: Condition.type(identity), change, change.separatedPartsRemoval)
        default: return guarded(unless: Condition.type(identity), change)
        }
    }

    private func domainForm(_ change: Change, _ statement: AlterDomainStmt, _ identity: ObjectIdentity) -> Form {
        if statement.subtype == "X", !statement.missingOk, let name = statement.node.child(.name) {
            return inserting("IF EXISTS", at: name.byteRange.lowerBound, in: change)
        }
        guard let constraint = statement.def.flatMap(Constraint.init), identity.kind == .domainConstraint else {
            return .statement(qualifying(change))
        }
        var edits: [SourceEdit] = []
        if constraint.conname == nil {
            let name = QuotedName.identifier(identity.name)
            edits.append(.insert("CONSTRAINT \(name) ", at: constraint.node.byteRange.lowerBound))
        }
        return guarded(unless: Condition.domainConstraint(identity), change, edits)
    }

    private func definedForm(_ change: Change, _ statement: DefineStmt, _ identity: ObjectIdentity) -> Form {
        switch identity.kind {
        case .type: return guarded(unless: Condition.type(identity, isDefined: !statement.definition.isEmpty), change)
        case .aggregate: return statement.replace ? .statement(qualifying(change)) : replacing(change)
        case .operator: return guarded(unless: Condition.operator(identity), change)
        case .collation:
            guard !statement.ifNotExists, let name = statement.defnames.first else {
                return .statement(qualifying(change))
            }
            return inserting("IF NOT EXISTS", at: name.byteRange.lowerBound, in: change)
        default: return otherForm(change, statement.node, identity)
        }
    }
}
