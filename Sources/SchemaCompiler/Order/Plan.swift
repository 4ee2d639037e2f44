import PostgresCatalog
import PostgresSyntax

/// One thing the script does.
struct Step {
    let change: ChangeID
    let form: Form
    /// Steps that stand directly behind it: comments on what it creates, its owner.
    var followers: [Step] = []
    /// The places of the steps that it must follow.
    var after: [Int] = []
}

/// What the script does, in order.
struct Plan {
    /// The steps, once built.
    private(set) var steps: [Step] = []
    /// What there is to say about the changes.
    private(set) var diagnostics: [Diagnostic] = []

    private let program: Program
    private(set) var forms: StatementForms
    /// The steps in an order in which they can be done, and for each change its step.
    private var nodes: [Step] = []
    private var nodeOfChange: [Int?]
    /// The objects that statements about rows name.
    private let usedByRows: Set<ObjectAddress>

    init(program: Program, options: CompileOptions) {
        self.program = program
        forms = StatementForms(program: program, options: options)
        nodeOfChange = Array(repeating: nil, count: program.changes.count)
        usedByRows = Set(
            program.changes.lazy.filter { $0.effect == .data }.flatMap { $0.trace.needs.map(\.object.whole) })
    }

    /// Finds each change's form and its place.
    mutating func build() {
        addNodes()
        let keys = sortKeys()
        let ranked = nodes.indices.sorted { keys[$0] < keys[$1] }
        var rank = Array(repeating: 0, count: nodes.count)
        for (position, node) in ranked.enumerated() { rank[node] = position }
        // The order in which the changes were done satisfies all dependencies: only preferences can make a cycle.
        let (sorted, needed) = sorted(rank, withPreferences: true) ?? self.sorted(rank, withPreferences: false)!
        let order = sorted.map { ranked[$0] }
        var place = Array(repeating: 0, count: nodes.count)
        for (index, node) in order.enumerated() { place[node] = index }
        steps = order.map { node in
            var step = nodes[node]
            step.after = Set(needed[node].map { place[$0] }).subtracting([place[node]]).sorted()
            return step
        }
        diagnostics = forms.diagnostics
    }

    /// The steps by their rank, in an order that satisfies all dependencies, and for each step those that it must follow.
    ///
    /// - Parameter withPreferences: whether rows and partitions come behind what they belong to.
    /// - Returns: nil if there is a cycle.
    private func sorted(_ rank: [Int], withPreferences: Bool) -> (order: [Int], needed: [[Int]])? {
        var sort = TopologicalSort(count: nodes.count)
        var needed: [[Int]] = Array(repeating: [], count: nodes.count)
        func add(_ node: Int, _ other: Int) {
            sort.add(rank[node], dependsOn: rank[other])
            needed[node].append(other)
        }
        addDependencies(add)
        if withPreferences {
            addRowDependencies(add)
            addPartitionDependencies(add)
            addInheritanceDependencies(add)
        }
        let order = sort.sorted()
        return order.count == nodes.count ? (order, needed) : nil
    }

    // MARK: Steps

    private mutating func addNodes() {
        var annotations: [(Step, anchor: ObjectAddress)] = []
        let inOrder = program.changeIDs.sorted { (program[$0].order, $0) < (program[$1].order, $1) }
        for id in inOrder {
            let change = program[id]
            if change.effect == .session && change.isFolded || isGone(change) { continue }
            if forms.options.leavesOut(change, in: program) || ShapeScript.isBlock(change) { continue }
            let form = forms.form(of: id)
            if case .omitted = form { continue }
            let step = Step(change: id, form: form)
            if change.effect == .annotation, let subject = change.subject, program.creation(of: subject) != nil {
                annotations.append((step, subject))
                continue
            }
            nodeOfChange[id.index] = nodes.count
            nodes.append(step)
        }
        for (step, anchor) in annotations { attach(step, to: anchor) }
    }

