import PostgresCatalog
import PostgresSyntax

/// Makes ``MigrationStatement``s of statements that a database has run: what they make, what they need, how they are
/// undone.
struct StatementReader {
    let run: StatementRun
    let graph: DependencyGraph
    let options: MigrationOptions
    /// The names of the graph's objects, without their schemas and unquoted.
    private let names: [String]
    /// For each statement of the database the objects that it made, and those it changed; indices in the graph.
    private var created: [[Int]]
    private var changed: [[Int]]
    /// For each statement of the database the objects that it needs.
    private var needed: [[Int]]
    /// For each statement of the database the objects that the body it defines names.
    private var bodyNames: [[Int]]
    private var nodes: [RelationName: Int] = [:]
    /// What an object is a part of.
    private var wholes: [Int: [Int]] = [:]
    /// The tables that sequences belong to.
    private var sequenceTables: [Int: Int] = [:]

    /// The place in `statements` of each statement of the database that is taken.
    private var places: [Int?]
    /// The last statement that made each object what it is.
    private(set) var history: [Int: Int] = [:]
    /// The statements about each table and what belongs to it.
    private var parts: [Int: [Int]] = [:]
    /// The statements that give a table or an index its partitions: what is about the whole comes behind them.
    private var attachments: [Int: [Int]] = [:]
    /// The tables whose rows a table's foreign keys refer to.
    private var references: [Int: [Int]] = [:]
    /// The statements that made objects of kinds that are in no schema, by type and name.
    private var named: [String: Int] = [:]
    private var barrier: Int?
    /// Relations of frameworks that keep book of migrations, and what belongs to them.
    private var bookkeeping: Set<Int> = []

    /// The relations by identity, once they are asked for.
    private var relations: [String: DatabaseInspection.Relation]?

    /// What the top of a script says, until a statement of it is taken.
    private var header: [String] = []

    private(set) var statements: [MigrationStatement] = []
    private(set) var diagnostics: [Diagnostic] = []

    var database: Database { run.database }

    /// A relation by its schema and name.
    private struct RelationName: Hashable {
        let schema: String
        let name: String
    }

    private init(_ run: StatementRun, _ options: MigrationOptions) {
        self.run = run
        self.options = options
        let graph = run.database.dependencyGraph()
        self.graph = graph
        names = graph.nodes.map { graph.localName(of: $0) }
        created = Array(repeating: [], count: run.database.statements.count)
        changed = created
        needed = created
        bodyNames = created
        places = Array(repeating: nil, count: created.count)
        for (index, node) in graph.nodes.enumerated() {
            if ["table", "view", "materialized view", "sequence", "foreign table", "index"].contains(node.name.type) {
                nodes[RelationName(schema: node.schema ?? "", name: names[index])] = index
            }
            guard let first = node.statements.first else { continue }
            created[first.index].append(index)
            for statement in node.statements.dropFirst() { changed[statement.index].append(index) }
        }
        for (index, node) in graph.nodes.enumerated() where node.name.type == "table constraint" {
            // An index behind a constraint has its name.
            let name = RelationName(schema: node.schema ?? "", name: names[index])
            if nodes[name] == nil { nodes[name] = index }
        }
        for edge in graph.edges {
            if edge.isRecorded {
                needed[edge.statement.index].append(edge.to)
            } else {
                bodyNames[edge.statement.index].append(edge.to)
            }
        }
        let tables = graph.nodes.indices.filter { graph.nodes[$0].name.type == "table" }
        let kept = Set(tables.filter { Self.bookkeepingTables.contains(name(of: $0)) })
        bookkeeping = Set(graph.nodes.indices.filter { kept.contains(graph.nodes[$0].owner ?? $0) })
        for edge in graph.edges where edge.isPart {
            wholes[edge.from, default: []].append(edge.to)
            if bookkeeping.contains(edge.to) { bookkeeping.insert(edge.from) }
            if graph.nodes[edge.from].name.type == "sequence" { sequenceTables[edge.from] = edge.to }
        }
    }

