import PostgresSyntax

/// Target lists: `parse_target.c`.
extension Analyzer {
    /// `transformTargetList`.
    func targets(_ nodes: NodeList, _ clause: Clause) throws(SQLError) -> [Query.Target] {
        try within(clause) { () throws(SQLError) in
            var result: [Query.Target] = []
            for target in nodes.compactMap(ResTarget.init) {
                guard let value = target.val else { continue }
                if clause != .updateSource, let expanded = try expandStar(value) {
                    result += expanded
                    continue
                }
                result.append(
                    Query.Target(
                        name: target.name ?? FigureColumnName.column(value),
                        expression: try targetExpression(value, clause), range: target.node.byteRange))
            }
            return result
        }
    }

    private func targetExpression(_ node: Node, _ clause: Clause) throws(SQLError) -> Expression {
        if node.kind == .setToDefault, clause == .updateSource {
            return Expression(.setToDefault, TypeReference(.none), range: node.byteRange)
        }
        return try expression(node)
    }

    /// `transformExpressionList`: values of a row, `x.*` spread out.
    func expressionList(
        _ nodes: NodeList, _ clause: Clause, allowsDefault: Bool = false
    ) throws(SQLError) -> [Expression] {
        try within(clause) { () throws(SQLError) in
            var result: [Expression] = []
            result.reserveCapacity(nodes.count)
            for node in nodes {
                if let expanded = try expandStar(node) {
                    result += expanded.map(\.expression)
                } else if allowsDefault, node.kind == .setToDefault {
                    result.append(Expression(.setToDefault, TypeReference(.none), range: node.byteRange))
                } else {
                    result.append(try expression(node))
                }
            }
            return result
        }
    }

    /// The columns that `*`, `x.*` or `(x).*` stands for; nil if it is none of these.
    private func expandStar(_ node: Node) throws(SQLError) -> [Query.Target]? {
        if node.kind == .columnRef, node.children(.fields).last?.kind == .aStar {
            return try expandColumnStar(node)
        }
        guard let indirection = AIndirection(node), indirection.indirection.last?.kind == .aStar else { return nil }
        return try expandRowStar(indirection)
    }

    /// `ExpandColumnRefStar`.
    private func expandColumnStar(_ node: Node) throws(SQLError) -> [Query.Target] {
        let names = node.children(.fields).strings
        let range = node.byteRange
        if let message = clause.columnError { throw SQLError("0A000", message, range: range) }
        guard let name = names.last else { return try expandAll(range) }
        guard names.count <= 3 else {
            throw .syntax(
                "improper qualified name (too many dotted names): \((names + ["*"]).joined(separator: "."))",
                range: range)
        }
        let schema = names.dropLast().last
        guard let item = try item(schema, name, range) else {
            if let variable = context.variable?(names, range) { return expandRow(variable, range) }
            if context.isLenient { return [Query.Target(name: "?column?", expression: opaque(range), range: range)] }
            throw missingEntry(schema, name, range)
        }
        return expand(item, range, includingMerged: true)
    }

    /// `ExpandAllTables`.
    private func expandAll(_ range: Range<Int>) throws(SQLError) -> [Query.Target] {
        var result: [Query.Target] = []
        var hasItem = false
        for item in namespace where item.areColumnsVisible && !(item.isLateralOnly && !isLateralActive) {
            hasItem = true
            result += expand(item, range, includingMerged: false)
        }
        guard hasItem else { throw .syntax("SELECT * with no tables specified is not valid", range: range) }
        return result
    }

    /// `expandNSItemAttrs`.
    func expand(_ item: NamespaceItem, _ range: Range<Int>, includingMerged: Bool) -> [Query.Target] {
        if item.entry.isOpaque, item.columns.isEmpty {
            return [Query.Target(name: "?column?", expression: opaque(range), range: range)]
        }
        return item.columns.compactMap { column in
            guard column.entry != nil, includingMerged || !column.isHiddenFromStar else { return nil }
            return Query.Target(name: column.name, expression: variable(column, range), range: range)
        }
    }

