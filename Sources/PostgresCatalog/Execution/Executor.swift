import PostgresSyntax

extension Database {
    /// What a database holds after the scripts were run one after the other, each in a session of its own, as psql runs
    /// them: what fails is a diagnostic, and the next statement is run.
    public static func running(_ trees: [SyntaxTree], options: ExecutionOptions = ExecutionOptions()) -> Database {
        let executor = Executor(options: options)
        if options.separatesParts { executor.viewDefinitions = Executor.viewDefinitions(in: trees) }
        executor.runAll(trees)
        if options.separatesParts, executor.failureCount > 0, !executor.isHistory {
            let other = Executor(options: options)
            other.viewDefinitions = executor.viewDefinitions
            other.run(inOrderOfKinds: executor.database)
            other.retryMissing()
            if other.failureCount < executor.failureCount { return other.finished() }
        }
        return executor.finished()
    }

    /// The same, with somebody who looks at the database behind each statement: tables tell then what they held before.
    ///
    /// - Parameter observer: what is called with the database and the statement that was run, or could not be.
    package static func running(
        _ trees: [SyntaxTree], options: ExecutionOptions, observer: @escaping (Database, StatementID) -> Void
    ) -> Database {
        let executor = Executor(options: options)
        executor.database.journal.keepsEarlierRows = true
        executor.observer = observer
        executor.runAll(trees)
        return executor.finished()
    }
}

/// What is taken for granted about the server.
public struct ExecutionOptions: Sendable {
    /// Whether roles that no statement creates are taken as existing: they belong to the server, not to a dump.
    public var assumesRoles = true
    /// Whether collations with the name of a locale, such as `de_AT` or `de-x-icu`, are taken as existing.
    public var assumesCollations = true
    /// Whether the string bodies of routines are searched for what they need.
    public var analyzesBodies = true
    /// Whether the server is taken to have extensions of which only the name is known.
    public var assumesExtensions = true
    /// Whether libraries that are named by an absolute path are taken as existing: they belong to a machine that is not
    /// only PostgreSQL's.
    public var assumesLibraries = false
    /// Whether statements that miss something are run again behind all others: scripts are given in any order.
    public var retriesMissing = false
    /// Whether each statement keeps a ``StatementTrace``.
    public var tracesStatements = false
    /// Whether the actions of an ALTER TABLE, and the foreign keys of a CREATE TABLE, are run as statements of their own.
    public var separatesParts = false
    /// Whether a transaction goes on behind an error, as if the statement were not there: to find all errors at once.
    public var continuesTransactions = false
    /// Whether ``Database/bodyDiagnostics`` says what is missing in the bodies of routines.
    public var checksBodies = false
    /// Whether errors about missing names say which ones are near.
    public var suggestsNames = false
    /// Whether what defines an object of another script again is compared with that script's definition.
    public var comparesDuplicates = false
    /// Statements that are not run, as if they were not there.
    public var leftOut: Set<StatementPlace> = []
    /// The schema that names without one mean where neither the search path nor a single object of that name decides;
    /// nil if such names are errors, as PostgreSQL has it.
    public var defaultSchema: String?

    /// Creates options.
    public init() {}
}

/// Runs statements as PostgreSQL does, but for their data.
///
/// A class, so that the parts of the work (names, types, analysis) share one database that is never copied. The families
/// of statements are extensions, one file each; each `execute…` does one statement or throws the error that PostgreSQL
/// ends it with, and what it had changed until then is undone.
final class Executor {
    let database = Database()
    let options: ExecutionOptions
    // Whatever is called while one of these is changed does not ask for it.
    @exclusivity(unchecked) var session = Session()
    /// The statement that is being run.
    @exclusivity(unchecked) private(set) var statement = StatementID(index: 0)
    /// The extension whose script is being run; its objects are its members.
    @exclusivity(unchecked) var creatingExtension = OID.none
    /// Relations that have or had a NOT NULL constraint of a name.
    @exclusivity(unchecked) var notNullNames: [String: [OID]] = [:]
    /// The default operator classes of PostgreSQL's own types that were asked for, by access method and type,
    /// ``OID/none`` where there is none; and how much operator classes and casts had changed when they were found.
    @exclusivity(unchecked) var knownOperatorClasses: (classes: [UInt64: OID], changeCount: Int) = ([:], 0)
    /// The search path that was in force when a name was last looked for.
    @exclusivity(unchecked) var knownSearchPath = SearchPath()
    /// The parts of CREATE TABLE and CREATE DOMAIN that are statements of their own, and those of the statement that is
    /// being run.
    @exclusivity(unchecked) var separatedParts: [StatementID: SeparatedPart] = [:]
    @exclusivity(unchecked) var partsOfStatement: [SeparatedPart] = []
    /// Whether names are looked for in all schemas, because all statements have run.
    @exclusivity(unchecked) var looksEverywhere = false
    /// The name of an extension whose members are not known; and how much extensions had changed when it was looked for.
    @exclusivity(unchecked) var unknownExtension: (name: String?, changeCount: Int) = (nil, 0)
    /// Whether the statement that is being run stands in a DO block.
    @exclusivity(unchecked) var isInBlock = false
    /// Whether statements note in their traces what they do.
    @exclusivity(unchecked) var isTracing: Bool
    /// What is called behind each statement.
    var observer: ((Database, StatementID) -> Void)?
    /// The statements to run again.
    @exclusivity(unchecked) var missing: [MissingStatement] = []

