import PostgresSyntax

/// Domains: CREATE DOMAIN and ALTER DOMAIN.
extension Executor {
    // MARK: CREATE DOMAIN

    /// `DefineDomain`.
    func createDomain(_ statement: CreateDomainStmt) throws(SQLError) {
        let target = try typeTarget(statement.domainname)
        guard let baseName = statement.typeName else { return }
        let baseRange = baseName.node.byteRange
        let base = try type(baseName)
        let baseRow = database.types[base.oid]!
        if baseRow.kind == .pseudo {
            throw .datatypeMismatch("\"\(text(of: baseName))\" is not a valid base type for a domain", range: baseRange)
        }
        var row = TypeRow(
            name: target.name, schema: target.schema, kind: .domain, category: baseRow.category, base: base,
            length: baseRow.length, isPassedByValue: baseRow.isPassedByValue, alignment: baseRow.alignment,
            storage: baseRow.storage, delimiter: baseRow.delimiter, functions: domainFunctions(over: baseRow))
        row.collation = try collation(of: statement.collClause, type: base.oid)
        row.defaultExpression = baseRow.defaultExpression
        row.defaultDependencies = baseRow.defaultDependencies
        let constraints = statement.constraints.compactMap(Constraint.init)
        try checkKinds(of: constraints)
        if let constraint = constraints.first(where: { $0.contype == .default }) {
            try setDefault(&row, constraint.rawExpr)
        }
        var ranges = target.ranges
        ranges[ObjectAddress(.type, base.oid)] = baseRange
        if let clause = statement.collClause {
            ranges[ObjectAddress(.collation, row.collation)] = clause.node.byteRange
        }
        let domain = try createTypeWithArray(row, ranges: ranges)
        for constraint in constraints {
            if separatesExpressions, constraint.contype == .check {
                partsOfStatement.append(
                    SeparatedPart(
                        owner: ObjectAddress(.type, domain), constraint: ConstraintDefinition(constraint)))
            } else {
                try addConstraint(constraint, toDomain: domain)
            }
        }
    }

    /// The functions of a domain: it has an input function of its own, and writes as its base type does.
    private func domainFunctions(over base: TypeRow) -> [OID] {
        var functions = TypeRow.functions(2597, 0, 2598, 0)
        for role in [TypeRow.FunctionRole.output, .send, .analyze] { functions[role.rawValue] = base.function(role) }
        return functions
    }

    /// Whether a domain can have these constraints together.
    private func checkKinds(of constraints: [Constraint]) throws(SQLError) {
        var isNotNull: Bool?
        var hasDefault = false
        for constraint in constraints {
            let range = constraint.node.byteRange
            switch constraint.contype {
            case .default:
                if hasDefault { throw .syntax("multiple default expressions", range: range) }
                hasDefault = true
            case .notnull:
                if isNotNull == false { throw .syntax("conflicting NULL/NOT NULL constraints", range: range) }
                if isNotNull == true {
                    throw SQLError("42P17", "redundant NOT NULL constraint definition", range: range)
                }
                try checkInheritance(constraint, "not-null")
                isNotNull = true
            case .null:
                if isNotNull == true { throw .syntax("conflicting NULL/NOT NULL constraints", range: range) }
                isNotNull = false
            case .check: try checkInheritance(constraint, "check")
            case .unique: throw .syntax("unique constraints not possible for domains", range: range)
            case .primary: throw .syntax("primary key constraints not possible for domains", range: range)
            case .exclusion: throw .syntax("exclusion constraints not possible for domains", range: range)
            case .foreign: throw .syntax("foreign key constraints not possible for domains", range: range)
            case .attrDeferrable, .attrNotDeferrable, .attrDeferred, .attrImmediate:
                throw SQLError(
                    "0A000", "specifying constraint deferrability not supported for domains", range: range)
            case .generated, .identity:
                throw SQLError("0A000", "specifying GENERATED not supported for domains", range: range)
            case .attrEnforced, .attrNotEnforced:
                throw SQLError(
                    "42P17", "specifying constraint enforceability not supported for domains", range: range)
            }
        }
    }

