import PostgresSyntax

/// GROUP BY with its grouping sets, and what may stand beside it: `transformGroupClause`, `parseCheckAggregates`.
extension Analyzer {
    /// What GROUP BY groups by.
    struct Grouping {
        var clauses: [Query.SortGroup] = []
        /// The references of each grouping set; empty if there are none.
        var sets: [[Int]] = []
        var hasSets = false
    }

    /// `transformGroupClause`.
    func group(
        _ nodes: NodeList, sorted: [Query.SortGroup], _ clause: Clause, allowsNames: Bool
    ) throws(SQLError) -> Grouping {
        var grouping = Grouping()
        grouping.hasSets = nodes.contains { $0.kind == .groupingSet }
        var sets: [[Int]] = [[]]
        for node in nodes {
            let found = try groupItem(node, sorted, clause, allowsNames, &grouping)
            // The sets of several items are all combined with each other.
            guard sets.count * found.count <= 4096 else {
                throw SQLError("54001", "too many grouping sets present (maximum 4096)", range: node.byteRange)
            }
            sets = sets.flatMap { first in found.map { first + $0 } }
        }
        grouping.sets = grouping.hasSets ? sets : []
        return grouping
    }

    /// The grouping sets that an item stands for.
    private func groupItem(
        _ node: Node, _ sorted: [Query.SortGroup], _ clause: Clause, _ allowsNames: Bool, _ grouping: inout Grouping
    ) throws(SQLError) -> [[Int]] {
        guard let set = GroupingSet(node) else {
            // A row in parentheses is so many expressions.
            if let row = RowExpr(node), row.rowFormat == .implicitCast {
                var references: [Int] = []
                for part in row.args {
                    references += try groupItem(part, sorted, clause, allowsNames, &grouping).flatMap { $0 }
                }
                return [references]
            }
            return [[try groupExpression(node, sorted, clause, allowsNames, &grouping)]]
        }
        var parts: [[[Int]]] = []
        for part in set.content {
            parts.append(try groupItem(part, sorted, clause, allowsNames, &grouping))
        }
        switch set.kind {
        case .empty: return [[]]
        case .simple: return [parts.flatMap { $0.flatMap { $0 } }]
        case .sets: return parts.flatMap { $0 }
        case .rollup:
            let items = parts.map { $0.flatMap { $0 } }
            return (0...items.count).reversed().map { Array(items.prefix($0).joined()) }
        case .cube:
            guard parts.count <= 12 else {
                throw SQLError("54011", "CUBE is limited to 12 elements", range: node.byteRange)
            }
            let items = parts.map { $0.flatMap { $0 } }
            return (0..<(1 << items.count)).map { mask in
                items.indices.filter { mask >> $0 & 1 == 1 }.flatMap { items[$0] }
            }
        }
    }

    /// `transformGroupClauseExpr`.
    private func groupExpression(
        _ node: Node, _ sorted: [Query.SortGroup], _ clause: Clause, _ allowsNames: Bool, _ grouping: inout Grouping
    ) throws(SQLError) -> Int {
        let index = try targetIndex(node, clause, allowsNames: allowsNames)
        let known = query.targets[index].sortGroupReference
        if known != 0 {
            if grouping.clauses.contains(where: { $0.reference == known }) { return known }
            // ORDER BY has decided by which operators.
            if let sort = sorted.first(where: { $0.reference == known }) {
                grouping.clauses.append(sort)
                return known
            }
        }
        try addGroup(index, &grouping.clauses, range: node.byteRange)
        return reference(index)
    }

    // MARK: What may stand beside GROUP BY

    /// `parseCheckAggregates`.
    func checkGrouping(_ grouping: Grouping, having: Expression?) throws(SQLError) {
        var check = GroupCheck(analyzer: self)
        let common = grouping.sets.first.map { first in
            grouping.sets.dropFirst().reduce(Set(first)) { $0.intersection($1) }
        }
        for clause in grouping.clauses {
            guard let target = query.targets.first(where: { $0.sortGroupReference == clause.reference }) else {
                continue
            }
            check.grouped.insert(target.expression.fingerprint)
            if case .variable(let entry, let number) = target.expression.kind, entry.level == level {
                if common?.contains(clause.reference) ?? true {
                    check.commonColumns.append((entry, number))
                }
            }
        }
        for target in query.targets { try check.visit(target.expression, isWithinQuery: true) }
        if let having { try check.visit(having, isWithinQuery: true) }
        if query.hasAggregates {
            let isRecursive = query.rangeTable.contains { entry in
                if case .commonTable(let table) = entry.kind { isBeingDefined(table) } else { false }
            }
            if isRecursive {
                let aggregate = query.targets.lazy.compactMap {
                    $0.expression.first { if case .aggregate = $0.kind { true } else { false } }
                }.first
                throw SQLError(
                    "42P19", "aggregate functions are not allowed in a recursive query's recursive term",
                    range: aggregate?.range)
            }
        }
        query.otherDependencies += check.constraints.map {
            FoundDependency(address: ObjectAddress(.constraint, $0), range: nil)
        }
    }