    /// Whether what a change makes or changes is dropped later, without ever having been of use for rows.
    private func isGone(_ change: Change) -> Bool {
        switch change.effect {
        case .creation, .replacement, .alteration, .annotation:
            guard let subject = change.subject, let removal = program.removals[subject],
                program[removal].order > change.order
            else { return false }
            return !usedByRows.contains(subject)
        default: return false
        }
    }

    /// Puts what is said about an object behind the change that made the object what it was at that place.
    private mutating func attach(_ step: Step, to object: ObjectAddress) {
        let order = program[step.change].order
        let shapes = (program.alterations[object.whole] ?? []).filter {
            program[$0].order < order && program[$0].shapesSubject
        }
        let anchors = shapes.reversed() + [program.creation(of: object)].compactMap { $0 }
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
        zip(nodes.indices, segments()).map { key(of: program[nodes[$0].change], at: $0, $1) }
    }

    /// For each step its place among the runs of statements that keep theirs, which are odd, and those between them.
    ///
    /// What was done later than where it stands, because it missed something, comes as early as what it misses.
    private func segments() -> [Int] {
        var segments: [Int] = []
        var inPlace: [(change: ChangeID, segment: Int)] = []
        var shapes: [ObjectAddress: Int] = [:]
        for step in nodes {
            let change = program[step.change]
            var segment = inPlace.last?.segment ?? 0
            if change.keepsPlace || inPlace.last.map({ $0.change < step.change }) ?? true {
                if change.keepsPlace == segment.isMultiple(of: 2) { segment += 1 }
                inPlace.append((step.change, segment))
            } else {
                segment = inPlace.last { $0.change < step.change }?.segment ?? 0
                for target in targets(of: step) {
                    let maker = program.creation(of: target).flatMap { nodeOfChange[$0.index] }
                    if let maker, maker < segments.count { segment = max(segment, segments[maker]) }
                    segment = max(segment, shapes[target.whole] ?? 0)
                }
                if !segment.isMultiple(of: 2) { segment += 1 }
            }
            segments.append(segment)
            if change.shapesSubject, let subject = change.subject?.whole { shapes[subject] = segment }
        }
        return segments
    }

    private func key(of change: Change, at place: Int, _ segment: Int) -> SortKey {
        guard !change.keepsPlace else {
            return SortKey(segment: segment, priority: 0, schema: "", name: "", qualifier: "", text: "", change: place)
        }
        let identity = change.identity
        return SortKey(
            segment: segment, priority: Priority(change, in: program).rawValue, schema: identity?.schema ?? "",
            name: identity?.name ?? "",
            qualifier: identity?.parent ?? identity?.arguments?.joined(separator: ",") ?? "",
            // Of several changes to one object the later one counts: only what makes objects is sorted by its text.
            text: change.effect == .creation ? change.node?.text ?? "" : "", change: place)
    }

    // MARK: Dependencies

    /// Calls `add` with each step and one it has to come behind.
    ///
    /// A step that uses an object comes behind the last one before it that shaped the object, and before the next one
    /// that does.
    private func addDependencies(_ add: (Int, Int) -> Void) {
        var lastShape: [ObjectAddress: Int] = [:]
        var users: [ObjectAddress: [Int]] = [:]
        for (node, step) in nodes.enumerated() {
            let change = program[step.change]
            for target in targets(of: step) {
                if let creation = program.creation(of: target).flatMap({ nodeOfChange[$0.index] }), creation != node {
                    add(node, creation)
                }
                if let shape = lastShape[target.whole] { add(node, shape) }
                users[target.whole, default: []].append(node)
            }
            if change.shapesSubject, let subject = change.subject?.whole {
                for user in users[subject] ?? [] where user != node { add(node, user) }
                if let shape = lastShape[subject] { add(node, shape) }
                lastShape[subject] = node
                users[subject] = []
            }
        }
    }

