import PostgresCatalog
import PostgresSyntax

/// An ALTER TABLE on a table that may have rows.
struct Alteration {
    let table: Target
    let commands: [AlterTableCmd]

    /// The commands of some kinds.
    func commands(_ kinds: AlterTableType...) -> [AlterTableCmd] {
        commands.filter { kinds.contains($0.subtype) }
    }

    /// The columns that it adds.
    var addedColumns: [ColumnDef] { commands(.addColumn).compactMap { $0.def.flatMap(ColumnDef.init) } }

    /// The constraints that it adds, those of new columns among them.
    var addedConstraints: [(constraint: Constraint, column: ColumnDef?)] {
        commands.flatMap { command -> [(constraint: Constraint, column: ColumnDef?)] in
            switch command.subtype {
            case .addConstraint: command.def.flatMap(Constraint.init).map { [($0, nil)] } ?? []
            case .addColumn:
                command.def.flatMap(ColumnDef.init).map { column in
                    column.constraints.compactMap(Constraint.init).map { ($0, column) }
                } ?? []
            default: []
            }
        }
    }

    /// A column's name with its table's.
    func name(_ column: String) -> String { "\(table.name).\(QuotedName.identifier(column))" }
}

extension StatementContext {
    /// The statement as an ALTER TABLE on a table that may have rows; nil if it is anything else.
    var alteration: Alteration? {
        guard let alter = AlterTableStmt(node), alter.objtype == .table, let table = target(alter.relation),
            !table.isNew
        else { return nil }
        return Alteration(table: table, commands: alter.cmds.compactMap(AlterTableCmd.init))
    }

    /// The relations of some kind that a DROP takes away and that may have rows or readers.
    func dropped(_ type: ObjectType) -> [(target: Target, node: Node)] {
        guard let drop = DropStmt(node), drop.removeType == type else { return [] }
        return drop.objects.compactMap { object in
            guard let target = target(object.listItems.strings), !target.isNew, target.oid != nil || !drop.missingOk
            else { return nil }
            return (target, object)
        }
    }

    /// Says first that a statement has to run without a transaction, if it now runs in one.
    func outsideTransaction(_ recipe: [String]) -> [String] {
        isInTransaction ? ["Move it to a file that runs without a transaction:"] + recipe : recipe
    }
}

extension Constraint {
    /// The constraint as a message calls it: by its kind, and its name if it has one.
    func named(_ kind: String) -> String { conname.map { "\(kind) \(QuotedName.identifier($0))" } ?? "a \(kind)" }

    /// The constraint's name for a recipe, a place to fill in if it has none.
    var recipeName: String { conname.map(QuotedName.identifier) ?? "…" }

    /// NOT VALID behind it.
    func notValid(_ title: String) -> Finding.Fix {
        let end = node.byteRange.upperBound
        return Finding.Fix(title, isSafe: false, [Finding.Edit(end..<end, " NOT VALID")])
    }
}

extension NodeList {
    /// The names among a list's strings, quoted where they have to be, separated by commas.
    var columnList: String { strings.map(QuotedName.identifier).joined(separator: ", ") }
}