    private func isBeingDefined(_ table: CommonTable) -> Bool {
        levels.contains { $0.definedCommonTable === table }
    }
}

/// Looks for columns that are neither grouped nor aggregated: `substitute_grouped_columns`.
private struct GroupCheck {
    let analyzer: Analyzer
    /// The fingerprints of what is grouped by.
    var grouped: Set<Int> = []
    /// The columns that are in all grouping sets.
    var commonColumns: [(entry: RangeTableEntry, number: Int16)] = []
    /// The primary keys that the rest hangs on.
    var constraints: [OID] = []
    private var determined: Set<RangeTableEntry> = []
    private var visited: Set<ObjectIdentifier> = []
    private var isInDirectArguments = false

    init(analyzer: Analyzer) {
        self.analyzer = analyzer
    }

    mutating func visit(_ value: Expression, isWithinQuery: Bool) throws(SQLError) {
        switch value.kind {
        case .aggregate(_, let aggregate):
            if aggregate.level == analyzer.level {
                isInDirectArguments = true
                defer { isInDirectArguments = false }
                for operand in value.operands.prefix(aggregate.directCount) {
                    try visit(operand, isWithinQuery: isWithinQuery)
                }
                return
            }
            if aggregate.level < analyzer.level { return }
        case .grouping(let level):
            if level == analyzer.level { try checkGroupingFunction(value) }
            if level <= analyzer.level { return }
        default: break
        }
        if isWithinQuery, grouped.contains(value.fingerprint) { return }
        switch value.kind {
        case .constant, .parameter, .opaque: return
        case .variable(let entry, let number):
            try checkColumn(entry, number, value, isWithinQuery: isWithinQuery)
            return
        case .subLink(let query):
            var failure: SQLError?
            var copy = self
            query.forEachExpression { inner in
                guard failure == nil else { return }
                do throws(SQLError) { try copy.visit(inner, isWithinQuery: false) } catch { failure = error }
            }
            self = copy
            if let failure { throw failure }
        default: break
        }
        guard visited.insert(ObjectIdentifier(value)).inserted else { return }
        for operand in value.operands { try visit(operand, isWithinQuery: isWithinQuery) }
    }

    private func checkGroupingFunction(_ value: Expression) throws(SQLError) {
        for operand in value.operands where !grouped.contains(operand.fingerprint) {
            throw SQLError(
                "42803", "arguments to GROUPING must be grouping expressions of the associated query level",
                range: operand.range)
        }
    }

    private mutating func checkColumn(
        _ entry: RangeTableEntry, _ number: Int16, _ value: Expression, isWithinQuery: Bool
    ) throws(SQLError) {
        guard entry.level == analyzer.level, analyzer.query.rangeTable.contains(entry) else { return }
        if grouped.contains(value.fingerprint) || determined.contains(entry) { return }
        if let relation = entry.relation, let key = primaryKey(of: relation, in: entry) {
            constraints.append(key)
            determined.insert(entry)
            return
        }
        let column =
            number == 0
            ? "*" : number > 0 && Int(number) <= entry.columns.count ? entry.columns[Int(number) - 1].name : "ctid"
        guard isWithinQuery else {
            throw SQLError(
                "42803", "subquery uses ungrouped column \"\(entry.name).\(column)\" from outer query",
                range: value.range)
        }
        throw SQLError(
            "42803",
            "column \"\(entry.name).\(column)\" must appear in the GROUP BY clause or be used in an aggregate function",
            detail: isInDirectArguments
                ? "Direct arguments of an ordered-set aggregate must use only grouped columns." : nil,
            range: value.range)
    }

    /// `check_functional_grouping`: the primary key all of whose columns are grouped by.
    private func primaryKey(of relation: OID, in entry: RangeTableEntry) -> OID? {
        let database = analyzer.executor.database
        let columns = Set(commonColumns.lazy.filter { $0.entry == entry }.map(\.number))
        if columns.isEmpty { return nil }
        return analyzer.executor.constraints(of: relation).first { oid in
            guard let row = database.constraints[oid], row.kind == .primaryKey, !row.isDeferrable else { return false }
            return row.columns.allSatisfy(columns.contains)
        }
    }
}
