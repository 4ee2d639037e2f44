import PostgresSyntax

/// The columns of an index with their operator classes and collations.
extension Executor {
    /// An access method and what it can do: `IndexAmRoutine`.
    struct IndexMethod {
        var oid: OID
        var name: String
        var canOrder = false
        var canBeUnique = false
        var canHaveManyColumns = true
        var canInclude = false
        /// Whether it can fetch row by row, as exclusion constraints need: `amgettuple`.
        var canFetch = false
    }

    /// What an index's columns become.
    struct IndexAttributes {
        var row = IndexRow(table: .none, columns: [], keyCount: 0, operatorClasses: [], collations: [])
        var types: [TypeReference] = []
        /// The operators of an exclusion constraint.
        var operators: [OID] = []
    }

    /// The access method of an index, which must be able to do what is asked.
    func indexAccessMethod(_ index: IndexDefinition) throws(SQLError) -> IndexMethod {
        var name = index.accessMethod
        if name == "rtree", database.accessMethods.find(name) == nil { name = "gist" }
        guard let oid = database.accessMethods.find(name), let row = database.accessMethods[oid] else {
            throw .undefinedObject("access method", name, range: index.range)
        }
        guard row.type == "i" else {
            throw SQLError("42809", "access method \"\(name)\" is not of type INDEX", range: index.range)
        }
        var method = IndexMethod(oid: oid, name: name)
        switch database.procedures[row.handler]?.name {
        case "bthandler":
            method = IndexMethod(
                oid: oid, name: name, canOrder: true, canBeUnique: true, canInclude: true, canFetch: true)
        case "hashhandler": method = IndexMethod(oid: oid, name: name, canHaveManyColumns: false, canFetch: true)
        case "gisthandler": method = IndexMethod(oid: oid, name: name, canInclude: true, canFetch: true)
        case "spghandler":
            method = IndexMethod(oid: oid, name: name, canHaveManyColumns: false, canInclude: true, canFetch: true)
        default: break
        }
        func refuse(_ what: String) -> SQLError {
            SQLError("0A000", "access method \"\(name)\" does not support \(what)", range: index.range)
        }
        if index.isUnique, !index.isWithoutOverlaps, !method.canBeUnique { throw refuse("unique indexes") }
        if !index.including.isEmpty, !method.canInclude { throw refuse("included columns") }
        if index.parameters.count > 1, !method.canHaveManyColumns { throw refuse("multicolumn indexes") }
        if index.isExclusion || index.isWithoutOverlaps, !method.canFetch { throw refuse("exclusion constraints") }
        if index.isWithoutOverlaps, name != "gist" { throw refuse("WITHOUT OVERLAPS constraints") }
        return method
    }

    /// `ComputeIndexAttrs`.
    func computeIndexAttributes(_ index: IndexDefinition, on table: RelationRow, _ method: IndexMethod) throws(SQLError)
        -> IndexAttributes
    {
        var result = IndexAttributes()
        result.row.keyCount = index.parameters.count
        result.row.predicate = index.predicate ?? index.cookedPredicate?.node
        result.row.cookedPredicate = index.cookedPredicate
        for (place, parameter) in index.parameters.enumerated() {
            let (type, ownCollation) = try indexColumn(parameter, on: table, isConstraint: index.isConstraint, &result)
            result.row.collations.append(try indexCollation(parameter, type.oid, ownCollation))
            let operatorClass: OID
            if let known = parameter.operatorClassOID {
                operatorClass = known
            } else {
                operatorClass = try resolveOperatorClass(
                    parameter.operatorClass, type: type.oid, method: (method.oid, method.name), range: parameter.range)
            }
            try checkDeterminism(result.row.collations[place], operatorClass, parameter)
            result.row.operatorClasses.append(operatorClass)
            try addOperator(index, place, type.oid, operatorClass, &result)
            result.row.columnOptions.append(try columnOption(parameter, method))
        }
        for parameter in index.including {
            if !parameter.collation.isEmpty { throw refusedInclusion("a collation", parameter) }
            if !parameter.operatorClass.isEmpty { throw refusedInclusion("an operator class", parameter) }
            if parameter.ordering != .default { throw refusedInclusion("ASC/DESC options", parameter) }
            if parameter.nullsOrdering != .default { throw refusedInclusion("NULLS FIRST/LAST options", parameter) }
            _ = try indexColumn(parameter, on: table, isConstraint: index.isConstraint, &result)
        }
        return result
    }

    private func refusedInclusion(_ what: String, _ parameter: IndexParameter) -> SQLError {
        SQLError("42P17", "including column does not support \(what)", range: parameter.range)
    }

