import PostgresSyntax

/// The clauses of a column and the constraints of a table, taken apart: parse_utilcmd.c.
extension Executor {
    /// What has been seen of the constraints of a column.
    private struct ColumnState {
        var sawNullable = false
        var sawDefault = false
        var sawIdentity = false
        var sawGenerated = false
        var needsNotNull = false
        var refusesNoInherit = false
        /// The place of the column's NOT NULL among those of the table.
        var notNull: Int?
    }

    /// `transformColumnDefinition`.
    func transformColumn(_ definition: ColumnDef, _ table: inout TableTransformation) throws(SQLError) {
        var column = ColumnDefinition(name: definition.colname ?? "")
        column.range = definition.node.byteRange
        column.storage = definition.storageName
        column.compression = definition.compression
        column.options = definition.fdwoptions.compactMap(DefElem.init).map(\.optionText)
        let place = table.columns.count
        table.columns.append(column)
        let serial = try transformType(of: definition, &column)
        var state = ColumnState()
        var constraints = try constraintDefinitions(definition.constraints)
        if let serial {
            column.serialSequence = try createImplicitSequence(
                table, column: column.name, type: serial, options: [], isIdentity: false)
            table.ownedSequences.append((column.serialSequence, column.name, false))
            constraints.append(ConstraintDefinition(.default))
            state.needsNotNull = true
            state.refusesNoInherit = true
        }
        if constraints.contains(where: { $0.kind == .identity || $0.kind == .primary }) {
            state.refusesNoInherit = true
        }
        for constraint in constraints {
            try transformColumnConstraint(constraint, &column, &state, &table)
            try checkCombination(column, state, table, constraint)
        }
        if state.needsNotNull, !(state.sawNullable && column.isNotNull) {
            column.isNotNull = true
            table.notNulls.append(.notNull(column.name, range: column.range))
        }
        table.columns[place] = column
    }

    /// The type of a column and, if it is a serial one, that of its sequence.
    private func transformType(of definition: ColumnDef, _ column: inout ColumnDefinition) throws(SQLError) -> OID? {
        guard let name = definition.typeName else { return nil }
        var serial: OID?
        let names = name.names
        if names.count == 1, !name.pctType, let first = names.strings.first {
            switch first {
            case "smallserial", "serial2": serial = OID(21)
            case "serial", "serial4": serial = OID(23)
            case "bigserial", "serial8": serial = OID(20)
            default: break
            }
            if serial != nil, !name.arrayBounds.isEmpty {
                throw SQLError("0A000", "array of serial is not implemented", range: name.node.byteRange)
            }
        }
        let type: TypeReference
        if let serial { type = TypeReference(serial) } else { type = try self.type(name) }
        column.type = type
        column.typeRange = name.node.byteRange
        column.dimensions = name.arrayBounds.count
        column.isSetOf = name.setof
        column.collation = try collation(of: definition.collClause, type: type.oid)
        column.collationRange = definition.collClause?.node.byteRange
        return serial
    }

    /// The collation of a column: the one that is written, or that of its type: `GetColumnDefCollation`.
    func collation(of clause: CollateClause?, type: OID) throws(SQLError) -> OID {
        let own = database.types[type]?.collation ?? .none
        guard let clause else { return own }
        let found = try collation(named: clause.collname.strings, range: clause.node.byteRange)
        guard own != .none else {
            throw .datatypeMismatch(
                "collations are not supported by type \(database.formatType(TypeReference(type)))",
                range: clause.node.byteRange)
        }
        return found
    }

    private static let deferrableKinds: [ConstrType] = [.primary, .unique, .exclusion, .foreign]
    private static let enforceableKinds: [ConstrType] = [.check, .foreign]

