import PostgresSyntax

/// One type into another: `parse_coerce.c`, as far as it builds expressions.
extension Analyzer {
    /// `coerce_to_target_type`: nil if there is no way.
    func coerceIfPossible(
        _ value: Expression, to type: TypeReference, _ context: CastRow.Context, nameRange: Range<Int>? = nil
    ) throws(SQLError) -> Expression? {
        if value.isOpaque || type.oid == .none {
            return try make(.composition("cast"), type, [value], value.range, nameRange: nameRange)
        }
        guard canCoerce([value], to: [type.oid], context) else { return nil }
        // COLLATE stays outermost.
        if case .collate(let collation) = value.kind, executor.collation(ofType: type.oid) != .none {
            let inner = try coerceIfPossible(value.operands[0], to: type, context, nameRange: nameRange)
            return inner.map { collate($0, collation, value.range, nameRange: value.nameRange) }
        }
        let coerced = try coerce(value, to: type.oid, modifier: type.modifier, context, nameRange: nameRange)
        return try applyModifier(coerced, type, context)
    }

    /// `can_coerce_type`.
    func canCoerce(_ values: [Expression], to types: [OID], _ context: CastRow.Context) -> Bool {
        if values.contains(where: \.isOpaque) { return true }
        return executor.canCoerce(values.map(\.type.oid), to: types, context)
    }

    /// `coerce_type`: that it is possible is known.
    func coerce(
        _ value: Expression, to target: OID, modifier: Int32 = -1, _ context: CastRow.Context,
        nameRange: Range<Int>? = nil
    ) throws(SQLError) -> Expression {
        let source = value.type.oid
        if source == target || value.isOpaque || target == .none { return value }
        if target == OID.any || target.isPolymorphic {
            if source == .unknown { return value }
            let base = executor.baseType(value.type).oid
            guard base != source, Self.containerTypes.contains(target) else { return value }
            return try make(.relabel, TypeReference(base), [value], value.range)
        }
        if value.isUnknownConstant { return try constant(value, as: target, modifier: modifier, context, nameRange) }
        if case .parameter(let number) = value.kind, source == .unknown,
            inferred(number) != nil
        {
            return try inferParameter(value, number, target)
        }
        if case .collate(let collation) = value.kind {
            let inner = try coerce(value.operands[0], to: target, modifier: modifier, context, nameRange: nameRange)
            return executor.collation(ofType: target) == .none
                ? inner : collate(inner, collation, value.range, nameRange: value.nameRange)
        }
        return try convert(value, to: target, context, nameRange)
    }

    private static let containerTypes: Set<OID> = [
        OID.anyarray, OID.anyenum, OID.anyrange, OID.anymultirange,
        OID.anycompatiblearray, OID.anycompatiblerange, OID.anycompatiblemultirange,
    ]

    /// A constant gets its type: what is written is read as a value of it.
    private func constant(
        _ value: Expression, as target: OID, modifier: Int32, _ context: CastRow.Context, _ nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        let base = executor.baseType(TypeReference(target, modifier: modifier))
        guard case .constant(let text) = value.kind else { return value }
        if let text { try checkLiteral(text, base.oid, value.range) }
        // The modifier of a constant that is its type's own is applied afterwards.
        let collation = executor.collation(ofType: base.oid)
        let constant = Expression(
            .constant(text), TypeReference(base.oid), collation: collation,
            strength: collation == .none ? .none : .implicit, range: value.range, nameRange: nameRange)
        guard base.oid != target else { return constant }
        return try coerceToDomain(try applyModifier(constant, base, .implicit), target, nameRange)
    }

    /// The paths that `find_coercion_pathway` knows.
    private func convert(
        _ value: Expression, to target: OID, _ context: CastRow.Context, _ nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        let path = executor.coercionPath(from: value.type.oid, to: target, context)
        let base = executor.baseType(TypeReference(target))
        var result: Expression
        switch path {
        case .relabel:
            // A domain may be the same bits and yet has to be checked.
            if base.oid == target || executor.baseType(value.type).oid != base.oid {
                result = try make(.relabel, TypeReference(base.oid), [value], value.range, nameRange: nameRange)
            } else {
                result = value
            }
        case .function(let function):
            result = try make(
                .function(function), TypeReference(base.oid), [value], value.range, nameRange: nameRange)
        case .array:
            result = try make(
                .arrayCoercion, TypeReference(base.oid), [try arrayElement(value, base.oid, context)], value.range,
                nameRange: nameRange)
        case .inout:
            result = try make(.throughText, TypeReference(base.oid), [value], value.range, nameRange: nameRange)
        case .none:
            return try convertRow(value, to: target, context, nameRange)
        }
        if base.oid != target {
            result = try coerceToDomain(try applyModifier(result, base, context), target, nameRange)
        }
        return result
    }

