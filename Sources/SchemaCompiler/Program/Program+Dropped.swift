import PostgresCatalog
import PostgresSyntax

/// What became of objects that are dropped, and of the columns of those that last.
extension Program {
    /// The object that there is in the end in place of a dropped one, under the same name.
    func successor(of dropped: ObjectAddress) -> ObjectAddress? {
        database.identityOfDropped(dropped).flatMap { liveObjects[$0.ofNamespace] }
    }

    /// The dropped objects, other than columns, by what they were called.
    func findDroppedObjects() -> [ObjectIdentity: [ObjectAddress]] {
        var objects: [ObjectIdentity: [ObjectAddress]] = [:]
        for object in removals.keys where object.column == 0 {
            guard let identity = database.identityOfDropped(object) else { continue }
            objects[identity.ofNamespace, default: []].append(object)
        }
        return objects.mapValues { $0.sorted { $0.oid.rawValue < $1.oid.rawValue } }
    }

    /// The object that a DROP drops by one of its names.
    func dropped(as name: Node, by change: Change) -> ObjectAddress? {
        let names = TypeName(name)?.names ?? ObjectWithArgs(name)?.objname ?? name.listItems
        let last = names.strings.last ?? name.stringNodeValue
        // What depends on an object is dropped before it.
        return change.trace.dropped.last { object in
            let identity = object.column == 0 ? database.identityOfDropped(object) : nil
            return identity?.name == last && identity?.kind != .defaultValue
        }
    }

    /// The types that a column has had.
    func typesEver(of column: ObjectAddress) -> Set<ColumnType> {
        var types = Set(retypings(of: column).flatMap { [$0.retyping.old, $0.retyping.new] })
        if let dropped = database.dropped(column) { types.formUnion(dropped.columns.map(\.type)) }
        if let type = database.columnType(of: column) { types.insert(type) }
        return types
    }

    /// The columns that a relation has had, with the types that they had, by the names that they had in the end.
    func columnsEver(of relation: ObjectAddress) -> Set<NamedColumnType> {
        var columns = Set(database.dropped(relation)?.columns ?? database.columnTypes(of: relation))
        for column in droppedColumns[relation] ?? [] { columns.formUnion(database.dropped(column)?.columns ?? []) }
        for (column, retypings) in retypingsOfColumns where column.whole == relation {
            guard let name = identity(of: column)?.name else { continue }
            for type in retypings.flatMap({ [$0.retyping.old, $0.retyping.new] }) {
                columns.insert(NamedColumnType(name: name, type: type))
            }
        }
        return columns
    }

    /// The changes of a column's type, in the order in which they were done.
    func retypings(of column: ObjectAddress) -> [(order: Int, retyping: Retyping)] { retypingsOfColumns[column] ?? [] }

    /// The changes that give columns other types, or drop them, one after the other.
    func findColumnChanges() -> [ChangeID] {
        changeIDs.filter { id in
            !self[id].trace.retyped.isEmpty || self[id].trace.dropped.contains { $0.column > 0 }
        }.sorted { self[$0].order < self[$1].order }
    }
}

extension ObjectIdentity {
    /// The same for all objects of which one only can have the name.
    var ofNamespace: ObjectIdentity {
        guard kind.isRelation || kind.isRoutine else { return self }
        return ObjectIdentity(
            kind.isRelation ? .table : .function, schema: schema, parent: parent, name: name, arguments: arguments)
    }
}
