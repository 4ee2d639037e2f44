import PostgresSyntax

/// Views that only hold a place: where a view and what it needs need each other, pg_dump first makes a view of NULLs, and
/// replaces it when the rest is there.
extension Executor {
    /// A view's definition that says more than its columns.
    struct ViewDefinition {
        let schema: String?
        let position: StatementPlace
    }

    /// A view that is not made unless something is left that cannot do without it.
    struct PlaceholderView {
        let statement: StatementID
        let view: ViewStmt
        let settings: Session.Settings
    }

    /// Finds the definitions of views for which others hold a place, by name.
    static func viewDefinitions(in trees: [SyntaxTree]) -> [String: [ViewDefinition]] {
        var definitions: [String: [ViewDefinition]] = [:]
        for (script, tree) in trees.enumerated() {
            for element in tree.script {
                guard let view = element.statement.flatMap({ ViewStmt($0.node) }), !view.isPlaceholder,
                    let name = view.view
                else { continue }
                let position = StatementPlace(script: script, token: element.tokenRange.lowerBound)
                definitions[name.relname ?? "", default: []].append(
                    ViewDefinition(schema: name.schemaname, position: position))
            }
        }
        return definitions
    }

    /// Puts off a view that holds the place of one that is defined elsewhere.
    ///
    /// Where the definition stands makes no difference, unless the view is emptied for a while: it is there, and defined
    /// once more later.
    ///
    /// - Returns: whether it did.
    func putsOff(_ statement: StatementID) -> Bool {
        let executed = database.statements[statement.index]
        guard let view = executed.element.statement.flatMap({ ViewStmt($0.node) }), let name = view.view,
            let all = viewDefinitions[name.relname ?? ""], view.isPlaceholder
        else { return false }
        let definitions = all.filter { $0.schema == nil || name.schemaname == nil || $0.schema == name.schemaname }
        guard let last = definitions.last?.position else { return false }
        let place = executed.position
        if isThere(view), (place.script, place.token) < (last.script, last.token) { return false }
        database.statements[statement.index].isLeftOut = true
        database.statements[statement.index].settings = session.settings
        placeholderViews.append(PlaceholderView(statement: statement, view: view, settings: session.settings))
        return true
    }

    private func isThere(_ view: ViewStmt) -> Bool {
        guard let name = view.view else { return false }
        let schemas = name.schemaname.map { [database.namespaces.find($0) ?? .none] } ?? searchPathSchemas
        return schemas.contains { database.relations.find(name.relname ?? "", in: $0) != nil }
    }

    /// Makes those whose views could not be made without them.
    func makePlaceholderViews() {
        if placeholderViews.isEmpty { return }
        let views = placeholderViews.sorted { $0.view.node.text.utf8.lexicographicallyPrecedes($1.view.node.text.utf8) }
        placeholderViews = []
        for placeholder in views {
            session = Session()
            session.settings = placeholder.settings
            if isThere(placeholder.view) { continue }
            database.statements[placeholder.statement.index].isLeftOut = false
            run(placeholder.statement)
        }
        retryUntilNothingChanges()
    }
}

extension ViewStmt {
    /// Whether it says nothing but the names and types of the columns, as pg_dump's placeholders do: each is a NULL.
    public var isPlaceholder: Bool {
        guard let select = query.flatMap(SelectStmt.init), !select.targetList.isEmpty else { return false }
        return select.node.allChildren.allSatisfy { child in
            guard var value = ResTarget(child)?.val else { return false }
            if let collated = CollateClause(value)?.arg { value = collated }
            return TypeCast(value)?.arg.flatMap(AConst.init)?.value == .null
        }
    }
}
