import PostgresSyntax

/// Statements taken apart, so that what each of their parts makes can be moved by itself.
extension Executor {
    /// What a CREATE TABLE or CREATE DOMAIN says and is done by itself: a foreign key; a check or a default, if the whole
    /// cannot be done with it.
    struct SeparatedPart {
        /// The table or domain.
        let owner: ObjectAddress
        let constraint: ConstraintDefinition
        /// The column of a default.
        var column: String?
    }

    /// Runs a statement of a script, or one part of it after the other.
    ///
    /// - Parameter place: where in a DO block it stands.
    func runParts(of element: ScriptElement, script: Int, in place: BlockPlace? = nil) {
        guard let node = element.statement?.node else { return }
        if options.separatesParts {
            if DoStmt(node)?.isRepair == true { return }
            if node.kind == .doStmt, runStatements(ofBlock: element, script: script) { return }
            if let schema = CreateSchemaStmt(node), schema.standsApart {
                run(append(element, script: script, part: nil, in: place))
                return runElements(of: schema, element, script: script)
            }
        }
        let parts = options.separatesParts ? Self.parts(of: node) : []
        guard !parts.isEmpty else {
            runUnlessLeftOut(append(element, script: script, part: nil, in: place))
            return
        }
        for part in parts { runUnlessLeftOut(append(element, script: script, part: part, in: place)) }
    }

    private func runUnlessLeftOut(_ statement: StatementID) {
        if !options.leftOut.isEmpty, options.leftOut.contains(database.statements[statement.index].position) {
            database.statements[statement.index].isLeftOut = true
        } else if viewDefinitions.isEmpty || !putsOff(statement) {
            run(statement)
        }
    }

    /// The actions of an ALTER TABLE with several, in the order in which PostgreSQL does them.
    private static func parts(of node: Node) -> [Node] {
        guard let statement = AlterTableStmt(node), statement.cmds.count > 1, !statement.isIndivisible else {
            return []
        }
        return statement.cmds.enumerated()
            .sorted { left, right in
                let passes = [left, right].map {
                    AlterTableCmd($0.element).map { pass(of: AlterCommand($0)).rawValue } ?? 0
                }
                return (passes[0], left.offset) < (passes[1], right.offset)
            }
            .map(\.element)
    }

    private func append(_ element: ScriptElement, script: Int, part: Node?, in place: BlockPlace?) -> StatementID {
        database.statements.append(ExecutedStatement(element: element, script: script, place: place, part: part))
        return StatementID(index: database.statements.count - 1)
    }

    /// Does a statement, or the part of one that stands for itself.
    func executeWholeOrPart(_ id: StatementID) throws(SQLError) {
        partsOfStatement = []
        if let part = separatedParts[id] {
            guard session.transaction != .aborted else { throw .abortedTransaction }
            return try execute(part)
        }
        try execute(database.statements[id.index].element.statement!.node)
    }

    func execute(_ part: SeparatedPart) throws(SQLError) {
        var constraint = part.constraint
        noteChange(part.owner)
        switch (part.owner.catalog, constraint.kind) {
        case (.type, _): try addConstraint(constraint.node!, toDomain: part.owner.oid)
        case (_, .foreign): _ = try addForeignKey(&constraint, to: part.owner.oid, recurse: true)
        case (_, .check): try addCheck(constraint, to: part.owner.oid, recurse: true, isRecursing: false)
        default:
            try alterDefault(
                part.column ?? "", of: part.owner.oid, constraint.expression, range: constraint.range)
        }
    }

    /// Runs the parts that were taken from the statement that was just done.
    func runSeparatedParts(of id: StatementID) {
        if partsOfStatement.isEmpty { return }
        let parts = partsOfStatement
        partsOfStatement = []
        let statement = database.statements[id.index]
        for part in parts {
            let place = append(
                statement.element, script: statement.script, part: part.constraint.node?.node, in: statement.place)
            database.statements[place.index].separatesExpressions = statement.separatesExpressions
            separatedParts[place] = part
            runUnlessLeftOut(place)
        }
    }

    /// Whether the statement that is being run is done without what it computes.
    var separatesExpressions: Bool { database.statements[statement.index].separatesExpressions && !isInBlock }

