import PostgresSyntax

/// SQL/JSON: constructors, queries and JSON_TABLE, from `parse_expr.c` and `parse_jsontable.c`.
extension Analyzer {
    func json(_ node: Node) throws(SQLError) -> Expression {
        switch node.kind {
        case .jsonObjectConstructor: return try objectConstructor(JsonObjectConstructor(node)!)
        case .jsonArrayConstructor: return try arrayConstructor(JsonArrayConstructor(node)!)
        case .jsonArrayQueryConstructor: return try arrayQueryConstructor(JsonArrayQueryConstructor(node)!)
        case .jsonObjectAgg: return try objectAggregate(JsonObjectAgg(node)!)
        case .jsonArrayAgg: return try arrayAggregate(JsonArrayAgg(node)!)
        case .jsonIsPredicate: return try jsonPredicate(JsonIsPredicate(node)!)
        case .jsonParseExpr: return try jsonParse(JsonParseExpr(node)!)
        case .jsonScalarExpr: return try jsonScalar(JsonScalarExpr(node)!)
        case .jsonSerializeExpr: return try jsonSerialize(JsonSerializeExpr(node)!)
        default: return try jsonFunction(JsonFuncExpr(node)!)
        }
    }

    // MARK: Values and results

    /// `transformJsonValueExpr`.
    private func jsonValue(
        _ node: JsonValueExpr?, _ construct: String, target: OID = .none, isArgument: Bool = false,
        defaultFormat: JsonFormatType = .default
    ) throws(SQLError) -> Expression {
        guard let node, let raw = node.rawExpr else { throw .syntax("\(construct) of nothing") }
        let value = try resolvedText(try expression(raw))
        if value.isOpaque { return value }
        var format = node.format?.formatType ?? .default
        let isJSON = value.type.oid == .json || value.type.oid == .jsonb
        if format != .default {
            if let encoding = node.format?.encoding, encoding != .default, value.type.oid != .bytea {
                throw .datatypeMismatch(
                    "JSON ENCODING clause is only allowed for bytea input type", range: node.node.byteRange)
            }
            if isJSON { format = .default }
        } else if isArgument {
            if Self.plainTypes.contains(value.type.oid) || executor.database.category(value.type.oid) == "S" {
                return value
            }
            format = defaultFormat
        } else {
            format = isJSON ? .default : defaultFormat
        }
        guard format != .default || target != .none && value.type.oid != target else { return value }
        if !isArgument, target == .none, value.type.oid != .bytea, executor.database.category(value.type.oid) != "S" {
            let isImplicit = (node.format?.formatType ?? .default) == .default
            throw .datatypeMismatch(
                "cannot use non-string types with \(isImplicit ? "implicit" : "explicit") FORMAT JSON clause",
                range: value.range)
        }
        let wanted = target != .none ? target : format == .jsonb ? OID.jsonb : .json
        if value.type.oid == .bytea {
            return try make(.composition("json"), TypeReference(wanted), [value], value.range)
        }
        if let coerced = try coerceIfPossible(value, to: TypeReference(wanted), .explicit) { return coerced }
        if target != .none { throw cannotCast(value, TypeReference(wanted), value.range) }
        return try make(.composition("to_json"), TypeReference(wanted), [value], value.range)
    }

    private static let plainTypes: Set<OID> = [
        .bool, .numeric, .int2, .int4, .int8, .float4, .float8, .text, .varchar, .date, .time, .timetz, .timestamp,
        .timestamptz,
    ]

    /// `transformJsonOutput`: nil if nothing is said.
    private func jsonOutput(_ node: JsonOutput?) throws(SQLError) -> TypeReference? {
        guard let node, let name = node.typeName else { return nil }
        let type = try self.type(name)
        if name.setof {
            throw SQLError(
                "0A000", "returning SETOF types is not supported in SQL/JSON functions", range: name.node.byteRange)
        }
        if executor.database.types[type.oid]?.kind == .pseudo {
            throw SQLError(
                "0A000", "returning pseudo-types is not supported in SQL/JSON functions", range: name.node.byteRange)
        }
        return type
    }