    private func checkInheritance(_ constraint: Constraint, _ kind: String) throws(SQLError) {
        guard constraint.isNoInherit else { return }
        throw SQLError(
            "42P17", "\(kind) constraints for domains cannot be marked NO INHERIT", range: constraint.node.byteRange)
    }

    /// Gives a domain a default; NULL, or nothing, takes it away.
    private func setDefault(_ row: inout TypeRow, _ expression: Node?) throws(SQLError) {
        row.defaultExpression = nil
        row.defaultDependencies = []
        guard let expression, let base = row.base else { return }
        let analyzed = try analyzeExpression(expression, .domainDefault, target: base)
        if expression.isNullConstant { return }
        row.defaultExpression = expression
        row.defaultDependencies = analyzed.dependencies
    }

    // MARK: Constraints

    func addConstraint(_ constraint: Constraint, toDomain domain: OID) throws(SQLError) {
        switch constraint.contype {
        case .check: try addCheck(constraint, to: domain)
        case .notnull: try addNotNull(named: constraint.conname, constraint.node.byteRange, to: domain)
        default: break
        }
    }

    /// `domainAddCheckConstraint`.
    private func addCheck(_ constraint: Constraint, to domain: OID) throws(SQLError) {
        guard let base = database.types[domain]?.base, let expression = constraint.rawExpr else { return }
        let name = try constraintName(constraint.conname, "check", of: domain, range: constraint.node.byteRange)
        let analyzed = try analyzeExpression(
            expression, .domainCheck, parameters: [AnalysisParameter(name: "value", type: base)])
        var row = ConstraintRow(name: name, kind: .check, domain: domain, expression: expression)
        row.isValidated = !constraint.skipValidation
        let oid = database.newOID()
        database.constraints.insert(row, oid)
        let address = ObjectAddress(.constraint, oid)
        register(address)
        depend(address, on: ObjectAddress(.type, domain), .auto)
        depend(address, on: analyzed.dependencies)
    }

    /// `domainAddNotNullConstraint`.
    private func addNotNull(named name: String?, _ range: Range<Int>?, to domain: OID) throws(SQLError) {
        let chosen = try constraintName(name, "not_null", of: domain, range: range)
        let oid = database.newOID()
        database.types.update(domain) { $0.notNullConstraint = NotNullRow(name: chosen, oid: oid) }
    }

    /// The name of a new constraint: the one that is written, or `domain_label`.
    private func constraintName(_ name: String?, _ label: String, of domain: OID, range: Range<Int>?)
        throws(SQLError) -> String
    {
        let row = database.types[domain]!
        guard let name else {
            return chooseConstraintName(
                row.name, nil, label, schema: row.schema, others: row.notNullConstraint.map { [$0.name] } ?? [])
        }
        if database.constraints.find(name, in: domain) != nil || row.notNullConstraint?.name == name {
            throw SQLError(
                "42710", "constraint \"\(name)\" for domain \"\(row.name)\" already exists", range: range)
        }
        return name
    }

    // MARK: ALTER DOMAIN

    /// `AlterDomain…`.
    func alterDomain(_ statement: AlterDomainStmt) throws(SQLError) {
        let domain = try typeToAlter(statement.typeName)
        guard let row = database.types[domain], row.kind == .domain else {
            throw .wrongObjectType("\(format(domain)) is not a domain")
        }
        switch statement.subtype {
        case "T": try alterDefault(of: domain, statement.def)
        case "N": database.types.update(domain) { $0.notNullConstraint = nil }
        case "O":
            if row.notNullConstraint == nil { try addNotNull(named: nil, nil, to: domain) }
            try requireCheckableColumns(of: domain)
        case "C":
            guard let constraint = statement.def.flatMap(Constraint.init) else { return }
            if constraint.contype == .notnull, row.notNullConstraint != nil { return }
            try addConstraint(constraint, toDomain: domain)
            if !constraint.skipValidation { try requireCheckableColumns(of: domain) }
        case "X": try dropConstraint(statement, of: domain)
        case "V": try validateConstraint(statement, of: domain)
        default: return
        }
        noteChange(ObjectAddress(.type, domain))
    }

