import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropCascade = Rule(
        "drop-cascade", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "A DROP … CASCADE that takes other objects with it, which are named.",
            why: "Views, foreign keys and functions of others are gone without a word.",
            given: "CREATE TABLE orders (id int PRIMARY KEY); CREATE VIEW all_orders AS SELECT id FROM orders;",
            bad: "DROP TABLE orders CASCADE;",
            good: "DROP VIEW all_orders; DROP TABLE orders;"),
        checks: .statements([.dropStmt, .alterTableStmt]) { statement in
            guard let drop = statement.node.cascade else { return }
            let taken = statement.takenAlong(named: drop)
            guard !taken.isEmpty else { return }
            let names =
                taken.prefix(5).joined(separator: ", ") + (taken.count > 5 ? " and \(taken.count - 5) more" : "")
            statement.report(
                "CASCADE also drops \(names)",
                recipe: ["Leave out CASCADE, and drop before it by name what is to go."])
        })
}

extension StatementContext {
    /// What a statement drops that it does not name and that is no part of what it names.
    fileprivate func takenAlong(named: [String]) -> [String] {
        let kinds: Set<ObjectKind> = [
            .view, .materializedView, .table, .foreignTable, .function, .procedure, .tableConstraint, .policy, .trigger,
        ]
        return trace.dropped.compactMap(database.identityOfDropped).filter { identity in
            kinds.contains(identity.kind) && !named.contains(identity.name)
                && identity.parent.map { named.contains($0) } != true
        }.map { "\($0.kind.rawValue) \($0.identity)" }
    }
}

extension Node {
    /// The names of what a statement with CASCADE drops; nil without it.
    fileprivate var cascade: [String]? {
        if let drop = DropStmt(self) {
            guard drop.behavior == .cascade, drop.removeType != .schema else { return nil }
            return drop.objects.compactMap { object in
                object.listItems.strings.last ?? object.child(.objname)?.stringNodeValue
                    ?? object.children(.objname).strings.last ?? object.children(.names).strings.last
                    ?? object.stringNodeValue
            }
        }
        let commands = AlterTableStmt(self)?.cmds.compactMap(AlterTableCmd.init).filter { $0.behavior == .cascade }
        guard let commands, !commands.isEmpty else { return nil }
        return commands.compactMap(\.name)
    }
}