    /// What a constructor gives: `transformJsonConstructorOutput`, `makeJsonConstructorExpr`.
    private func constructed(
        _ operands: [Expression], _ output: JsonOutput?, _ name: String, _ range: Range<Int>, source: OID? = nil
    ) throws(SQLError) -> Expression {
        let isBinary = operands.contains { $0.type.oid == .jsonb }
        let type = try jsonOutput(output) ?? TypeReference(isBinary ? .jsonb : .json)
        let produced = source ?? (type.oid == .jsonb ? OID.jsonb : .json)
        let value = try make(.composition(name), TypeReference(produced), operands, range)
        if produced == type.oid || type.oid == .bytea { return try make(.composition(name), type, operands, range) }
        let nameRange = output?.typeName?.node.byteRange
        guard let coerced = try coerceIfPossible(value, to: type, .assignment, nameRange: nameRange) else {
            throw cannotCast(value, type, range)
        }
        return coerced
    }

    // MARK: Constructors

    private func objectConstructor(_ node: JsonObjectConstructor) throws(SQLError) -> Expression {
        var operands: [Expression] = []
        for pair in node.exprs.compactMap(JsonKeyValue.init) {
            if let key = pair.key { operands.append(try resolvedText(try expression(key))) }
            operands.append(try jsonValue(pair.value, "JSON_OBJECT()"))
        }
        return try constructed(operands, node.output, "JSON_OBJECT", node.node.byteRange)
    }

    private func arrayConstructor(_ node: JsonArrayConstructor) throws(SQLError) -> Expression {
        var operands: [Expression] = []
        for value in node.exprs.compactMap(JsonValueExpr.init) {
            operands.append(try jsonValue(value, "JSON_ARRAY()"))
        }
        return try constructed(operands, node.output, "JSON_ARRAY", node.node.byteRange)
    }

    private func arrayQueryConstructor(_ node: JsonArrayQueryConstructor) throws(SQLError) -> Expression {
        guard let select = node.query else { throw .syntax("JSON_ARRAY of nothing") }
        let found = try subLinkQuery(select)
        guard found.outputs.count == 1 else {
            throw .syntax("subquery must return only one column", range: node.node.byteRange)
        }
        let link = Expression(.subLink(found), found.outputs[0].expression.type, range: node.node.byteRange)
        return try constructed([link], node.output, "JSON_ARRAY", node.node.byteRange)
    }

    private func objectAggregate(_ node: JsonObjectAgg) throws(SQLError) -> Expression {
        guard let constructor = node.constructor, let pair = node.arg, let key = pair.key else {
            throw .syntax("JSON_OBJECTAGG of nothing")
        }
        let operands = [
            try resolvedText(try expression(key)), try jsonValue(pair.value, "JSON_OBJECTAGG()"),
        ]
        return try jsonAggregate(constructor, operands, "JSON_OBJECTAGG")
    }

    private func arrayAggregate(_ node: JsonArrayAgg) throws(SQLError) -> Expression {
        guard let constructor = node.constructor else { throw .syntax("JSON_ARRAYAGG of nothing") }
        return try jsonAggregate(constructor, [try jsonValue(node.arg, "JSON_ARRAYAGG()")], "JSON_ARRAYAGG")
    }

