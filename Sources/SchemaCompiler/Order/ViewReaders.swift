import PostgresCatalog
import PostgresSyntax

/// What reads rows through views.
///
/// A view reads with the rights of its owner, who may be granted them only later: what is read through it to fill
/// another table comes before it gets its owner, and so does what the source reads before that.
struct ViewReaders {
    private let program: Program
    /// The changes that read each view, directly or through others.
    private var readers: [ObjectAddress: [ChangeID]] = [:]

    init(_ program: Program) {
        self.program = program
        guard program.changes.contains(where: \.setsOwnerOfView) else { return }
        for id in program.changeIDs where program[id].readsRows {
            for view in views(readBy: id) { readers[view, default: []].append(id) }
        }
    }

    /// The changes that a change of an owner comes behind: they read the view; nil if it can stand directly behind its
    /// object.
    func readers(before change: Change) -> [ChangeID]? {
        guard change.setsOwnerOfView, let view = change.subject else { return nil }
        // A table or materialized view is filled when it is made, wherever the source does that.
        let readers = (readers[view] ?? []).filter {
            program[$0].effect != .data || program[$0].order < change.order
        }
        return readers.isEmpty ? nil : readers
    }

    /// The views whose rows a change reads.
    private func views(readBy id: ChangeID) -> Set<ObjectAddress> {
        var views: Set<ObjectAddress> = []
        var rest = [id]
        while let id = rest.popLast() {
            for need in program[id].trace.needs {
                let view = need.object.whole
                guard program.identity(of: view)?.kind == .view, views.insert(view).inserted else { continue }
                rest += [program.creations[view]].compactMap { $0 } + (program.alterations[view] ?? [])
            }
        }
        return views
    }
}

extension Change {
    /// Whether it is an `ALTER VIEW … OWNER TO`.
    fileprivate var setsOwnerOfView: Bool {
        effect == .annotation && action?.subtype == .changeOwner && identity?.kind == .view
    }
}