    /// An array whose elements are converted: what converts one of them stands with the array.
    private func arrayElement(
        _ value: Expression, _ target: OID, _ context: CastRow.Context
    ) throws(SQLError) -> Expression {
        let source = executor.database.types[executor.baseType(value.type).oid]?.element ?? .none
        let element = executor.database.types[target]?.element ?? .none
        guard source != .none, element != .none, source != element else { return value }
        let placeholder = Expression(.composition("element"), TypeReference(source), range: value.range)
        guard executor.canCoerce([source], to: [element], context) else { return value }
        let converted = try coerce(placeholder, to: element, context)
        return try make(.composition("array"), value.type, [value, converted], value.range)
    }

    private func coerceToDomain(
        _ value: Expression, _ domain: OID, _ nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        try make(.domainCoercion, TypeReference(domain), [value], value.range, nameRange: nameRange)
    }

    /// Rows into rows: `coerce_record_to_complex`, a child's row into its parent's.
    private func convertRow(
        _ value: Expression, to target: OID, _ context: CastRow.Context, _ nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        guard value.type.oid == OID.record, case .composite(let columns, let relation) = executor.shape(ofType: target),
            relation != .none
        else {
            // A named row is a `record` as it is; a child's row becomes its parent's.
            if target == OID.record || target == OID.recordArray { return value }
            return try make(.rowConversion, TypeReference(target), [value], value.range, nameRange: nameRange)
        }
        let fields = try rowFields(of: value)
        guard let fields else {
            throw SQLError(
                "42846",
                "cannot cast type \(executor.format(value.type)) to "
                    + executor.format(target), range: value.range)
        }
        let base = executor.baseType(TypeReference(target)).oid
        var operands: [Expression] = []
        var next = 0
        for column in columns {
            if column.isDropped { continue }
            guard next < fields.count else { throw rowError(value, target, "Input has too few columns.") }
            let field = fields[next]
            guard let coerced = try coerceIfPossible(field, to: column.type, context) else {
                throw rowError(
                    value, target,
                    "Cannot cast type \(executor.format(field.type)) to "
                        + "\(executor.format(column.type)) in column \(next + 1).")
            }
            operands.append(coerced)
            next += 1
        }
        guard next == fields.count else { throw rowError(value, target, "Input has too many columns.") }
        let row = Expression(.row, TypeReference(base), operands: operands, range: value.range, nameRange: nameRange)
        return base == target ? row : try coerceToDomain(row, target, nameRange)
    }

    private func rowError(_ value: Expression, _ target: OID, _ detail: String) -> SQLError {
        SQLError(
            "42846",
            "cannot cast type \(executor.format(value.type)) to "
                + executor.format(target), detail: detail, range: value.range)
    }

    private func rowFields(of value: Expression) throws(SQLError) -> [Expression]? {
        switch value.kind {
        case .row: return value.operands
        case .variable(let entry, 0):
            let item = item(of: entry)
            return item.columns.compactMap { $0.entry == nil ? nil : variable($0, value.range) }
        default: return nil
        }
    }

    // MARK: Modifiers

    /// `coerce_type_typmod`.
    func applyModifier(
        _ value: Expression, _ type: TypeReference, _ context: CastRow.Context
    ) throws(SQLError) -> Expression {
        guard value.type.oid == type.oid, type.modifier != value.type.modifier, !value.isOpaque else { return value }
        if case .domainCoercion = value.kind { return value }
        let isArray = executor.database.types[type.oid]?.isTrueArray ?? false
        let subject = isArray ? executor.database.types[type.oid]?.element ?? .none : type.oid
        guard type.modifier >= 0 else {
            return try make(.relabel, type, [value], value.range)
        }
        guard let cast = executor.database.casts.find(CastRow.name(subject, subject)),
            let function = executor.database.casts[cast]?.function, function != .none
        else { return retyped(value, type) }
        if isArray { return try make(.arrayCoercion, type, [value], value.range, nameRange: value.nameRange) }
        return try make(.function(function), type, [value], value.range, nameRange: value.nameRange)
    }

