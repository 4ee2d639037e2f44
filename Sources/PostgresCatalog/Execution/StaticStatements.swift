import PostgresSyntax

/// What can be seen of a DO block without running it: the definitions in it that nothing but the absence of what they
/// make decides about.
struct StaticStatements {
    /// The statements, in their order, and whether each allows for what it makes being there.
    private(set) var statements: [(node: Node, isGuarded: Bool)] = []
    /// Whether the block does nothing else, but for messages.
    private(set) var areAll = true
    /// Whether there are messages.
    private(set) var haveMessages = false

    init(_ function: PlpgsqlNode) {
        if !function.options.isEmpty { areAll = false }
        visit(function.body, isGuarded: false)
    }

    private mutating func visit(_ nodes: NodeList, isGuarded: Bool) {
        for node in nodes { visit(PlpgsqlNode(node)!, isGuarded: isGuarded) }
    }

    private mutating func visit(_ part: PlpgsqlNode, isGuarded: Bool) {
        switch part.kind {
        case .block:
            // What is declared may stand in any statement.
            if !part.declarations.isEmpty { areAll = false }
            visit(part.body, isGuarded: isGuarded || !part.exceptions.isEmpty)
            for handler in part.exceptions.compactMap(PlpgsqlNode.init) { expectNothing(handler.body) }
        case .if:
            guard part.expr?.asksForAbsence == true, part.elsifList.isEmpty else {
                areAll = false
                return
            }
            visit(part.body, isGuarded: true)
            expectNothing(part.elseBody)
        case .execsql:
            guard let query = part.query, part.target.isEmpty, query.standsInBlock(isGuarded: isGuarded) else {
                areAll = false
                return
            }
            statements.append((query, isGuarded))
        default: expectNothing(part)
        }
    }

    private mutating func expectNothing(_ nodes: NodeList) {
        for node in nodes { expectNothing(PlpgsqlNode(node)!) }
    }

    private mutating func expectNothing(_ part: PlpgsqlNode) {
        switch part.kind {
        case .null: break
        case .raise where ![.none, .exception].contains(part.elogLevel): haveMessages = true
        default: areAll = false
        }
    }
}

extension Node {
    /// Whether it is a DO block of nothing but statements that are run only if something is not there.
    public var isGuardedBlock: Bool {
        guard let block = InlineBlock(self)?.function?.body.first.flatMap(PlpgsqlNode.init), block.declarations.isEmpty,
            block.exceptions.isEmpty
        else { return false }
        return block.body.allSatisfy { node in
            guard let part = PlpgsqlNode(node), part.kind == .if, part.expr?.asksForAbsence == true else {
                return false
            }
            return part.elsifList.isEmpty && part.elseBody.isEmpty
        }
    }

    /// Whether it defines something, so that it can be run without its block.
    ///
    /// - Parameter isGuarded: whether what it names may not be there: then it must not drop it in any case.
    fileprivate func standsInBlock(isGuarded: Bool) -> Bool {
        switch kind {
        case .selectStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .copyStmt, .truncateStmt, .callStmt,
            .doStmt,
            .variableSetStmt, .variableShowStmt, .transactionStmt, .explainStmt, .prepareStmt, .executeStmt,
            .declareCursorStmt, .fetchStmt, .closePortalStmt, .lockStmt, .notifyStmt, .listenStmt, .unlistenStmt,
            .discardStmt, .refreshMatViewStmt, .vacuumStmt, .clusterStmt, .reindexStmt, .constraintsSetStmt, .loadStmt:
            false
        case .dropStmt: !isGuarded || DropStmt(self)!.missingOk
        case .dropRoleStmt, .dropOwnedStmt, .dropUserMappingStmt, .dropSubscriptionStmt: !isGuarded
        default: true
        }
    }

    /// Whether an expression asks whether something is not there: `NOT EXISTS (…)`, `to_regclass(…) IS NULL`.
    fileprivate var asksForAbsence: Bool {
        switch kind {
        case .selectStmt:
            let select = SelectStmt(self)!
            guard select.fromClause.isEmpty, select.whereClause == nil, select.targetList.count == 1 else {
                return false
            }
            return ResTarget(select.targetList[0])?.val?.asksForAbsence ?? false
        case .nullTest: return NullTest(self)!.nulltesttype == .null && child(.arg)?.kind != .columnRef
        case .boolExpr:
            let expression = BoolExpr(self)!
            if expression.boolop == .notExpr { return expression.args.first?.isAnswer ?? false }
            return expression.args.allSatisfy(\.asksForAbsence)
        default: return false
        }
    }

    /// Whether an expression asks the catalogs, and no variable.
    private var isAnswer: Bool {
        switch kind {
        case .subLink, .nullTest, .boolExpr, .funcCall: true
        case .aConst: true
        default: false
        }
    }
}
