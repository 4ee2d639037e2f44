import PostgresCatalog
import PostgresSyntax

extension CatalogContext {
    /// The policies of a table.
    func policies(of table: OID) -> [(oid: OID, row: PolicyRow)] {
        facts.policies[table] ?? []
    }

    /// A table with policies in force that a view reads.
    func protectedTable(of view: OID) -> OID? {
        database.dependencies.dependencies(of: ObjectAddress(.relation, view)).lazy
            .filter { $0.referenced.catalog == .relation }.map(\.referenced.oid)
            .first { database.relations[$0]?.hasRowSecurity == true && !policies(of: $0).isEmpty }
    }
}