    private func retyped(_ value: Expression, _ type: TypeReference) -> Expression {
        Expression(
            value.kind, type, collation: value.collation, strength: value.strength, operands: value.operands,
            range: value.range, nameRange: value.nameRange, returnsSet: value.returnsSet)
    }

    // MARK: Contexts that ask for a type

    /// `coerce_to_boolean`.
    func coerceToBoolean(_ value: Expression, construct: String) throws(SQLError) -> Expression {
        var result = value
        if value.type.oid != OID.bool, !value.isOpaque {
            guard let coerced = try coerceIfPossible(value, to: TypeReference(OID.bool), .assignment) else {
                throw .datatypeMismatch(
                    "argument of \(construct) must be type boolean, not type "
                        + executor.format(value.type.oid), range: value.range)
            }
            result = coerced
        }
        try checkNoSet(value, construct)
        return result
    }

    /// `coerce_to_specific_type_typmod`.
    func coerceTo(
        _ value: Expression, _ type: OID, modifier: Int32 = -1, construct: String
    ) throws(SQLError) -> Expression {
        var result = value
        if value.type.oid != type {
            guard let coerced = try coerceIfPossible(value, to: TypeReference(type, modifier: modifier), .assignment)
            else {
                throw .datatypeMismatch(
                    "argument of \(construct) must be type \(executor.format(type)), "
                        + "not type \(executor.format(value.type.oid))",
                    range: value.range)
            }
            result = coerced
        }
        try checkNoSet(value, construct)
        return result
    }

    private func checkNoSet(_ value: Expression, _ construct: String) throws(SQLError) {
        if value.containsSet {
            throw .datatypeMismatch("argument of \(construct) must not return a set", range: value.range)
        }
    }

    /// `select_common_type`.
    func commonType(_ values: [Expression], _ construct: String, _ range: Range<Int>) throws(SQLError) -> OID {
        let known = values.filter { !$0.isOpaque }
        guard known.count == values.count else {
            return known.first { $0.type.oid != .unknown }?.type.oid ?? .none
        }
        return try executor.commonType(values.map(\.type.oid), context: construct, range: range)
    }

    /// `select_common_typmod`.
    func commonModifier(_ values: [Expression], _ type: OID) -> Int32 {
        guard let first = values.first?.type, first.oid == type,
            values.allSatisfy({ $0.type == first })
        else { return -1 }
        return first.modifier
    }

    /// `coerce_to_common_type`.
    func coerceToCommonType(_ value: Expression, _ type: OID, _ construct: String) throws(SQLError) -> Expression {
        if value.type.oid == type || value.isOpaque || type == .none { return value }
        guard canCoerce([value], to: [type], .implicit) else {
            throw SQLError(
                "42846",
                "\(construct) could not convert type \(executor.format(value.type.oid)) "
                    + "to \(executor.format(type))", range: value.range)
        }
        return try coerce(value, to: type, .implicit)
    }

    /// Values that become of one type, such as those of CASE.
    func unified(
        _ values: [Expression], _ construct: String, _ range: Range<Int>
    ) throws(SQLError) -> (values: [Expression], type: OID) {
        let type = try commonType(values, construct, range)
        var result: [Expression] = []
        for value in values { result.append(try coerceToCommonType(value, type, construct)) }
        return (result, type)
    }

    // MARK: Parameters without a type

    private func inferred(_ number: Int) -> AnalysisParameter? {
        guard context.infersParameters, number > 0, number <= context.parameters.count else { return nil }
        return context.parameters[number - 1]
    }

    /// `variable_coerce_param_hook`.
    private func inferParameter(_ value: Expression, _ number: Int, _ target: OID) throws(SQLError) -> Expression {
        let known = context.parameters[number - 1].type.oid
        if known == .unknown {
            context.parameters[number - 1].type = TypeReference(target)
        } else if known != target {
            throw SQLError(
                "42P08", "inconsistent types deduced for parameter $\(number)",
                detail: "\(executor.format(known)) versus "
                    + executor.format(target), range: value.range)
        }
        return parameter(number, TypeReference(target), value.range)
    }
}
