import PostgresCatalog
import PostgresSyntax

/// A statement in the order of a compiled script, in the form that makes a schema in an empty database.
public struct OrderedStatement: Sendable {
    /// The statement, all names that the sources know written with their schema, without the semicolon.
    public let text: String
    /// Where it, or the statement it is a part of, comes from.
    public let element: ScriptElement
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
    /// The statements of `trees` in dependency order, for drivers that send one statement at a time to an empty database.
    ///
    /// Sources with syntax errors give no statements. Diagnostics of the syntax are the trees' own.
    public static func orderedStatements(
        _ trees: [SyntaxTree], options: CompileOptions = CompileOptions()
    ) -> (statements: [OrderedStatement], diagnostics: [Diagnostic]) {
        guard !trees.contains(where: { $0.diagnostics.contains { $0.severity == .error } }) else { return ([], []) }
        let program = Program(trees, options: options)
        var plan = Plan(program: program, options: options)
        plan.build()
        var writer = PlainStatements(program: program, options: options, comments: CommentPlacement(trees))
        for step in plan.steps {
            writer.take(step)
            for follower in step.followers { writer.take(follower) }
        }
        return (writer.statements, program.diagnostics + writer.diagnostics)
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
    /// The statements of which a part, or all, is written, by their place in memory and in the source.
    private var started: Set<[Int]> = []
    private var made: Set<ObjectAddress> = []

    init(program: Program, options: CompileOptions, comments: CommentPlacement) {
        self.program = program
        self.comments = comments
        forms = StatementForms(program: program, options: options)
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
        made.formUnion(change.trace.created)
        let key = [ObjectIdentifier(change.source).hashValue, change.element.byteRange.lowerBound]
        let isFirst = started.insert(key).inserted
        statements.append(
            OrderedStatement(
                text: text(of: change), element: change.element, script: change.executed?.script ?? 0,
                data: change.data, comments: isFirst ? comments.all(of: change.element) : [],
                header: heads.removeValue(forKey: ObjectIdentifier(change.source)) ?? [],
                parameters: parameters(of: change),
                checksBodies: !["off", "false"].contains(change.trace.parameters["check_function_bodies"])))
    }

    private func text(of change: Change) -> String {
        if let constraint = change.part.flatMap(Constraint.init), let identity = change.identity,
            let statement = forms.separatedStatement(change, constraint, identity, width: 100)
        {
            return statement
        }
        let edits = SourceEdits(forms.qualifying(change, after: ownEdits(change)))
        let range = change.element.byteRange
        guard let action = change.action?.node, let actions = change.statement?.children(.cmds), actions.count > 1
        else { return edits.text(range, of: change.source) }
        var bytes: [UInt8] = []
        let prefix = range.lowerBound..<actions[0].byteRange.lowerBound
        edits.append(prefix, of: change.source, includingEnd: false, to: &bytes)
        edits.append(action.byteRange, of: change.source, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The edits that give names to what PostgreSQL would name, and that take out foreign keys, which stand for
    /// themselves.
    private func ownEdits(_ change: Change) -> [SourceEdit] {
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
    private func parameters(of change: Change) -> [String: String] {
        let standard = [
            "standard_conforming_strings": "on", "default_tablespace": "''", "default_table_access_method": "heap",
            "search_path": "public",
        ]
        var parameters: [String: String] = [:]
        for (name, value) in SessionSettings.needed(by: change, in: program) where name != "client_encoding" {
            if standard[name] != value { parameters[name] = value }
        }
        return parameters
    }
}
