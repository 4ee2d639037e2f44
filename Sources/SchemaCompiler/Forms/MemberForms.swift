import PostgresCatalog
import PostgresSyntax

/// Statements that add members, options or mappings to an object: each of them has a guard of its own.
extension StatementForms {
    func memberForm(_ change: Change, _ node: Node, _ identity: ObjectIdentity) -> Form {
        switch node.kind {
        case .alterOpFamilyStmt: return familyForm(change, AlterOpFamilyStmt(node)!, identity)
        case .alterTSConfigurationStmt: return mappingForm(change, AlterTSConfigurationStmt(node)!, identity)
        case .alterPublicationStmt: return publicationForm(change, AlterPublicationStmt(node)!, identity)
        default: return optionsForm(change, Array(node.children(.options)), Condition.options(identity))
        }
    }

    /// A part of the statement's text, its names with their schemas.
    private func text(_ range: Range<Int>, of change: Change) -> String {
        SourceEdits(qualifying(change)).text(range, of: change.source)
    }

    // MARK: Operator families

    private func familyForm(_ change: Change, _ statement: AlterOpFamilyStmt, _ identity: ObjectIdentity)
        -> Form
    {
        let family = QuotedName.qualified(identity.schema, identity.name)
        let method = QuotedName.identifier(identity.parent ?? "")
        var parts: [GuardedPart] = []
        for item in statement.items.compactMap(CreateOpClassItem.init) {
            guard let types = operandTypes(of: item, change) else { return notIdempotent(change) }
            let isThere = Condition.familyMember(
                identity, isFunction: item.isFunction, types: types, number: item.number)
            parts.append(
                GuardedPart(
                    condition: statement.isDrop ? "(NOT \(isThere))" : isThere,
                    statement: "ALTER OPERATOR FAMILY \(family) USING \(method) \(statement.isDrop ? "DROP" : "ADD") "
                        + text(item.node.byteRange, of: change)))
        }
        return .parts(parts)
    }

    /// The types a member is for: those it is declared for, or else those its operator or function takes.
    private func operandTypes(of item: CreateOpClassItem, _ change: Change) -> (left: String, right: String)? {
        let declared = item.classArgs.isEmpty ? item.name?.objargs : item.classArgs
        let types = (declared ?? item.classArgs).compactMap(TypeName.init).map {
            text($0.node.byteRange, of: change)
        }
        guard let left = types.first else { return nil }
        let takesOne = types.count == 1 || item.isFunction && item.classArgs.isEmpty && types.count != 2
        return (left, takesOne ? left : types[1])
    }

    // MARK: Text search

    private func mappingForm(
        _ change: Change, _ statement: AlterTSConfigurationStmt, _ identity: ObjectIdentity
    ) -> Form {
        switch statement.kind {
        case .addMapping:
            guard let first = statement.dicts.first, let last = statement.dicts.last else {
                return notIdempotent(change)
            }
            let name = QuotedName.qualified(identity.schema, identity.name)
            let dictionaries = text(first.byteRange.lowerBound..<last.byteRange.upperBound, of: change)
            return .parts(
                statement.tokentype.compactMap { token in
                    GuardedPart(
                        condition: Condition.mapping(identity, token: token.stringNodeValue ?? ""),
                        statement: "ALTER TEXT SEARCH CONFIGURATION \(name) ADD MAPPING FOR \(token.text) "
                            + "WITH \(dictionaries)")
                })
        case .dropMapping:
            let tokens = change.element.tree.tokens
            guard !statement.missingOk,
                let place = change.element.tokenRange.first(where: { tokens[$0].kind == .for })
            else { return .statement(qualifying(change)) }
            return inserting("IF EXISTS", at: tokens[place].range.lowerBound, in: change)
        default: return .statement(qualifying(change))
        }
    }

    // MARK: Publications

    private func publicationForm(
        _ change: Change, _ statement: AlterPublicationStmt, _ identity: ObjectIdentity
    ) -> Form {
        guard statement.action != .setObjects, !statement.pubobjects.isEmpty else {
            return .statement(qualifying(change))
        }
        let isDrop = statement.action == .dropObjects
        var parts: [GuardedPart] = []
        for object in statement.pubobjects.compactMap(PublicationObjSpec.init) {
            let isThere: String
            let member: String
            if let table = object.pubtable, let relation = table.relation {
                isThere = Condition.published(table: text(relation.nameRange, of: change), in: identity.name)
                member = "TABLE " + text(table.node.byteRange, of: change)
            } else if object.pubobjtype == .tablesInSchema, let schema = object.name {
                isThere = Condition.published(schema: schema, in: identity.name)
                member = "TABLES IN SCHEMA " + QuotedName.identifier(schema)
            } else {
                return notIdempotent(change)
            }
            parts.append(
                GuardedPart(
                    condition: isDrop ? "(NOT \(isThere))" : isThere,
                    statement: "ALTER PUBLICATION \(QuotedName.identifier(identity.name)) "
                        + "\(isDrop ? "DROP" : "ADD") \(member)"))
        }
        return .parts(parts)
    }

    // MARK: OPTIONS

    /// `OPTIONS (…)`: what is added may be there, what is dropped may be gone; SET can be repeated.
    ///
    /// - Parameter options: where the options stand, as ``Condition/options(_:)`` gives it.
    func optionsForm(_ change: Change, _ list: [Node], _ options: String) -> Form {
        let tokens = change.element.tree.tokens
        guard let first = list.first?.tokenRange.lowerBound,
            let parenthesis = (change.element.tokenRange.lowerBound..<first).last(where: {
                tokens[$0].kind == .leftParenthesis
            })
        else { return .statement(qualifying(change)) }
        let end = tokens[parenthesis].range.upperBound
        let start = change.element.byteRange.lowerBound
        var prefix = text(start..<end, of: change)
        if let action = change.action?.node, let actions = change.statement?.children(.cmds) {
            prefix =
                text(start..<actions[0].byteRange.lowerBound, of: change)
                + text(action.byteRange.lowerBound..<end, of: change)
        }
        return .parts(
            list.compactMap(DefElem.init).map { option in
                let isThere = Condition.option(option.defname ?? "", among: options)
                let (condition, word) =
                    switch option.defaction {
                    case .set: ("false", "SET")
                    case .drop: ("(NOT \(isThere))", "DROP")
                    default: (isThere, "ADD")
                    }
                let written = text(option.node.byteRange, of: change)
                return GuardedPart(condition: condition, statement: "\(prefix)\(word) \(written))")
            })
    }
}

extension CreateOpClassItem {
    /// Whether it is a support function, and no operator.
    fileprivate var isFunction: Bool { itemtype == 2 }
}