    /// `ExpandIndirectionStar`, `ExpandRowReference`.
    private func expandRowStar(_ node: AIndirection) throws(SQLError) -> [Query.Target] {
        guard let argument = node.arg else { throw .syntax("row expansion of nothing") }
        var value = try expression(argument)
        var subscripts: [AIndices] = []
        for step in node.indirection.dropLast() {
            if let indices = AIndices(step) {
                subscripts.append(indices)
                continue
            }
            value = try subscripted(value, subscripts, node.node)
            subscripts = []
            guard let field = step.stringNodeValue else { continue }
            value = try call(ofRow: value, field: field, relation: nil, step.byteRange)
        }
        value = try subscripted(value, subscripts, node.node)
        if case .variable(let entry, 0) = value.kind {
            return expand(item(of: entry), node.node.byteRange, includingMerged: true)
        }
        let shape = executor.resultShape(of: value)
        switch shape {
        case .composite, .opaque: return expandRow(value, node.node.byteRange)
        case .record:
            throw SQLError(
                "42P18", "record type has not been registered", range: node.node.byteRange)
        case .scalar, .other:
            throw .wrongObjectType(
                "type \(executor.format(value.type.oid)) is not composite",
                range: node.node.byteRange)
        }
    }

    private func expandRow(_ value: Expression, _ range: Range<Int>) -> [Query.Target] {
        guard case .composite(let columns, _) = executor.resultShape(of: value) else {
            return [Query.Target(name: "?column?", expression: opaque(range), range: range)]
        }
        return columns.enumerated().compactMap { index, column in
            guard !column.isDropped else { return nil }
            let field = Expression(
                .field(Int16(clamping: index + 1)), column.type, collation: column.collation,
                strength: column.collation == .none ? .none : .implicit, operands: [value], range: range)
            return Query.Target(name: column.name, expression: field, range: range)
        }
    }

    /// `resolveTargetListUnknowns`: strings without a type are texts.
    func resolveUnknowns(_ targets: inout [Query.Target]) throws(SQLError) {
        for index in targets.indices {
            targets[index].expression = try resolvedText(targets[index].expression)
        }
    }

    func resolvedText(_ value: Expression) throws(SQLError) -> Expression {
        guard value.type.oid == .unknown else { return value }
        return try coerceIfPossible(value, to: TypeReference(OID.text), .implicit) ?? value
    }

    // MARK: Values that are stored

    /// `transformAssignedExpr`.
    func assigned(
        _ value: Expression, to name: String, _ number: Int16, _ indirection: [Node], _ clause: Clause,
        range: Range<Int>
    ) throws(SQLError) -> Expression {
        guard let target, let relation = target.entry.relation else { return value }
        guard number > 0, let attributes = executor.database.relations[relation]?.attributes,
            Int(number) <= attributes.count
        else {
            throw SQLError("0A000", "cannot assign to system column \"\(name)\"", range: range)
        }
        let attribute = attributes[Int(number) - 1]
        if case .setToDefault = value.kind {
            if let first = indirection.first {
                throw SQLError(
                    "0A000",
                    first.kind == .aIndices
                        ? "cannot set an array element to DEFAULT" : "cannot set a subfield to DEFAULT", range: range)
            }
            return Expression(.setToDefault, attribute.type, collation: attribute.collation, range: value.range)
        }
        return try within(clause) { () throws(SQLError) in
            if !indirection.isEmpty {
                let container =
                    query.command == .insert
                    ? Expression(.constant(nil), attribute.type, collation: attribute.collation, range: range)
                    : Expression(
                        .variable(target.entry, number), attribute.type, collation: attribute.collation,
                        strength: .implicit, range: range)
                return try assignment(
                    of: value, into: container, attribute.type, name, indirection[...], isSubscript: false, range)
            }
            guard let coerced = try coerceIfPossible(value, to: attribute.type, .assignment) else {
                throw .datatypeMismatch(
                    "column \"\(name)\" is of type \(executor.format(attribute.type.oid)) "
                        + "but expression is of type \(executor.format(value.type.oid))",
                    hint: "You will need to rewrite or cast the expression.", range: value.range)
            }
            return coerced
        }
    }