    private static let bookkeepingTables: Set = [
        "_fluent_migrations", "_fluent_enums", "_hb_pg_migrations", "__database_migrations",
    ]

    /// The name of an object without its schema, unquoted.
    func name(of node: Int) -> String { names[node] }

    /// The statements that were run, in their order.
    static func read(_ run: StatementRun, _ options: MigrationOptions) -> StatementReader {
        var reader = StatementReader(run, options)
        for origin in run.origins { reader.take(origin) }
        reader.connectBodies()
        return reader
    }

    // MARK: Reading

    /// Takes the next statement.
    private mutating func take(_ origin: StatementOrigin) {
        let (element, id) = (origin.statement, origin.id.index)
        header += CommentText.lines(origin.header, of: origin.element.tree.source)
        guard let node = element.statement?.node, !isLeftOut(node) else { return }
        let (made, changed) = (created[id], changed[id])
        let relation = relation(of: node)
        if !bookkeeping.isEmpty, (made + changed + (relation.map { [$0] } ?? [])).contains(where: bookkeeping.contains)
        {
            if made.contains(where: { graph.nodes[$0].name.type == "table" }) {
                diagnostics.append(
                    Diagnostic(
                        .note, rule: "left-out", "a table in which a framework keeps book of migrations is left out",
                        source: origin.element.tree.source, range: origin.element.byteRange))
            }
            return
        }
        var statement = MigrationStatement(
            sql: element.text, kind: kind(of: node, made, relation), reversal: .nothing,
            source: origin.element.tree.source,
            range: origin.element.byteRange)
        statement.script = origin.script
        statement.parameters = origin.parameters
        statement.comments = CommentText.lines(origin.comments, of: origin.element.tree.source)
        statement.header = header
        header = []
        statement.hasUncheckedBody = !origin.checksBodies && Self.hasSQLBody(node)
        describe(&statement, node, made, changed, relation)
        connect(&statement, id, node, made, relation)
        statement.reversal = origin.didNothing ? .nothing : reversal(of: node, made, changed, relation, statement)
        statement.runsInTransaction = Self.runsInTransaction(node)
        append(statement, node, origin)
        let place = statements.count - 1
        guard places[id] == place else { return }
        if let (type, name) = Self.typeAndName(node) { named["\(type) \(name)"] = place }
        guard statement.kind != .comment, statement.kind != .privilege else { return }
        for object in made { history[object] = place }
        // What belongs to a table, rows apart, does not have to be there before the table is used.
        guard ![.constraint, .foreignKey, .index, .trigger, .policy].contains(statement.kind) else { return }
        let isAttaching = attachedPartition(node) != nil
        if isAttaching, let relation { attachments[relation, default: []].append(place) }
        for object in changed + (relation.map { [$0] } ?? []) where !isAttaching || object != relation {
            history[object] = place
        }
    }

    /// Adds a statement to the list; one for each batch of rows if it is a COPY with data in the script.
    private mutating func append(_ statement: MigrationStatement, _ node: Node, _ origin: StatementOrigin) {
        var all = [statement]
        if let copy = CopyStmt(node), copy.isFrom, copy.filename == nil, !copy.isProgram {
            guard let rows = CopiedRows(copy, table: copy.relation.flatMap { table($0) }) else {
                diagnostics.append(
                    Diagnostic(
                        .error, rule: "copy-format", "rows in this format are not read",
                        hint: "Write them in COPY's text format or as CSV, or dump them with --inserts.",
                        source: statement.source!, range: statement.range))
                return
            }
            all = (origin.data.map { rows.inserts($0.tree.source.bytes(in: $0.byteRange)) } ?? []).map { sql in
                var insert = statement
                insert.sql = sql
                return insert
            }
            for index in all.indices.dropFirst() {
                all[index].comments = []
                all[index].needs.append(statements.count + index - 1)
            }
        }
        guard !all.isEmpty else { return }
        statements += all
        places[origin.id.index] = statements.count - 1
    }

    private mutating func table(_ range: RangeVar) -> DatabaseInspection.Relation? {
        if relations == nil {
            relations = [:]
            for relation in database.inspection().relations { relations![relation.name.identity] = relation }
        }
        return find(range).flatMap { relations![identity($0)] }
    }

