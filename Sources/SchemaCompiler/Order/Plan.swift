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
///
/// A class, since it is large and its parts look things up in it.
final class Plan {
    /// The steps.
    private(set) var steps: [Step] = []

    let program: Program
    let forms: StatementForms
    /// The steps in an order in which they can be done, and for each change its step.
    private(set) var nodes: [Step] = []
    private(set) var nodeOfChange: [Int?]
    /// For each step the run of statements that it stands in.
    private(set) var segments: [Int] = []
    let viewReaders: ViewReaders

    init(program: Program, options: CompileOptions) {
        self.program = program
        forms = StatementForms(program: program, options: options)
        nodeOfChange = Array(repeating: nil, count: program.changes.count)
        viewReaders = ViewReaders(program)
        build()
    }

    /// Finds each change's form and its place.
    private func build() {
        addNodes()
        segments = places()
        let keys = zip(nodes.indices, segments).map { key(of: program[nodes[$0].change], at: $0, $1) }
        let ranked = nodes.indices.sorted { keys[$0] < keys[$1] }
        var rank = Array(repeating: 0, count: nodes.count)
        for (position, node) in ranked.enumerated() { rank[node] = position }
        let (sorted, needed) = sorted(rank)
        let order = sorted.map { ranked[$0] }
        var place = Array(repeating: 0, count: nodes.count)
        for (index, node) in order.enumerated() { place[node] = index }
        steps = order.map { node in
            var step = nodes[node]
            step.after = needed[node].map { place[$0] }.sorted().uniqued(without: place[node])
            return step
        }
    }

    /// The steps by their rank, in an order that satisfies all dependencies, and for each step those that it must follow.
    ///
    /// The order in which the changes were done satisfies what they need. Preferences that are against it can make
    /// cycles, and so can what a statement needs that failed, or that stands elsewhere than it was done: where they do,
    /// they do not count.
    private func sorted(_ rank: [Int]) -> (order: [Int], needed: [[Int]]) {
        var edges: [(node: Int, other: Int)] = []
        addDependencies { edges.append(($0, $1)) }
        addPreferences { edges.append(($0, $1)) }
        var sort = TopologicalSort(count: nodes.count)
        for edge in edges { sort.add(rank[edge.node], dependsOn: rank[edge.other]) }
        var order = sort.sorted()
        if order.count < nodes.count {
            var cycle = Array(repeating: -1, count: nodes.count)
            for (number, members) in sort.cycles().enumerated() { for member in members { cycle[member] = number } }
            edges.removeAll { edge in
                let number = cycle[rank[edge.node]]
                return edge.other > edge.node && number >= 0 && number == cycle[rank[edge.other]]
            }
            sort = TopologicalSort(count: nodes.count)
            for edge in edges { sort.add(rank[edge.node], dependsOn: rank[edge.other]) }
            order = sort.sorted()
            precondition(order.count == nodes.count, "the order in which changes were done satisfies what they need")
        }
        var needed: [[Int]] = Array(repeating: [], count: nodes.count)
        for edge in edges { needed[edge.node].append(edge.other) }
        return (order, needed)
    }

    // MARK: Steps

    private func addNodes() {
        var annotations: [(Step, anchor: ObjectAddress)] = []
        for id in program.changesInOrder() {
            let change = program[id]
            if change.effect == .session && change.isFolded || program.vainChanges.contains(id) { continue }
            if forms.options.leavesOut(change, in: program) || ShapeScript.isBlock(change) { continue }
            let form = forms.form(of: id)
            if case .omitted = form { continue }
            let step = Step(change: id, form: form)
            if change.effect == .annotation, let subject = change.subject, program.creation(of: subject) != nil,
                viewReaders.readers(before: change) == nil
            {
                annotations.append((step, subject))
                continue
            }
            nodeOfChange[id.index] = nodes.count
            nodes.append(step)
        }
        for (step, anchor) in annotations { attach(step, to: anchor) }
        for node in nodes.indices where nodes[node].followers.count > 1 {
            let keys = nodes[node].followers.map {
                FollowerKey(program[$0.change], at: $0.change, behind: program[nodes[node].change])
            }
            nodes[node].followers = keys.indices.sorted { keys[$0] < keys[$1] }.map { nodes[node].followers[$0] }
        }
    }

