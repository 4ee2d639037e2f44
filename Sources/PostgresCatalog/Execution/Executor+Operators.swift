import PostgresSyntax

/// Operators.
extension Executor {
    /// `DefineOperator`.
    func createOperator(_ statement: DefineStmt) throws(SQLError) {
        let name = QualifiedName(statement.defnames)
        let (schema, operatorName) = try creationTarget(name)
        var definition = OperatorDefinition()
        for element in statement.definition.definitions { try read(element, into: &definition) }
        guard let functionName = definition.function else {
            throw .invalidFunctionDefinition("operator function must be specified")
        }
        let left = try definition.left.map(type(of:)) ?? .none
        let right = try definition.right.map(type(of:)) ?? .none
        if left == .none, right == .none {
            throw .invalidFunctionDefinition("operator argument types must be specified")
        }
        if right == .none {
            throw .invalidFunctionDefinition(
                "operator right argument type must be specified", detail: "Postfix operators are not supported.")
        }
        let procedure = try function(functionName, left == .none ? [right] : [left, right])
        var row = OperatorRow(
            name: operatorName, schema: schema, left: left, right: right,
            result: database.procedures[procedure]?.returnType ?? .none, procedure: procedure)
        if let restriction = definition.restriction { row.restriction = try restrictionEstimator(restriction) }
        if let join = definition.join { row.join = try joinEstimator(join) }
        row.canMerge = definition.canMerge ?? false
        row.canHash = definition.canHash ?? false
        try checkOperatorName(operatorName, range: name.range)
        try validate(row, hasCommutator: definition.commutator != nil, hasNegator: definition.negator != nil)
        try storeOperator(row, definition, name)
    }

    private func read(_ element: DefElem, into definition: inout OperatorDefinition) throws(SQLError) {
        switch element.name {
        case "leftarg", "rightarg":
            if let name = element.arg.flatMap(TypeName.init), name.setof {
                throw .invalidFunctionDefinition("SETOF type not allowed for operator argument", range: element.range)
            }
            if element.name == "leftarg" { definition.left = element } else { definition.right = element }
        case "function", "procedure": definition.function = try element.qualifiedName()
        case "commutator": definition.commutator = try element.qualifiedName()
        case "negator": definition.negator = try element.qualifiedName()
        case "restrict": definition.restriction = try element.qualifiedName()
        case "join": definition.join = try element.qualifiedName()
        case "hashes": definition.canHash = try element.boolean()
        case "merges": definition.canMerge = try element.boolean()
        case "sort1", "sort2", "ltcmp", "gtcmp": definition.canMerge = true
        default: warn("42601", "operator attribute \"\(element.name)\" not recognized", range: element.range)
        }
    }

    /// The type that an element of a definition names: `defGetTypeName` and `typenameTypeId`.
    func type(of element: DefElem) throws(SQLError) -> OID {
        guard let argument = element.arg else {
            throw .syntax("\(element.name) requires a parameter", range: element.range)
        }
        if let name = TypeName(argument) { return try type(name).oid }
        guard let name = argument.stringNodeValue else {
            throw .syntax("argument of \(element.name) must be a type name", range: element.range)
        }
        guard let found = try findType([name]) else { throw .undefinedType(name, range: argument.byteRange) }
        return found
    }

    // MARK: Checks

    /// `ValidateRestrictionEstimator`.
    private func restrictionEstimator(_ name: QualifiedName) throws(SQLError) -> OID {
        let oid = try function(name, [.internal, .oid, .internal, .int4])
        guard database.procedures[oid]?.returnType == .float8 else {
            throw .invalidObjectDefinition(
                "restriction estimator function \(name.text) must return type float8", range: name.range)
        }
        return oid
    }

    /// `ValidateJoinEstimator`.
    private func joinEstimator(_ name: QualifiedName) throws(SQLError) -> OID {
        let arguments: [OID] = [.internal, .oid, .internal, .int2, .internal]
        let long = try findProcedure(name.parts, arguments: arguments)
        let short = try findProcedure(name.parts, arguments: Array(arguments.dropLast()))
        if long != nil, short != nil {
            throw SQLError("42725", "join estimator function \(name.text) has multiple matches", range: name.range)
        }
        guard let oid = long ?? short else { return try function(name, arguments) }
        noteRoutine(oid, name)
        guard database.procedures[oid]?.returnType == .float8 else {
            throw .invalidObjectDefinition(
                "join estimator function \(name.text) must return type float8", range: name.range)
        }
        return oid
    }