    /// What a migration does without: settings and transactions of the script; owners and grants, unless asked for.
    private func isLeftOut(_ node: Node) -> Bool {
        switch node.kind {
        case .variableSetStmt, .transactionStmt, .variableShowStmt, .discardStmt, .checkPointStmt: true
        case .selectStmt: Self.functionName(node) == "set_config"
        case .grantStmt, .grantRoleStmt, .alterDefaultPrivilegesStmt: !options.keepsPrivileges
        case .alterOwnerStmt: !options.keepsOwners
        case .alterTableStmt:
            !options.keepsOwners
                && node.children(.cmds).allSatisfy { AlterTableCmd($0)?.subtype == .changeOwner }
        default: false
        }
    }

    /// Whether a statement makes a routine in SQL, whose body PostgreSQL looks up at once.
    private static func hasSQLBody(_ node: Node) -> Bool {
        CreateFunctionStmt(node)?.options.contains {
            $0.string(.defname) == "language" && $0.child(.arg)?.stringNodeValue?.lowercased() == "sql"
        } ?? false
    }

    /// The function that a statement `SELECT f(…)` calls.
    static func functionName(_ node: Node) -> String? {
        guard let select = SelectStmt(node), select.fromClause.isEmpty, select.targetList.count == 1,
            let call = select.targetList[0].child(.val), call.kind == .funcCall
        else { return nil }
        return call.children(.funcname).strings.last
    }

    // MARK: What it is

    private func describe(
        _ statement: inout MigrationStatement, _ node: Node, _ made: [Int], _ changed: [Int], _ relation: Int?
    ) {
        // A table is made a partition; an index becomes a part of one that is the whole table's.
        let partition = AlterTableStmt(node)?.objtype == .table ? attachedPartition(node) : nil
        let relation = partition ?? relation
        let subject = mains(made, relation).first ?? changed.first ?? relation
        statement.creates = !made.isEmpty && node.kind != .alterTableStmt
        if let subject {
            statement.name = name(of: subject)
            statement.schema = graph.nodes[subject].schema
        }
        if let relation = home(of: relation ?? subject) {
            statement.relation = name(of: relation)
            statement.schema = graph.nodes[relation].schema
        }
    }

    /// The table or view that an object belongs to or is.
    private func home(of object: Int?) -> Int? {
        guard let object else { return nil }
        if let table = graph.nodes[object].owner ?? sequenceTables[object] { return table }
        return ["table", "view", "materialized view", "foreign table"].contains(graph.nodes[object].name.type)
            ? object : nil
    }

    /// The objects that are not a part of others that the same statement made.
    ///
    /// - Parameter relation: the relation that the statement names; what is made for its partitions is a part too.
    func mains(_ made: [Int], _ relation: Int?) -> [Int] {
        guard made.count > 1 else { return made }
        let whole = made.filter { !(wholes[$0] ?? []).contains(where: made.contains) }
        let own = whole.filter { relation != nil && graph.nodes[$0].owner == relation }
        guard own.isEmpty || made.contains(where: { $0 == relation }) else { return own }
        return whole.filter { !(graph.nodes[$0].owner.map(made.contains) ?? false) }
    }

    /// The relation that a statement is about, if it names one.
    private func relation(of node: Node) -> Int? {
        if Self.functionName(node) == "setval" {
            let argument = node.children(.targetList)[0].child(.val)?.children(.args).first
            let constant = argument?.kind == .typeCast ? argument?.child(.arg) : argument
            guard case .string(let name)? = constant.flatMap(AConst.init)?.value else { return nil }
            return QuotedName.parts(name).flatMap { find($0) }
        }
        let field = node.kind == .createPolicyStmt || node.kind == .alterPolicyStmt ? FieldName.table : .relation
        return node.child(field).flatMap(RangeVar.init).flatMap { find($0) }
    }

