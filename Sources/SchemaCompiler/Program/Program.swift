import PostgresCatalog
import PostgresSyntax

/// What the sources do, statement by statement, and what comes of it.
///
/// A class, since all who write the script look things up in it.
final class Program {
    /// The changes, in the order of the sources.
    private(set) var changes: [Change] = []
    /// The database that the sources make.
    let database: Database
    /// The change that made each object, and the one that dropped it.
    private(set) var creations: [ObjectAddress: ChangeID] = [:]
    private(set) var removals: [ObjectAddress: ChangeID] = [:]
    /// The columns of each table that were dropped.
    private(set) var droppedColumns: [ObjectAddress: [ObjectAddress]] = [:]
    /// The changes that give columns other types, or drop them; the types that columns got, and when.
    private(set) lazy var columnChanges = findColumnChanges()
    private(set) lazy var retypingsOfColumns = {
        var retypings: [ObjectAddress: [(order: Int, retyping: Retyping)]] = [:]
        for id in columnChanges {
            for retyping in self[id].trace.retyped {
                retypings[retyping.column, default: []].append((self[id].order, retyping))
            }
        }
        return retypings
    }()
    /// The dropped objects by what they were called.
    private(set) lazy var droppedObjects = findDroppedObjects()
    /// The changes that leave no trace in the end.
    private(set) lazy var vainChanges = VainChanges(self).ids
    /// The changes that replaced or altered each object, in the order in which they were done.
    private(set) var alterations: [ObjectAddress: [ChangeID]] = [:]
    /// The changes that made tables partitions that had not been any.
    private var attachments: [ObjectAddress: ChangeID] = [:]
    private var history: NameHistory
    /// The statements that define what another source has defined, by index.
    private let duplicates: Set<Int>

    /// The changes that failed because they belong to definitions that do not count.
    private var superseded: Set<ChangeID> = []

    /// Runs the sources in an offline database, one after the other.
    ///
    /// - Parameters:
    ///   - leftOut: the statements that are not run.
    ///   - analyzesBodies: whether the database is to know what the bodies of routines name.
    init(
        _ trees: [SyntaxTree], options: CompileOptions, leftOut: Set<StatementPlace> = [], analyzesBodies: Bool = false
    ) {
        var execution = ExecutionOptions()
        execution.comparesDuplicates = trees.count > 1
        execution.suggestsNames = true
        execution.leftOut = leftOut
        execution.retriesMissing = true
        execution.assumesLibraries = true
        execution.separatesParts = true
        execution.tracesStatements = true
        execution.analyzesBodies = analyzesBodies
        execution.defaultSchema = options.defaultSchema
        database = Database.running(trees, options: execution)
        history = NameHistory(database)
        duplicates = Set(database.duplicates.map(\.statement.index))
        var order = 0
        let statements = Self.statements(of: database, scripts: trees.count)
        for (tree, statements) in zip(trees, statements) { add(tree, statements[...], &order) }
        index()
    }

    /// What there is to say about the statements: what PostgreSQL would not do stays in the script, with a warning.
    var diagnostics: [Diagnostic] {
        let leftOut = changeIDs.filter { self[$0].effect == .leftOut }
        let diagnostics = database.diagnostics.compactMap { diagnostic -> Diagnostic? in
            var diagnostic = diagnostic
            if let id = leftOut.first(where: { self[$0].contains(diagnostic) }) {
                guard superseded.contains(id), diagnostic.severity == .error else { return nil }
                diagnostic.severity = .note
                diagnostic.message += "; the statement is left out with a definition that does not count"
            }
            if diagnostic.severity == .error { diagnostic.severity = .warning }
            return diagnostic
        }
        return Self.gathered(diagnostics)
    }

