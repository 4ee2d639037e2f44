import PostgresSyntax

/// Subqueries in expressions: `transformSubLink`.
extension Analyzer {
    func subLink(_ node: SubLink) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        if let message = clause.subqueryError { throw SQLError("0A000", message, range: range) }
        guard let select = node.subselect else { throw .syntax("subquery is empty", range: range) }
        let found = try subLinkQuery(select)
        let outputs = found.outputs
        switch node.subLinkType {
        case .existsSublink:
            return Expression(.subLink(found), TypeReference(.bool), range: range)
        case .exprSublink, .arraySublink:
            guard outputs.count == 1 else { throw .syntax("subquery must return only one column", range: range) }
            let value = outputs[0].expression
            guard node.subLinkType == .arraySublink else {
                return Expression(
                    .subLink(found), value.type, collation: value.collation, strength: value.strength, range: range)
            }
            return try arraySubLink(found, value, range)
        case .multiexprSublink:
            return Expression(.subLink(found), TypeReference(.record), range: range)
        default:
            guard let test = node.testexpr else { throw .syntax("ANY without operand", range: range) }
            return try comparison(node, test, found, range)
        }
    }

    /// The query of a subquery in an expression.
    func subLinkQuery(_ node: Node) throws(SQLError) -> Query {
        let inner = Analyzer(within: self)
        return try inner.subquery(node)
    }

    private func arraySubLink(_ found: Query, _ value: Expression, _ range: Range<Int>) throws(SQLError) -> Expression {
        if value.isOpaque { return Expression(.subLink(found), TypeReference(.none), range: range) }
        let row = executor.database.types[value.type.oid]
        let array = row?.isTrueArray == true ? value.type.oid : row?.array ?? .none
        guard array != .none else {
            throw SQLError(
                "42704", "could not find array type for data type \(executor.format(value.type.oid))", range: range)
        }
        return Expression(
            .subLink(found), TypeReference(array, modifier: value.type.modifier), collation: value.collation,
            strength: value.strength, range: range)
    }

    /// `x IN (SELECT …)`, `x op ANY (SELECT …)`.
    private func comparison(
        _ node: SubLink, _ test: Node, _ found: Query, _ range: Range<Int>
    ) throws(SQLError) -> Expression {
        let names = node.operName.isEmpty ? ["="] : node.operName.strings
        let left = try expression(test)
        let values: [Expression]
        if case .row = left.kind, test.kind == .rowExpr { values = left.operands } else { values = [left] }
        let outputs = found.outputs.map(\.expression)
        if outputs.contains(where: \.isOpaque), values.count != outputs.count {
            return Expression(.subLink(found), TypeReference(.bool), operands: values, range: range)
        }
        if values.count < outputs.count { throw .syntax("subquery has too many columns", range: range) }
        if values.count > outputs.count { throw .syntax("subquery has too few columns", range: range) }
        // The operator compares with what the subquery gives, of which only type and collation count.
        let parameters = outputs.map {
            Expression(
                .composition("subquery"), $0.type, collation: $0.collation, strength: $0.strength, range: $0.range)
        }
        let compared = try compareRows(names, values, parameters, range, node.operName.range)
        if values.count == 1, !compared.isOpaque, compared.type.oid != .bool {
            throw .datatypeMismatch(
                "row comparison operator must yield type boolean, not type \(executor.format(compared.type.oid))",
                range: range)
        }
        return Expression(.subLink(found), TypeReference(.bool), operands: [compared], range: range)
    }

    /// `(a, b) = (SELECT …)`.
    func rowComparison(
        _ row: Node, _ link: SubLink, _ names: [String], _ range: Range<Int>
    ) throws(SQLError) -> Expression {
        if let message = clause.subqueryError { throw SQLError("0A000", message, range: range) }
        guard let select = link.subselect, let row = RowExpr(row) else { throw .syntax("subquery is empty") }
        let found = try subLinkQuery(select)
        let left = try self.row(row).operands
        let outputs = found.outputs.map(\.expression)
        if left.count < outputs.count { throw .syntax("subquery has too many columns", range: link.node.byteRange) }
        if left.count > outputs.count { throw .syntax("subquery has too few columns", range: link.node.byteRange) }
        let parameters = outputs.map {
            Expression(
                .composition("subquery"), $0.type, collation: $0.collation, strength: $0.strength, range: $0.range)
        }
        let compared = try compareRows(names, left, parameters, range, nil)
        return Expression(.subLink(found), TypeReference(.bool), operands: [compared], range: range)
    }
}
