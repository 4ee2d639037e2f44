import PostgresCatalog
import PostgresSyntax

extension StatementContext {
    /// Whether a statement behind this one in the file makes a view of this name.
    func isReplacedByView(_ name: String?) -> Bool {
        file.tree.statements.contains { other in
            other.node.tokenRange.lowerBound > node.tokenRange.lowerBound
                && ViewStmt(other.node)?.view?.relname == name
        }
    }

    /// Whether a schema or type was made in this file.
    func wasMadeHere(_ name: String, _ kind: ObjectType) -> Bool {
        file.tree.statements.contains { other in
            guard other.node.tokenRange.lowerBound < node.tokenRange.lowerBound else { return false }
            if kind == .schema { return CreateSchemaStmt(other.node)?.schemaname == name }
            let names =
                CreateEnumStmt(other.node)?.typeName ?? CreateDomainStmt(other.node)?.domainname
                ?? CreateRangeStmt(other.node)?.typeName
            return names?.strings.last == name || CompositeTypeStmt(other.node)?.typevar?.relname == name
        }
    }
}