    /// What is said of many statements of a source, such as all comments on the columns of a table that is not there,
    /// is said once.
    private static func gathered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        struct Kind: Hashable {
            let source: ObjectIdentifier
            let message: String
        }
        var gathered: [Diagnostic] = []
        var counts: [Kind: (place: Int, count: Int)] = [:]
        for diagnostic in diagnostics {
            let kind = Kind(source: ObjectIdentifier(diagnostic.source), message: diagnostic.message)
            let canBeMany = Database.undefinedStates.contains(diagnostic.rule)
            if canBeMany, let seen = counts[kind] {
                counts[kind] = (seen.place, seen.count + 1)
            } else {
                counts[kind] = (gathered.count, 1)
                gathered.append(diagnostic)
            }
        }
        for (place, count) in counts.values where count > 1 {
            gathered[place].message += count == 2 ? " (and once more)" : " (and \(count - 1) more times)"
        }
        return gathered
    }

    // MARK: Leaving out

    /// Takes changes out of the script.
    func leaveOut(_ ids: Set<ChangeID>) {
        for id in ids { changes[id.index].effect = .leftOut }
    }

    /// Takes out what failed because the definition that it belongs to does not count.
    func leaveOutSuperseded(_ conflicts: Conflicts) {
        let scripts = conflicts.scriptsThatDoNotCount
        guard !scripts.isEmpty else { return }
        for id in changeIDs where self[id].effect == .unresolved {
            guard let script = self[id].executed?.script else { continue }
            let belongs = self[id].trace.needs.contains { need in
                identity(of: need.object.whole).flatMap { scripts[$0] }?.contains(script) ?? false
            }
            if belongs { superseded.insert(id) }
        }
        leaveOut(superseded)
    }

    subscript(id: ChangeID) -> Change { changes[id.index] }

    var changeIDs: [ChangeID] { changes.indices.map(ChangeID.init) }

    // MARK: Objects

    /// What an object is called in the end, or when it was dropped.
    func identity(of object: ObjectAddress) -> ObjectIdentity? {
        database.objectIdentity(object) ?? database.identityOfDropped(object)
    }

    /// What an object is called where a change stands.
    func identity(of object: ObjectAddress, at change: Change) -> ObjectIdentity? {
        history.identity(of: object, at: change.order)
    }

    /// What an object is called once a change is done.
    func identity(of object: ObjectAddress, after change: Change) -> ObjectIdentity? {
        history.identity(of: object, at: change.order + 1)
    }

    /// What an object comes to be called behind a change.
    func laterIdentities(of object: ObjectAddress, than change: Change) -> [ObjectIdentity] {
        history.laterIdentities(of: object, at: change.order)
    }

    /// Whether an object itself is renamed or moved.
    func isRenamed(_ object: ObjectAddress) -> Bool { history.isRenamed(object) }

    /// Whether anything is renamed or moved.
    var hasRenamings: Bool { !history.isEmpty }

    /// Whether a DROP that finds nothing names something that is there in the end.
    func hasWhatIsDropped(by change: Change) -> Bool {
        guard change.trace.dropped.isEmpty, let drop = change.statement.flatMap(DropStmt.init) else { return false }
        return drop.objects.contains { object in
            let names = TypeName(object)?.names ?? ObjectWithArgs(object)?.objname ?? object.listItems
            let parts = names.isEmpty ? [object.stringNodeValue].compactMap { $0 } : names.strings
            return parts.last.map(liveNames.contains) ?? false
        }
    }

    /// The relations that a change names, or needs, with the bytes that name them.
    func relations(namedBy change: Change) -> [StatementTrace.Need] {
        change.trace.needs.filter { $0.object.catalog == .relation && $0.object.column == 0 && $0.range != nil }
    }

    /// The relation that a change names at these bytes.
    func relation(namedAt range: Range<Int>, by change: Change) -> ObjectAddress? {
        relations(namedBy: change).first { $0.range == range }?.object
    }

    /// The unique keys of a table, the primary key first.
    func uniqueKeys(of table: ObjectAddress) -> [UniqueKey] { uniqueKeys[table] ?? [] }

    private lazy var uniqueKeys = database.uniqueKeys()

    private(set) var liveObjects: [ObjectIdentity: ObjectAddress] = [:]
    private var liveNames: Set<String> = []

    /// The change that makes an object; for a part of one, that which makes the whole.
    func creation(of object: ObjectAddress) -> ChangeID? {
        var object = object
        // A part of a part of a part is the deepest there is.
        for _ in 0..<4 {
            if let change = creations[object] { return change }
            guard let whole = database.whole(of: object) else { return nil }
            object = whole
        }
        return nil
    }

    /// Calls `body` with the changes that make an object: for what a partition gets with its table, those that make it a
    /// partition and that of the table's part, as either may come first.
    func forEachCreation(of object: ObjectAddress, _ body: (ChangeID) -> Void) {
        guard let change = creation(of: object) else { return }
        body(change)
        var copy = object
        while creations[copy].map({ self[$0].subject != copy }) ?? false, let original = database.original(of: copy) {
            if let table = database.container(of: copy), let change = attachments[table] ?? creation(of: table) {
                body(change)
            }
            if let change = creation(of: original) { body(change) }
            copy = original
        }
    }

    // MARK: Reading

    private func add(
        _ tree: SyntaxTree, _ statements: ArraySlice<(place: Int, index: Int)>, _ order: inout Int
    ) {
        var statements = statements
        let elements = tree.script
        var loadEnd = 0
        for (place, element) in elements.enumerated() where element.tokenRange.lowerBound >= loadEnd {
            switch element.kind {
            case .metaCommand:
                changes.append(Change(element: element, executed: nil, order: order, effect: .metaCommand))
            case .statement:
                if let load = load(at: place, of: elements, statements, &order) {
                    changes.append(load)
                    loadEnd = load.lastElement.tokenRange.upperBound
                    statements = statements.drop { $0.place < loadEnd }
                    continue
                }
                let next = elements.index(elements.startIndex, offsetBy: place + 1, limitedBy: elements.endIndex)
                let data = next.flatMap {
                    $0 < elements.endIndex && elements[$0].kind == .copyData ? elements[$0] : nil
                }
                while let first = statements.first, first.place == element.tokenRange.lowerBound {
                    statements.removeFirst()
                    let executed = database.statements[first.index]
                    order = executed.succeeded ? executed.trace.order : order
                    let isDuplicate = executed.isLeftOut || duplicates.contains(first.index)
                    changes.append(
                        change(StatementID(index: first.index), executed, isDuplicate: isDuplicate, data, order))
                }
            case .copyData, .invalid: break
            }
        }
    }

    /// The change that a load of rows in the compiler's own form is, if one begins at an element.
    private func load(
        at place: Int, of elements: ScriptElementList, _ statements: ArraySlice<(place: Int, index: Int)>,
        _ order: inout Int
    ) -> Change? {
        guard elements[place].statement?.kind == .createTableAsStmt, let load = OwnForms.RowLoad(elements[place...]),
            let index = statements.first?.index, database.statements[index].succeeded
        else { return nil }
        let executed = database.statements[index]
        order = executed.trace.order
        return Change(
            element: load.copy, executed: (StatementID(index: index), executed), data: load.data, load: load,
            order: order, effect: .data)
    }

    /// The statements of each script by where they begin, the parts of one together.
    private static func statements(of database: Database, scripts: Int) -> [[(place: Int, index: Int)]] {
        var lists = Array(repeating: [(place: Int, index: Int)](), count: scripts)
        for (index, statement) in database.statements.enumerated() {
            let element = statement.place?.element ?? statement.element
            lists[statement.script].append((element.tokenRange.lowerBound, index))
        }
        return lists.map { list in list.sorted { ($0.place, $0.index) < ($1.place, $1.index) } }
    }

    private func change(
        _ id: StatementID, _ executed: ExecutedStatement, isDuplicate: Bool, _ data: ScriptElement?, _ order: Int
    ) -> Change {
        let node = executed.part ?? executed.element.statement!.node
        let subject = subject(of: executed, node)
        return Change(
            element: executed.element, executed: (id, executed), data: data, order: order,
            effect: isDuplicate ? .duplicate : effect(of: executed, node, subject), subject: subject,
            identity: subject.flatMap { history.identity(of: $0, at: order) })
    }

    /// The object that a statement is about.
    private func subject(of executed: ExecutedStatement, _ node: Node) -> ObjectAddress? {
        let trace = executed.trace
        let statement = executed.element.statement!.node
        if let command = executed.action {
            if command.subtype == .addConstraint {
                let constraint = trace.created.first { $0.catalog == .constraint }
                // NOT NULL belongs to its column.
                if let constraint,
                    database.owner(of: constraint) != nil || database.identityOfDropped(constraint) != nil
                {
                    return constraint
                }
            }
            return trace.changed.first ?? trace.created.first
        }
        if let definition = DefineStmt(node), definition.kind == .operator {
            // Its commutator and negator are announced before it, as it may have been by them.
            let name = definition.defnames.last?.stringNodeValue
            let operators = trace.changed + trace.created
            return operators.last { $0.catalog == .operator && database.objectIdentity($0)?.name == name }
        }
        // The full definition of a shell type changes it, and makes its array.
        if DefineStmt(node)?.kind == .type, let shell = trace.changed.first(where: { $0.catalog == .type }) {
            return shell
        }
        if let catalog = node.createdClass,
            node.kind != .selectStmt || trace.created.contains(where: { $0.catalog == catalog })
        {
            // A shell that becomes a type gets an array type.
            if catalog == .type, let completed = trace.changed.first(where: { $0.catalog == .type }) {
                return completed
            }
            let created = trace.created.filter { $0.catalog == catalog && $0.column == 0 }
            // The sequences of its columns are made before a table.
            let isSequence = node.kind == .createSeqStmt
            return created.first { isSequence || !self.isSequence($0) }
                ?? trace.changed.first { $0.catalog == catalog && $0.column == 0 } ?? trace.changed.first
        }
        if statement.kind == .alterDomainStmt {
            return trace.created.first { $0.catalog == .constraint } ?? trace.changed.first ?? trace.created.first
        }
        return trace.changed.first ?? trace.created.first ?? trace.renamed.first?.object
    }

    private func isSequence(_ object: ObjectAddress) -> Bool {
        (database.objectIdentity(object) ?? database.identityOfDropped(object))?.kind == .sequence
    }

    private func effect(of executed: ExecutedStatement, _ node: Node, _ subject: ObjectAddress?) -> Change.Effect {
        if executed.isRolledBack { return .leftOut }
        guard executed.succeeded else { return effect(ofFailed: executed, node) }
        let trace = executed.trace
        if let effect = node.effectOfKind, !(node.kind == .selectStmt && subject?.catalog == .relation) {
            return effect == .removal && trace.dropped.isEmpty ? .nothing : effect
        }
        if executed.action?.subtype == .changeOwner { return .annotation }
        if Constraint(node)?.contype == .default { return .alteration }
        if let catalog = node.createdClass {
            // An operator may have been announced by another as its commutator or negator.
            if let subject, trace.created.contains(subject) || catalog == .operator { return .creation }
            return trace.changed.isEmpty ? .duplicate : .replacement
        }
        if let subject, trace.created.contains(subject), subject.catalog == .constraint { return .creation }
        if !trace.changed.isEmpty || !trace.created.isEmpty { return .alteration }
        if !trace.dropped.isEmpty { return .removal }
        return node.isDefinition ? .nothing : .unknown
    }

    private func effect(ofFailed executed: ExecutedStatement, _ node: Node) -> Change.Effect {
        if executed.isOpaqueBlock { return .data }
        if executed.isDoneBefore { return .duplicate }
        if node.effectOfKind == .removal { return .removal }
        let isThere = executed.sqlState.map(Database.duplicateStates.contains) ?? false
        let adds = [.addColumn, .addConstraint].contains(executed.action?.subtype)
        return isThere && (adds || node.createdClass != nil) ? .duplicate : .unresolved
    }

    // MARK: Finding

    private func index() {
        let inOrder = changeIDs.filter { self[$0].executed?.succeeded == true }
            .sorted { self[$0].order < self[$1].order }
        for id in inOrder {
            let trace = self[id].trace
            for object in trace.created { creations[object] = id }
            if self[id].effect == .creation, let subject = self[id].subject { creations[subject] = id }
            if self[id].action?.subtype == .attachPartition, self[id].identity?.kind == .table,
                let name = self[id].action?.def.flatMap(PartitionCmd.init)?.name,
                let partition = relation(namedAt: name.nameRange, by: self[id])
            {
                attachments[partition] = id
            }
            for object in trace.dropped {
                removals[object] = id
                if object.column > 0 { droppedColumns[object.whole, default: []].append(object) }
            }
            if self[id].effect != .creation, let subject = self[id].subject {
                alterations[subject, default: []].append(id)
            }
        }
        guard changes.contains(where: { $0.statement?.effectOfKind == .removal || !$0.trace.dropped.isEmpty }) else {
            return
        }
        for object in creations.keys where removals[object] == nil {
            guard let identity = database.objectIdentity(object) else { continue }
            liveObjects[identity.ofNamespace] = object
            // It may have been renamed since.
            if let old = creations[object].flatMap({ self[$0].identity }) { liveNames.insert(old.name) }
            liveNames.insert(identity.name)
        }
    }
}

extension ExecutedStatement {
    /// The action of an ALTER TABLE that it is.
    var action: AlterTableCmd? {
        part.map { AlterTableCmd($0) } ?? element.statement.flatMap { AlterTableStmt($0.node) }?.onlyAction
    }
}
