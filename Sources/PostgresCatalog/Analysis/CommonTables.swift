import PostgresSyntax

/// WITH: `parse_cte.c`.
extension Analyzer {
    /// `transformWithClause`.
    func with(_ node: WithClause?) throws(SQLError) {
        guard let node else { return }
        var tables: [CommonTable] = []
        for item in node.ctes.compactMap(CommonTableExpr.init) {
            let name = item.ctename ?? ""
            if tables.contains(where: { $0.name == name }) {
                throw SQLError(
                    "42712", "WITH query name \"\(name)\" specified more than once", range: item.node.byteRange)
            }
            tables.append(
                CommonTable(name: name, node: item.node, aliases: item.aliascolnames.strings, level: level))
            if let body = item.ctequery, body.kind != .selectStmt { query.hasModifyingCommonTable = true }
        }
        if node.recursive {
            tables = try RecursionOrder(tables).sorted()
            for table in tables where table.isRecursive { try RecursionCheck(table).check() }
            commonTables = tables
            for table in tables { try analyze(table) }
        } else {
            futureCommonTables = tables
            for table in tables {
                try analyze(table)
                commonTables.append(table)
                futureCommonTables.removeFirst()
            }
        }
        query.commonTables = commonTables
    }

    /// `analyzeCTE`.
    private func analyze(_ table: CommonTable) throws(SQLError) {
        guard let item = CommonTableExpr(table.node), let body = item.ctequery else { return }
        if let cycle = item.cycleClause { try addCycleMark(cycle, table) }
        let analyzer = Analyzer(within: self)
        analyzer.definedCommonTable = table
        let found = try analyzer.subquery(body)
        if found.command != .select, level > 0 {
            throw SQLError(
                "0A000", "WITH clause containing a data-modifying statement must be at the top level",
                range: table.node.byteRange)
        }
        table.query = found
        if table.isRecursive {
            try checkColumns(of: table, found)
        } else {
            try setColumns(of: table, found.outputs)
        }
        try checkSearchAndCycle(item, table)
        addSearchColumns(item, table)
    }

    /// The columns that a recursive query has by its non-recursive part: `determineRecursiveColTypes`.
    func determineColumns(of table: CommonTable, _ targets: [Query.Target]) throws(SQLError) {
        try setColumns(of: table, targets)
        if let item = CommonTableExpr(table.node) { addSearchColumns(item, table) }
    }

    /// `analyzeCTETargetList`.
    private func setColumns(of table: CommonTable, _ targets: [Query.Target]) throws(SQLError) {
        guard table.aliases.count <= targets.count else {
            throw SQLError(
                "42P10",
                "WITH query \"\(table.name)\" has \(targets.count) columns available but \(table.aliases.count) "
                    + "columns specified", range: table.node.byteRange)
        }
        table.columns = targets.enumerated().map { index, target in
            var type = target.expression.type
            var collation = target.expression.collation
            if table.isRecursive, type.oid == .unknown {
                type = TypeReference(OID.text)
                if collation == .none { collation = .defaultCollation }
            }
            return RangeTableEntry.Column(
                name: index < table.aliases.count ? table.aliases[index] : target.name, type: type,
                collation: collation)
        }
    }

    /// The recursive part must not change the types that the non-recursive one decided.
    private func checkColumns(of table: CommonTable, _ found: Query) throws(SQLError) {
        for (index, target) in found.outputs.enumerated() where index < table.columns.count {
            let column = table.columns[index]
            let value = target.expression
            if value.isOpaque || column.type.oid == .none { continue }
            if value.type != column.type {
                throw .datatypeMismatch(
                    "recursive query \"\(table.name)\" column \(index + 1) has type "
                        + "\(executor.format(column.type)) in non-recursive term but type "
                        + "\(executor.format(value.type)) overall",
                    hint: "Cast the output of the non-recursive term to the correct type.", range: value.range)
            }
            if value.collation != column.collation {
                func name(_ oid: OID) -> String { executor.database.collations[oid]?.name ?? "" }
                throw SQLError(
                    "42P21",
                    "recursive query \"\(table.name)\" column \(index + 1) has collation "
                        + "\"\(name(column.collation))\" in non-recursive term but collation "
                        + "\"\(name(value.collation))\" overall",
                    hint: "Use the COLLATE clause to set the collation of the non-recursive term.",
                    range: value.range)
            }
        }
    }

    // MARK: SEARCH and CYCLE

