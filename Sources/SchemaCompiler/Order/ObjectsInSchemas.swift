import PostgresCatalog
import PostgresSyntax

/// The objects of one kind in some schemas, as `ALL TABLES IN SCHEMA` or `ALTER DEFAULT PRIVILEGES` means them.
struct ObjectsInSchemas {
    private let kinds: Set<ObjectKind>
    /// The schemas; without any, all of them.
    private let schemas: [String]

    init(_ type: ObjectType, schemas: [String]) {
        self.schemas = schemas
        switch type {
        case .sequence: kinds = [.sequence]
        case .function: kinds = [.function, .aggregate]
        case .procedure: kinds = [.procedure]
        case .routine: kinds = [.function, .aggregate, .procedure]
        case .type: kinds = [.type, .compositeType]
        case .schema: kinds = [.schema]
        case .largeobject: kinds = []
        default: kinds = [.table, .view, .materializedView, .foreignTable]
        }
    }

    /// Whether a change makes such an object.
    func isMade(by change: Change, in program: Program) -> Bool {
        change.trace.created.contains { object in
            guard let identity = program.identity(of: object), kinds.contains(identity.kind) else { return false }
            return schemas.isEmpty || schemas.contains(identity.schema ?? "")
        }
    }
}

/// What an `ALTER DEFAULT PRIVILEGES` says about objects that are made behind it.
struct DefaultPrivileges {
    /// The objects it is about.
    let objects: ObjectsInSchemas
    private let place: ChangeID
    /// The script that it is the last word of: a dump names the privileges of its own objects one by one.
    private let dump: Int?

    /// Nil for any other change.
    init?(_ id: ChangeID, _ change: Change) {
        guard let statement = change.statement.flatMap(AlterDefaultPrivilegesStmt.init), let action = statement.action
        else { return nil }
        let options = statement.options.compactMap(DefElem.init).filter { $0.defname == "schemas" }
        let type = action.objtype == .function ? ObjectType.routine : action.objtype
        objects = ObjectsInSchemas(type, schemas: options.flatMap { $0.arg?.listItems.strings ?? [] })
        place = id
        dump = change.element.dumpHeader?.type == "DEFAULT ACL" ? change.executed?.script : nil
    }

    /// Whether it has to come before what makes such an object: where both stand counts, not when they could be done.
    func precedes(_ id: ChangeID, _ change: Change) -> Bool {
        id > place && (dump == nil || change.executed?.script != dump)
    }
}
