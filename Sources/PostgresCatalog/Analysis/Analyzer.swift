import PostgresSyntax

/// Parse analysis of one query level: what its names mean, of what types its expressions are.
///
/// PostgreSQL's `ParseState` with the functions that work on it, which are extensions, one subject a file. It changes
/// nothing in the database.
final class Analyzer {
    /// What all levels of a statement share.
    let context: AnalysisContext
    /// The query around this one.
    let parent: Analyzer?
    /// How many queries are around it.
    let level: Int
    /// What is being built.
    let query = Query()
    /// What names mean here.
    var namespace: [NamespaceItem] = []
    /// WITH queries that can be named here, and those that only later ones may name.
    var commonTables: [CommonTable] = []
    var futureCommonTables: [CommonTable] = []
    /// The WITH query whose body this is.
    var definedCommonTable: CommonTable?
    /// The clause that is being analyzed.
    var clause = Clause.none
    /// Whether lateral-only items can be used now.
    var isLateralActive = false
    /// The windows of WINDOW and OVER.
    var windows: [WindowDef] = []
    /// Whether output columns that are still of unknown type become text.
    var resolvesUnknowns = true
    /// The target of INSERT, UPDATE, DELETE or MERGE.
    var target: NamespaceItem?
    /// What an INSERT says about columns whose values are computed.
    var overriding = OverridingKind.notSet

    var executor: Executor { context.executor }

    init(_ context: AnalysisContext) {
        self.context = context
        parent = nil
        level = 0
    }

    /// A query within `parent`.
    init(within parent: Analyzer) {
        context = parent.context
        self.parent = parent
        level = parent.level + 1
    }

    /// This level and those around it, from the inside.
    var levels: some Sequence<Analyzer> { sequence(first: self, next: \.parent) }

    /// Does `body` as a part of `clause`.
    func within<Result>(_ clause: Clause, _ body: () throws(SQLError) -> Result) throws(SQLError) -> Result {
        let outer = self.clause
        self.clause = clause
        defer { self.clause = outer }
        return try body()
    }

    /// Whether a relation, function, operator or type of unknown name is no error.
    var toleratesUnknown: Bool { context.isLenient || context.allowsUnknown }

    /// The type that a `TypeName` means.
    func type(_ name: TypeName) throws(SQLError) -> TypeReference {
        do throws(SQLError) {
            return try executor.type(name)
        } catch {
            if toleratesUnknown, error.state == "42704" || error.state == "3F000" { return TypeReference(.none) }
            throw error
        }
    }

    /// Does `body` one level deeper; a statement that is too deep for the stack is begun anew on a larger one.
    func deeper<Result>(_ body: () throws(SQLError) -> Result) throws(SQLError) -> Result {
        context.depth += 1
        defer { context.depth -= 1 }
        guard context.depth <= context.depthLimit else {
            context.isTooDeep = true
            throw SQLError(
                "54001", "stack depth limit exceeded",
                hint: "Increase the configuration parameter \"max_stack_depth\" (currently 2048kB), after ensuring "
                    + "the platform's stack depth limit is adequate.")
        }
        return try body()
    }
}

/// What all query levels of a statement share.
final class AnalysisContext {
    let executor: Executor
    /// The parameters by number.
    var parameters: [AnalysisParameter]
    /// Whether the types of parameters are found from their use, as in PREPARE.
    var infersParameters = false
    /// What a name means that is no column: a parameter of a routine, a variable of PL/pgSQL.
    var variable: ((_ names: [String], _ range: Range<Int>) -> Expression?)?
    /// Names that mean nothing are no errors: PL/pgSQL makes tables as it goes.
    var isLenient = false
    /// The first error about a relation that is not there, where that is no error.
    var missingRelation: SQLError?
    /// The first error about a column that is not there, where that is no error, of a relation of which all is known.
    var missingColumn: SQLError?
    /// The call of a CALL statement.
    var callNode: Node?
    /// The routine whose parameters these are.
    var routineName: String?
    /// The column or parameter that an expression is for.
    var targetName: String?
    /// Whether names of relations, functions, operators and types may be those of an extension whose members are
    /// unknown; what they would be is not known, which is no error.
    let allowsUnknown: Bool
    /// Whether SELECT INTO is wanted.
    var allowsInto = false
    /// Whether the statement is to be run now, not only kept.
    var isExecuted = false
    /// The subqueries of `(a, b) = (SELECT …)`, by where they stand.
    var multipleSources: [Int: Query] = [:]
    var depth = 0
    var depthLimit: Int
    var isTooDeep = false

    init(_ executor: Executor, parameters: [AnalysisParameter] = [], depthLimit: Int) {
        self.executor = executor
        allowsUnknown = executor.mayComeFromExtension() != nil
        self.parameters = parameters
        self.depthLimit = depthLimit
    }
}

extension Node {
    /// Where the error's cursor stands: PostgreSQL's location of the node, up to the end of that token.
    var errorRange: Range<Int> {
        let range = byteRange
        guard let location, location > range.lowerBound, location < range.upperBound else { return range }
        return location..<range.upperBound
    }
}

extension NodeList {
    /// The bytes from the first to the last node.
    var range: Range<Int>? {
        guard let first, let last else { return nil }
        let start = first.byteRange.lowerBound
        return start..<Swift.max(start, last.byteRange.upperBound)
    }
}
