import PostgresCatalog
import PostgresSyntax
import SchemaCompiler

/// A statement as a migration has it, where it comes from, and what came with it.
struct StatementOrigin {
    /// The statement.
    let statement: ScriptElement
    /// Where it was run, among the statements of the database.
    let id: StatementID
    /// The place in the input.
    let element: ScriptElement
    /// The place of its script among those of the input.
    let script: Int
    /// The data behind a `COPY … FROM STDIN`.
    let data: ScriptElement?
    /// The bytes of the comments before it.
    let comments: [Range<Int>]
    /// The bytes of the comments at the top of its script, if it is the first of it.
    var header: [Range<Int>] = []
    /// The parameters that it needs, by name; values as SQL.
    let parameters: [String: String]
    /// Whether the input has the bodies of routines checked.
    let checksBodies: Bool
    /// Whether it has IF EXISTS or IF NOT EXISTS and found nothing to do; there are none in dependency order.
    var didNothing = false
}

/// The statements of migrations, in the order in which they run, and the database that they make.
struct StatementRun {
    let database: Database
    let origins: [StatementOrigin]
    let diagnostics: [Diagnostic]

    /// The statements in dependency order, names written with their schema.
    static func ordered(_ trees: [SyntaxTree], _ options: MigrationOptions) -> StatementRun {
        let ordered = SchemaCompiler.orderedStatements(
            trees, options: CompileOptions(defaultSchema: options.defaultSchema))
        var text: [UInt8] = []
        var starts: [Int] = []
        for statement in ordered.statements {
            starts.append(text.count)
            if let value = statement.parameters["standard_conforming_strings"] {
                text += Array("SET standard_conforming_strings = \(value);\n".utf8)
            }
            text.append(contentsOf: statement.text.utf8)
            text.append(contentsOf: (statement.data == nil ? ";\n" : ";\n\\.\n").utf8)
        }
        let tree = SyntaxTree.parse(SourceText(name: "ordered.sql", bytes: text))
        var origins: [StatementOrigin] = []
        var place = 0
        for element in tree.script {
            guard let kind = element.statement?.kind, kind != .variableSetStmt else { continue }
            while place + 1 < starts.count, starts[place + 1] <= element.byteRange.lowerBound { place += 1 }
            let statement = ordered.statements[place]
            origins.append(
                StatementOrigin(
                    statement: element, id: statement.id, element: statement.element, script: statement.script,
                    data: statement.data, comments: statement.comments, header: statement.header,
                    parameters: statement.parameters, checksBodies: statement.checksBodies))
        }
        return StatementRun(database: ordered.database, origins: origins, diagnostics: ordered.diagnostics)
    }

    /// The statements as they stand in the files.
    static func inPlace(_ trees: [SyntaxTree]) -> StatementRun {
        // What a statement with IF EXISTS did cannot be seen in what is there in the end.
        var execution = ExecutionOptions()
        execution.tracesStatements = true
        let database = Database.running(trees, options: execution)
        var parameters: [String: String] = [:]
        var checksBodies = true
        var script = 0
        var data: [[Int: ScriptElement]] = trees.map { tree in
            var data: [Int: ScriptElement] = [:]
            for (element, next) in zip(tree.script, tree.script.dropFirst()) where next.kind == .copyData {
                data[element.tokenRange.lowerBound] = next
            }
            return data
        }
        let comments = CommentPlacement(trees)
        var headers: [ObjectIdentifier: [Range<Int>]] = [:]
        for (source, ranges) in comments.heads { headers[ObjectIdentifier(source)] = ranges }
        let origins = database.statements.enumerated().map { index, executed in
            if executed.script != script {
                script = executed.script
                parameters = [:]
                checksBodies = true
            }
            if let set = executed.element.statement.flatMap({ VariableSetStmt($0.node) }) {
                let value = set.args.map(\.text).joined(separator: ", ")
                if set.name == "check_function_bodies" {
                    checksBodies = !["off", "false", "0"].contains(value.lowercased())
                } else if let name = set.name, kept.contains(name) {
                    parameters[name] = value.isEmpty ? nil : value
                }
            }
            return StatementOrigin(
                statement: executed.element, id: StatementID(index: index), element: executed.element,
                script: executed.script,
                data: data[executed.script].removeValue(forKey: executed.element.tokenRange.lowerBound),
                comments: comments.all(of: executed.element),
                header: headers.removeValue(forKey: ObjectIdentifier(executed.element.tree.source)) ?? [],
                parameters: parameters, checksBodies: checksBodies, didNothing: executed.didNothing)
        }
        var diagnostics = database.diagnostics
        for index in diagnostics.indices where diagnostics[index].severity == .error {
            diagnostics[index].severity = .warning
        }
        for element in trees.flatMap(\.script) where element.kind == .metaCommand {
            // pg_dump writes these two for psql's sake only.
            if ["\\restrict", "\\unrestrict"].contains(where: element.text.hasPrefix) { continue }
            diagnostics.append(
                Diagnostic(
                    .warning, rule: "left-out", "psql's command is left out: the server does not know it",
                    source: element.tree.source, range: element.byteRange))
        }
        return StatementRun(database: database, origins: origins, diagnostics: diagnostics)
    }

    /// The parameters that change what statements do.
    private static let kept: Set = [
        "search_path", "standard_conforming_strings", "default_tablespace", "default_table_access_method",
    ]
}

extension ExecutedStatement {
    /// Whether it, which is traced, has IF EXISTS or IF NOT EXISTS and found nothing to do.
    fileprivate var didNothing: Bool {
        guard succeeded, let node = element.statement?.node else { return false }
        if trace.existing != nil { return trace.created.isEmpty }
        let touched = trace.created + trace.changed + trace.dropped + trace.needs.map(\.object)
        let isConditional =
            DropStmt(node)?.missingOk ?? AlterTableStmt(node)?.missingOk ?? RenameStmt(node)?.missingOk ?? false
        return isConditional && touched.isEmpty && trace.renamed.isEmpty
    }
}
