import PostgresSyntax

/// Migrations that follow the files of the input, one for each.
struct FileUnits {
    let steps: [MigrationScript]
    /// The statements of the scripts that undo them.
    let reversals: [[MigrationStatement]?]

    init(_ steps: [MigrationScript], _ reversals: [[MigrationStatement]?]) {
        self.steps = steps
        self.reversals = reversals
    }

    /// The units of all files that have statements.
    func units(of statements: [MigrationStatement]) -> [MigrationUnit] {
        var members: [[Int]] = Array(repeating: [], count: steps.count)
        for (index, statement) in statements.enumerated() { members[statement.script].append(index) }
        var units: [MigrationUnit] = []
        for (number, step) in steps.enumerated() where !members[number].isEmpty || reversals[number] != nil {
            var unit = MigrationUnit(statements: members[number], name: name(of: step))
            unit.down = reversals[number]?.map(\.sql)
            let isSplit = members[number].contains { !statements[$0].runsInTransaction }
            let isFit = reversals[number]?.allSatisfy(\.runsInTransaction) ?? true
            unit.runsInTransaction = step.runsInTransaction && isFit && !(isSplit && unit.down != nil)
            if isSplit, unit.runsInTransaction {
                units += parts(of: unit, statements)
            } else {
                units.append(unit)
            }
        }
        return units
    }

    /// A unit whose statements cannot all run in a transaction, cut into those that can.
    private func parts(of unit: MigrationUnit, _ statements: [MigrationStatement]) -> [MigrationUnit] {
        var parts: [MigrationUnit] = []
        for index in unit.statements {
            let isInside = statements[index].runsInTransaction
            if isInside, let last = parts.last, last.runsInTransaction {
                parts[parts.count - 1].statements.append(index)
            } else {
                parts.append(MigrationUnit(statements: [index], name: unit.name, runsInTransaction: isInside))
            }
        }
        return parts
    }

    /// The statements of a script that undoes a migration.
    static func statements(of tree: SyntaxTree) -> [MigrationStatement] {
        tree.statements.filter { ![.variableSetStmt, .transactionStmt].contains($0.kind) }.map { statement in
            var reversal = MigrationStatement(
                sql: statement.text, kind: .other, reversal: .nothing, source: tree.source, range: statement.byteRange)
            reversal.runsInTransaction = StatementReader.runsInTransaction(statement.node)
            return reversal
        }
    }

    /// Words with which names of migrations begin.
    private static let verbs: Set = [
        "add", "allow", "alter", "apply", "backfill", "change", "clean", "cleanup", "convert", "copy", "create",
        "delete",
        "describe", "drop", "enable", "extend", "expand", "fix", "grant", "init", "initial", "insert", "link", "make",
        "migrate", "move", "optimize", "populate", "rebuild", "recreate", "redo", "refactor", "remove", "rename",
        "replace", "reset", "revert", "revoke", "seed", "set", "split", "support", "transfer", "update", "upgrade",
        "use",
    ]

    /// What the migration of a file is called: what the file is called, as something that is done.
    private func name(of step: MigrationScript) -> String? {
        guard !step.name.isEmpty else { return nil }
        let first = step.name.prefix { $0.isLetter }.lowercased()
        if Self.verbs.contains(first) { return step.name }
        return (step.isVersioned ? "apply_" : "create_") + step.name
    }
}
