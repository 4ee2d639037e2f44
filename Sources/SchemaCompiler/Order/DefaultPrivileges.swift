import PostgresCatalog
import PostgresSyntax

/// What an `ALTER DEFAULT PRIVILEGES` says about objects that are made behind it.
struct DefaultPrivileges {
    private let kinds: Set<ObjectKind>
    /// The schemas whose objects it is about; without any, it is about all.
    private let schemas: [String]
    private let order: Int
    /// The script that it is the last word of: a dump names the privileges of its own objects one by one.
    private let dump: Int?

    /// Nil for any other change.
    init?(_ change: Change) {
        guard let statement = change.statement.flatMap(AlterDefaultPrivilegesStmt.init), let action = statement.action
        else { return nil }
        switch action.objtype {
        case .sequence: kinds = [.sequence]
        case .function, .procedure, .routine: kinds = [.function, .procedure, .aggregate]
        case .type: kinds = [.type, .compositeType]
        case .schema: kinds = [.schema]
        case .largeobject: kinds = []
        default: kinds = [.table, .view, .materializedView, .foreignTable]
        }
        let options = statement.options.compactMap(DefElem.init).filter { $0.defname == "schemas" }
        schemas = options.flatMap { $0.arg?.listItems.strings ?? [] }
        order = change.order
        dump = change.element.dumpHeader?.type == "DEFAULT ACL" ? change.executed?.script : nil
    }

    /// Whether it holds for something that a change makes.
    func concerns(_ change: Change, in program: Program) -> Bool {
        change.trace.created.contains { object in
            guard let identity = program.identity(of: object), kinds.contains(identity.kind) else { return false }
            return schemas.isEmpty || schemas.contains(identity.schema ?? "")
        }
    }

    /// Whether it has to come before what makes such an object.
    func precedes(_ change: Change) -> Bool {
        change.order > order && (dump == nil || change.executed?.script != dump)
    }
}
