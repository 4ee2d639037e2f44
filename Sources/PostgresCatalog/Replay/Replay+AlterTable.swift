import PostgresSyntax

/// The actions of `ALTER TABLE` and its kin.
extension Replay {
    mutating func replayAlterTable(_ statement: AlterTableStmt, _ id: ChangeID) throws(MissingObject) {
        guard let relation = statement.relation else { return }
        let table = try require(relation, id)
        if statement.missingOk, catalog[table].creation > id {
            setEffect(.nothing, id, subject: table)
            return
        }
        guard let action = catalog[id].action.flatMap(AlterTableCmd.init) else { return }
        collectReferences(in: action.node, id, skipping: [relation.node])
        alter(table, id)
        switch action.subtype {
        case .addColumn:
            guard let column = action.def.flatMap(ColumnDef.init), let name = column.colname else { return }
            if catalog[table].columns.contains(where: { $0.name == name }) {
                duplicateColumn(name, table, id, isExpected: action.missingOk)
                return
            }
            addColumn(column, to: table, id)
            for constraint in column.constraints.compactMap(Constraint.init) {
                addConstraint(constraint, to: table, column: name, id)
            }
        case .addConstraint:
            guard let constraint = action.def.flatMap(Constraint.init) else { return }
            addSeparateConstraint(constraint, to: table, id)
        case .columnDefault:
            if let column = action.name, action.def != nil { addDefault(to: table, column: column, id) }
        case .addIdentity:
            guard let column = action.name, let options = action.def.flatMap(Constraint.init)?.options else { return }
            addOwnedSequence(to: table, column: column, options: options, id)
        case .changeOwner, .setStorage, .setStatistics, .setCompression: setEffect(.annotation, id)
        case .dropColumn, .dropConstraint: drop(action, of: table, id)
        default: break
        }
    }

    /// A constraint that an action of its own adds is what the change is about.
    private mutating func addSeparateConstraint(_ constraint: Constraint, to table: ObjectID, _ id: ChangeID) {
        let before = catalog.objects.count
        addConstraint(constraint, to: table, column: nil, id)
        guard catalog.objects.count > before else { return }
        let schema = catalog[table].identity.schema ?? ""
        if let name = constraint.indexname, let index = catalog.relation(schema: schema, name: name) {
            let range = constraint.node.child(.indexname)?.byteRange ?? constraint.node.byteRange
            catalog.changes[id.index].references.append(Reference(target: index, range: range))
        }
        setEffect(.creation, id, subject: ObjectID(index: before))
    }

    private mutating func duplicateColumn(_ name: String, _ table: ObjectID, _ id: ChangeID, isExpected: Bool) {
        setEffect(.duplicate, id)
        guard !isExpected else { return }
        let change = catalog[id]
        catalog.diagnostics.append(
            Diagnostic(
                .warning, rule: "duplicate-object",
                "column \"\(name)\" of relation \"\(catalog[table].identity.name)\" already exists",
                hint: "the first definition is kept", source: change.source,
                range: (change.action ?? change.statement)?.byteRange ?? change.element.byteRange))
    }
}