    /// The constraints of a column, each with the attributes that stand behind it: `transformConstraintAttrs`.
    private func constraintDefinitions(_ list: NodeList) throws(SQLError) -> [ConstraintDefinition] {
        var result: [ConstraintDefinition] = []
        var sawDeferrability = false
        var sawInitially = false
        var sawEnforced = false
        for constraint in list.compactMap(Constraint.init) {
            let range = constraint.node.byteRange
            func owner(_ kinds: [ConstrType], _ clause: String) throws(SQLError) -> Int {
                guard let last = result.last, kinds.contains(last.kind) else {
                    throw .syntax("misplaced \(clause) clause", range: range)
                }
                return result.count - 1
            }
            func once(_ saw: inout Bool, _ clauses: String) throws(SQLError) {
                guard !saw else { throw .syntax("multiple \(clauses) clauses not allowed", range: range) }
                saw = true
            }
            func mismatch() -> SQLError {
                .syntax("constraint declared INITIALLY DEFERRED must be DEFERRABLE", range: range)
            }
            switch constraint.contype {
            case .attrDeferrable:
                let last = try owner(Self.deferrableKinds, "DEFERRABLE")
                try once(&sawDeferrability, "DEFERRABLE/NOT DEFERRABLE")
                result[last].isDeferrable = true
            case .attrNotDeferrable:
                let last = try owner(Self.deferrableKinds, "NOT DEFERRABLE")
                try once(&sawDeferrability, "DEFERRABLE/NOT DEFERRABLE")
                result[last].isDeferrable = false
                if sawInitially, result[last].isDeferred { throw mismatch() }
            case .attrDeferred:
                let last = try owner(Self.deferrableKinds, "INITIALLY DEFERRED")
                try once(&sawInitially, "INITIALLY IMMEDIATE/DEFERRED")
                result[last].isDeferred = true
                if sawDeferrability, !result[last].isDeferrable { throw mismatch() }
                result[last].isDeferrable = true
            case .attrImmediate:
                let last = try owner(Self.deferrableKinds, "INITIALLY IMMEDIATE")
                try once(&sawInitially, "INITIALLY IMMEDIATE/DEFERRED")
                result[last].isDeferred = false
            case .attrEnforced:
                let last = try owner(Self.enforceableKinds, "ENFORCED")
                try once(&sawEnforced, "ENFORCED/NOT ENFORCED")
                result[last].isEnforced = true
            case .attrNotEnforced:
                let last = try owner(Self.enforceableKinds, "NOT ENFORCED")
                try once(&sawEnforced, "ENFORCED/NOT ENFORCED")
                result[last].isEnforced = false
                result[last].skipsValidation = true
                result[last].isInitiallyValid = false
            default:
                result.append(ConstraintDefinition(constraint))
                sawDeferrability = false
                sawInitially = false
                sawEnforced = false
            }
        }
        return result
    }

    private func conflictingNull(_ column: ColumnDefinition, _ table: TableTransformation, _ range: Range<Int>?)
        -> SQLError
    {
        .syntax(
            "conflicting NULL/NOT NULL declarations for column \"\(column.name)\" of table \"\(table.name)\"",
            range: range)
    }

    private func unsupportedOnForeign(_ kind: String, _ constraint: ConstraintDefinition) -> SQLError {
        SQLError("0A000", "\(kind) constraints are not supported on foreign tables", range: constraint.range)
    }

    private func transformColumnConstraint(
        _ constraint: ConstraintDefinition, _ column: inout ColumnDefinition, _ state: inout ColumnState,
        _ table: inout TableTransformation
    ) throws(SQLError) {
        var constraint = constraint
        switch constraint.kind {
        case .null:
            if (state.sawNullable && column.isNotNull) || state.needsNotNull {
                throw conflictingNull(column, table, constraint.range)
            }
            column.isNotNull = false
            state.sawNullable = true
        case .notnull: try transformNotNull(constraint, &column, &state, &table)
        case .default:
            guard !state.sawDefault else {
                throw .syntax(
                    "multiple default values specified for column \"\(column.name)\" of table \"\(table.name)\"",
                    range: constraint.range)
            }
            column.rawDefault = constraint.expression
            state.sawDefault = true
        case .identity: try transformIdentity(constraint, &column, &state, &table)
        case .generated:
            if table.isTyped { throw SQLError("0A000", "generated columns are not supported on typed tables") }
            guard !state.sawGenerated else {
                throw .syntax(
                    "multiple generation clauses specified for column \"\(column.name)\" of table \"\(table.name)\"",
                    range: constraint.range)
            }
            column.generated = constraint.node?.generatedKind == "s" ? .stored : .virtual
            column.rawDefault = constraint.expression
            state.sawGenerated = true
        case .check: table.checks.append(constraint)
        case .primary, .unique:
            if constraint.kind == .primary {
                if state.sawNullable, !column.isNotNull { throw conflictingNull(column, table, constraint.range) }
                state.needsNotNull = true
                if table.isForeign { throw unsupportedOnForeign("primary key", constraint) }
            }
            if table.isForeign { throw unsupportedOnForeign("unique", constraint) }
            if constraint.keys.isEmpty { constraint.keys = [column.name] }
            table.keys.append(constraint)
        case .foreign:
            if table.isForeign { throw unsupportedOnForeign("foreign key", constraint) }
            constraint.foreignColumns = [column.name]
            table.foreignKeys.append(constraint)
        default: break
        }
    }

