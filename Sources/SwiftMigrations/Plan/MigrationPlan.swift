import PostgresSyntax

/// Migrations in the order in which they run.
struct MigrationPlan {
    /// The migrations.
    let migrations: [Migration]

    init(_ statements: [MigrationStatement], _ units: [MigrationUnit], _ options: MigrationOptions) {
        var naming = MigrationNaming(statements, defaultSchema: options.defaultSchema)
        var done: Set<Int> = []
        migrations = units.enumerated().map { index, unit in
            var down = unit.down
            var obstacles: [String] = []
            if down == nil {
                let plan = ReversalPlan(unit, statements)
                (down, obstacles) = (plan.down, plan.obstacles)
            }
            let up = Self.withParameters(unit, statements, &done, options.target)
            return Migration(
                typeName: naming.name(unit), number: index + 1, summary: Self.summary(unit, statements),
                header: unit.statements.flatMap { statements[$0].header }, up: up,
                down: obstacles.isEmpty ? down ?? [] : [], obstacles: obstacles,
                runsInTransaction: unit.runsInTransaction)
        }
    }

    /// The statements of a unit, and those that set the parameters that they need.
    ///
    /// - Parameter done: the statements that have run; those of the unit are added.
    private static func withParameters(
        _ unit: MigrationUnit, _ statements: [MigrationStatement], _ done: inout Set<Int>, _ target: MigrationTarget
    ) -> [MigrationStatement] {
        var up: [MigrationStatement] = []
        var settings: [String: String] = [:]
        func set(_ name: String, _ value: String, _ comment: String?) {
            settings[name] = value == "DEFAULT" ? nil : value
            var statement = MigrationStatement(
                sql: "SET \(unit.runsInTransaction ? "LOCAL " : "")\(name) = \(value)", kind: .other, reversal: .nothing
            )
            statement.comments = comment.map { [$0] } ?? []
            up.append(statement)
        }
        // When the body of a routine names what is made after it, PostgreSQL must not look into the body yet.
        var isEarly = false
        for index in unit.statements {
            let statement = statements[index]
            if statement.hasUncheckedBody || !statement.bodyNeeds.allSatisfy(done.contains) { isEarly = true }
            done.insert(index)
        }
        if isEarly { set("check_function_bodies", "off", "Bodies of routines name what is made after them.") }
        for index in unit.statements {
            let needed = statements[index].parameters
            for name in settings.keys.sorted() where needed[name] == nil && name != "check_function_bodies" {
                set(name, "DEFAULT", nil)
            }
            for (name, value) in needed.sorted(by: { $0.key < $1.key }) where settings[name] != value {
                set(name, value, nil)
            }
            up.append(statements[index])
        }
        guard target == .hummingbird || !unit.runsInTransaction else { return up }
        let comment = target == .hummingbird ? "The migrations that follow run in the same transaction." : nil
        for (index, name) in settings.keys.sorted().enumerated() { set(name, "DEFAULT", index == 0 ? comment : nil) }
        return up
    }

    /// What a migration makes, such as `2 types, a function and 4 tables, from shop.sql.`
    private static func summary(_ unit: MigrationUnit, _ statements: [MigrationStatement]) -> String {
        let members = unit.statements.map { statements[$0] }
        var counts: [MigrationStatement.Kind: Int] = [:]
        var made: Set<String> = []
        var changed: [String] = []
        var seen: Set<String> = []
        for member in members {
            if member.creates || !member.kind.isObject {
                counts[member.kind, default: 0] += 1
                if let name = member.name { made.insert(name) }
            } else if let name = member.relation ?? member.name, !made.contains(name) {
                if seen.insert(name).inserted { changed.append(name) }
            }
        }
        var parts = counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, count in kind.counted(count) }
        if !changed.isEmpty {
            parts.append("changes to " + (changed.count > 3 ? "\(changed.count) objects" : changed.listed))
        }
        var files: [String] = []
        var last: SourceText?
        for source in members.compactMap(\.source) where source !== last {
            last = source
            if let name = source.name.split(separator: "/").last.map(String.init), !files.contains(name) {
                files.append(name)
            }
        }
        let source = files.count > 3 ? "\(files.count) files" : files.listed
        return (parts.listed + (source.isEmpty ? "" : ", from \(source)")).capitalizedFirst + "."
    }
}

extension [String] {
    /// `a, b and c`.
    fileprivate var listed: String {
        guard count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + last!
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
