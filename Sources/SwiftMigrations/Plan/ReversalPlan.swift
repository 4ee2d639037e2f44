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
            case .statements(let statements): down += statements
            case .nothing: break
            case .impossible(let reason): obstacles.append(reason)
            }
        }
        obstacles.reverse()
    }

    /// The statement whose reversal undoes `statement`.
    ///
    /// It vanishes with others if these are undone in the same migration, and what it needs is there until then: a
    /// trigger vanishes with its table, but not when its function, made after the table, has to be dropped first.
    private mutating func reversing(_ statement: Int) -> Int {
        if let known = undoneBy[statement] { return known }
        undoneBy[statement] = statement
        let owners = statements[statement].vanishesWith
        guard !owners.isEmpty, owners.allSatisfy(members.contains) else { return statement }
        // A sequence and its ownership vanish together, with the table.
        func vanishesTogether(_ other: Int) -> Bool {
            other < statement && statements[other].vanishesWith.contains(statement)
        }
        guard let moment = owners.filter({ !vanishesTogether($0) }).map({ reversing($0) }).max() else {
            return statement
        }
        if case .statements = statements[statement].reversal {
            for need in statements[statement].needs where members.contains(need) && !vanishesTogether(need) {
                guard reversing(need) <= moment else { return statement }
            }
        }
        undoneBy[statement] = moment
        return moment
    }
}