    /// The table or index that `ALTER … ATTACH PARTITION` is about: the partition.
    private func attachedPartition(_ node: Node) -> Int? {
        guard let command = node.children(.cmds).first.flatMap(AlterTableCmd.init),
            command.subtype == .attachPartition
        else { return nil }
        return command.def?.child(.name).flatMap(RangeVar.init).flatMap { find($0) }
    }

    func find(_ range: RangeVar) -> Int? { find([range.schemaname, range.relname].compactMap { $0 }) }

    private func find(_ parts: [String]) -> Int? {
        let schema = parts.count > 1 ? parts[parts.count - 2] : options.defaultSchema
        return parts.last.flatMap { nodes[RelationName(schema: schema, name: $0)] }
    }

    // MARK: What it needs

    /// Whether a statement may do anything: it keeps its place among all others.
    private static func isOpaque(_ node: Node, _ relation: Int?) -> Bool {
        switch node.kind {
        case .doStmt, .callStmt, .updateStmt, .deleteStmt, .mergeStmt, .truncateStmt, .executeStmt, .dropStmt,
            .renameStmt, .alterObjectSchemaStmt, .dropOwnedStmt, .reassignOwnedStmt:
            true
        case .selectStmt: relation == nil
        case .insertStmt:
            relation == nil || InsertStmt(node)?.selectStmt.flatMap(SelectStmt.init)?.valuesLists.isEmpty ?? true
        default: false
        }
    }

    /// The place of the statement that made the publication, or another object without a schema, that `node` changes.
    private func namedOwner(of node: Node) -> Int? {
        switch node.kind {
        case .alterPublicationStmt: node.string(.pubname).flatMap { named["PUBLICATION \($0)"] }
        case .alterSubscriptionStmt: node.string(.subname).flatMap { named["SUBSCRIPTION \($0)"] }
        case .alterOwnerStmt, .commentStmt:
            node.child(.object)?.stringNodeValue.flatMap { name in
                ["PUBLICATION", "SUBSCRIPTION", "EVENT TRIGGER", "SERVER", "FOREIGN DATA WRAPPER", "ACCESS METHOD"]
                    .lazy.compactMap { self.named["\($0) \(name)"] }.first
            }
        default: nil
        }
    }

    private mutating func connect(
        _ statement: inout MigrationStatement, _ id: Int, _ node: Node, _ made: [Int], _ relation: Int?
    ) {
        let place = statements.count
        var needs: Set<Int> = []
        let (changed, needed) = (changed[id], needed[id])
        let isKnown = !made.isEmpty || !changed.isEmpty || relation != nil
        if !isKnown || Self.isOpaque(node, relation) {
            statement.follows = Array((barrier ?? 0)..<place)
            barrier = place
        } else if let barrier {
            statement.follows = [barrier]
        }
        var objects = changed + needed + made.compactMap { graph.nodes[$0].owner }
        if let relation {
            objects.append(relation)
            statement.follows += attachments[relation] ?? []
        }
        if let partition = attachedPartition(node) { objects.append(partition) }
        if let table = home(of: relation ?? made.first) {
            needs.formUnion((parts[table] ?? []).filter { isMet(statements[$0].kind, by: node, statement.kind) })
            if statement.kind == .rows { objects += references[table] ?? [] }
            if statement.kind == .foreignKey { references[table, default: []] += needed }
            parts[table, default: []].append(place)
        }
        for object in objects {
            if let last = history[object] { needs.insert(last) }
            if let first = creation(of: object) { needs.insert(first) }
        }
        statement.needs = needs.filter { $0 < place }.sorted()
        statement.vanishesWith = owners(statement, node, made, changed, relation)
        if node.kind == .defineStmt, made.isEmpty, let type = changed.first, let shell = creation(of: type) {
            let functions = graph.edges.filter { $0.from == type }.compactMap { creation(of: $0.to) }
            statement.takesAlong = [shell] + functions.filter { statements[$0].needs.contains(shell) }
            for part in statement.takesAlong { statements[part].vanishesWith = [place] }
        }
        if let index = attachedPartition(node).flatMap(creation), let whole = relation.flatMap(creation),
            AlterTableStmt(node)?.objtype == .index
        {
            statements[index].partOf = [whole, place]
        }
    }

