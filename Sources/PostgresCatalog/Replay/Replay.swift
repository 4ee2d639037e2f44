import PostgresSyntax

extension Catalog {
    /// What a database would hold after the scripts were run one after the other.
    ///
    /// A statement about an object that is created only later in the scripts is understood too: their order is not
    /// held against them. Statements that are no SQL are left out; the trees' own diagnostics speak of them.
    public static func replay(_ trees: [SyntaxTree], options: ReplayOptions = ReplayOptions()) -> Catalog {
        var replay = Replay(options: options)
        for tree in trees {
            replay.beginSession()
            for element in tree.script { replay.add(element) }
        }
        replay.finish()
        return replay.catalog
    }
}

/// An object that a statement speaks of is not there.
struct MissingObject: Error {
    /// PostgreSQL's words.
    let message: String
    let range: Range<Int>

    init(kind: ObjectKind, name: String, range: Range<Int>) {
        self.init("\(kind.noun) \"\(name)\" does not exist", range: range)
    }

    init(_ message: String, range: Range<Int>) {
        self.message = message
        self.range = range
    }
}

/// Runs the statements of scripts against a catalog.
struct Replay {
    var catalog = Catalog()
    let options: ReplayOptions
    /// Whether a name may mean an object outside of the search path; so once all statements were seen.
    private(set) var looksEverywhere = false
    /// Names that meant nothing where they were met.
    private var pending: [(change: ChangeID, use: NameUse)] = []
    /// Foreign keys, whose referenced table may be created only later.
    var foreignKeys: [(object: ObjectID, constraint: Constraint, change: ChangeID)] = []
    /// Changes whose object was not there when they were met.
    private var deferred: [(change: ChangeID, reason: MissingObject)] = []

    init(options: ReplayOptions) {
        self.options = options
    }

    /// Each script is run in a session of its own, and `\connect` begins another: what was set before is forgotten.
    mutating func beginSession() {
        catalog.sessions.append(SessionState(searchPath: [options.defaultSchema]))
    }

    /// The settings in force.
    var session: SessionState {
        get { catalog.sessions[catalog.sessions.count - 1] }
        set { catalog.sessions.append(newValue) }
    }

    // MARK: Elements

    mutating func add(_ element: ScriptElement) {
        switch element.kind {
        case .invalid: break
        case .copyData:
            if !catalog.changes.isEmpty { catalog.changes[catalog.changes.count - 1].data = element }
        case .metaCommand:
            if element.connects { beginSession() }
            apply(append(element, effect: .metaCommand))
        case .statement:
            guard let statement = element.statement?.node else { return }
            let commands = AlterTableStmt(statement)?.cmds
            if let commands, !commands.isEmpty {
                for command in commands { apply(append(element, action: command)) }
            } else {
                apply(append(element))
            }
        }
    }

    private mutating func append(_ element: ScriptElement, action: Node? = nil, effect: Change.Effect = .unknown)
        -> ChangeID
    {
        var change = Change(element: element, action: action, session: catalog.sessions.count - 1)
        change.effect = effect
        catalog.changes.append(change)
        return ChangeID(index: catalog.changes.count - 1)
    }

    private mutating func apply(_ change: ChangeID) {
        // A second try begins from nothing.
        catalog.changes[change.index].references = []
        catalog.changes[change.index].qualifications = []
        catalog.changes[change.index].dropped = []
        do throws(MissingObject) {
            try replay(change)
        } catch {
            deferred.append((change, error))
        }
    }

    // MARK: The end

    /// Settles what was left open: statements before the object they speak of, names before what they mean.
    mutating func finish() {
        retryDeferred()
        looksEverywhere = true
        retryDeferred()
        for (change, reason) in deferred { giveUp(change, reason) }
        let names = pending
        pending = []
        for (change, use) in names { settle(use, change) }
        linkForeignKeys()
        linkDependencies()
    }

    private mutating func retryDeferred() {
        while !deferred.isEmpty {
            let round = deferred
            deferred = []
            for (change, _) in round { apply(change) }
            if deferred.count == round.count { return }
        }
    }

    /// A statement about something unknown: what it names is all that is known of it.
    private mutating func giveUp(_ id: ChangeID, _ reason: MissingObject) {
        let change = catalog[id]
        catalog.changes[id.index].effect = .unresolved
        catalog.diagnostics.append(
            Diagnostic(
                .warning, rule: "unresolved-name",
                reason.message,
                hint: "no statement of the input creates it; the statement stays where it is",
                source: change.source, range: reason.range))
        if let node = change.node { collectReferences(in: node, id) }
    }

    // MARK: References

    /// Links a change to the objects that `node` names.
    mutating func collectReferences(in node: Node, _ change: ChangeID, skipping: [Node] = []) {
        var collector = ReferenceCollector(skipping: skipping)
        node.walk(&collector)
        link(collector.uses, change)
        if collector.hasGrouping { catalog.changes[change.index].hasGrouping = true }
    }

    /// Links a change to what names in it mean.
    mutating func link(_ uses: [NameUse], _ change: ChangeID) {
        for use in uses where !resolve(use, change) {
            if looksEverywhere { leaveOpen(use, change) } else { pending.append((change, use)) }
        }
    }

    /// A last try, with all objects known.
    private mutating func settle(_ use: NameUse, _ change: ChangeID) {
        if !resolve(use, change) { leaveOpen(use, change) }
    }

    private mutating func leaveOpen(_ use: NameUse, _ change: ChangeID) {
        if use.schema == nil, !isBuiltIn(use) { catalog.changes[change.index].hasOpenNames = true }
    }

    private func isBuiltIn(_ use: NameUse) -> Bool {
        switch use.kind {
        case .type: TypeText.isBuiltIn(use.name)
        case .other(.collation): ["default", "C", "POSIX", "ucs_basic", "unicode"].contains(use.name)
        case .global: true
        default: false
        }
    }

    /// Links each foreign key to the key it refers to.
    private mutating func linkForeignKeys() {
        for (object, constraint, change) in foreignKeys {
            guard let range = constraint.pktable?.nameRange, let table = catalog[object].parent,
                let referenced = catalog[change].references.first(where: { $0.range == range })?.target
            else { continue }
            catalog.foreignKeys.append((object, table, referenced))
            let columns = Set(constraint.pkAttrs.strings)
            let keys = catalog.uniqueKeys(of: referenced)
            guard let key = keys.first(where: { columns.isEmpty ? $0.isPrimary : Set($0.columns) == columns }) else {
                continue
            }
            catalog.changes[change.index].references.append(Reference(target: key.id, range: range))
        }
    }

    /// Makes each object's dependencies of what the changes that made it name.
    private mutating func linkDependencies() {
        for (index, change) in catalog.changes.enumerated() {
            guard let subject = change.subject else { continue }
            for reference in change.references where reference.target != subject {
                catalog.objects[subject.index].dependencies.append(
                    Dependency(target: reference.target, change: ChangeID(index: index), range: reference.range))
            }
        }
    }
}

extension ScriptElement {
    /// Whether it is psql's command to connect once more.
    fileprivate var connects: Bool {
        let command = text.prefix { !$0.isWhitespace }
        return command == "\\c" || command == "\\connect"
    }
}
