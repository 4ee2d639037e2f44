import PostgresSyntax

extension CompiledPlan {
    /// The steps of one section, and the settings between them.
    func section(_ section: ScriptSection) -> CompiledPlan {
        var part = keeping { $0.section == nil || $0.section == section }
        part.frame.title.insert("Section: \(section.rawValue)", at: 1)
        return part
    }

    /// The same plan with fewer steps; those that must follow one that is left out follow what that had to follow.
    func keeping(_ isKept: (CompiledStep) -> Bool) -> CompiledPlan {
        var part = self
        part.steps = []
        // For each step its place, or those of the steps that stand for it.
        var places: [[Int]] = []
        for var step in steps {
            let after = Set(step.after.flatMap { places[$0] }).sorted()
            guard isKept(step) else {
                places.append(after)
                continue
            }
            step.index = part.steps.count
            step.after = after
            places.append([step.index])
            part.steps.append(step)
        }
        return part
    }

    /// The same plan in another order, with steps added.
    private func reordered(_ order: [CompiledStep]) -> CompiledPlan {
        var places: [Int: Int] = [:]
        for (place, step) in order.enumerated() where step.source != nil { places[step.index] = place }
        var plan = self
        plan.steps = order.enumerated().map { place, step in
            var step = step
            step.index = place
            step.after = step.after.compactMap { places[$0] }.sorted()
            return step
        }
        return plan
    }

    // MARK: One transaction

    /// The plan as one transaction: what PostgreSQL does not run in one stands before or behind it.
    ///
    /// Labels that are added to an enum can be used only when that is committed: they stand before it too, with the
    /// enum. What can stand on neither side is an error.
    func inOneTransaction() -> CompiledPlan {
        var plan = keeping { $0.kind != .transaction || !$0.isBlockBoundary }
        let steps = plan.steps
        for step in steps where step.kind == .transaction {
            plan.diagnostics.append(step.misplaced("this would end the one transaction", needed: false))
        }
        var sides = Array(repeating: Side.inside, count: steps.count)
        for step in steps where step.addsLabels {
            let needed = closure(of: step.index) { steps[$0].after }
            if needed.contains(where: { steps[$0].isPinned }) {
                plan.diagnostics.append(step.misplaced("the label is not usable in the transaction that adds it"))
                continue
            }
            for index in needed { sides[index] = .before }
        }
        var users = Array(repeating: [Int](), count: steps.count)
        for step in steps { for other in step.after { users[other].append(step.index) } }
        for step in steps where !step.runsInTransaction && sides[step.index] == .inside {
            let needed = step.isPinned ? Array(0..<step.index) : step.after
            if needed.allSatisfy({ sides[$0] == .before }) {
                sides[step.index] = .before
                continue
            }
            let followers = closure(of: step.index) { users[$0] }
            if followers.contains(where: { $0 != step.index && steps[$0].isPinned && steps[$0].runsInTransaction }) {
                plan.diagnostics.append(step.misplaced("PostgreSQL does not run this in a transaction"))
            }
            for index in followers { sides[index] = .behind }
        }
        func part(_ side: Side) -> [CompiledStep] { steps.filter { sides[$0.index] == side } }
        let begin = CompiledStep(adding: "BEGIN;", .transaction, index: steps.count)
        let commit = CompiledStep(adding: "COMMIT;", .transaction, index: steps.count)
        return plan.reordered(part(.before) + [begin] + part(.inside) + [commit] + part(.behind))
    }

    private enum Side { case before, inside, behind }

    /// A step and all that can be reached from it.
    private func closure(of index: Int, _ next: (Int) -> [Int]) -> Set<Int> {
        var found: Set = [index]
        var rest = [index]
        while let index = rest.popLast() {
            for other in next(index) where found.insert(other).inserted { rest.append(other) }
        }
        return found
    }
}

extension CompiledStep {
    /// Whether it adds labels to an enum that may be there.
    fileprivate var addsLabels: Bool { kind == .type && text.string.contains("ADD VALUE") }

    /// Whether it begins or commits a transaction, and no more.
    fileprivate var isBlockBoundary: Bool {
        let word = source?.text(in: range).prefix { $0.isLetter }.lowercased() ?? "begin"
        return ["begin", "start", "commit", "end"].contains(word)
    }

    fileprivate func misplaced(_ reason: String, needed: Bool = true) -> Diagnostic {
        Diagnostic(
            .error, rule: "transaction", reason + (needed ? ", and what follows needs it" : ""),
            hint: "compile without --transaction", source: source!, range: range)
    }
}
