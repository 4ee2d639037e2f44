import PostgresCatalog

/// What objects were called when, where statements rename or move them.
struct NameHistory {
    private let database: Database
    /// The names that objects had before they were renamed, in the order of the statements that did.
    private var renamings: [ObjectAddress: [(order: Int, old: ObjectIdentity)]] = [:]

    init(_ database: Database) {
        self.database = database
        for statement in database.statements where statement.succeeded {
            for (object, old) in statement.trace.renamed {
                renamings[object, default: []].append((statement.trace.order, old))
            }
        }
        for object in renamings.keys { renamings[object]!.sort { $0.order < $1.order } }
    }

    /// Whether nothing is renamed.
    var isEmpty: Bool { renamings.isEmpty }

    /// Whether an object itself is renamed or moved.
    func isRenamed(_ object: ObjectAddress) -> Bool { renamings[object] != nil }

    /// What an object is called when the statement of this order begins.
    func identity(of object: ObjectAddress, at order: Int) -> ObjectIdentity? {
        let last = database.objectIdentity(object) ?? database.identityOfDropped(object)
        guard !renamings.isEmpty, let last else { return last }
        let old = renamings[object]?.first { $0.order >= order }?.old
        guard let owner = database.owner(of: object).flatMap({ identity(of: $0, at: order) }) else {
            return old ?? last
        }
        return ObjectIdentity(
            last.kind, schema: owner.schema, parent: owner.name, name: old?.name ?? last.name,
            arguments: last.arguments)
    }
    /// What an object comes to be called later than when the statement of this order begins, each name once.
    func laterIdentities(of object: ObjectAddress, at order: Int) -> [ObjectIdentity] {
        var orders: Set<Int> = []
        var named: ObjectAddress? = object
        while let part = named {
            for renaming in renamings[part] ?? [] where renaming.order >= order { orders.insert(renaming.order + 1) }
            named = database.owner(of: part)
        }
        let now = identity(of: object, at: order)
        var later: [ObjectIdentity] = []
        for identity in orders.sorted().compactMap({ identity(of: object, at: $0) })
        where identity != now && !later.contains(identity) {
            later.append(identity)
        }
        return later
    }
}