    /// Puts what is said about an object behind the change that made the object, or gave it the name it is called by.
    private func attach(_ step: Step, to object: ObjectAddress) {
        let order = program[step.change].order
        let shapes = (program.alterations[object.whole] ?? []).filter {
            program[$0].order < order && program[$0].isNeeded(toSpeakOf: object)
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

    /// For each step its place among the runs of statements that keep theirs, which are odd, and those between them.
    ///
    /// Statements that may do anything keep their place: the others are sorted only among those between them. What was
    /// done later than where it stands, because it missed something, comes as early as what it misses.
    private func places() -> [Int] {
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
                forEachTarget(of: step) { target in
                    program.forEachCreation(of: target) { change in
                        guard let maker = nodeOfChange[change.index], maker < segments.count else { return }
                        segment = max(segment, segments[maker])
                    }
                    segment = max(segment, shapes[target.whole] ?? 0)
                }
                if !segment.isMultiple(of: 2) { segment += 1 }
            }
            segments.append(segment)
            if !change.shapedAspects.isEmpty, let subject = change.subject?.whole { shapes[subject] = segment }
        }
        return segments
    }

    private func key(of change: Change, at place: Int, _ segment: Int) -> SortKey {
        guard !change.keepsPlace else {
            return SortKey(segment: segment, priority: 0, schema: "", name: "", qualifier: "", text: "", place: place)
        }
        let identity = change.identity
        return SortKey(
            segment: segment, priority: Priority(change, in: program).rawValue, schema: identity?.schema ?? "",
            name: identity?.name ?? "",
            qualifier: identity?.parent ?? identity?.arguments?.joined(separator: ",") ?? "",
            text: change.effect == .creation ? change.node?.text ?? "" : setting(of: change),
            place: nodes[place].change.index)
    }

    /// What of its object a change sets that makes no object: changes of one setting keep their order, as the later one
    /// counts.
    private func setting(of change: Change) -> String {
        guard let setting = change.setting else { return "" }
        let others = change.subject.flatMap { program.alterations[$0] } ?? []
        return others.allSatisfy { program[$0].setsAll != setting.family }
            ? setting.family + setting.member : setting.family
    }

    // MARK: Dependencies

    /// Calls `add` with each step and one it has to come behind.
    ///
    /// A step that uses an object comes behind the last one before it that shaped what it sees of the object, and before
    /// the next one that does. A shell that becomes a type is the exception: whatever the type does not need comes behind
    /// it.
    private func addDependencies(_ add: (Int, Int) -> Void) {
        let shaped = Set(
            nodes.lazy.map { [program] in program[$0.change] }.filter { !$0.shapedAspects.isEmpty }
                .compactMap { $0.subject?.whole })
        var histories = Aspect.allCases.map { _ in ShapeHistory() }
        var needed: [[Int]] = Array(repeating: [], count: nodes.count)
        for (node, step) in nodes.enumerated() {
            let change = program[step.change]
            let seen = change.seenAspects
            forEachTarget(of: step) { target in
                program.forEachCreation(of: target) { change in
                    if let maker = nodeOfChange[change.index] { needed[node].append(maker) }
                }
                let whole = target.whole
                guard shaped.contains(whole) else { return }
                for aspect in seen {
                    if let shape = histories[aspect.rawValue].last[whole] { needed[node].append(shape) }
                    histories[aspect.rawValue].users[whole, default: []].append(node)
                }
            }
            if let subject = change.subject?.whole {
                let isNeeded = change.completesShell ? closure(of: node, in: needed) : nil
                for aspect in change.shapedAspects {
                    for user in histories[aspect.rawValue].shape(subject, by: node) where user != node {
                        if isNeeded?[user] ?? true { needed[node].append(user) } else { add(user, node) }
                    }
                }
            }
            for other in needed[node] where other != node { add(node, other) }
        }
    }

    /// Which steps are among what a step needs, and what that needs.
    private func closure(of node: Int, in needed: [[Int]]) -> [Bool] {
        var isNeeded = Array(repeating: false, count: nodes.count)
        var rest = needed[node]
        while let next = rest.popLast() {
            if isNeeded[next] { continue }
            isNeeded[next] = true
            rest += needed[next]
        }
        return isNeeded
    }

    /// Calls `body` with the objects that a step needs, without those it makes itself; with some of them more than once.
    private func forEachTarget(of step: Step, _ body: (ObjectAddress) -> Void) {
        let change = program[step.change]
        program.forEachTarget(of: change, body)
        for follower in step.followers {
            for need in program[follower.change].trace.needs where !change.trace.created.contains(need.object) {
                body(need.object)
            }
        }
    }
}

extension [Int] {
    /// Numbers in order, each once and one of them not at all.
    fileprivate func uniqued(without other: Int) -> [Int] {
        var unique: [Int] = []
        for number in self where number != other && number != unique.last { unique.append(number) }
        return unique
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

    /// Whether what is said about an object behind it could not be said before: the object gets its name by it, or the
    /// column of a view that is defined once more.
    fileprivate func isNeeded(toSpeakOf object: ObjectAddress) -> Bool {
        !trace.renamed.isEmpty || object.column > 0 && effect == .replacement
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
