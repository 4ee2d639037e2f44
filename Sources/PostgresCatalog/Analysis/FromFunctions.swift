import PostgresSyntax

/// Functions in FROM: `transformRangeFunction`, `addRangeTableEntryForFunction`, XMLTABLE.
extension Analyzer {
    /// A function of FROM before its columns are known.
    private struct Call {
        var expression: Expression
        var name: String
        var definitions: NodeList
    }

    func functionItem(_ node: RangeFunction) throws(SQLError) -> NamespaceItem {
        isLateralActive = true
        defer { isLateralActive = false }
        var calls: [Call] = []
        for pair in node.functions {
            let parts = pair.listItems
            guard let call = parts.first else { continue }
            let definitions =
                parts.count > 1 && parts[1].kind == .list ? parts[1].listItems : pair.children(.none)
            if let spread = try spreadUnnest(call, hasDefinitions: !definitions.isEmpty) {
                calls += spread
                continue
            }
            if !definitions.isEmpty, !node.coldeflist.isEmpty {
                throw .syntax(
                    "multiple column definition lists are not allowed for the same function",
                    range: node.coldeflist.range)
            }
            let value = try within(.fromFunction) { () throws(SQLError) in try expression(call) }
            try checkTopLevelSet(value)
            calls.append(Call(expression: value, name: FigureColumnName.column(call), definitions: definitions))
        }
        try checkDefinitions(node, calls.count)
        if !node.coldeflist.isEmpty, !calls.isEmpty { calls[0].definitions = node.coldeflist }
        return try functionItem(node, calls)
    }

    /// `unnest(a, b)` is `ROWS FROM (unnest(a), unnest(b))`.
    private func spreadUnnest(_ node: Node, hasDefinitions: Bool) throws(SQLError) -> [Call]? {
        guard let call = FuncCall(node), call.funcname.strings == ["unnest"], call.args.count > 1, !hasDefinitions,
            call.aggOrder.isEmpty, call.aggFilter == nil, call.over == nil, !call.aggStar, !call.aggDistinct,
            !call.funcVariadic
        else { return nil }
        var calls: [Call] = []
        for argument in call.args {
            let value = try within(.fromFunction) { () throws(SQLError) in
                try self.call(
                    ["pg_catalog", "unnest"], [try expression(argument)], range: node.byteRange,
                    nameRange: call.funcname.range)
            }
            try checkTopLevelSet(value)
            calls.append(Call(expression: value, name: "unnest", definitions: node.children(.none)))
        }
        return calls
    }

    private func checkTopLevelSet(_ value: Expression) throws(SQLError) {
        for operand in value.operands where operand.containsSet {
            throw SQLError(
                "0A000", "set-returning functions must appear at top level of FROM", range: operand.range)
        }
    }

    private func checkDefinitions(_ node: RangeFunction, _ count: Int) throws(SQLError) {
        guard !node.coldeflist.isEmpty else { return }
        let range = node.coldeflist.range
        if count != 1 {
            throw SQLError(
                "42601",
                node.isRowsfrom
                    ? "ROWS FROM() with multiple functions cannot have a column definition list"
                    : "UNNEST() with multiple arguments cannot have a column definition list",
                hint: node.isRowsfrom
                    ? "Put a separate column definition list for each function inside ROWS FROM()."
                    : "Use separate UNNEST() calls inside ROWS FROM(), and attach a column definition list to each "
                        + "one.",
                range: range)
        }
        if node.ordinality {
            throw SQLError(
                "42601", "WITH ORDINALITY cannot be used with a column definition list",
                hint: "Put the column definition list inside ROWS FROM().", range: range)
        }
    }

