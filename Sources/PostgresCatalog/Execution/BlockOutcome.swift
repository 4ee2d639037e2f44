import PostgresSyntax

/// What a DO block can come to, given the queries in it that can only fail.
enum BlockOutcome {
    /// It ends, or fails, without having done anything.
    case nothing
    /// It may do something.
    case effect
    /// It always fails.
    case failure

    /// - Parameter failing: where the queries begin that can only fail.
    init(_ function: PlpgsqlNode, failing: Set<Int>) {
        // What ends before it fails, or commits, keeps what it has done.
        let leaving: [PlpgsqlKind] = [.return, .exit, .continue, .commit, .rollback, .call]
        let canLeave = function.node.descendants(.plpgsqlNode).contains { leaving.contains(PlpgsqlNode($0)!.kind) }
        self = failing.isEmpty || canLeave ? .effect : Self.sequence(function.body, failing)
    }

    private static func sequence(_ nodes: NodeList, _ failing: Set<Int>) -> BlockOutcome {
        let outcomes = nodes.compactMap(PlpgsqlNode.init).map { outcome(of: $0, failing) }
        if outcomes.contains(.failure) { return .failure }
        return outcomes.contains(.effect) ? .effect : .nothing
    }

    private static func outcome(of part: PlpgsqlNode, _ failing: Set<Int>) -> BlockOutcome {
        switch part.kind {
        case .null, .raise: return .nothing
        // What a handler catches is undone, and then anything can follow.
        case .block: return part.exceptions.isEmpty ? sequence(part.body, failing) : .effect
        case .if:
            guard part.expr?.onlyReads ?? true else { return .effect }
            let bodies = [part.body] + part.elsifList.compactMap { PlpgsqlNode($0)?.body } + [part.elseBody]
            let outcomes = bodies.map { sequence($0, failing) }
            if outcomes.allSatisfy({ $0 == .failure }) { return .failure }
            return outcomes.contains(.effect) ? .effect : .nothing
        case .execsql, .perform, .assign:
            let queries = part.node.allChildren.filter { $0.field != .target }
            if queries.contains(where: { failing.contains($0.byteRange.lowerBound) }) { return .failure }
            return queries.allSatisfy(\.onlyReads) ? .nothing : .effect
        // What puts a statement together, and any loop, can do anything.
        default: return .effect
        }
    }
}

extension Node {
    /// Whether it is a query, or an expression as one, that calls nothing and writes nothing.
    fileprivate var onlyReads: Bool {
        kind == .selectStmt
            && descendants(.insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .funcCall).isEmpty
    }
}
