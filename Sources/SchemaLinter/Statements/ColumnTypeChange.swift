import PostgresCatalog
import PostgresSyntax

/// ALTER COLUMN … TYPE, as rules see it.
struct ColumnTypeChange {
    let node: Node
    let column: String
    /// The new type as people write it.
    let name: String
    /// Nil if no source shows the table.
    let types: TypeChange?
    /// Whether USING computes the new values.
    let isComputed: Bool
}

extension StatementContext {
    /// The columns whose type the statement changes.
    func typeChanges(_ alteration: Alteration) -> [ColumnTypeChange] {
        alteration.commands(.alterColumnType).compactMap { command in
            guard let column = command.name, let definition = command.def.flatMap(ColumnDef.init),
                let type = definition.typeName
            else { return nil }
            let old = alteration.table.row?.attribute(column)?.row.type
            let new = alteration.table.oid.flatMap { database.relations[$0] }?.attribute(column)?.row.type
            let using = definition.rawDefault
            let isCast = using.map { value in
                (TypeCast(value)?.arg ?? value).kind == .columnRef
                    && ColumnRef(TypeCast(value)?.arg ?? value)?.fields.strings == [column]
            }
            let types = old.flatMap { old in new.map { TypeChange(old: old, new: $0) } }
            return ColumnTypeChange(
                node: command.node, column: column,
                name: types.map { database.formatType($0.new) } ?? type.node.sourceLine, types: types,
                isComputed: isCast == false)
        }
    }
}
