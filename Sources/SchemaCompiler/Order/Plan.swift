import PostgresCatalog
import PostgresSyntax

/// One thing the script does.
struct Step {
    let change: ChangeID
    let form: Form
    /// Steps that stand directly behind it: comments on what it creates, its owner.
    var followers: [Step] = []
}

/// What the script does, in order.
struct Plan {
    /// The steps, once built.
    private(set) var steps: [Step] = []
    /// What there is to say about the changes.
    private(set) var diagnostics: [Diagnostic] = []

    private let catalog: Catalog
    private var forms: StatementForms
    /// The steps in source order, and for each change its step.
    private var nodes: [Step] = []
    private var nodeOfChange: [Int?]
    /// The objects that statements about rows name.
    private let usedByRows: Set<ObjectID>

    init(catalog: Catalog, options: CompileOptions) {
        self.catalog = catalog
        forms = StatementForms(catalog: catalog, options: options)
        nodeOfChange = Array(repeating: nil, count: catalog.changes.count)
        usedByRows = Set(
            catalog.changes.lazy.filter { $0.effect == .data }.flatMap { $0.references.map(\.target) })
    }

    /// Finds each change's form and its place.
    mutating func build() {
        addNodes()
        let keys = sortKeys()
        let ranked = nodes.indices.sorted { keys[$0] < keys[$1] }
        var rank = Array(repeating: 0, count: nodes.count)
        for (position, node) in ranked.enumerated() { rank[node] = position }
        var sort = TopologicalSort(count: nodes.count)
        addDependencies { sort.add(rank[$0], dependsOn: rank[$1]) }
        var order = sort.sorted()
        if order.count < nodes.count {
            for cycle in sort.cycles() { breakCycle(cycle.map { ranked[$0] }, rank, &sort) }
            order = sort.sorted()
        }
        steps = order.map { nodes[ranked[$0]] }
        diagnostics = forms.diagnostics + diagnostics
    }

    // MARK: Steps

    private mutating func addNodes() {
        var annotations: [(Step, anchor: ObjectID)] = []
        for id in catalog.changeIDs {
            let change = catalog[id]
            if change.effect == .session && change.isFolded || isGone(change, before: id) { continue }
            let form = forms.form(of: id)
            if case .omitted = form { continue }
            let step = Step(change: id, form: form)
            if change.effect == .annotation, let subject = change.subject {
                annotations.append((step, subject))
                continue
            }
            nodeOfChange[id.index] = nodes.count
            nodes.append(step)
        }
        for (step, anchor) in annotations { attach(step, to: anchor) }
    }

    /// Whether what a change makes is dropped later, without ever having been of use for rows.
    private func isGone(_ change: Change, before id: ChangeID) -> Bool {
        switch change.effect {
        case .creation, .replacement, .alteration, .annotation:
            guard let subject = change.subject, let removal = catalog[subject].removal, removal > id else {
                return false
            }
            return !usedByRows.contains(subject)
        default: return false
        }
    }

    /// Puts what is said about an object behind the change that made the object what it was at that place.
    private mutating func attach(_ step: Step, to object: ObjectID) {
        let shapes = catalog[object].changes.filter { $0 < step.change && catalog[$0].shapesSubject }
        let anchors = shapes.reversed() + [catalog[object].creation]
        if let anchor = anchors.compactMap({ nodeOfChange[$0.index] }).first {
            nodes[anchor].followers.append(step)
        } else {
            nodeOfChange[step.change.index] = nodes.count
            nodes.append(step)
        }
    }

    // MARK: Places

    /// Statements that may do anything keep their place: the others are sorted only among those between them.
    private func sortKeys() -> [SortKey] {
        var segment = 0
        var keptPlace = false
        return nodes.map { node in
            let change = catalog[node.change]
            if change.keepsPlace != keptPlace {
                segment += 1
                keptPlace.toggle()
            }
            return key(of: change, at: node.change.index, segment)
        }
    }

    private func key(of change: Change, at index: Int, _ segment: Int) -> SortKey {
        guard !change.keepsPlace else {
            return SortKey(segment: segment, priority: 0, schema: "", name: "", qualifier: "", change: index)
        }
        let identity = change.subject.map { catalog[$0].identity }
        return SortKey(
            segment: segment, priority: Priority(change, in: catalog).rawValue, schema: identity?.schema ?? "",
            name: identity?.name ?? "",
            qualifier: identity?.parent ?? identity?.arguments?.joined(separator: ",") ?? "",
            change: index)
    }

    // MARK: Dependencies

