import PostgresSyntax

/// What statements take away.
extension Replay {
    /// What is dropped is out of sight from here on; what is not there yet is looked for again at the end.
    mutating func replayDrop(_ statement: DropStmt, _ id: ChangeID) throws(MissingObject) {
        var dropped: [ObjectID] = []
        for object in statement.objects {
            do throws(MissingObject) {
                if let found = try locate(object, statement.removeType, id) { dropped.append(found) }
            } catch {
                guard looksEverywhere else { throw error }
            }
        }
        setEffect(.removal, id)
        catalog.changes[id.index].dropped = dropped
        for object in dropped where catalog[object].creation < id { catalog.remove(object, by: id) }
    }

    /// A constraint or column that an `ALTER TABLE` takes away.
    mutating func drop(_ action: AlterTableCmd, of table: ObjectID, _ id: ChangeID) {
        guard let name = action.name else { return }
        let owner = catalog[table].identity
        if action.subtype == .dropColumn {
            catalog.objects[table.index].columns.removeAll { $0.name == name }
            return
        }
        let identity = ObjectIdentity(.tableConstraint, schema: owner.schema, parent: owner.name, name: name)
        guard let constraint = catalog.object(identity) else { return }
        setEffect(.removal, id)
        catalog.changes[id.index].dropped = [constraint]
        if catalog[constraint].creation < id { catalog.remove(constraint, by: id) }
    }
}