    /// `addRangeTableEntryForFunction`.
    private func functionItem(_ node: RangeFunction, _ calls: [Call]) throws(SQLError) -> NamespaceItem {
        let name = node.alias?.aliasname ?? calls.first?.name ?? ""
        var functions: [RangeTableEntry.Function] = []
        var columns: [RangeTableEntry.Column] = []
        var isOpaque = false
        for call in calls {
            let shape = executor.resultShape(of: call.expression)
            if case .opaque = shape, call.definitions.isEmpty { isOpaque = true }
            let (found, types) = try functionColumns(call, shape, alias: node.alias, count: calls.count)
            var relation = OID.none
            if case .composite(_, let oid) = shape { relation = oid }
            functions.append(
                RangeTableEntry.Function(
                    expression: call.expression, columnCount: found.count, relation: relation, definedTypes: types))
            columns += found
        }
        if node.ordinality {
            columns.append(RangeTableEntry.Column(name: "ordinality", type: TypeReference(OID.int8)))
        }
        if isOpaque, let names = node.alias?.colnames.strings, !names.isEmpty {
            // The names are known, the types are not.
            columns = names.map { RangeTableEntry.Column(name: $0, type: TypeReference(.none)) }
        } else {
            try rename(&columns, node.alias, of: "table \"\(name)\"", node.node.byteRange)
        }
        let entry = RangeTableEntry(
            .function(functions), name: name, hasAlias: node.alias != nil, columns: columns, level: level,
            range: node.node.byteRange)
        entry.isOpaque = isOpaque
        return add(entry)
    }

    private func functionColumns(
        _ call: Call, _ shape: RowShape, alias: Alias?, count: Int
    ) throws(SQLError) -> ([RangeTableEntry.Column], [FoundDependency]) {
        try checkShape(call, shape)
        let value = call.expression
        switch shape {
        case .composite(let columns, _): return (columns, [])
        case .scalar:
            let name = scalarName(value) ?? (count == 1 ? alias?.aliasname : nil) ?? call.name
            return ([RangeTableEntry.Column(name: name, type: value.type, collation: value.collation)], [])
        case .record: return try definedColumns(call.definitions)
        case .opaque:
            if !call.definitions.isEmpty { return try definedColumns(call.definitions) }
            let name = (count == 1 ? alias?.aliasname : nil) ?? call.name
            return ([RangeTableEntry.Column(name: name, type: TypeReference(.none))], [])
        case .other:
            throw .datatypeMismatch(
                "function \"\(call.name)\" in FROM has unsupported return type "
                    + executor.format(value.type), range: value.range)
        }
    }

    private func checkShape(_ call: Call, _ shape: RowShape) throws(SQLError) {
        guard let range = call.definitions.range else {
            if case .record = shape {
                throw .syntax(
                    "a column definition list is required for functions returning \"record\"",
                    range: call.expression.range)
            }
            return
        }
        switch shape {
        case .record, .opaque: break
        case .composite where call.expression.type.oid == OID.record:
            throw .syntax(
                "a column definition list is redundant for a function with OUT parameters", range: range)
        case .composite:
            throw .syntax(
                "a column definition list is redundant for a function returning a named composite type", range: range)
        default:
            throw .syntax(
                "a column definition list is only allowed for functions returning \"record\"", range: range)
        }
    }

    /// The name of the single OUT parameter of a function: `chooseScalarFunctionAlias`.
    private func scalarName(_ value: Expression) -> String? {
        guard case .function(let oid) = value.kind, let procedure = executor.database.procedures[oid] else {
            return nil
        }
        let outputs = procedure.parameters.filter { $0.mode != .in && $0.mode != .variadic }
        guard outputs.count == 1, let name = outputs.first?.name, !name.isEmpty else { return nil }
        return name
    }

    /// The columns of a column definition list.
    private func definedColumns(_ nodes: NodeList) throws(SQLError) -> ([RangeTableEntry.Column], [FoundDependency]) {
        var columns: [RangeTableEntry.Column] = []
        var found: [FoundDependency] = []
        for definition in nodes.compactMap(ColumnDef.init) {
            guard let name = definition.colname, let typeName = definition.typeName else { continue }
            if typeName.setof {
                throw .invalidTableDefinition(
                    "column \"\(name)\" cannot be declared SETOF", range: definition.node.byteRange)
            }
            let type = try self.type(typeName)
            var collation = executor.collation(ofType: type.oid)
            if let clause = definition.collClause {
                collation = try executor.collation(clause.collname.strings, range: clause.collname.range)
                found.append(
                    FoundDependency(
                        address: ObjectAddress(.collation, collation), range: clause.collname.range))
            }
            if columns.contains(where: { $0.name == name }) {
                throw SQLError(
                    "42701", "column name \"\(name)\" specified more than once", range: definition.node.byteRange)
            }
            found.append(
                FoundDependency(address: ObjectAddress(.type, type.oid), range: typeName.node.byteRange))
            columns.append(RangeTableEntry.Column(name: name, type: type, collation: collation))
        }
        return (columns, found)
    }

