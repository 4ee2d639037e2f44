import PostgresSyntax

/// What an analyzed expression or query needs: `find_expr_references_walker`.
struct DependencyCollector {
    let executor: Executor
    private var found: [ObjectAddress: Range<Int>?] = [:]
    private var order: [ObjectAddress] = []
    private var visited: Set<ObjectIdentifier> = []

    init(_ executor: Executor) {
        self.executor = executor
    }

    /// What was found, without what every database has; a relation of which a column is needed is not needed beside it.
    var dependencies: [FoundDependency] {
        let parts = Set(order.lazy.filter { $0.column != 0 }.map(\.whole))
        return order.compactMap { address in
            if address.column == 0, parts.contains(address) { return nil }
            return FoundDependency(address: address, range: found[address]!)
        }
    }

    private mutating func add(_ catalog: CatalogClass, _ oid: OID, column: Int16 = 0, _ range: Range<Int>?) {
        add(FoundDependency(address: ObjectAddress(catalog, oid, column: column), range: range))
    }

    mutating func add(_ dependency: FoundDependency) {
        let address = dependency.address
        guard address.isDroppable else { return }
        if let known = found[address] {
            if known == nil, let range = dependency.range { found[address] = range }
            return
        }
        found[address] = .some(dependency.range)
        order.append(address)
    }

    private mutating func addCollation(_ oid: OID, _ range: Range<Int>?) {
        if oid != .none, oid != .defaultCollation { add(.collation, oid, range) }
    }

    // MARK: Queries

    mutating func visit(_ query: Query) {
        guard visited.insert(ObjectIdentifier(query)).inserted else { return }
        for entry in query.rangeTable { visit(entry) }
        for table in query.commonTables {
            if let inner = table.query { visit(inner) }
        }
        for change in query.changedColumns { add(change) }
        for target in query.targets { visit(target.expression) }
        for target in query.returning { visit(target.expression) }
        for expression in query.expressions { visit(expression) }
        for group in query.sortGroups {
            add(.operator, group.equality, nil)
            add(.operator, group.ordering, nil)
        }
        for dependency in query.otherDependencies { add(dependency) }
    }

    private mutating func visit(_ entry: RangeTableEntry) {
        for value in entry.sample { visit(value) }
        if let handler = entry.sampleHandler { add(handler) }
        switch entry.kind {
        case .relation(let oid): add(.relation, oid, entry.range)
        case .subquery(let query): visit(query)
        case .join(let merged): for value in merged { visit(value) }
        case .function(let functions):
            for function in functions {
                visit(function.expression)
                for type in function.definedTypes { add(type) }
            }
        case .tableFunction(let values): for value in values { visit(value) }
        case .values(let rows):
            for row in rows {
                for value in row { visit(value) }
            }
        case .commonTable, .named: break
        }
    }

    // MARK: Expressions

    mutating func visit(_ value: Expression) {
        // What a constant or column needs costs less to add twice than to remember.
        if !value.operands.isEmpty, !visited.insert(ObjectIdentifier(value)).inserted { return }
        let range = value.nameRange ?? value.range
        switch value.kind {
        case .variable(let entry, let number): addVariable(entry, number, value.range)
        case .constant(let text): addConstant(text, value)
        case .parameter:
            add(.type, value.type.oid, value.range)
            addCollation(value.collation, value.range)
        case .function(let oid), .aggregate(let oid, _), .window(let oid): add(.procedure, oid, range)
        case .operator(let oid, _), .distinct(let oid, _), .nullIf(let oid, _), .scalarArray(let oid, _):
            add(.operator, oid, range)
        case .element: addSubscript(value)
        case .field(let number): addField([number], of: value.operands[0].type.oid, value)
        case .fieldStore(let numbers): addField(numbers, of: value.type.oid, value)
        case .relabel, .throughText, .arrayCoercion:
            add(.type, value.type.oid, value.nameRange)
            addCollation(value.collation, value.nameRange)
        case .rowConversion, .domainCoercion, .row: add(.type, value.type.oid, value.nameRange)
        case .collate(let oid): add(.collation, oid, range)
        case .rowComparison(let operators, let families):
            for oid in operators { add(.operator, oid, range) }
            for oid in families { add(.operatorFamily, oid, nil) }
        case .subLink(let query): visit(query)
        case .grouping, .sessionValue, .composition, .setToDefault, .opaque: break
        }
        for operand in value.operands { visit(operand) }
    }

    private mutating func addVariable(_ entry: RangeTableEntry, _ number: Int16, _ range: Range<Int>) {
        guard number != 0 else { return }
        switch entry.kind {
        case .relation(let oid): add(.relation, oid, column: number, range)
        case .function(let functions):
            // A column of a composite type can be dropped.
            var rest = Int(number)
            for function in functions {
                if rest <= function.columnCount {
                    if function.relation != .none, function.definedTypes.isEmpty {
                        add(.relation, function.relation, column: Int16(rest), range)
                    }
                    return
                }
                rest -= function.columnCount
            }
        default: break
        }
    }

    private mutating func addConstant(_ text: String?, _ value: Expression) {
        add(.type, value.type.oid, value.nameRange)
        addCollation(value.collation, value.nameRange)
        guard let text, let object = try? executor.object(named: text, as: value.type.oid, range: value.range) else {
            return
        }
        add(FoundDependency(address: object, range: value.range))
    }

    private mutating func addSubscript(_ value: Expression) {
        guard let container = value.operands.first?.type.oid, value.type.oid != container,
            value.type.oid != executor.database.types[container]?.element
        else { return }
        add(.type, value.type.oid, nil)
    }

    private mutating func addField(_ numbers: [Int16], of type: OID, _ value: Expression) {
        let base = executor.database.baseType(type)
        if let relation = executor.database.types[base]?.relation, relation != .none {
            for number in numbers { add(.relation, relation, column: number, value.nameRange ?? value.range) }
        } else {
            add(.type, value.type.oid, value.nameRange)
        }
        if case .field = value.kind { addCollation(value.collation, value.nameRange) }
    }
}