    /// The views for which others may hold a place, by name; and those that hold one and were put off.
    @exclusivity(unchecked) var viewDefinitions: [String: [ViewDefinition]] = [:]
    @exclusivity(unchecked) var placeholderViews: [PlaceholderView] = []
    /// Whether a function makes the type that it returns, as a shell, if it is not there.
    @exclusivity(unchecked) var makesShells: Bool

    /// The bodies that are looked into when all scripts have run.
    var pendingBodies: [OID: PendingBody] = [:]

    init(options: ExecutionOptions = ExecutionOptions()) {
        self.options = options
        isTracing = options.tracesStatements
        makesShells = !options.separatesParts
    }

    /// Runs scripts one after the other, and again what missed something.
    func runAll(_ trees: [SyntaxTree]) {
        for (index, tree) in trees.enumerated() { run(tree, script: index) }
        retryMissing()
    }

    /// Runs a script in a session of its own.
    func run(_ tree: SyntaxTree, script: Int) {
        session = Session()
        for element in tree.script {
            switch element.kind {
            case .statement: runParts(of: element, script: script)
            case .metaCommand: runMetaCommand(element)
            case .invalid: if !options.continuesTransactions { abortTransaction() }
            case .copyData: break
            }
        }
        endSession()
    }

    /// Runs a statement, and undoes what it did if it fails.
    func run(_ statement: StatementID) {
        self.statement = statement
        defer { observer?(database, statement) }
        database.beginStatement()
        let element = database.statements[statement.index].element
        let mark = database.mark
        beginTrace()
        do throws(SQLError) {
            try executeWholeOrPart(statement)
            endTrace()
            database.statements[statement.index].succeeded = true
            database.statements[statement.index].sqlState = nil
            if session.transaction == .none { database.commit() }
            compareWithExisting()
            runSeparatedParts(of: statement)
        } catch {
            database.rollBack(to: mark)
            database.statements[statement.index].sqlState = error.state
            database.statements[statement.index].missing = error.missing
            if database.statements[statement.index].isDone(after: error) { return }
            if compareWithExisting() { return }
            if isWorthRetrying(element.statement!.node, error) {
                missing.append(MissingStatement(statement: statement, settings: session.settings, error: error))
                return
            }
            report(error, of: statement)
            // Where statements may come in any order, each stands for itself.
            if !options.separatesParts, !options.continuesTransactions { abortTransaction() }
        }
    }

    /// Runs one statement; those that others are made of come here too.
    func execute(_ node: Node) throws(SQLError) {
        guard session.transaction != .aborted || node.kind == .transactionStmt else {
            throw .abortedTransaction
        }
        if try executeSessionStatement(node) { return }
        if try executeExtensionStatement(node) { return }
        if try executeTableStatement(node) { return }
        if try executeTableMemberStatement(node) { return }
        if try executeTypeStatement(node) { return }
        if try executeRoutineStatement(node) { return }
        if try executeNamedObjectStatement(node) { return }
        if try executeGeneralStatement(node) { return }
        if try executeQueryStatement(node) { return }
        warn("0A000", "the statement is left out: what it does is not known")
    }

    // MARK: What is said

    func report(_ error: SQLError, of statement: StatementID) {
        let element = database.statements[statement.index].element
        database.diagnostics.append(
            Diagnostic(
                .error, rule: error.state, error.message, hint: error.hint ?? suggestion(for: error, in: statement),
                detail: error.detail,
                source: element.tree.source, range: error.range ?? element.byteRange))
    }

    /// Reports what PostgreSQL says without ending the statement; of the current one, if no other is given.
    func warn(_ state: String, _ message: String, range: Range<Int>? = nil, of other: StatementID? = nil) {
        let element = database.statements[(other ?? statement).index].element
        database.diagnostics.append(
            Diagnostic(
                .warning, rule: state, message, source: element.tree.source, range: range ?? element.byteRange))
    }

    // MARK: Objects

    /// Gives a new object its record: its owner is the current role, its creator the current statement.
    func register(_ address: ObjectAddress) {
        database.records.insert(
            ObjectRecord(statements: [statement], owner: session.role, memberOf: creatingExtension), address)
        trace { $0.created.append(address) }
        if creatingExtension != .none, address.catalog != .extension {
            depend(address, on: ObjectAddress(.extension, creatingExtension), .member)
        }
    }

    /// Notes that the current statement changes an object.
    func noteChange(_ address: ObjectAddress) {
        database.records.update(address) { [statement] record in
            if record.statements.last != statement { record.statements.append(statement) }
        }
        trace { if $0.changed.last != address { $0.changed.append(address) } }
    }

    /// Notes that the current statement names a relation.
    func noteUse(of relation: OID, range: Range<Int>) {
        database.statements[statement.index].uses.append((relation, range))
        noteNeed(ObjectAddress(.relation, relation), range: range)
    }

    /// Records that `dependent` needs `referenced`, for the sake of the current statement.
    func depend(
        _ dependent: ObjectAddress, on referenced: ObjectAddress, _ kind: DependencyEdge.Kind = .normal,
        range: Range<Int>? = nil
    ) {
        noteNeed(referenced, range: range)
        database.dependencies.add(
            DependencyEdge(
                dependent: dependent, referenced: referenced, kind: kind, statement: statement, range: range))
    }

    /// Records what an expression or query was found to need.
    func depend(_ dependent: ObjectAddress, on found: [FoundDependency], _ kind: DependencyEdge.Kind = .normal) {
        for dependency in found { depend(dependent, on: dependency.address, kind, range: dependency.range) }
    }
}