    private func addCycleMark(_ node: CTECycleClause, _ table: CommonTable) throws(SQLError) {
        guard let valueNode = node.cycleMarkValue, let defaultNode = node.cycleMarkDefault else { return }
        let values = try within(.cycleMark) { () throws(SQLError) in
            [try expression(valueNode), try expression(defaultNode)]
        }
        let type = try commonType(values, "CYCLE", node.node.byteRange)
        let value = try coerceToCommonType(values[0], type, "CYCLE/SET/TO")
        let other = try coerceToCommonType(values[1], type, "CYCLE/SET/DEFAULT")
        let merged = try make(
            .composition("CYCLE"), TypeReference(type, modifier: commonModifier([value, other], type)), [value, other],
            node.node.byteRange)
        query.expressions.append(merged)
        let name = executor.format(type)
        let equality = executor.orderingOperators(of: type).equal
        guard equality != .none else {
            throw SQLError("42883", "could not identify an equality operator for type \(name)")
        }
        guard let negator = executor.database.operators[equality]?.negator, negator != .none else {
            throw SQLError("42883", "could not identify an inequality operator for type \(name)")
        }
        noteType(type, nil)
        note(negator, nil)
        if merged.collation != .none, merged.collation != .defaultCollation {
            query.otherDependencies.append(
                FoundDependency(address: ObjectAddress(.collation, merged.collation), range: nil))
        }
        table.cycleMark = merged
    }

    /// The columns that SEARCH and CYCLE add.
    private func addSearchColumns(_ item: CommonTableExpr, _ table: CommonTable) {
        if let search = item.searchClause {
            let type = search.searchBreadthFirst ? OID.record : OID.recordArray
            table.columns.append(
                RangeTableEntry.Column(name: search.searchSeqColumn ?? "", type: TypeReference(type)))
        }
        if let cycle = item.cycleClause, let mark = table.cycleMark {
            table.columns.append(
                RangeTableEntry.Column(name: cycle.cycleMarkColumn ?? "", type: mark.type, collation: mark.collation))
            table.columns.append(
                RangeTableEntry.Column(
                    name: cycle.cyclePathColumn ?? "", type: TypeReference(OID.recordArray)))
        }
    }

    private func checkSearchAndCycle(_ item: CommonTableExpr, _ table: CommonTable) throws(SQLError) {
        guard item.searchClause != nil || item.cycleClause != nil else { return }
        guard table.isRecursive else {
            throw .syntax("WITH query is not recursive", range: table.node.byteRange)
        }
        let added = (item.searchClause == nil ? 0 : 1) + (item.cycleClause == nil ? 0 : 2)
        let names = table.columns.dropLast(added).map(\.name)
        table.columns.removeLast(added)
        if let search = item.searchClause {
            try checkColumns(search.searchColList.strings, names, "search", search.node.byteRange)
            if names.contains(search.searchSeqColumn ?? "") {
                throw .syntax(
                    "search sequence column name \"\(search.searchSeqColumn ?? "")\" already used in WITH query column list",
                    range: search.node.byteRange)
            }
        }
        guard let cycle = item.cycleClause else { return }
        let range = cycle.node.byteRange
        try checkColumns(cycle.cycleColList.strings, names, "cycle", range)
        for (what, name) in [("mark", cycle.cycleMarkColumn), ("path", cycle.cyclePathColumn)] {
            if names.contains(name ?? "") {
                throw .syntax(
                    "cycle \(what) column name \"\(name ?? "")\" already used in WITH query column list", range: range)
            }
        }
        if cycle.cycleMarkColumn == cycle.cyclePathColumn {
            throw .syntax("cycle mark column name and cycle path column name are the same", range: range)
        }
        if let search = item.searchClause {
            for (what, name) in [("mark", cycle.cycleMarkColumn), ("path", cycle.cyclePathColumn)]
            where search.searchSeqColumn == name {
                throw .syntax(
                    "search sequence column name and cycle \(what) column name are the same",
                    range: search.node.byteRange)
            }
        }
    }

    private func checkColumns(
        _ columns: [String], _ names: [String], _ what: String, _ range: Range<Int>
    ) throws(SQLError) {
        for (index, column) in columns.enumerated() {
            if !names.contains(column) {
                throw .syntax("\(what) column \"\(column)\" not in WITH query column list", range: range)
            }
            if columns[..<index].contains(column) {
                throw SQLError("42701", "\(what) column \"\(column)\" specified more than once", range: range)
            }
        }
    }
}

/// Finds the WITH queries that a tree names; inner WITH queries of the same name hide them.
private struct ReferenceWalker: SyntaxWalker {
    var names: Set<String>
    var found: Set<String> = []
    private var hidden: [Set<String>] = []

    init(_ names: Set<String>) {
        self.names = names
    }

    mutating func enter(_ node: Node) -> Bool {
        if let relation = RangeVar(node), relation.schemaname == nil, let name = relation.relname, names.contains(name),
            !hidden.contains(where: { $0.contains(name) })
        {
            found.insert(name)
        }
        if node.child(.withClause) != nil, let clause = node.child(.withClause).flatMap(WithClause.init) {
            hidden.append(Set(clause.ctes.compactMap { $0.string(.ctename) }))
        }
        return true
    }

    mutating func leave(_ node: Node) {
        if node.child(.withClause) != nil { hidden.removeLast() }
    }
}

/// Puts the queries of WITH RECURSIVE so that each comes behind those it needs: `makeDependencyGraph`.
private struct RecursionOrder {
    private let tables: [CommonTable]

    init(_ tables: [CommonTable]) {
        self.tables = tables
    }

