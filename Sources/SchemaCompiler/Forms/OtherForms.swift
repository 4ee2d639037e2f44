import PostgresCatalog
import PostgresSyntax

/// Schemas, extensions, and the kinds of objects that are rare.
extension StatementForms {
    func otherForm(_ change: Change, _ node: Node, _ identity: ObjectIdentity) -> Form {
        switch node.kind {
        case .createSchemaStmt: return schemaForm(change, CreateSchemaStmt(node)!, identity)
        case .createExtensionStmt:
            let isWritten = CreateExtensionStmt(node)!.ifNotExists
            return isWritten ? .statement(qualifying(change)) : ifNotExists(before: node.child(.extname), change)
        case .createForeignServerStmt:
            let isWritten = CreateForeignServerStmt(node)!.ifNotExists
            return isWritten ? .statement(qualifying(change)) : ifNotExists(before: node.child(.servername), change)
        case .createUserMappingStmt:
            let isWritten = CreateUserMappingStmt(node)!.ifNotExists
            return isWritten
                ? .statement(qualifying(change))
                : inserting("IF NOT EXISTS", at: token(3, of: change).range.lowerBound, in: change)
        case .createTransformStmt:
            return CreateTransformStmt(node)!.replace ? .statement(qualifying(change)) : replacing(change)
        case .createSubscriptionStmt: return subscriptionForm(change, CreateSubscriptionStmt(node)!, identity)
        case .createStatsStmt:
            let statistics = CreateStatsStmt(node)!
            guard !statistics.ifNotExists else { return .statement(qualifying(change)) }
            return ifNotExists(before: statistics.defnames.first, change)
        case .createCastStmt: return guarded(unless: Condition.cast(identity), change)
        case .createOpClassStmt, .createOpFamilyStmt: return guarded(unless: Condition.operatorGroup(identity), change)
        default:
            guard let condition = Condition.named(identity) else { return notIdempotent(change) }
            return guarded(unless: condition, change)
        }
    }

    /// A subscription that makes a slot on the publisher cannot stand in a block.
    private func subscriptionForm(
        _ change: Change, _ statement: CreateSubscriptionStmt, _ identity: ObjectIdentity
    ) -> Form {
        guard statement.makesNoSlot else {
            return notIdempotent(
                change, because: "a subscription can be created again only if it makes no slot: connect = false")
        }
        return guarded(unless: Condition.subscription(identity), change)
    }

    private func ifNotExists(before name: Node?, _ change: Change) -> Form {
        guard let name else { return notIdempotent(change) }
        return inserting("IF NOT EXISTS", at: name.byteRange.lowerBound, in: change)
    }

    /// `CREATE SCHEMA IF NOT EXISTS` cannot create what the schema holds.
    private func schemaForm(_ change: Change, _ schema: CreateSchemaStmt, _ identity: ObjectIdentity) -> Form {
        let owner = options.keepsOwners ? [] : authorization(of: schema, change)
        if schema.ifNotExists { return .statement(qualifying(change, after: owner)) }
        if !schema.schemaElts.isEmpty, !schema.standsApart {
            note(
                "created-whole",
                "a schema that is created with its objects for another owner is made only where it is missing: "
                    + "what it lacks later is not added", change)
            return guarded(unless: "(\(Condition.schema(identity.name)) IS NOT NULL)", change, owner)
        }
        let name = token(2, of: change).range.lowerBound
        let edits = [.insert("IF NOT EXISTS ", at: name)] + owner + change.separatedPartsRemoval
        return .statement(qualifying(change, after: edits))
    }

    /// The edit that takes the owner from the definition of a schema that has a name too.
    private func authorization(of schema: CreateSchemaStmt, _ change: Change) -> [SourceEdit] {
        let tokens = change.element.tree.tokens
        guard let role = schema.authrole, schema.schemaname != nil,
            let word = change.element.tokenRange.first(where: { tokens[$0].kind == .authorization })
        else { return [] }
        return [SourceEdit(range: tokens[word].range.lowerBound..<role.node.byteRange.upperBound, replacement: "")]
    }
}
