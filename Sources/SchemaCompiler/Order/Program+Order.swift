import PostgresCatalog
import PostgresSyntax

/// The order in which things can be done, and what needs what.
extension Program {
    /// Calls `body` with the objects that a change needs, without those it makes itself; with some of them more than once.
    func forEachTarget(of change: Change, _ body: (ObjectAddress) -> Void) {
        for need in change.trace.needs where !change.trace.created.contains(need.object) { body(need.object) }
        if let subject = change.subject, change.effect != .creation { body(subject) }
        if change.effect == .privilege { change.trace.changed.forEach(body) }
        if let insert = change.statement.flatMap(InsertStmt.init), let range = insert.relation?.nameRange,
            let table = relation(namedAt: range, by: change)
        {
            // Without its keys a table would take rows that it has already.
            for key in uniqueKeys(of: table) { body(key.index) }
        }
    }

    /// The changes in an order in which they can be done.
    ///
    /// Statements about rows come behind all that stands before them, though that may have been done later because it
    /// missed something, and before all that stands behind them, but for what it missed.
    func changesInOrder() -> [ChangeID] {
        let orders = changes.map(\.order)
        if zip(orders, orders.dropFirst()).allSatisfy({ $0.0 <= $0.1 }) { return changeIDs }
        // For each change how many statements about rows stand before it, and when each of these is done.
        var rowsBefore: [Int] = []
        var rowOrders: [Int] = []
        var last = 0
        for change in changes {
            rowsBefore.append(rowOrders.count)
            last = max(last, change.order)
            if change.effect == .data { rowOrders.append(last) }
        }
        let places = earliestPlaces()
        let keys = changeIDs.map { id -> (order: Int, rows: Int, isBehind: Int, own: Int, id: ChangeID) in
            let isAboutRows = self[id].effect == .data
            let rows = isAboutRows ? rowsBefore[id.index] + 1 : rowsBefore[places[id.index]]
            guard rows > 0, isAboutRows || rowOrders[rows - 1] >= self[id].order else {
                return (self[id].order, 0, 0, 0, id)
            }
            return (rowOrders[rows - 1], rows, isAboutRows ? 0 : 1, self[id].order, id)
        }
        return keys.sorted { $0 < $1 }.map(\.id)
    }

    /// For each change the place of the first one that stands before it and needs it, or its own.
    private func earliestPlaces() -> [Int] {
        var places = Array(changes.indices)
        for id in changeIDs.sorted(by: { (self[$0].order, $0) > (self[$1].order, $1) }) {
            forEachTarget(of: self[id]) { target in
                forEachCreation(of: target) { places[$0.index] = min(places[$0.index], places[id.index]) }
            }
        }
        return places
    }
}