    /// The type and collation of a column or expression, which is added to the row.
    private func indexColumn(
        _ parameter: IndexParameter, on table: RelationRow, isConstraint: Bool, _ result: inout IndexAttributes
    ) throws(SQLError) -> (TypeReference, OID) {
        if let name = parameter.name {
            guard let (number, row) = table.attribute(name) else {
                if SystemColumn.names.contains(name) {
                    throw SQLError("0A000", "index creation on system columns is not supported", range: parameter.range)
                }
                throw SQLError(
                    "42703", "column \"\(name)\"\(isConstraint ? " named in key" : "") does not exist",
                    range: parameter.range)
            }
            result.row.columns.append(number)
            result.types.append(row.type)
            return (row.type, row.collation)
        }
        guard let cooked = parameter.cooked else { return (TypeReference(.unknown), .none) }
        result.types.append(cooked.type)
        // "(a)" is the column, not an expression.
        if let node = cooked.node, let number = plainColumn(node, of: table) {
            result.row.columns.append(number)
        } else {
            result.row.columns.append(0)
            if let node = cooked.node { result.row.expressions.append(node) }
            result.row.cookedExpressions.append(cooked)
        }
        return (cooked.type, cooked.collation)
    }

    /// The column that an expression is nothing but, perhaps with COLLATE.
    func plainColumn(_ expression: Node, of table: RelationRow) -> Int16? {
        if let clause = CollateClause(expression), let arg = clause.arg { return plainColumn(arg, of: table) }
        guard let reference = ColumnRef(expression) else { return nil }
        let names = reference.fields.strings
        guard names.count == reference.fields.count, let last = names.last else { return nil }
        return table.attribute(last)?.number
    }

    private func indexCollation(_ parameter: IndexParameter, _ type: OID, _ own: OID) throws(SQLError) -> OID {
        var found = own
        if let oid = parameter.collationOID { return oid }
        if !parameter.collation.isEmpty { found = try collation(named: parameter.collation, range: parameter.range) }
        let isCollatable = (database.types[type]?.collation ?? .none) != .none
        if isCollatable, found == .none {
            throw SQLError(
                "42P22", "could not determine which collation to use for index expression",
                hint: "Use the COLLATE clause to set the collation explicitly.", range: parameter.range)
        }
        if !isCollatable, !parameter.collation.isEmpty {
            throw .datatypeMismatch(
                "collations are not supported by type \(database.formatType(TypeReference(type)))",
                range: parameter.range)
        }
        return isCollatable ? found : .none
    }

    /// The pattern operator classes need a deterministic collation.
    private func checkDeterminism(_ collation: OID, _ operatorClass: OID, _ parameter: IndexParameter) throws(SQLError)
    {
        guard collation != .none, database.collations[collation]?.isDeterministic == false,
            let row = database.operatorClasses[operatorClass],
            ["text_pattern_ops", "varchar_pattern_ops", "bpchar_pattern_ops"].contains(row.name)
        else { return }
        throw SQLError(
            "0A000", "nondeterministic collations are not supported for operator class \"\(row.name)\"",
            range: parameter.range)
    }

    private func columnOption(_ parameter: IndexParameter, _ method: IndexMethod) throws(SQLError) -> Int16 {
        guard method.canOrder else {
            if parameter.ordering != .default {
                throw SQLError(
                    "0A000", "access method \"\(method.name)\" does not support ASC/DESC options",
                    range: parameter.range)
            }
            if parameter.nullsOrdering != .default {
                throw SQLError(
                    "0A000", "access method \"\(method.name)\" does not support NULLS FIRST/LAST options",
                    range: parameter.range)
            }
            return 0
        }
        let isDescending = parameter.ordering == .desc
        let nullsFirst = parameter.nullsOrdering == .default ? isDescending : parameter.nullsOrdering == .first
        return (isDescending ? 1 : 0) | (nullsFirst ? 2 : 0)
    }

    // MARK: Operators and operator classes

    /// Notes that a statement needs the cast by which values of a type are taken for those of another.
    private func noteCast(from type: OID, to input: OID?) {
        let type = database.baseType(type)
        guard let input, input != type, let cast = database.casts.find(CastRow.name(type, input)) else { return }
        noteNeed(ObjectAddress(.cast, cast), range: nil)
    }