    /// `validOperatorName`.
    private func checkOperatorName(_ name: String, range: Range<Int>?) throws(SQLError) {
        var isValid = !name.isEmpty && name.utf8.count < 64 && name.allSatisfy { "~!@#^&|`?+-*/%<>=".contains($0) }
        if name.count > 1, name.hasSuffix("+") || name.hasSuffix("-") {
            isValid = isValid && name.dropLast().contains { "~!@#^&|`?%".contains($0) }
        }
        if !isValid || name == "!=" {
            throw SQLError("42602", "\"\(name)\" is not a valid operator name", range: range)
        }
    }

    /// `OperatorValidateParams`.
    private func validate(_ row: OperatorRow, hasCommutator: Bool, hasNegator: Bool) throws(SQLError) {
        if row.left == .none || row.right == .none {
            if hasCommutator { throw .invalidFunctionDefinition("only binary operators can have commutators") }
            if row.join != .none { throw .invalidFunctionDefinition("only binary operators can have join selectivity") }
            if row.canMerge { throw .invalidFunctionDefinition("only binary operators can merge join") }
            if row.canHash { throw .invalidFunctionDefinition("only binary operators can hash") }
        }
        guard row.result != .bool else { return }
        if hasNegator { throw .invalidFunctionDefinition("only boolean operators can have negators") }
        if row.restriction != .none {
            throw .invalidFunctionDefinition("only boolean operators can have restriction selectivity")
        }
        if row.join != .none { throw .invalidFunctionDefinition("only boolean operators can have join selectivity") }
        if row.canMerge { throw .invalidFunctionDefinition("only boolean operators can merge join") }
        if row.canHash { throw .invalidFunctionDefinition("only boolean operators can hash") }
    }

    // MARK: Storing

    /// `OperatorCreate`.
    private func storeOperator(_ row: OperatorRow, _ definition: OperatorDefinition, _ name: QualifiedName)
        throws(SQLError)
    {
        let existing = database.operators.findAll(row.name, in: row.schema).first {
            database.operators[$0].map { $0.left == row.left && $0.right == row.right } ?? false
        }
        if let existing, database.operators[existing]?.procedure != OID.none {
            noteExisting(.operator, existing)
            throw SQLError("42723", "operator \(row.name) already exists", range: name.range)
        }
        var row = row
        var isOwnCommutator = false
        if let commutator = definition.commutator {
            row.commutator = try otherOperator(commutator, row.right, row.left, of: row) ?? .none
            isOwnCommutator = row.commutator == .none
        }
        if let negator = definition.negator {
            row.negator = try otherOperator(negator, row.left, row.right, of: row) ?? .none
            if row.negator == .none || row.negator == existing {
                throw .invalidFunctionDefinition("operator cannot be its own negator")
            }
        }
        let oid = existing ?? database.newOID()
        let address = ObjectAddress(.operator, oid)
        if existing == nil {
            database.operators.insert(row, oid)
            register(address)
        } else {
            database.operators.update(oid) { $0 = row }
            noteChange(address)
            forgetDependencies(of: address)
        }
        dependOperator(oid, definition, name)
        try linkOperators(oid, commutator: isOwnCommutator ? oid : row.commutator, negator: row.negator)
    }

    /// `makeOperatorDependencies`.
    private func dependOperator(_ oid: OID, _ definition: OperatorDefinition, _ name: QualifiedName) {
        guard let row = database.operators[oid] else { return }
        let address = ObjectAddress(.operator, oid)
        depend(address, on: ObjectAddress(.namespace, row.schema), range: name.schemaRange)
        depend(address, on: ObjectAddress(.type, row.left), range: definition.left?.arg?.byteRange)
        depend(address, on: ObjectAddress(.type, row.right), range: definition.right?.arg?.byteRange)
        depend(address, on: ObjectAddress(.type, row.result))
        depend(address, on: ObjectAddress(.procedure, row.procedure), range: definition.function?.range)
        depend(address, on: ObjectAddress(.procedure, row.restriction), range: definition.restriction?.range)
        depend(address, on: ObjectAddress(.procedure, row.join), range: definition.join?.range)
    }

    /// The commutator or negator of a new operator, a shell if there is none yet; nil if it is the operator itself:
    /// `get_other_operator`.
    private func otherOperator(_ name: QualifiedName, _ left: OID, _ right: OID, of row: OperatorRow)
        throws(SQLError) -> OID?
    {
        if let found = try findOperator(name.parts, left: left, right: right) { return found }
        let (schema, otherName) = try creationTarget(name, takesSchema: false)
        if otherName == row.name, schema == row.schema, left == row.left, right == row.right { return nil }
        try checkOperatorName(otherName, range: name.range)
        let oid = database.newOID()
        database.operators.insert(
            OperatorRow(name: otherName, schema: schema, left: left, right: right, result: .none, procedure: .none), oid
        )
        register(ObjectAddress(.operator, oid))
        dependOperator(oid, OperatorDefinition(), name)
        return oid
    }