    /// Takes the checks and defaults out of a table that is to be made.
    ///
    /// - Returns: these, with the columns of the defaults.
    func takeExpressions(of statement: CreateStmt, from table: inout TableTransformation) -> [(
        constraint: ConstraintDefinition, column: String?
    )] {
        guard separatesExpressions else { return [] }
        var taken = table.checks.map { (constraint: $0, column: String?.none) }
        table.checks = []
        for column in statement.tableElts.compactMap(ColumnDef.init) {
            guard let place = table.columns.firstIndex(where: { $0.name == column.colname }),
                table.columns[place].generated == nil, table.columns[place].rawDefault != nil,
                let value = column.constraints.compactMap(Constraint.init).first(where: { $0.contype == .default })
            else { continue }
            table.columns[place].rawDefault = nil
            taken.append((ConstraintDefinition(value), column.colname))
        }
        return taken
    }

    /// Runs what a CREATE SCHEMA creates in it, names without a schema taken for names in it.
    private func runElements(of schema: CreateSchemaStmt, _ element: ScriptElement, script: Int) {
        let outer = session.searchPath
        session.searchPath.insert(schema.schemaname ?? "", at: 0)
        var end = element.tokenRange.lowerBound + 1
        for node in schema.schemaElts {
            let comments = (end...node.tokenRange.lowerBound).flatMap { element.tree.tokens.comments(before: $0) }
            end = node.tokenRange.upperBound
            let place = BlockPlace(element: element, comments: comments, isGuarded: false)
            runParts(of: ScriptElement(node), script: script, in: place)
        }
        session.searchPath = outer
    }

    /// The actions of an ALTER TABLE that are to be done now.
    func actions(of statement: AlterTableStmt) -> [AlterCommand] {
        let part = database.statements[self.statement.index].part
        return statement.cmds.filter { part == nil || $0 == part }.compactMap(AlterTableCmd.init).map {
            AlterCommand($0)
        }
    }
}

extension AlterTableStmt {
    /// Whether an action computes a column's new values from another column that the statement changes, too: USING means
    /// the columns as they are before all of its actions.
    fileprivate var isIndivisible: Bool {
        let actions = cmds.compactMap(AlterTableCmd.init)
        let changed = Set(
            actions.filter { $0.subtype == .alterColumnType || $0.subtype == .dropColumn }.compactMap(\.name))
        return changed.count > 1
            && actions.contains { action in
                guard action.subtype == .alterColumnType,
                    let using = action.def.flatMap(ColumnDef.init)?.rawDefault
                else { return false }
                let names = using.descendants(.columnRef).compactMap { ColumnRef($0)?.fields.last?.stringNodeValue }
                return names.contains { $0 != action.name && changed.contains($0) }
            }
    }
}

extension CreateSchemaStmt {
    /// Whether what it creates can be created behind it.
    ///
    /// With AUTHORIZATION it belongs to another role than what stands by itself.
    public var standsApart: Bool { !schemaElts.isEmpty && authrole == nil && !ifNotExists }
}

extension DoStmt {
    /// What the dollar quotes of a repair begin with: a block that a compiled script has behind a definition, to make good
    /// what an older object lacks. It says nothing that the definition does not say, and is written anew with it.
    public static let repairTag = "schemac_repair"

    /// What the dollar quotes begin with of a block that replaces a view and leaves it the options it has: its first
    /// statement is the view's definition.
    public static let viewTag = "schemac_view"

    /// What the dollar quotes begin with of a block that inserts rows while triggers that come later are disabled.
    public static let rowsTag = "schemac_rows"

    /// What the dollar quotes begin with of a block that drops what is still as it was before a script: it says nothing about
    /// what the script makes.
    public static let removalTag = "schemac_drop"

    /// Whether it is a block that drops what is still as it was before.
    public var isRemoval: Bool { isQuoted(with: Self.removalTag) }

    /// Whether it is a block that inserts rows while triggers are disabled.
    public var isOfRows: Bool { isQuoted(with: Self.rowsTag) }

    /// Whether it is a block that makes good what an older object lacks.
    var isRepair: Bool { isQuoted(with: Self.repairTag) }

    /// Whether it is a block that replaces a view.
    var isView: Bool { isQuoted(with: Self.viewTag) }

    private func isQuoted(with tag: String) -> Bool {
        let tokens = node.tree.tokens
        return node.tokenRange.contains {
            tokens[$0].flags.contains(.dollarQuoted)
                && node.tree.source.text(in: tokens[$0].range).hasPrefix("$" + tag)
        }
    }
}
