/// `pg_depend`: the edges between objects, found from both ends, with a log like ``CatalogTable``'s.
///
/// What every database has from the beginning cannot be dropped, so nothing is recorded of it; the schema `public` can.
struct DependencyTable: Sendable {
    private var edges: [DependencyEdge?] = []
    private var byDependent: [ObjectAddress: [Int]] = [:]
    private var byReferenced: [ObjectAddress: [Int]] = [:]
    private var log: [(index: Int, removed: DependencyEdge?)] = []

    /// Records an edge, unless it is there or is about what cannot be dropped.
    mutating func add(_ edge: DependencyEdge) {
        let target = edge.referenced
        guard !target.oid.isBuiltIn || (target.catalog == .namespace && target.oid == .publicSchema) else { return }
        let known = byDependent[edge.dependent.whole] ?? []
        let isKnown = known.contains { index in
            edges[index].map {
                $0.dependent == edge.dependent && $0.referenced == target && $0.kind == edge.kind
                    && $0.origin == edge.origin
            } ?? false
        }
        guard !isKnown else { return }
        let index = edges.count
        edges.append(edge)
        byDependent[edge.dependent.whole, default: []].append(index)
        byReferenced[target.whole, default: []].append(index)
        log.append((index, nil))
    }

    /// Removes the edges of `dependent` (all of its columns, if it is a whole object) that `isMeant`.
    mutating func removeDependencies(
        of dependent: ObjectAddress, where isMeant: (DependencyEdge) -> Bool = { _ in true }
    ) {
        for index in byDependent[dependent.whole] ?? [] {
            guard let edge = edges[index], dependent.column == 0 || edge.dependent == dependent, isMeant(edge) else {
                continue
            }
            edges[index] = nil
            log.append((index, edge))
        }
        byDependent[dependent.whole]?.removeAll { edges[$0] == nil }
    }

    /// What `dependent` needs; for a whole object, also what its columns need.
    func dependencies(of dependent: ObjectAddress) -> [DependencyEdge] {
        (byDependent[dependent.whole] ?? []).compactMap { edges[$0] }
            .filter { dependent.column == 0 || $0.dependent.column == dependent.column }
    }

    /// What needs `referenced`; for a whole object, also what needs one of its columns.
    func dependents(of referenced: ObjectAddress) -> [DependencyEdge] {
        (byReferenced[referenced.whole] ?? []).compactMap { edges[$0] }
            .filter { referenced.column == 0 || $0.referenced.column == referenced.column }
    }

    /// All edges in the order in which they came about.
    var all: [DependencyEdge] { edges.compactMap { $0 } }

    // MARK: Going back

    var mark: Int { log.count }

    mutating func rollBack(to mark: Int) {
        while log.count > mark {
            let (index, removed) = log.removeLast()
            if let removed {
                edges[index] = removed
                let list = byDependent[removed.dependent.whole] ?? []
                if !list.contains(index) { byDependent[removed.dependent.whole] = (list + [index]).sorted() }
            } else if let edge = edges[index] {
                // Edges are undone in the opposite order of their making: it is the last one.
                byDependent[edge.dependent.whole]?.removeAll { $0 == index }
                byReferenced[edge.referenced.whole]?.removeAll { $0 == index }
                edges[index] = nil
            }
        }
    }

    mutating func commit() {
        if !log.isEmpty { log.removeAll(keepingCapacity: true) }
    }
}