    /// Whether a statement about a table needs parts of the table that are of a kind.
    private func isMet(_ part: MigrationStatement.Kind, by node: Node, _ kind: MigrationStatement.Kind) -> Bool {
        switch kind {
        // CLUSTER ON an index, for one.
        case .table: return node.kind == .alterTableStmt
        case .rows:
            let wantsKey = node.kind == .mergeStmt || InsertStmt(node)?.onConflictClause != nil
            return part == .trigger || part == .view || wantsKey && (part == .constraint || part == .index)
        default: return false
        }
    }

    /// What the bodies of routines name is looked up when all statements have their places.
    private mutating func connectBodies() {
        for (statement, objects) in bodyNames.enumerated() where !objects.isEmpty {
            guard let place = places[statement] else { continue }
            statements[place].bodyNeeds = Set(objects.compactMap(creation)).subtracting([place]).sorted()
            let earlier = statements[place].bodyNeeds.filter { $0 < place }
            statements[place].needs = Set(statements[place].needs + earlier).sorted()
        }
    }

    /// The place of the statement that made an object.
    func creation(of object: Int) -> Int? {
        graph.nodes[object].statements.first.flatMap { places[$0.index] }
    }

    private mutating func owners(
        _ statement: MigrationStatement, _ node: Node, _ made: [Int], _ changed: [Int], _ relation: Int?
    ) -> [Int] {
        if let owned = ownedBy(node) {
            // The sequence and its ownership vanish with the table.
            if let sequence = creation(of: owned.sequence), let table = creation(of: owned.table) {
                statements[sequence].vanishesWith = [statements.count]
                statements[sequence].relation = statement.relation
                return [table, sequence]
            }
            return []
        }
        if let owner = namedOwner(of: node) { return [owner] }
        if let relation, [.insertStmt, .updateStmt, .deleteStmt, .mergeStmt].contains(node.kind) {
            return creation(of: relation).map { [$0] } ?? []
        }
        if Self.isOpaque(node, relation) { return [] }
        let mains = mains(made, relation)
        if !mains.isEmpty, node.kind != .alterTableStmt {
            return mains.count == 1 ? graph.nodes[mains[0]].owner.flatMap(creation).map { [$0] } ?? [] : []
        }
        if let partition = attachedPartition(node) {
            return home(of: partition).flatMap(creation).map { [$0] } ?? []
        }
        if let relation { return creation(of: relation).map { [$0] } ?? [] }
        let owners = changed.compactMap(creation)
        return owners.isEmpty ? [] : [owners.min()!]
    }

    /// The sequence and the table of `ALTER SEQUENCE … OWNED BY table.column`.
    func ownedBy(_ node: Node) -> (sequence: Int, table: Int)? {
        guard let alter = AlterSeqStmt(node), let sequence = alter.sequence.flatMap({ find($0) }) else { return nil }
        for option in alter.options where option.string(.defname) == "owned_by" {
            guard let names = option.child(.arg)?.children(.items).strings, names.count > 1 else { return nil }
            return find(names.dropLast()).map { (sequence, $0) }
        }
        return nil
    }
}

extension DependencyGraph {
    /// The name of an object without its schema, unquoted.
    fileprivate func localName(of node: Node) -> String {
        var identity = Array(node.name.identity.utf8)[...]
        if let owner = node.owner {
            let end = Array((" on " + nodes[owner].name.identity).utf8)
            if identity.suffix(end.count) == end[...] { identity = identity.dropLast(end.count) }
        } else if let parenthesis = identity.firstIndex(of: UInt8(ascii: "(")) {
            identity = identity[..<parenthesis]
        }
        guard identity.contains(UInt8(ascii: "\"")) else {
            let point = identity.lastIndex(of: UInt8(ascii: "."))
            return String(decoding: point.map { identity[($0 + 1)...] } ?? identity, as: UTF8.self)
        }
        let name = String(decoding: identity, as: UTF8.self)
        return QuotedName.parts(name)?.last ?? name
    }
}
