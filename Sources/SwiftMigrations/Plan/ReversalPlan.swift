/// How the statements of one migration are undone: in reverse order, without those that vanish with others.
struct ReversalPlan {
    /// The statements that undo the migration.
    private(set) var down: [String] = []
    /// What cannot be undone, and why.
    private(set) var obstacles: [String] = []

    private let statements: [MigrationStatement]
    private let members: Set<Int>
    /// For a statement of the migration the one whose reversal undoes it; itself, if it has one of its own.
    private var undoneBy: [Int: Int] = [:]

    init(_ unit: MigrationUnit, _ statements: [MigrationStatement]) {
        self.statements = statements
        members = Set(unit.statements)
        for statement in unit.statements.reversed() where reversing(statement) == statement {
            switch statements[statement].reversal {
            case .statements(let drops):
                down += drops
                if !statements[statement].takesAlong.allSatisfy(members.contains) {
                    obstacles.append("what goes with it was made by other migrations: \(drops[0])")
                }
            case .nothing: break
            case .impossible(let reason): if !obstacles.contains(reason) { obstacles.append(reason) }
            }
        }
        obstacles.reverse()
    }

    /// The statement whose reversal undoes `statement`.
    ///
    /// It vanishes with others if these are undone in the same migration, and what it needs is there until then: a
    /// trigger vanishes with its table, but not when its function, made after the table, has to be dropped first. The
    /// index of a partition vanishes with its table or with the index of the whole table, whichever goes first.
    private mutating func reversing(_ statement: Int) -> Int {
        if let known = undoneBy[statement] { return known }
        undoneBy[statement] = statement
        // A sequence and its ownership vanish together, with the table.
        func vanishesTogether(_ other: Int) -> Bool {
            other < statement && statements[other].vanishesWith.contains(statement)
        }
        var moments: [Int] = []
        let (owners, whole) = (statements[statement].vanishesWith, statements[statement].partOf)
        if owners.allSatisfy(members.contains) {
            for owner in owners where !vanishesTogether(owner) { moments.append(reversing(owner)) }
        }
        if whole.allSatisfy(members.contains), let index = whole.first { moments.append(reversing(index)) }
        guard let moment = moments.max() else { return statement }
        if case .statements = statements[statement].reversal {
            for need in statements[statement].needs where members.contains(need) && !vanishesTogether(need) {
                guard reversing(need) <= moment else { return statement }
            }
        }
        undoneBy[statement] = moment
        return moment
    }
}