    /// `transformAssignmentIndirection`: a value that is stored in a field or element.
    func assignment(
        of value: Expression, into container: Expression, _ type: TypeReference, _ name: String,
        _ indirection: ArraySlice<Node>, isSubscript: Bool, _ range: Range<Int>
    ) throws(SQLError) -> Expression {
        let subscripts = indirection.prefix { $0.kind == .aIndices }.compactMap(AIndices.init)
        if !subscripts.isEmpty {
            return try assignment(
                of: value, intoElement: container, type, name, subscripts, indirection.dropFirst(subscripts.count),
                range)
        }
        guard let step = indirection.first else {
            return try assignedLeaf(value, type, name, isSubscript: isSubscript)
        }
        guard let field = step.stringNodeValue else {
            throw SQLError("0A000", "row expansion via \"*\" is not supported here", range: range)
        }
        if container.isOpaque || type.oid == .none { return value }
        let base = executor.baseType(type)
        let typeName = executor.format(type.oid)
        guard case .composite(let columns, let relation) = executor.shape(ofType: base.oid), relation != .none else {
            throw .datatypeMismatch(
                "cannot assign to field \"\(field)\" of column \"\(name)\" because its type \(typeName) is not a "
                    + "composite type", range: range)
        }
        guard let index = columns.firstIndex(where: { $0.name == field && !$0.isDropped }) else {
            if Self.systemColumns[field] != nil {
                throw SQLError("42703", "cannot assign to system column \"\(field)\"", range: range)
            }
            throw SQLError(
                "42703",
                "cannot assign to field \"\(field)\" of column \"\(name)\" because there is no such column in data "
                    + "type \(typeName)", range: range)
        }
        let number = Int16(clamping: index + 1)
        let old = Expression(.composition("field"), columns[index].type, range: range)
        let stored = try assignment(
            of: value, into: old, columns[index].type, field, indirection.dropFirst(), isSubscript: false, range)
        let result = Expression(
            .fieldStore([number]), base, operands: [container, stored], range: range, nameRange: step.byteRange)
        return base.oid == type.oid ? result : try make(.domainCoercion, TypeReference(type.oid), [result], range)
    }

    private func assignedLeaf(
        _ value: Expression, _ type: TypeReference, _ name: String, isSubscript: Bool
    ) throws(SQLError) -> Expression {
        if let coerced = try coerceIfPossible(value, to: type, .assignment) { return coerced }
        let target = executor.format(type.oid)
        let source = executor.format(value.type.oid)
        throw .datatypeMismatch(
            isSubscript
                ? "subscripted assignment to \"\(name)\" requires type \(target) but expression is of type \(source)"
                : "subfield \"\(name)\" is of type \(target) but expression is of type \(source)",
            hint: "You will need to rewrite or cast the expression.", range: value.range)
    }

    /// `transformAssignmentSubscripts`.
    private func assignment(
        of value: Expression, intoElement container: Expression, _ type: TypeReference, _ name: String,
        _ subscripts: [AIndices], _ rest: ArraySlice<Node>, _ range: Range<Int>
    ) throws(SQLError) -> Expression {
        if type.oid == .none { return value }
        let base = executor.baseType(type)
        let indices = try subscriptValues(subscripts, of: base, range)
        let isSlice = subscripts.contains(where: \.isSlice)
        let element = try subscriptType(base, isSlice: isSlice, range)
        let stored = try assignment(
            of: value, into: Expression(.composition("element"), element, range: range), element, name, rest,
            isSubscript: true, range)
        let result = try make(.element, base, [container] + indices + [stored], range)
        return base.oid == type.oid ? result : try make(.domainCoercion, TypeReference(type.oid), [result], range)
    }
}