    /// Tells the commutator and the negator of an operator of it: `OperatorUpd`.
    private func linkOperators(_ oid: OID, commutator: OID, negator: OID) throws(SQLError) {
        try link(oid, with: commutator, \.commutator, "commutator")
        try link(oid, with: negator, \.negator, "negator")
    }

    private func link(_ oid: OID, with other: OID, _ field: WritableKeyPath<OperatorRow, OID>, _ word: String)
        throws(SQLError)
    {
        guard let row = database.operators[other], row[keyPath: field] != oid else { return }
        if let third = database.operators[row[keyPath: field]] {
            throw .invalidFunctionDefinition(
                "\(word) operator \(row.name) is already the \(word) of operator \(third.name)")
        }
        database.operators.update(other) { $0[keyPath: field] = oid }
    }

    // MARK: ALTER OPERATOR

    /// `AlterOperator`.
    func alterOperator(_ statement: AlterOperatorStmt) throws(SQLError) {
        guard let object = statement.opername else { return }
        let oid = try operatorOID(object)
        guard var row = database.operators[oid] else { return }
        var definition = OperatorDefinition()
        for element in statement.options.definitions { try readChange(element, into: &definition, &row) }
        if let name = definition.restriction { row.restriction = try restrictionEstimator(name) }
        if let name = definition.join { row.join = try joinEstimator(name) }
        let commutator = try definition.commutator.map { (name) throws(SQLError) in
            try definedOperator(name, row.right, row.left)
        }
        let negator = try definition.negator.map { (name) throws(SQLError) in
            try definedOperator(name, row.left, row.right)
        }
        if negator == oid { throw .invalidFunctionDefinition("operator cannot be its own negator") }
        try checkUnset("commutator", commutator.map { row.commutator != .none && row.commutator != $0 } ?? false)
        try checkUnset("negator", negator.map { row.negator != .none && row.negator != $0 } ?? false)
        try checkUnset("merges", row.canMerge && definition.canMerge == false)
        try checkUnset("hashes", row.canHash && definition.canHash == false)
        row.commutator = commutator ?? row.commutator
        row.negator = negator ?? row.negator
        row.canMerge = definition.canMerge ?? row.canMerge
        row.canHash = definition.canHash ?? row.canHash
        try validate(row, hasCommutator: commutator != nil, hasNegator: negator != nil)
        database.operators.update(oid) { $0 = row }
        noteChange(ObjectAddress(.operator, oid))
        forgetDependencies(of: ObjectAddress(.operator, oid))
        dependOperator(oid, definition, QualifiedName(object.objname))
        try linkOperators(oid, commutator: commutator ?? .none, negator: negator ?? .none)
    }

    private func readChange(_ element: DefElem, into definition: inout OperatorDefinition, _ row: inout OperatorRow)
        throws(SQLError)
    {
        switch element.name {
        case "restrict":
            row.restriction = .none
            definition.restriction = element.arg == nil ? nil : try element.qualifiedName()
        case "join":
            row.join = .none
            definition.join = element.arg == nil ? nil : try element.qualifiedName()
        case "commutator", "negator", "merges", "hashes": try read(element, into: &definition)
        case "leftarg", "rightarg", "function", "procedure":
            throw .syntax("operator attribute \"\(element.name)\" cannot be changed", range: element.range)
        default: throw .syntax("operator attribute \"\(element.name)\" not recognized", range: element.range)
        }
    }

    /// `ValidateOperatorReference`.
    private func definedOperator(_ name: QualifiedName, _ left: OID, _ right: OID) throws(SQLError) -> OID {
        let found = try operatorOID(name, left, right)
        if database.operators[found]?.procedure == OID.none {
            throw SQLError(
                "42883", "operator is only a shell: \(signature(name.parts, left, right))", range: name.range)
        }
        return found
    }

    private func checkUnset(_ attribute: String, _ isChanged: Bool) throws(SQLError) {
        if isChanged {
            throw .invalidFunctionDefinition(
                "operator attribute \"\(attribute)\" cannot be changed if it has already been set")
        }
    }
}

/// What a statement says of an operator.
private struct OperatorDefinition {
    var left: DefElem?
    var right: DefElem?
    var function: QualifiedName?
    var commutator: QualifiedName?
    var negator: QualifiedName?
    var restriction: QualifiedName?
    var join: QualifiedName?
    var canMerge: Bool?
    var canHash: Bool?
}