    /// A table has to have the constraints of another before it can inherit from it.
    private func addInheritanceDependencies(_ add: (Int, Int) -> Void) {
        var shaping: [ObjectAddress: [Int]] = [:]
        for (node, step) in nodes.enumerated() {
            let change = program[step.change]
            guard let table = change.subject.flatMap({ program.database.owner(of: $0) ?? $0 })?.whole else { continue }
            switch change.action?.subtype {
            case .addInherit:
                for other in shaping[table] ?? [] { add(node, other) }
            case .addConstraint, .setNotNull: shaping[table, default: []].append(node)
            default: break
            }
        }
    }

    /// A table that becomes a partition, or a child, of another comes behind it, as pg_dump has it: names that PostgreSQL
    /// chooses for constraints depend on which was there first.
    private func addPartitionDependencies(_ add: (Int, Int) -> Void) {
        for step in nodes {
            let change = program[step.change]
            guard change.action?.subtype == .attachPartition || change.action?.subtype == .addInherit else { continue }
            // The index of a partition may come before that of its table: were the key of the table there first, the
            // partition would get one with it.
            guard change.statement.flatMap(AlterTableStmt.init)?.objtype != .index else { continue }
            guard let subject = change.subject, let parent = program.creation(of: subject) else { continue }
            let others = change.trace.needs.map(\.object.whole).filter { $0.catalog == .relation && $0 != subject }
            for child in Set(others).compactMap(program.creation) where child != parent {
                if let first = nodeOfChange[parent.index], let second = nodeOfChange[child.index] { add(second, first) }
            }
        }
    }

    /// The rows a foreign key refers to are loaded before those that refer to them: in a database that was loaded in
    /// part the foreign keys are there already.
    private func addRowDependencies(_ add: (Int, Int) -> Void) {
        var loads: [ObjectAddress: [Int]] = [:]
        for (node, step) in nodes.enumerated() {
            guard case .copy = step.form, let table = program.relations(namedBy: program[step.change]).first?.object
            else { continue }
            loads[table, default: []].append(node)
        }
        var order = TopologicalSort(count: nodes.count)
        for key in loads.isEmpty ? [] : program.database.foreignKeys where key.table != key.referenced {
            for node in loads[key.table] ?? [] {
                for referenced in loads[key.referenced] ?? [] { order.add(node, dependsOn: referenced) }
            }
        }
        let inCycles = Set(order.cycles().joined())
        for key in loads.isEmpty ? [] : program.database.foreignKeys where key.table != key.referenced {
            for node in loads[key.table] ?? [] {
                for referenced in loads[key.referenced] ?? []
                where !(inCycles.contains(node) && inCycles.contains(referenced)) {
                    add(node, referenced)
                }
            }
        }
    }

    /// The objects that a step needs, without those it makes itself.
    private func targets(of step: Step) -> Set<ObjectAddress> {
        let change = program[step.change]
        var targets = Set(change.trace.needs.map(\.object))
        for follower in step.followers { targets.formUnion(program[follower.change].trace.needs.map(\.object)) }
        targets.subtract(change.trace.created)
        if let subject = change.subject, change.effect != .creation { targets.insert(subject) }
        if let insert = change.statement.flatMap(InsertStmt.init), let range = insert.relation?.nameRange,
            let table = program.relation(namedAt: range, by: change)
        {
            // Without its keys a table would take rows that it has already.
            targets.formUnion(program.database.uniqueKeys(of: table).map(\.index))
        }
        return targets
    }
}

extension Change {
    /// Whether what follows may depend on it in ways that are not seen, so that it stays where it is.
    var keepsPlace: Bool {
        switch effect {
        // What is dropped if it is there may be there.
        case .data, .metaCommand, .unknown, .unresolved, .session, .transaction, .removal, .nothing: true
        default: false
        }
    }

    /// Whether it changes what those that use its subject see of it.
    fileprivate var shapesSubject: Bool {
        if !trace.renamed.isEmpty { return true }
        switch effect {
        case .replacement: return true
        case .alteration: return action?.changesShape ?? (statement?.kind == .alterEnumStmt)
        default: return false
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