    /// `transformJsonAggConstructor`: one of PostgreSQL's own aggregates.
    private func jsonAggregate(
        _ node: JsonAggConstructor, _ operands: [Expression], _ name: String
    ) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        let filter: Expression? = if let node = node.aggFilter { try condition(node, .filter, "FILTER") } else { nil }
        let isBinary = try jsonOutput(node.output)?.oid == .jsonb || operands.contains { $0.type.oid == .jsonb }
        let type = TypeReference(isBinary ? OID.jsonb : .json)
        let isObject = name == "JSON_OBJECTAGG"
        let names = ["pg_catalog", (isBinary ? "jsonb" : "json") + (isObject ? "_object_agg" : "_agg")]
        let procedure =
            try executor.findProcedure(names, arguments: isObject ? [.any, .any] : [.anyelement]) ?? .none
        let value: Expression
        if let over = node.over {
            if !node.aggOrder.isEmpty {
                throw SQLError("0A000", "aggregate ORDER BY is not implemented for window functions", range: range)
            }
            value = try window(procedure, type, operands, filter, over, range: range, nameRange: range)
        } else {
            var all = operands
            for sort in node.aggOrder.compactMap(SortBy.init) {
                guard let keyNode = sort.nodeField else { continue }
                let key = try within(.orderBy) { () throws(SQLError) in try resolvedText(try expression(keyNode)) }
                try noteOrder(sort, key)
                all.append(key)
            }
            value = try aggregate(
                procedure, type, all, filter, Expression.Aggregate(level: level), range: range, nameRange: range)
        }
        return try constructed([value], node.output, name, range, source: type.oid)
    }

    // MARK: Predicates and conversions

    private func jsonPredicate(_ node: JsonIsPredicate) throws(SQLError) -> Expression {
        guard let argument = node.expr else { throw .syntax("IS JSON of nothing") }
        let value = try resolvedText(try expression(argument))
        let type = executor.database.baseType(value.type.oid)
        if !value.isOpaque, type != .json, type != .jsonb, type != .bytea, executor.database.category(type) != "S" {
            throw .datatypeMismatch(
                "cannot use type \(executor.format(value.type.oid)) in IS JSON predicate", range: value.range)
        }
        return try make(.composition("IS JSON"), TypeReference(.bool), [value], node.node.byteRange)
    }

    private func jsonParse(_ node: JsonParseExpr) throws(SQLError) -> Expression {
        let value = try jsonValue(node.expr, "JSON()", target: .json)
        return try make(.composition("JSON"), TypeReference(.json), [value], node.node.byteRange)
    }

    private func jsonScalar(_ node: JsonScalarExpr) throws(SQLError) -> Expression {
        guard let argument = node.expr else { throw .syntax("JSON_SCALAR of nothing") }
        return try make(
            .composition("JSON_SCALAR"), TypeReference(.json), [try resolvedText(try expression(argument))],
            node.node.byteRange)
    }

    private func jsonSerialize(_ node: JsonSerializeExpr) throws(SQLError) -> Expression {
        let value = try jsonValue(node.expr, "JSON_SERIALIZE()", defaultFormat: .json)
        var type = TypeReference(.text)
        if let output = try jsonOutput(node.output) {
            type = output
            guard type.oid == .bytea || executor.database.category(type.oid) == "S" else {
                throw SQLError(
                    "42804", "cannot use type \(executor.format(type.oid)) in RETURNING clause of JSON_SERIALIZE()",
                    hint: "Try returning a string type or bytea.", range: node.node.byteRange)
            }
        }
        return try make(.composition("JSON_SERIALIZE"), type, [value], node.node.byteRange)
    }

    // MARK: Queries

    /// `transformJsonFuncExpr`.
    private func jsonFunction(_ node: JsonFuncExpr) throws(SQLError) -> Expression {
        let name =
            switch node.op {
            case .existsOp: "JSON_EXISTS"
            case .queryOp: "JSON_QUERY"
            case .valueOp: "JSON_VALUE"
            case .tableOp: "JSON_TABLE"
            }
        let range = node.node.byteRange
        if node.op != .queryOp, let format = node.output?.returning?.format, format.formatType != .default {
            throw .syntax("cannot specify FORMAT JSON in RETURNING clause of \(name)()", range: format.node.byteRange)
        }
        if node.op == .queryOp, node.quotes == .omit, node.wrapper == .conditional || node.wrapper == .unconditional {
            throw .syntax(
                "SQL/JSON QUOTES behavior must not be specified when WITH WRAPPER is used", range: range)
        }
        var operands = [try jsonValue(node.contextItem, name + "()", target: .jsonb)]
        if let path = node.pathspec {
            let value = try expression(path)
            guard let coerced = try coerceIfPossible(value, to: TypeReference(.jsonpath), .explicit) else {
                throw .datatypeMismatch(
                    "JSON path expression must be of type jsonpath, not of type \(executor.format(value.type.oid))",
                    range: value.range)
            }
            operands.append(coerced)
        }
        operands += try passing(node.passing, name)
        let type =
            try jsonOutput(node.output)
            ?? TypeReference(node.op == .existsOp ? .bool : node.op == .valueOp ? .text : .jsonb)
        operands += try behaviors([node.onEmpty, node.onError], node.op, name, type, column: nil, range)
        return try jsonResult(name, type, operands, range, node.output)
    }

    /// A query's value; its operands say nothing about the collation.
    private func jsonResult(
        _ name: String, _ type: TypeReference, _ operands: [Expression], _ range: Range<Int>, _ output: JsonOutput?
    ) throws(SQLError) -> Expression {
        let collation = executor.collation(ofType: type.oid)
        return Expression(
            .composition(name), type, collation: collation, strength: collation == .none ? .none : .implicit,
            operands: operands, range: range, nameRange: output?.typeName?.node.byteRange)
    }

    private func passing(_ nodes: NodeList, _ name: String) throws(SQLError) -> [Expression] {
        var values: [Expression] = []
        for argument in nodes.compactMap(JsonArgument.init) {
            values.append(try jsonValue(argument.val, name + "()", isArgument: true, defaultFormat: .jsonb))
        }
        return values
    }

    /// ON EMPTY and ON ERROR: `transformJsonBehavior`.
    private func behaviors(
        _ nodes: [JsonBehavior?], _ operation: JsonExprOp, _ name: String, _ type: TypeReference, column: String?,
        _ range: Range<Int>
    ) throws(SQLError) -> [Expression] {
        var values: [Expression] = []
        for (node, place) in zip(nodes, ["ON EMPTY", "ON ERROR"]) {
            guard let node else { continue }
            try checkBehavior(node, place, operation, name, column: column)
            guard node.btype == .default, let valueNode = node.expr else { continue }
            let value = try expression(valueNode)
            guard Self.isPlainDefault(value) else {
                throw .datatypeMismatch(
                    "can only specify a constant, non-aggregate function, or operator expression for DEFAULT",
                    range: value.range)
            }
            if value.contains({ if case .variable = $0.kind { true } else { false } }) {
                throw .datatypeMismatch("DEFAULT expression must not contain column references", range: value.range)
            }
            if value.containsSet {
                throw .datatypeMismatch("DEFAULT expression must not return a set", range: value.range)
            }
            guard let coerced = try coerceIfPossible(value, to: type, .assignment) else {
                throw SQLError(
                    "42846",
                    "cannot cast behavior expression of type \(executor.format(value.type.oid)) to "
                        + executor.format(type.oid), range: value.range)
            }
            values.append(coerced)
        }
        // What NULL ON EMPTY gives is a value of the type, too.
        values.append(constant(nil, type.oid, range))
        return values
    }

    private static func isPlainDefault(_ value: Expression) -> Bool {
        switch value.kind {
        case .constant, .function, .operator, .opaque: true
        case .throughText, .domainCoercion, .arrayCoercion, .rowConversion, .relabel, .collate:
            value.operands.allSatisfy(isPlainDefault)
        default: false
        }
    }

    private func checkBehavior(
        _ node: JsonBehavior, _ place: String, _ operation: JsonExprOp, _ name: String, column: String?
    ) throws(SQLError) {
        let allowed: [JsonBehaviorType]
        let list: String
        let subject: String
        switch operation {
        case .queryOp:
            allowed = [.error, .null, .empty, .emptyArray, .emptyObject, .default]
            list = "ERROR, NULL, EMPTY ARRAY, EMPTY OBJECT, or DEFAULT expression"
            subject = column == nil ? name + "()" : "formatted columns"
        case .existsOp:
            allowed = [.error, .true, .false, .unknown]
            list = "ERROR, TRUE, FALSE, or UNKNOWN"
            subject = column == nil ? name + "()" : "EXISTS columns"
        case .valueOp:
            allowed = [.error, .null, .default]
            list = "ERROR, NULL, or DEFAULT expression"
            subject = column == nil ? name + "()" : "scalar columns"
        case .tableOp: return
        }
        guard !allowed.contains(node.btype) else { return }
        throw SQLError(
            "42601", "invalid \(place) behavior" + (column.map { " for column \"\($0)\"" } ?? ""),
            detail: "Only \(list) is allowed in \(place) for \(subject).", range: node.node.byteRange)
    }

    // MARK: JSON_TABLE

    /// `transformJsonTable`.
    func jsonTableItem(_ node: JsonTable) throws(SQLError) -> NamespaceItem {
        if let error = node.onError, error.btype != .error, error.btype != .empty, error.btype != .emptyArray {
            throw SQLError(
                "42601", "invalid ON ERROR behavior",
                detail: "Only EMPTY [ ARRAY ] or ERROR is allowed in the top-level ON ERROR clause.",
                range: error.node.byteRange)
        }
        var names = [node.pathspec?.name ?? "json_table_path_0"]
        try checkNames(node.columns, &names)
        isLateralActive = true
        defer { isLateralActive = false }
        return try within(.fromFunction) { () throws(SQLError) in
            var values = [try jsonValue(node.contextItem, "JSON_TABLE()", target: .jsonb)]
            values += try passing(node.passing, "JSON_TABLE")
            var columns: [RangeTableEntry.Column] = []
            try jsonColumns(node.columns, &columns, &values)
            return try tableFunctionItem(columns, values, alias: node.alias, name: "json_table", node.node)
        }
    }

    private func checkNames(_ nodes: NodeList, _ names: inout [String]) throws(SQLError) {
        for column in nodes.compactMap(JsonTableColumn.init) {
            if let name = column.coltype == .nested ? column.pathspec?.name : column.name {
                if names.contains(name) {
                    throw SQLError(
                        "42712", "duplicate JSON_TABLE column or path name: \(name)", range: column.node.byteRange)
                }
                names.append(name)
            }
            if column.coltype == .nested { try checkNames(column.columns, &names) }
        }
    }

    /// `transformJsonTableColumns`: the nested ones last.
    private func jsonColumns(
        _ nodes: NodeList, _ columns: inout [RangeTableEntry.Column], _ values: inout [Expression]
    ) throws(SQLError) {
        var hasOrdinality = false
        for column in nodes.compactMap(JsonTableColumn.init) where column.coltype != .nested {
            let name = column.name ?? ""
            let range = column.node.byteRange
            guard column.coltype != .forOrdinality, let typeName = column.typeName else {
                if hasOrdinality { throw .syntax("only one FOR ORDINALITY column is allowed", range: range) }
                hasOrdinality = true
                columns.append(RangeTableEntry.Column(name: name, type: TypeReference(.int4)))
                continue
            }
            let type = try self.type(typeName)
            noteType(type.oid, typeName.node.byteRange)
            let operation: JsonExprOp =
                switch column.coltype {
                case .exists: .existsOp
                case .regular where !isJSONLike(type.oid) && column.wrapper == .unspec && column.quotes == .unspec:
                    .valueOp
                default: .queryOp
                }
            values += try behaviors([column.onEmpty, column.onError], operation, "", type, column: name, range)
            columns.append(
                RangeTableEntry.Column(name: name, type: type, collation: executor.collation(ofType: type.oid)))
        }
        for column in nodes.compactMap(JsonTableColumn.init) where column.coltype == .nested {
            try deeper { () throws(SQLError) in try jsonColumns(column.columns, &columns, &values) }
        }
    }

    /// Whether values of the type are made from JSON as a whole: `isCompositeType`.
    private func isJSONLike(_ type: OID) -> Bool {
        let base = executor.database.baseType(type)
        guard let row = executor.database.types[base] else { return false }
        return base == .json || base == .jsonb || base == .record || row.isTrueArray || row.kind == .composite
    }
}