    func sorted() throws(SQLError) -> [CommonTable] {
        let names = Set(tables.map(\.name))
        var needs: [String: Set<String>] = [:]
        for table in tables {
            var walker = ReferenceWalker(names)
            table.node.walk(&walker)
            table.isRecursive = walker.found.contains(table.name)
            needs[table.name] = walker.found.subtracting([table.name])
        }
        var rest = tables
        var result: [CommonTable] = []
        while !rest.isEmpty {
            guard let index = rest.firstIndex(where: { needs[$0.name]!.isEmpty }) else {
                throw SQLError(
                    "0A000", "mutual recursion between WITH items is not implemented",
                    range: rest[0].node.byteRange)
            }
            let next = rest.remove(at: index)
            for name in names { needs[name]?.remove(next.name) }
            result.append(next)
        }
        return result
    }
}

/// Whether a recursive query has the form that can be computed: `checkWellFormedRecursion`.
private struct RecursionCheck {
    private let table: CommonTable

    init(_ table: CommonTable) {
        self.table = table
    }

    func check() throws(SQLError) {
        guard let body = table.node.child(.ctequery) else { return }
        guard let select = SelectStmt(body) else {
            throw fail("recursive query \"\(table.name)\" must not contain data-modifying statements")
        }
        guard select.op == .union, let left = select.larg, let right = select.rarg else {
            throw fail(
                "recursive query \"\(table.name)\" does not have the form non-recursive-term UNION [ALL] "
                    + "recursive-term")
        }
        if let with = select.withClause, let place = reference(in: with.node) {
            throw misplaced("a subquery", place)
        }
        if let place = reference(in: left.node) { throw misplaced("its non-recursive term", place) }
        var places: [Node] = []
        try visit(right.node, nil, &places)
        if places.count > 1 {
            throw SQLError(
                "42P19", "recursive reference to query \"\(table.name)\" must not appear more than once",
                range: places[1].byteRange)
        }
        for (what, node) in [
            ("ORDER BY", select.sortClause.first), ("OFFSET", select.limitOffset), ("LIMIT", select.limitCount),
            ("FOR UPDATE/SHARE", select.lockingClause.first),
        ] {
            if let node {
                throw SQLError(
                    "0A000", "\(what) in a recursive query is not implemented", range: node.byteRange)
            }
        }
    }

    private func fail(_ message: String) -> SQLError {
        SQLError("42P19", message, range: table.node.byteRange)
    }

    private func misplaced(_ place: String, _ node: Node) -> SQLError {
        SQLError(
            "42P19", "recursive reference to query \"\(table.name)\" must not appear within \(place)",
            range: node.byteRange)
    }

    /// Where a tree names the query.
    private func reference(in node: Node) -> Node? {
        var finder = PlaceFinder(name: table.name)
        node.walk(&finder)
        return finder.places.first
    }

    /// `checkWellFormedRecursionWalker`: `place` says why a reference would be wrong.
    private func visit(_ node: Node, _ place: String?, _ places: inout [Node]) throws(SQLError) {
        guard reference(in: node) != nil else { return }
        if RangeVar(node) != nil {
            if let place { throw misplaced(place, node) }
            places.append(node)
            return
        }
        if node.kind == .subLink {
            for child in node.allChildren {
                try visit(child, child.field == .subselect ? "a subquery" : place, &places)
            }
            return
        }
        if let join = JoinExpr(node) {
            let outer = "an outer join"
            let leftPlace = join.jointype == .right || join.jointype == .full ? outer : place
            let rightPlace = join.jointype == .left || join.jointype == .full ? outer : place
            if let left = join.larg { try visit(left, leftPlace, &places) }
            if let right = join.rarg { try visit(right, rightPlace, &places) }
            if let condition = join.quals { try visit(condition, place, &places) }
            return
        }
        if let select = SelectStmt(node), select.op != .none, let left = select.larg, let right = select.rarg {
            let what = select.op == .intersect ? "INTERSECT" : select.op == .except ? "EXCEPT" : nil
            try visit(left.node, select.op == .intersect && select.all ? what : place, &places)
            try visit(right.node, what ?? place, &places)
            return
        }
        for child in node.allChildren { try visit(child, place, &places) }
    }
}

/// Finds where a WITH query is named.
private struct PlaceFinder: SyntaxWalker {
    let name: String
    var places: [Node] = []
    private var hidden = 0

    init(name: String) {
        self.name = name
    }

    private func hides(_ node: Node) -> Bool {
        guard let clause = node.child(.withClause).flatMap(WithClause.init) else { return false }
        return clause.ctes.contains { $0.string(.ctename) == name }
    }

    mutating func enter(_ node: Node) -> Bool {
        if hides(node) { hidden += 1 }
        if hidden == 0, let relation = RangeVar(node), relation.schemaname == nil, relation.relname == name {
            places.append(node)
        }
        return true
    }

    mutating func leave(_ node: Node) {
        if hides(node) { hidden -= 1 }
    }
}
