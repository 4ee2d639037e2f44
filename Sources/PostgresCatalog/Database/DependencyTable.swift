/// `pg_depend`: the edges between objects, found from both ends.
///
/// What cannot be dropped needs no edges.
final class DependencyTable: Revertible {
    private let journal: Journal
    private var edges: [DependencyEdge?] = []
    private var byDependent = AddressMap<[Int]>()
    private var byReferenced = AddressMap<[Int]>()
    private var log: [(index: Int, removed: DependencyEdge?)] = []

    init(_ journal: Journal) { self.journal = journal }

    /// Records an edge, unless it is there or is about what cannot be dropped.
    func add(_ edge: DependencyEdge) {
        let target = edge.referenced
        guard target.isDroppable else { return }
        let isKnown = (byDependent[edge.dependent] ?? []).contains { index in
            edges[index].map {
                $0.dependent == edge.dependent && $0.referenced == target && $0.kind == edge.kind
                    && $0.origin == edge.origin
            } ?? false
        }
        guard !isKnown else { return }
        let index = edges.count
        edges.append(edge)
        byDependent.update(edge.dependent, default: []) { $0.append(index) }
        byReferenced.update(target, default: []) { $0.append(index) }
        note(index, removed: nil)
    }

    /// Removes the edges of `dependent` (all of its columns, if it is a whole object) that `isMeant`.
    func removeDependencies(
        of dependent: ObjectAddress, where isMeant: (DependencyEdge) -> Bool = { _ in true }
    ) {
        guard let known = byDependent[dependent] else { return }
        for index in known {
            guard let edge = edges[index], dependent.column == 0 || edge.dependent == dependent, isMeant(edge) else {
                continue
            }
            edges[index] = nil
            note(index, removed: edge)
        }
        byDependent[dependent] = known.filter { edges[$0] != nil }
    }

    private func note(_ index: Int, removed: DependencyEdge?) {
        log.append((index, removed))
        journal.note(self)
    }

    /// What `dependent` needs; for a whole object, also what its columns need.
    func dependencies(of dependent: ObjectAddress) -> [DependencyEdge] {
        var found: [DependencyEdge] = []
        for index in byDependent[dependent] ?? [] {
            guard let edge = edges[index] else { continue }
            if dependent.column == 0 || edge.dependent.column == dependent.column { found.append(edge) }
        }
        return found
    }

    /// What needs `referenced`; for a whole object, also what needs one of its columns.
    func dependents(of referenced: ObjectAddress) -> [DependencyEdge] {
        var found: [DependencyEdge] = []
        for index in byReferenced[referenced] ?? [] {
            guard let edge = edges[index] else { continue }
            if referenced.column == 0 || edge.referenced.column == referenced.column { found.append(edge) }
        }
        return found
    }

    /// Visits the objects that need `referenced`, or one of its columns, once for each edge.
    func forEachDependent(of referenced: ObjectAddress, _ body: (ObjectAddress) -> Void) {
        for index in byReferenced[referenced] ?? [] {
            if let dependent = edges[index]?.dependent { body(dependent) }
        }
    }

    /// All edges in the order in which they came about.
    var all: [DependencyEdge] { edges.compactMap { $0 } }

    // MARK: Going back

    func undo() {
        let (index, removed) = log.removeLast()
        if let removed {
            edges[index] = removed
            byDependent.update(removed.dependent, default: []) { list in
                if !list.contains(index) { list.insert(index, at: list.firstIndex { $0 > index } ?? list.count) }
            }
        } else if let edge = edges[index] {
            // Edges are undone in the opposite order of their making: it is the last one.
            byDependent.update(edge.dependent, default: []) { list in list.removeAll { $0 == index } }
            byReferenced.update(edge.referenced, default: []) { list in list.removeAll { $0 == index } }
            edges[index] = nil
        }
    }

    func commit() {
        if !log.isEmpty { log.removeAll(keepingCapacity: true) }
    }
}
