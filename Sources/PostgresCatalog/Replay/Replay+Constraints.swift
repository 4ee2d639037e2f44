import PostgresSyntax

/// Constraints, with the names PostgreSQL gives to those that have none.
extension Replay {
    /// Adds a table's constraint, and the index that it brings.
    ///
    /// - Parameter column: the column behind whose type it stands, if it is written there.
    mutating func addConstraint(_ constraint: Constraint, to table: ObjectID, column: String?, _ id: ChangeID) {
        let owner = catalog[table].identity
        let columns = constrainedColumns(constraint, column: column)
        guard let name = constraint.conname ?? automaticName(constraint, columns, of: owner) else { return }
        let identity = ObjectIdentity(.tableConstraint, schema: owner.schema, parent: owner.name, name: name)
        if let existing = catalog.object(identity) {
            duplicate(existing, id, isExpected: false)
            return
        }
        let object = catalog.insert(identity, by: id, parent: table, isImplicit: catalog[id].action == nil)
        catalog.objects[object.index].details = .constraint(constraint.contype, columns: columns)
        switch constraint.contype {
        case .primary:
            for index in catalog[table].columns.indices
            where columns.contains(catalog[table].columns[index].name) {
                catalog.objects[table.index].columns[index].isNotNull = true
            }
            addIndex(of: constraint, named: name, owner, id)
        case .unique, .exclusion: addIndex(of: constraint, named: name, owner, id)
        case .foreign: foreignKeys.append((object, constraint, id))
        default: break
        }
    }

    private mutating func addIndex(
        of constraint: Constraint, named name: String, _ owner: ObjectIdentity, _ id: ChangeID
    ) {
        let schema = owner.schema ?? ""
        guard constraint.indexname == nil, !catalog.relations.contains(schema: schema, name: name) else { return }
        _ = catalog.insert(ObjectIdentity(.index, schema: schema, name: name), by: id, isImplicit: true)
    }

    private func constrainedColumns(_ constraint: Constraint, column: String?) -> [String] {
        switch constraint.contype {
        case .foreign: column.map { [$0] } ?? constraint.fkAttrs.strings
        case .check: checkedColumns(constraint)
        case .exclusion: constraint.exclusions.compactMap { $0.listItems.first.flatMap(IndexElem.init)?.name }
        default: column.map { [$0] } ?? constraint.keys.strings
        }
    }

    /// The columns that a check's expression names, each once.
    private func checkedColumns(_ constraint: Constraint) -> [String] {
        guard let expression = constraint.rawExpr else { return [] }
        var collector = ColumnCollector()
        expression.walk(&collector)
        return collector.columns
    }

    /// The name of a constraint without one; nil if it is none that has a name.
    func automaticName(_ constraint: Constraint, _ columns: [String], of table: ObjectIdentity) -> String? {
        let schema = table.schema ?? ""
        switch constraint.contype {
        case .primary, .unique, .exclusion:
            if let index = constraint.indexname { return index }
            let label = constraint.contype == .primary ? "pkey" : constraint.contype == .unique ? "key" : "excl"
            return AutomaticName.choose(table.name, keyAddition(constraint, columns), label: label) {
                catalog.relations.contains(schema: schema, name: $0)
                    || catalog.constraints.contains(schema: schema, name: $0)
            }
        case .check: return chooseConstraintName(table, columns.count == 1 ? columns[0] : nil, "check")
        case .foreign: return chooseConstraintName(table, AutomaticName.addition(columns), "fkey")
        case .notnull: return chooseConstraintName(table, columns.first, "not_null")
        default: return nil
        }
    }

    /// The middle part of a key's name: none for a primary key.
    private func keyAddition(_ constraint: Constraint, _ columns: [String]) -> String? {
        switch constraint.contype {
        case .primary: return nil
        case .exclusion:
            let elements = constraint.exclusions.compactMap { $0.listItems.first.flatMap(IndexElem.init) }
            let names = elements.map { $0.name ?? $0.expr.flatMap(FigureColumnName.indexColumn) }
            return AutomaticName.addition(AutomaticName.indexColumns(names))
        default:
            // The columns of INCLUDE count too.
            return AutomaticName.addition(AutomaticName.indexColumns(columns + constraint.including.strings))
        }
    }

    /// PostgreSQL's `ChooseConstraintName`: unique among the constraints of the schema.
    private func chooseConstraintName(_ table: ObjectIdentity, _ column: String?, _ label: String) -> String {
        AutomaticName.choose(table.name, column, label: label) {
            catalog.constraints.contains(schema: table.schema ?? "", name: $0)
        }
    }
}

/// Collects the columns that an expression names.
private struct ColumnCollector: SyntaxWalker {
    var columns: [String] = []

    mutating func enter(_ node: Node) -> Bool {
        if node.kind == .columnRef, let name = node.children(.fields).strings.last, !columns.contains(name) {
            columns.append(name)
        }
        return true
    }
}
