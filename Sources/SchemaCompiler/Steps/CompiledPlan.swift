import PostgresCatalog
import PostgresSyntax

/// What a compiled script does, step by step, and what there is to say about its sources.
public struct CompiledPlan: Sendable {
    /// The steps, in an order in which they can be done. Without them if the sources have errors.
    public internal(set) var steps: [CompiledStep] = []
    /// What there is to say about the sources and about what became of them.
    public internal(set) var diagnostics: [Diagnostic]
    /// The database that the sources make; nil if they have syntax errors or need a newer server.
    public internal(set) var database: Database?
    /// What stands around the steps.
    var frame = ScriptFrame()

    init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}

extension CompiledPlan {
    /// Puts the blocks that compare what exists before and behind the steps.
    mutating func enclose(in shape: ShapeScript) {
        if !shape.head.isEmpty {
            steps.insert(CompiledStep(block: shape.head, section: .preData), at: 0)
            for index in steps.indices.dropFirst() { steps[index].after = steps[index].after.map { $0 + 1 } }
        }
        if !shape.end.isEmpty { steps.append(CompiledStep(block: shape.end, section: .postData)) }
        for index in steps.indices { steps[index].index = index }
    }
}

/// What a script has besides its steps.
struct ScriptFrame: Sendable {
    /// The lines that say what made it, of what.
    var title: [String] = []
    /// What the sources say before their first statement, and behind their last.
    var heads: [CommentPlacement.Comments] = []
    var tails: [CommentPlacement.Comments] = []
    /// The settings that hold until a step needs others.
    var settings: [(name: String, value: String)] = []
}

/// Makes the steps of a plan.
struct StepMaker {
    let program: Program
    let forms: StatementForms
    let comments: CommentPlacement
    /// The statements of which a part, or all, is made into steps.
    private var startedStatements: Set<StatementStart> = []
    private var steps: [CompiledStep] = []
    private var items: [Sections.Item] = []
    private var settings = SessionSettings()

    init(program: Program, forms: StatementForms, comments: CommentPlacement) {
        self.program = program
        self.forms = forms
        self.comments = comments
    }

    /// The steps of a plan, one behind the other.
    ///
    /// What is said about an object follows it, and each of these remarks the one before: they may depend on each other,
    /// as privileges do on the owner. What needs the object follows all of them.
    mutating func steps(of plan: Plan) -> [CompiledStep] {
        var last = Array(repeating: 0, count: plan.steps.count)
        for (place, step) in plan.steps.enumerated() {
            add(step, after: step.after.map { last[$0] })
            for follower in step.followers { add(follower, after: [steps.count - 1]) }
            last[place] = steps.count - 1
        }
        for (index, section) in Sections.sections(of: items).enumerated() { steps[index].section = section }
        return steps
    }

    private mutating func add(_ step: Step, after: [Int]) {
        let change = program[step.change]
        // The parts of a statement, and the statements of a block, share its comments.
        let outermost = change.outermostElement
        let isFirst = isStarting(outermost)
        var own = change.executed?.place.map { isStarting(change.element) ? $0.comments : [] } ?? []
        own += commentsBeforeAction(of: change)
        let trailing = isFirst ? comments.trailing(change.lastElement) : []
        let form = forms.repaired(step.form, of: change)
        let isRepaired = if case .repaired = form { true } else { false }
        steps.append(
            CompiledStep(
                index: steps.count, effect: change.effect, kind: StepKind(change, in: program),
                object: change.identity ?? tableOfRows(change), source: change.source, range: change.element.byteRange,
                comments: (isFirst ? comments.leading(outermost) : []) + own,
                copyData: change.data?.byteRange,
                text: FormWriter.text(of: change, form, trailingComments: trailing),
                runsInTransaction: form.runsInTransaction && change.node?.runsInTransaction ?? true, after: after,
                isPinned: change.keepsPlace,
                commentsEnd: own.isEmpty ? outermost.byteRange.lowerBound : nil,
                trailingComments: isRepaired ? [] : trailing,
                settings: settings.needed(by: change)))
        items.append(Sections.Item(steps[steps.count - 1], change, in: program))
    }

    /// Whether no part of a statement was made into a step before; from now on one was.
    private mutating func isStarting(_ element: ScriptElement) -> Bool {
        startedStatements.insert(StatementStart(element)).inserted
    }

    /// The table that rows are written to.
    private func tableOfRows(_ change: Change) -> ObjectIdentity? {
        guard change.effect == .data else { return nil }
        let table = program.relations(namedBy: change).min { $0.range!.lowerBound < $1.range!.lowerBound }
        return table.flatMap { program.identity(of: $0.object, at: change) }
    }

    /// The comments between the actions of one ALTER TABLE, of which each becomes a statement.
    private func commentsBeforeAction(of change: Change) -> [Range<Int>] {
        guard change.part != nil, let action = change.action?.node, let actions = change.statement?.children(.cmds),
            let index = actions.firstIndex(of: action), index > 0
        else { return [] }
        let gap = actions[index - 1].tokenRange.upperBound...action.tokenRange.lowerBound
        return gap.flatMap { change.element.tree.tokens.comments(before: $0) }
    }
}