    private func alterDefault(of domain: OID, _ expression: Node?) throws(SQLError) {
        var row = database.types[domain]!
        try setDefault(&row, expression)
        database.types.update(domain) { $0 = row }
        forgetDependencies(of: ObjectAddress(.type, domain))
        dependType(domain)
    }

    private func dropConstraint(_ statement: AlterDomainStmt, of domain: OID) throws(SQLError) {
        let name = statement.name ?? ""
        if database.types[domain]?.notNullConstraint?.name == name {
            database.types.update(domain) { $0.notNullConstraint = nil }
        } else if let constraint = database.constraints.find(name, in: domain) {
            try dropObjects([ObjectAddress(.constraint, constraint)], cascade: statement.behavior == .cascade)
        } else if !statement.missingOk {
            throw undefinedConstraint(name, statement)
        }
    }

    private func validateConstraint(_ statement: AlterDomainStmt, of domain: OID) throws(SQLError) {
        let name = statement.name ?? ""
        if database.types[domain]?.notNullConstraint?.name == name {
            throw .wrongObjectType(
                "constraint \"\(name)\" of domain \"\(domainText(statement))\" is not a check constraint")
        }
        guard let constraint = database.constraints.find(name, in: domain) else {
            throw undefinedConstraint(name, statement)
        }
        try requireCheckableColumns(of: domain)
        database.constraints.update(constraint) { $0.isValidated = true }
        noteChange(ObjectAddress(.constraint, constraint))
    }

    private func undefinedConstraint(_ name: String, _ statement: AlterDomainStmt) -> SQLError {
        SQLError("42704", "constraint \"\(name)\" of domain \"\(domainText(statement))\" does not exist")
    }

    private func domainText(_ statement: AlterDomainStmt) -> String {
        statement.typeName.strings.joined(separator: ".")
    }

    /// Columns whose type contains the domain cannot be checked: `get_rels_with_domain`.
    private func requireCheckableColumns(of domain: OID) throws(SQLError) {
        for edge in database.dependencies.dependents(of: ObjectAddress(.type, domain)) {
            if edge.dependent.catalog == .type {
                if database.types[edge.dependent.oid]?.kind == .domain {
                    try requireCheckableColumns(of: edge.dependent.oid)
                } else {
                    try requireNoColumn(containing: edge.dependent.oid, domain: domain)
                }
            } else if edge.dependent.catalog == .relation, edge.dependent.column > 0,
                let rowType = database.relations[edge.dependent.oid]?.rowType, rowType != .none
            {
                try requireNoColumn(containing: rowType, domain: domain)
            }
        }
    }

    /// `find_composite_type_dependencies`.
    private func requireNoColumn(containing type: OID, domain: OID) throws(SQLError) {
        for edge in database.dependencies.dependents(of: ObjectAddress(.type, type)) {
            if edge.dependent.catalog == .type {
                try requireNoColumn(containing: edge.dependent.oid, domain: domain)
                continue
            }
            guard edge.dependent.catalog == .relation, edge.dependent.column > 0,
                let relation = database.relations[edge.dependent.oid],
                relation.attributes.indices.contains(Int(edge.dependent.column) - 1)
            else { continue }
            let attribute = relation.attributes[Int(edge.dependent.column) - 1]
            switch relation.kind {
            case .table, .materializedView, .partitionedTable:
                throw SQLError(
                    "0A000",
                    "cannot alter type \"\(format(domain))\" because column \"\(relation.name).\(attribute.name)\" uses it"
                )
            default:
                if relation.rowType != .none { try requireNoColumn(containing: relation.rowType, domain: domain) }
            }
        }
    }
}

extension Node {
    /// Whether it is NULL, perhaps under casts that leave it a constant.
    fileprivate var isNullConstant: Bool {
        if case .null? = AConst(self)?.value { return true }
        guard let cast = TypeCast(self), cast.typeName?.typmods.isEmpty == true else { return false }
        return cast.arg?.isNullConstant ?? false
    }
}
