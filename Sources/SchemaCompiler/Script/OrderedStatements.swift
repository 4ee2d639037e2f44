import PostgresCatalog
import PostgresSyntax

/// What sources do, as statements in dependency order for drivers that send one after the other to an empty database.
public struct OrderedStatements: Sendable {
    /// The statements.
    public let statements: [OrderedStatement]
    /// The database that the sources make, with what the bodies of routines name.
    public let database: Database
    /// What there is to say about the sources; that of the syntax is the trees' own.
    public let diagnostics: [Diagnostic]
}

/// A statement in the order of a compiled script, in the form that makes a schema in an empty database.
public struct OrderedStatement: Sendable {
    /// The statement, all names that the sources know written with their schema, without the semicolon.
    public let text: String
    /// Where it, or the statement it is a part of, comes from.
    public let element: ScriptElement
    /// The place of what was run in the database's statements.
    public let id: StatementID
    /// The place of its script among the sources.
    public let script: Int
    /// The data behind a `COPY … FROM STDIN`.
    public let data: ScriptElement?
    /// The bytes of the comments that belong to it.
    public let comments: [Range<Int>]
    /// The bytes of the comments at the top of its script, if it is the first of it.
    public let header: [Range<Int>]
    /// The parameters that have to have other values than a session begins with, by name; values as SQL.
    public let parameters: [String: String]
    /// Whether the sources have the bodies of routines checked where it stands.
    public let checksBodies: Bool
}

extension SchemaCompiler {
    /// The statements of `trees`, which have no syntax errors, in dependency order.
    public static func orderedStatements(
        _ trees: [SyntaxTree], options: CompileOptions = CompileOptions()
    ) -> OrderedStatements {
        let program = Program(trees, options: options, analyzesBodies: true)
        let plan = Plan(program: program, options: options)
        var writer = PlainStatements(program: program, forms: plan.forms, comments: CommentPlacement(trees))
        for step in plan.steps {
            writer.take(step)
            for follower in step.followers { writer.take(follower) }
        }
        return OrderedStatements(
            statements: writer.statements, database: program.database,
            diagnostics: program.diagnostics + writer.diagnostics)
    }
}

/// Writes steps as plain statements.
private struct PlainStatements {
    private(set) var statements: [OrderedStatement] = []
    private(set) var diagnostics: [Diagnostic] = []

    private let program: Program
    private let forms: StatementForms
    private let comments: CommentPlacement
    private var heads: [ObjectIdentifier: [Range<Int>]] = [:]
    private var settings = SessionSettings()
    /// The statements of which a part, or all, is written.
    private var started: Set<StatementStart> = []
    private var made: Set<ObjectAddress> = []

    init(program: Program, forms: StatementForms, comments: CommentPlacement) {
        self.program = program
        self.forms = forms
        self.comments = comments
        for (source, ranges) in comments.heads { heads[ObjectIdentifier(source)] = ranges }
    }

    mutating func take(_ step: Step) {
        let change = program[step.change]
        switch change.effect {
        case .session, .transaction, .nothing, .duplicate: return
        case .metaCommand:
            diagnostics.append(
                Diagnostic(
                    .warning, rule: "left-out", "psql's command is left out: the server does not know it",
                    source: change.source, range: change.element.byteRange))
            return
        // What was made in vain is not in the plan.
        case .removal where change.executed?.succeeded == true && made.isDisjoint(with: change.trace.dropped): return
        default: break
        }
        guard let id = change.id else { return }
        made.formUnion(change.trace.created)
        let isFirst = started.insert(StatementStart(change.element)).inserted
        statements.append(
            OrderedStatement(
                text: text(of: change, step.form), element: change.element, id: id,
                script: change.executed?.script ?? 0, data: change.data,
                comments: isFirst ? comments.all(of: change.element) : [],
                header: heads.removeValue(forKey: ObjectIdentifier(change.source)) ?? [],
                parameters: parameters(of: change),
                checksBodies: !["off", "false"].contains(change.trace.parameters["check_function_bodies"])))
    }

    private func text(of change: Change, _ form: Form) -> String {
        if let constraint = change.part.flatMap(Constraint.init), let identity = change.identity,
            let statement = forms.separatedStatement(change, constraint, identity, width: 100)
        {
            return statement
        }
        var bytes: [UInt8] = []
        let edits = SourceEdits(forms.qualifying(change, after: ownEdits(change, form)))
        FormWriter.append(change, edits, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The edits that give names to what PostgreSQL would name, that take out foreign keys, which stand for themselves,
    /// and that load rows where they belong at once.
    private func ownEdits(_ change: Change, _ form: Form) -> [SourceEdit] {
        if change.load != nil, case .copy(let copy) = form, let name = change.statement.flatMap(CopyStmt.init)?.relation
        {
            return [SourceEdit(range: name.nameRange, replacement: copy.table)]
        }
        guard let node = change.statement, let identity = change.identity else { return [] }
        if [.createStmt, .createDomainStmt, .createSchemaStmt].contains(node.kind) {
            return forms.definitionEdits(change)
        }
        if let index = IndexStmt(node), index.idxname == nil, let place = forms.offsetOfIndexName(change) {
            return [.insert(QuotedName.identifier(identity.name) + " ", at: place)]
        }
        guard let constraint = change.action?.def.flatMap(Constraint.init), constraint.conname == nil,
            identity.kind == .tableConstraint
        else { return [] }
        let name = QuotedName.identifier(identity.name)
        return [.insert("CONSTRAINT \(name) ", at: constraint.node.byteRange.lowerBound)]
    }

    /// What a session of a driver does not begin with.
    private mutating func parameters(of change: Change) -> [String: String] {
        var parameters: [String: String] = [:]
        for (name, value) in settings.needed(by: change) where name != "client_encoding" {
            if Self.standard[name] != value { parameters[name] = value }
        }
        return parameters
    }

    private static let standard = [
        "standard_conforming_strings": "on", "default_tablespace": "''", "default_table_access_method": "heap",
        "search_path": "public",
    ]
}