    // MARK: XMLTABLE

    /// `transformRangeTableFunc`.
    func xmlTableItem(_ node: RangeTableFunc) throws(SQLError) -> NamespaceItem {
        isLateralActive = true
        defer { isLateralActive = false }
        return try within(.fromFunction) { () throws(SQLError) in
            var values: [Expression] = []
            if let row = node.rowexpr {
                values.append(try coerceTo(try expression(row), OID.text, construct: "XMLTABLE"))
            }
            if let document = node.docexpr {
                values.append(try coerceTo(try expression(document), OID.xml, construct: "XMLTABLE"))
            }
            var columns: [RangeTableEntry.Column] = []
            var hasOrdinality = false
            for column in node.columns.compactMap(RangeTableFuncCol.init) {
                columns.append(try xmlColumn(column, columns, &hasOrdinality, &values))
            }
            try xmlNamespaces(node.namespaces, &values)
            return try tableFunctionItem(columns, values, alias: node.alias, name: "xmltable", node.node)
        }
    }

    private func xmlColumn(
        _ node: RangeTableFuncCol, _ columns: [RangeTableEntry.Column], _ hasOrdinality: inout Bool,
        _ values: inout [Expression]
    ) throws(SQLError) -> RangeTableEntry.Column {
        let name = node.colname ?? ""
        let range = node.node.byteRange
        var type = TypeReference(OID.int4)
        if node.forOrdinality {
            if hasOrdinality { throw .syntax("only one FOR ORDINALITY column is allowed", range: range) }
            hasOrdinality = true
        } else if let typeName = node.typeName {
            if typeName.setof {
                throw .invalidTableDefinition("column \"\(name)\" cannot be declared SETOF", range: range)
            }
            type = try self.type(typeName)
            noteType(type.oid, typeName.node.byteRange)
        }
        if let path = node.colexpr {
            values.append(try coerceTo(try expression(path), OID.text, construct: "XMLTABLE"))
        }
        if let value = node.coldefexpr {
            values.append(
                try coerceTo(try expression(value), type.oid, modifier: type.modifier, construct: "XMLTABLE"))
        }
        if columns.contains(where: { $0.name == name }) {
            throw .syntax("column name \"\(name)\" is not unique", range: range)
        }
        return RangeTableEntry.Column(name: name, type: type, collation: executor.collation(ofType: type.oid))
    }

    private func xmlNamespaces(_ nodes: NodeList, _ values: inout [Expression]) throws(SQLError) {
        var names: [String] = []
        var hasDefault = false
        for target in nodes.compactMap(ResTarget.init) {
            guard let node = target.val else { continue }
            values.append(try coerceTo(try expression(node), OID.text, construct: "XMLTABLE"))
            if let name = target.name {
                if names.contains(name) {
                    throw .syntax("namespace name \"\(name)\" is not unique", range: target.node.byteRange)
                }
                names.append(name)
            } else {
                if hasDefault { throw .syntax("only one default namespace is allowed", range: target.node.byteRange) }
                hasDefault = true
            }
        }
    }

    /// `addRangeTableEntryForTableFunc`.
    func tableFunctionItem(
        _ columns: [RangeTableEntry.Column], _ values: [Expression], alias: Alias?, name: String, _ node: Node
    ) throws(SQLError) -> NamespaceItem {
        var columns = columns
        try rename(&columns, alias, of: "\(name.uppercased()) function", node.byteRange)
        return add(
            RangeTableEntry(
                .tableFunction(values), name: alias?.aliasname ?? name, hasAlias: alias != nil, columns: columns,
                level: level, range: node.byteRange))
    }

    /// Notes that the query needs a type beyond what its expressions need.
    func noteType(_ type: OID, _ range: Range<Int>?) {
        query.otherDependencies.append(FoundDependency(address: ObjectAddress(.type, type), range: range))
    }
}
