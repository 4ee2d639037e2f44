import PostgresCatalog

extension AttributeRow {
    /// Whether its default is `nextval()`.
    var countsBySequence: Bool {
        guard let value = defaultExpression else { return false }
        let text = value.text ?? value.expression?.sourceLine ?? ""
        return text.hasPrefix("nextval(") || text.hasPrefix("pg_catalog.nextval(")
    }
}
