import PostgresSyntax

/// XML constructors: `transformXmlExpr`, `transformXmlSerialize`.
extension Analyzer {
    func xml(_ node: XmlExpr) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        var operands: [Expression] = []
        var names: [String] = []
        for target in node.namedArgs.compactMap(ResTarget.init) {
            guard let valueNode = target.val else { continue }
            let value = try expression(valueNode)
            guard let name = target.name ?? (valueNode.kind == .columnRef ? FigureColumnName.column(valueNode) : nil)
            else {
                throw .syntax(
                    node.op == .xmlelement
                        ? "unnamed XML attribute value must be a column reference"
                        : "unnamed XML element value must be a column reference", range: valueNode.byteRange)
            }
            if node.op == .xmlelement, names.contains(name) {
                throw .syntax("XML attribute name \"\(name)\" appears more than once", range: target.node.byteRange)
            }
            names.append(name)
            operands.append(try resolvedText(value))
        }
        for (index, argument) in node.args.enumerated() {
            operands.append(try xmlArgument(try expression(argument), node.op, index))
        }
        let type = node.op == .document ? OID.bool : .xml
        return Expression(.composition("xml \(node.op)"), TypeReference(type), operands: operands, range: range)
    }

    private func xmlArgument(_ value: Expression, _ operation: XmlExprOp, _ index: Int) throws(SQLError) -> Expression {
        switch operation {
        case .xmlconcat: try coerceTo(value, .xml, construct: "XMLCONCAT")
        case .xmlelement, .xmlforest: try resolvedText(value)
        case .xmlparse: try coerceTo(value, index == 0 ? .text : .bool, construct: "XMLPARSE")
        case .xmlpi: try coerceTo(value, .text, construct: "XMLPI")
        case .xmlroot:
            try coerceTo(value, index == 0 ? .xml : index == 1 ? .text : .int4, construct: "XMLROOT")
        case .xmlserialize: value
        case .document: try coerceTo(value, .xml, construct: "IS DOCUMENT")
        }
    }

    func xmlSerialize(_ node: XmlSerialize) throws(SQLError) -> Expression {
        guard let argument = node.expr, let typeName = node.typeName else { throw .syntax("XMLSERIALIZE of nothing") }
        let value = try coerceTo(try expression(argument), .xml, construct: "XMLSERIALIZE")
        let type = try self.type(typeName)
        let range = node.node.byteRange
        let text = try make(.composition("XMLSERIALIZE"), TypeReference(.text), [value], range)
        guard let result = try coerceIfPossible(text, to: type, .implicit, nameRange: typeName.node.byteRange) else {
            throw SQLError("42846", "cannot cast XMLSERIALIZE result to \(executor.format(type.oid))", range: range)
        }
        return result
    }
}
