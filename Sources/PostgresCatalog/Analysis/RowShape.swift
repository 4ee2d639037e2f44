import PostgresSyntax

/// What the values of an expression are made of: `TypeFuncClass`.
enum RowShape {
    case scalar
    /// Rows with these columns; of a named type if it has a relation.
    case composite([RangeTableEntry.Column], relation: OID)
    /// Rows that say themselves what they are.
    case record
    /// A pseudo-type that cannot be stored.
    case other
    case opaque
}

extension Executor {
    /// `get_expr_result_type`.
    func resultShape(of value: Expression) -> RowShape {
        switch value.kind {
        case .function(let oid), .operator(_, procedure: let oid):
            if value.type.oid == OID.record, let columns = outputColumns(of: oid, value.operands) {
                return .composite(columns, relation: .none)
            }
        case .row where value.type.oid == OID.record:
            let columns = value.operands.enumerated().map { index, operand in
                RangeTableEntry.Column(name: "f\(index + 1)", type: operand.type, collation: operand.collation)
            }
            return .composite(columns, relation: .none)
        case .variable(let entry, 0) where value.type.oid == OID.record:
            if entry.isOpaque { return .opaque }
            return .composite(entry.columns, relation: .none)
        case .variable(let entry, let number) where value.type.oid == OID.record && number > 0:
            return shape(ofColumn: Int(number), entry)
        case .subLink(let query) where value.type.oid == OID.record:
            if let target = query.outputs.first { return resultShape(of: target.expression) }
        default: break
        }
        return shape(ofType: value.type.oid)
    }

    /// What a column of type `record` holds, as far as the query says so: `expandRecordVariable`.
    private func shape(ofColumn number: Int, _ entry: RangeTableEntry) -> RowShape {
        let query: Query? =
            switch entry.kind {
            case .subquery(let query): query
            case .commonTable(let table): table.query
            default: nil
            }
        guard let outputs = query?.outputs, number <= outputs.count else { return .record }
        return resultShape(of: outputs[number - 1].expression)
    }

    /// `get_type_func_class`.
    func shape(ofType oid: OID) -> RowShape {
        guard oid != .none, let type = database.types[oid] else { return .opaque }
        switch type.kind {
        case .composite: return .composite(columns(ofRelation: type.relation), relation: type.relation)
        case .domain:
            let base = baseType(TypeReference(oid)).oid
            guard base != oid, let row = database.types[base] else { return .opaque }
            return row.kind == .composite
                ? .composite(columns(ofRelation: row.relation), relation: row.relation) : .scalar
        case .base, .enum, .range, .multirange: return .scalar
        case .pseudo:
            if oid == OID.record { return .record }
            return oid == OID.void || oid == OID.cstring || oid.isPolymorphic ? .scalar : .other
        }
    }

    /// Whether values of a type have columns, domains over rows among them: `ISCOMPLEX`.
    func isComposite(_ type: OID) -> Bool {
        if case .composite(_, let relation) = shape(ofType: type) { return relation != .none }
        return false
    }

    /// The columns that OUT parameters make: `build_function_result_tupdesc_t`; nil if there are none.
    func outputColumns(of oid: OID, _ operands: [Expression]) -> [RangeTableEntry.Column]? {
        guard let procedure = database.procedures[oid] else { return nil }
        let outputs = procedure.parameters.filter { $0.mode == .out || $0.mode == .inout || $0.mode == .table }
        guard !outputs.isEmpty else { return nil }
        return outputs.enumerated().map { index, parameter in
            let type = actualType(parameter.type, of: procedure, operands)
            return RangeTableEntry.Column(
                name: parameter.name.isEmpty ? "column\(index + 1)" : parameter.name, type: TypeReference(type),
                collation: collation(ofType: type))
        }
    }

    /// What a polymorphic type means in a call: `resolve_polymorphic_tupdesc`.
    private func actualType(_ declared: OID, of procedure: ProcedureRow, _ operands: [Expression]) -> OID {
        guard declared.isPolymorphic else { return declared }
        let isCompatible = Self.compatibleTypes.contains(declared)
        var element = OID.none
        for (parameter, operand) in zip(procedure.argumentTypes, operands)
        where parameter.isPolymorphic && Self.compatibleTypes.contains(parameter) == isCompatible {
            let actual = baseType(operand.type).oid
            switch parameter {
            case OID.anyarray, OID.anycompatiblearray:
                element = database.types[actual]?.element ?? .none
            case OID.anyrange, OID.anycompatiblerange:
                if declared == parameter { return operand.type.oid }
                element = database.types[actual]?.subtype ?? .none
            case OID.anymultirange, OID.anycompatiblemultirange:
                if declared == parameter { return operand.type.oid }
                element = database.types[database.types[actual]?.rangePartner ?? .none]?.subtype ?? .none
            default: element = operand.type.oid
            }
            if element != .none { break }
        }
        switch declared {
        case OID.anyarray, OID.anycompatiblearray: return database.types[element]?.array ?? .none
        default: return element
        }
    }

    private static let compatibleTypes: Set<OID> = [
        OID.anycompatible, OID.anycompatiblearray, OID.anycompatiblenonarray,
        OID.anycompatiblerange, OID.anycompatiblemultirange,
    ]

    /// `get_typcollation`.
    func collation(ofType oid: OID) -> OID { database.types[oid]?.collation ?? .none }

    /// The collation of this name: `LookupCollation`.
    func collation(_ names: [String], range: Range<Int>?) throws(SQLError) -> OID {
        if let found = try find(database.collations, names, range: range) { return found }
        throw SQLError(
            "42704", "collation \"\(names.joined(separator: "."))\" for encoding \"UTF8\" does not exist", range: range)
    }
}
