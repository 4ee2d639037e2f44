import PostgresCatalog
import PostgresSyntax

extension StatementContext {
    /// The name of a function in an expression whose value may change from row to row; nil if there is none.
    func volatileFunction(in expression: Node) -> String? {
        expression.descendants(.funcCall).compactMap(FuncCall.init).first { call in
            let names = call.funcname.strings
            guard let name = names.last else { return false }
            let schemas = names.count > 1 ? [names[names.count - 2]] : ["pg_catalog"] + trace.searchPath
            for schema in schemas.compactMap({ database.namespaces.find($0) }) {
                let rows = database.procedures.findAll(name, in: schema).compactMap { database.procedures[$0] }
                if !rows.isEmpty { return rows.contains { $0.volatility == "v" } }
            }
            return false
        }?.funcname.strings.last
    }
}