    /// Calls `add` with each step and one it has to come behind.
    ///
    /// A step that uses an object comes behind the last one before it that shaped the object, and before the next one
    /// that does. An object that is created only later in the source is waited for.
    private func addDependencies(_ add: (Int, Int) -> Void) {
        var lastShape: [ObjectID: Int] = [:]
        var users: [ObjectID: [Int]] = [:]
        for (node, step) in nodes.enumerated() {
            let change = catalog[step.change]
            for target in targets(of: step) {
                if let shape = lastShape[target] {
                    add(node, shape)
                    users[target, default: []].append(node)
                } else if let creation = nodeOfChange[catalog[target].creation.index] {
                    add(node, creation)
                }
            }
            for object in change.created { lastShape[object] = node }
            if change.shapesSubject, let subject = change.subject {
                for user in users[subject] ?? [] { add(node, user) }
                if let shape = lastShape[subject] { add(node, shape) }
                lastShape[subject] = node
                users[subject] = []
            }
        }
        addRowDependencies(add)
    }

    /// The rows a foreign key refers to are loaded before those that refer to them: in a database that was loaded in
    /// part the foreign keys are there already.
    private func addRowDependencies(_ add: (Int, Int) -> Void) {
        var loads: [ObjectID: [Int]] = [:]
        for (node, step) in nodes.enumerated() {
            guard case .copy = step.form, let table = catalog[step.change].references.first?.target else { continue }
            loads[table, default: []].append(node)
        }
        for key in catalog.foreignKeys where key.table != key.referenced {
            for node in loads[key.table] ?? [] {
                for referenced in loads[key.referenced] ?? [] { add(node, referenced) }
            }
        }
    }

    /// The objects that a step names, without those it creates itself.
    private func targets(of step: Step) -> Set<ObjectID> {
        var targets = Set(catalog[step.change].references.map(\.target))
        targets.subtract(catalog[step.change].created)
        if let subject = catalog[step.change].subject, catalog[step.change].effect != .creation {
            targets.insert(subject)
        }
        if let insert = catalog[step.change].statement.flatMap(InsertStmt.init), let range = insert.relation?.nameRange,
            let table = catalog[step.change].references.first(where: { $0.range == range })?.target
        {
            // Without its keys a table would take rows that it has already.
            targets.formUnion(catalog.uniqueKeys(of: table).map(\.id))
        }
        if catalog[step.change].hasGrouping {
            // Columns that depend on a primary key need not be grouped by.
            for table in targets { targets.formUnion(catalog.uniqueKeys(of: table).filter(\.isPrimary).map(\.id)) }
        }
        return targets
    }

    // MARK: Cycles

    /// What a warning calls a step: the object it is about, or how its text begins.
    private func name(of change: Change) -> String {
        if let subject = change.subject { return catalog[subject].identity.identity }
        return String(change.element.text.prefix { $0 != "(" && $0 != "\n" }.prefix(60))
    }

    /// Within a cycle the source decides, and a warning names its members.
    private mutating func breakCycle(_ cycle: [Int], _ rank: [Int], _ sort: inout TopologicalSort) {
        let changeOfRank = Dictionary(uniqueKeysWithValues: cycle.map { (rank[$0], nodes[$0].change) })
        sort.breakCycle(cycle.map { rank[$0] }) { changeOfRank[$0]! < changeOfRank[$1]! }
        let names = cycle.map { node in
            name(of: catalog[nodes[node].change])
        }
        let first = catalog[nodes[cycle[0]].change]
        diagnostics.append(
            Diagnostic(
                .warning, rule: "dependency-cycle",
                "these depend on each other: \(names.joined(separator: ", "))",
                hint: "they keep their order in the source",
                source: first.source, range: first.element.byteRange))
    }
}

extension Change {
    /// Whether what follows may depend on it in ways that are not seen, so that it stays where it is.
    fileprivate var keepsPlace: Bool {
        switch effect {
        case .data, .metaCommand, .unknown, .unresolved, .session, .transaction, .removal: true
        default: false
        }
    }

    /// Whether it changes what those that use its subject see of it.
    fileprivate var shapesSubject: Bool {
        switch effect {
        case .replacement: true
        case .alteration: action.flatMap(AlterTableCmd.init)?.changesShape ?? (statement?.kind == .alterEnumStmt)
        default: false
        }
    }

    /// Whether the setting it makes is one that the script keeps account of.
    var isFolded: Bool {
        guard let node = statement else { return true }
        guard let set = VariableSetStmt(node) else { return true }
        guard !set.isLocal else { return false }
        switch set.kind {
        case .setValue, .setDefault, .reset: return SessionSettings.folded.contains(set.name ?? "")
        case .resetAll: return true
        default: return false
        }
    }
}
