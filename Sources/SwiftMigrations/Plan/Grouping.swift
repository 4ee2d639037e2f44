/// Statements put into groups, each of which becomes a migration, so that none comes before one it needs.
///
/// A group is taken as a whole as soon as nothing outside of it is missing. When every group waits for another, the first
/// one gives what it can, and the rest of it waits on: so it is that foreign keys in a circle come behind the tables.
struct Grouping {
    let statements: [MigrationStatement]
    private var isPlaced: [Bool]
    /// What is left of each group, in the order of their first statements.
    private var groups: [[Int]] = []

    /// The units that `split` makes of `statements`.
    static func units(of statements: [MigrationStatement], _ split: MigrationSplit) -> [MigrationUnit] {
        guard split != .schema || statements.contains(where: { !$0.runsInTransaction }) else {
            return [MigrationUnit(statements: Array(statements.indices))]
        }
        var grouping = Grouping(statements, split)
        return grouping.units()
    }

    private init(_ statements: [MigrationStatement], _ split: MigrationSplit) {
        self.statements = statements
        isPlaced = Array(repeating: false, count: statements.count)
        var numbers: [Key: Int] = [:]
        for (statement, key) in Self.keys(of: statements, split).enumerated() {
            if let number = numbers[key] {
                groups[number].append(statement)
            } else {
                numbers[key] = groups.count
                groups.append([statement])
            }
        }
    }

    /// What the statements of a group have in common.
    private enum Key: Hashable {
        case all
        case kind(MigrationStatement.Kind)
        case table(schema: String?, name: String)
        /// One that cannot run in a transaction.
        case alone(Int)
    }

    private static func keys(of statements: [MigrationStatement], _ split: MigrationSplit) -> [Key] {
        var tables: Set<Key> = []
        for statement in statements where statement.kind == .table {
            if let key = tableKey(statement) { tables.insert(key) }
        }
        var keys: [Key] = []
        for (index, statement) in statements.enumerated() {
            let key: Key
            if !statement.runsInTransaction {
                key = .alone(index)
            } else if split == .schema {
                key = .all
            } else if split == .table, let table = tableKey(statement), tables.contains(table) {
                key = table
            } else if [.comment, .privilege].contains(statement.kind), let owner = statement.vanishesWith.first {
                key = keys[owner]
            } else if split == .table, statement.relation != nil, statement.kind != .view {
                key = .kind(.view)
            } else if statement.kind == .rows, let table = statement.vanishesWith.first {
                key = keys[table]
            } else {
                key = .kind(statement.kind)
            }
            keys.append(key)
        }
        return keys
    }

    private static func tableKey(_ statement: MigrationStatement) -> Key? {
        statement.relation.map { .table(schema: statement.schema, name: $0) }
    }

    private mutating func units() -> [MigrationUnit] {
        var units: [MigrationUnit] = []
        while !groups.isEmpty {
            let whole = groups.firstIndex { group in
                let members = Set(group)
                return group.allSatisfy { isReady($0, within: members) }
            }
            // The first statement of all that are left has everything it needs.
            let number = whole ?? groups.firstIndex { isReady($0[0], within: []) }!
            var taken: [Int] = []
            var rest: [Int] = []
            for statement in groups[number] {
                if whole != nil || isReady(statement, within: []) {
                    isPlaced[statement] = true
                    taken.append(statement)
                } else {
                    rest.append(statement)
                }
            }
            if rest.isEmpty { groups.remove(at: number) } else { groups[number] = rest }
            units.append(
                MigrationUnit(statements: taken, runsInTransaction: statements[taken[0]].runsInTransaction))
        }
        return units
    }

    private func isReady(_ statement: Int, within members: Set<Int>) -> Bool {
        let isThere = { isPlaced[$0] || members.contains($0) }
        return statements[statement].needs.allSatisfy(isThere) && statements[statement].follows.allSatisfy(isThere)
    }
}
