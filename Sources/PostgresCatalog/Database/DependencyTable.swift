/// `pg_depend`: the edges between objects, found from both ends.
///
/// What cannot be dropped needs no edges.
package final class DependencyTable: Undoable {
    private let journal: Journal
    // Nothing is called while one of these is in use.
    @exclusivity(unchecked) private var edges: [DependencyEdge?] = []
    @exclusivity(unchecked) private var byDependent = AddressMap<[Int]>()
    @exclusivity(unchecked) private var byReferenced = AddressMap<[Int]>()

    init(_ journal: Journal) { self.journal = journal }

    /// Records an edge, unless it is there or is about what cannot be dropped.
    func add(_ edge: DependencyEdge) {
        let target = edge.referenced
        guard target.isDroppable else { return }
        guard !contains(edge) else { return }
        let index = edges.count
        edges.append(edge)
        byDependent.update(edge.dependent, default: []) { $0.append(index) }
        byReferenced.update(target, default: []) { $0.append(index) }
        journal.note(self, UInt64(index), before: nil)
    }

    private func contains(_ edge: DependencyEdge) -> Bool {
        let edges = edges
        return (byDependent[edge.dependent] ?? []).contains { index in
            edges[index].map {
                $0.referenced == edge.referenced && $0.dependent == edge.dependent && $0.kind == edge.kind
                    && $0.origin == edge.origin
            } ?? false
        }
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
            journal.note(self, UInt64(index), before: Held(edge, in: journal))
        }
        byDependent[dependent] = known.filter { edges[$0] != nil }
    }

    /// Undoes the making of an edge, or its removal: `before` is what it was.
    func restore(_ place: UInt64, to before: AnyObject?) {
        let index = Int(place)
        if let edge = (before as? Held<DependencyEdge>)?.value {
            edges[index] = edge
            byDependent.update(edge.dependent, default: []) { list in
                if !list.contains(index) { list.insert(index, at: list.firstIndex { $0 > index } ?? list.count) }
            }
        } else if let edge = edges[index] {
            byDependent.update(edge.dependent, default: []) { list in list.removeAll { $0 == index } }
            byReferenced.update(edge.referenced, default: []) { list in list.removeAll { $0 == index } }
            edges[index] = nil
        }
    }

    /// What `dependent` needs; for a whole object, also what its columns need.
    package func dependencies(of dependent: ObjectAddress) -> [DependencyEdge] {
        var found: [DependencyEdge] = []
        for index in byDependent[dependent] ?? [] {
            guard let edge = edges[index] else { continue }
            if dependent.column == 0 || edge.dependent.column == dependent.column { found.append(edge) }
        }
        return found
    }

    /// What needs `referenced`; for a whole object, also what needs one of its columns.
    package func dependents(of referenced: ObjectAddress) -> [DependencyEdge] {
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
    package var all: [DependencyEdge] { edges.compactMap { $0 } }
}