    private func transformNotNull(
        _ constraint: ConstraintDefinition, _ column: inout ColumnDefinition, _ state: inout ColumnState,
        _ table: inout TableTransformation
    ) throws(SQLError) {
        if table.isPartitioned, constraint.isNoInherit {
            throw SQLError("0A000", "not-null constraints on partitioned tables cannot be NO INHERIT")
        }
        if state.sawNullable, !column.isNotNull { throw conflictingNull(column, table, constraint.range) }
        let name = column.name
        func conflict() -> SQLError {
            .syntax(
                "conflicting NO INHERIT declarations for not-null constraints on column \"\(name)\"",
                range: constraint.range)
        }
        if state.refusesNoInherit, constraint.isNoInherit { throw conflict() }
        if !column.isNotNull {
            column.isNotNull = true
            state.sawNullable = true
            state.needsNotNull = false
            var constraint = constraint
            constraint.keys = [column.name]
            state.notNull = table.notNulls.count
            table.notNulls.append(constraint)
        } else if let place = state.notNull {
            let earlier = table.notNulls[place]
            if let first = earlier.name, let second = constraint.name, first != second {
                throw SQLError(
                    "XX000", "conflicting not-null constraint names \"\(first)\" and \"\(second)\"",
                    range: constraint.range)
            }
            if earlier.isNoInherit != constraint.isNoInherit { throw conflict() }
            if earlier.name == nil { table.notNulls[place].name = constraint.name }
        }
    }

    private func transformIdentity(
        _ constraint: ConstraintDefinition, _ column: inout ColumnDefinition, _ state: inout ColumnState,
        _ table: inout TableTransformation
    ) throws(SQLError) {
        if table.isTyped { throw SQLError("0A000", "identity columns are not supported on typed tables") }
        if table.isPartition { throw SQLError("0A000", "identity columns are not supported on partitions") }
        guard !state.sawIdentity else {
            throw .syntax(
                "multiple identity specifications for column \"\(column.name)\" of table \"\(table.name)\"",
                range: constraint.range)
        }
        column.identitySequence = try createImplicitSequence(
            table, column: column.name, type: column.type?.oid,
            options: constraint.node?.options.compactMap(DefElem.init) ?? [], isIdentity: true)
        table.ownedSequences.append((column.identitySequence, column.name, true))
        column.identity = constraint.node?.generatedWhen == "a" ? .always : .byDefault
        state.sawIdentity = true
        if !state.sawNullable {
            state.needsNotNull = true
        } else if !column.isNotNull {
            throw conflictingNull(column, table, constraint.range)
        }
    }

    /// What a column cannot have at the same time.
    private func checkCombination(
        _ column: ColumnDefinition, _ state: ColumnState, _ table: TableTransformation,
        _ constraint: ConstraintDefinition
    ) throws(SQLError) {
        let pairs = [
            (state.sawDefault && state.sawIdentity, "both default and identity"),
            (state.sawDefault && state.sawGenerated, "both default and generation expression"),
            (state.sawIdentity && state.sawGenerated, "both identity and generation expression"),
        ]
        for (isThere, what) in pairs where isThere {
            throw .syntax(
                "\(what) specified for column \"\(column.name)\" of table \"\(table.name)\"", range: constraint.range)
        }
    }

    /// `transformTableConstraint`.
    func transformTableConstraint(_ constraint: ConstraintDefinition, _ table: inout TableTransformation)
        throws(SQLError)
    {
        switch constraint.kind {
        case .primary:
            if table.isForeign { throw unsupportedOnForeign("primary key", constraint) }
            table.keys.append(constraint)
        case .unique:
            if table.isForeign { throw unsupportedOnForeign("unique", constraint) }
            table.keys.append(constraint)
        case .exclusion:
            if table.isForeign { throw unsupportedOnForeign("exclusion", constraint) }
            table.keys.append(constraint)
        case .check: table.checks.append(constraint)
        case .notnull:
            if table.isPartitioned, constraint.isNoInherit {
                throw SQLError("0A000", "not-null constraints on partitioned tables cannot be NO INHERIT")
            }
            table.notNulls.append(constraint)
        case .foreign:
            if table.isForeign { throw unsupportedOnForeign("foreign key", constraint) }
            table.foreignKeys.append(constraint)
        default: break
        }
    }
}