    /// `ResolveOpClass`.
    func resolveOperatorClass(
        _ parts: [String], type: OID, method: (oid: OID, name: String), range: Range<Int>?
    ) throws(SQLError) -> OID {
        func shown() -> String { database.formatType(TypeReference(type)) }
        guard !parts.isEmpty else {
            if let found = defaultOperatorClass(for: type, accessMethod: method.oid) {
                noteCast(from: type, to: database.operatorClasses[found]?.inputType)
                return found
            }
            throw SQLError(
                "42704", "data type \(shown()) has no default operator class for access method \"\(method.name)\"",
                hint:
                    "You must specify an operator class for the index or define a default operator class for the data type.",
                range: range)
        }
        let name = parts.joined(separator: ".")
        let (schemas, last) = try lookup(parts, range: range)
        var found: OID?
        for schema in schemas where found == nil {
            found = database.operatorClasses.findAll(last, in: schema).first {
                database.operatorClasses[$0]?.accessMethod == method.oid
            }
        }
        guard let found, let row = database.operatorClasses[found] else {
            throw SQLError(
                "42704", "operator class \"\(name)\" does not exist for access method \"\(method.name)\"", range: range)
        }
        noteName(parts, in: row.schema, range: range)
        guard isBinaryCoercible(type, to: row.inputType) else {
            throw .datatypeMismatch("operator class \"\(name)\" does not accept data type \(shown())", range: range)
        }
        return found
    }

    /// The operator of an operator family with a strategy and input types: `get_opfamily_member`.
    func familyOperator(_ family: OID, _ left: OID, _ right: OID, strategy: Int16) -> OID? {
        database.operatorFamilies[family]?.operators.first {
            $0.number == strategy && $0.left == left && $0.right == right
        }?.object
    }

    /// The strategy of equality, or of overlapping, in an operator class: `IndexAmTranslateCompareType`.
    func strategy(ofEquality operatorClass: OperatorClassRow, overlaps: Bool = false) -> Int16? {
        guard let handler = database.accessMethods[operatorClass.accessMethod]?.handler else { return nil }
        switch database.procedures[handler]?.name {
        case "bthandler": return overlaps ? nil : 3
        case "hashhandler": return overlaps ? nil : 1
        case "gisthandler":
            let translation = database.operatorFamilies[operatorClass.family]?.procedures.first { $0.number == 12 }
            guard let name = translation.flatMap({ database.procedures[$0.object]?.name }) else { return nil }
            if name == "gist_translate_cmptype_btree" { return overlaps ? nil : 3 }
            return overlaps ? 3 : 18
        default: return nil
        }
    }

    /// The operator of an exclusion or WITHOUT OVERLAPS constraint.
    private func addOperator(
        _ index: IndexDefinition, _ place: Int, _ type: OID, _ operatorClass: OID, _ result: inout IndexAttributes
    ) throws(SQLError) {
        guard let row = database.operatorClasses[operatorClass] else { return }
        if index.isWithoutOverlaps {
            let isLast = place == index.parameters.count - 1
            let input = row.inputType
            guard let strategy = strategy(ofEquality: row, overlaps: isLast),
                let found = overlapsOperator(row.family, input, type, strategy)
            else {
                throw SQLError(
                    "42704",
                    "could not identify an \(isLast ? "overlaps" : "equality") operator for type \(database.formatType(TypeReference(input)))",
                    range: index.range)
            }
            result.operators.append(found)
        } else if place < index.exclusionOperatorOIDs.count {
            result.operators.append(index.exclusionOperatorOIDs[place])
        } else if place < index.exclusionOperators.count {
            result.operators.append(
                try exclusionOperator(index.exclusionOperators[place], type, row, range: index.parameters[place].range))
        }
    }

    private func overlapsOperator(_ family: OID, _ input: OID, _ type: OID, _ strategy: Int16) -> OID? {
        familyOperator(family, input, input, strategy: strategy)
            ?? familyOperator(family, type, type, strategy: strategy)
            ?? database.operatorFamilies[family]?.operators.first { $0.number == strategy }?.object
    }

    private func exclusionOperator(_ name: [String], _ type: OID, _ operatorClass: OperatorClassRow, range: Range<Int>?)
        throws(SQLError) -> OID
    {
        let found = try resolveOperator(name, left: type, right: type, range: range ?? 0..<0).operatorOID
        let row = database.operators[found]
        let shown =
            "\(row?.name ?? "")(\(database.formatType(TypeReference(row?.left ?? .none))),"
            + "\(database.formatType(TypeReference(row?.right ?? .none))))"
        guard row?.commutator == found else {
            throw .wrongObjectType(
                "operator \(shown) is not commutative",
                detail: "Only commutative operators can be used in exclusion constraints.", range: range)
        }
        let family = database.operatorFamilies[operatorClass.family]
        guard family?.operators.contains(where: { $0.object == found }) == true else {
            throw .wrongObjectType(
                "operator \(shown) is not a member of operator family \"\(family?.name ?? "")\"",
                detail: "The exclusion operator must be related to the index operator class for the constraint.",
                range: range)
        }
        return found
    }
}
