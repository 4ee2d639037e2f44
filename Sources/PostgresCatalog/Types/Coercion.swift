extension CastRow.Context: Comparable {
    private var rank: Int {
        switch self {
        case .implicit: 0
        case .assignment: 1
        case .explicit: 2
        }
    }

    /// A cast of the lesser context is done in the greater one too.
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// How a value of one type becomes one of another: `CoercionPathType`.
enum CoercionPath: Equatable {
    /// There is no way.
    case none
    /// The same bits: nothing is called.
    case relabel
    case function(OID)
    /// Each element of an array by itself.
    case array
    /// Through its text.
    case `inout`
}

/// Coercions between types: PostgreSQL's `parse_coerce.c`.
extension Executor {
    /// How `source` becomes `target` in this context: `find_coercion_pathway`.
    func coercionPath(from source: OID, to target: OID, _ context: CastRow.Context) -> CoercionPath {
        let source = database.baseType(source)
        let target = database.baseType(target)
        if source == target { return .relabel }
        if let cast = database.cast(from: source, to: target) {
            guard cast.context <= context else { return .none }
            switch cast.method {
            case .function: return .function(cast.function)
            case .inout: return .inout
            case .binary: return .relabel
            }
        }
        // The vectors would capture what is meant for other arrays.
        if target != .oidvector, target != .int2vector {
            let targetElement = database.elementType(target)
            let sourceElement = targetElement == .none ? .none : database.elementType(source)
            if sourceElement != .none, coercionPath(from: sourceElement, to: targetElement, context) != .none {
                return .array
            }
        }
        if context >= .assignment, database.category(target) == "S" { return .inout }
        if context >= .explicit, database.category(source) == "S" { return .inout }
        return .none
    }

    /// Whether arguments of types `sources` can be given where `targets` are asked for: `can_coerce_type`.
    func canCoerce(_ sources: [OID], to targets: [OID], _ context: CastRow.Context) -> Bool {
        var hasPolymorphic = false
        for (source, target) in zip(sources, targets) where source != target && target != .any {
            if target.isPolymorphic {
                hasPolymorphic = true
            } else if !canCoerce(source, to: target, context) {
                return false
            }
        }
        return !hasPolymorphic || arePolymorphicallyConsistent(sources, declared: targets)
    }

    /// Whether a value can be given where a type that is not polymorphic is asked for.
    func canCoerce(_ source: OID, to target: OID, _ context: CastRow.Context) -> Bool {
        if source == target || target == .any || source == .unknown { return true }
        if target.isPolymorphic { return arePolymorphicallyConsistent([source], declared: [target]) }
        if coercionPath(from: source, to: target, context) != .none { return true }
        if source == .record, database.isComplex(target) { return true }
        if target == .record, database.isComplex(source) { return true }
        if target == .recordArray, database.isComplex(database.elementType(source)) { return true }
        return database.typeInherits(source, from: target) || database.isRow(source, ofTableOf: target)
    }

    /// The type that a domain over a domain over … is made of; any other type itself: `getBaseTypeAndTypmod`.
    func baseType(_ type: TypeReference) -> TypeReference {
        var result = type
        while let base = database.types[result.oid]?.base { result = base }
        return result
    }

    /// Whether values of one type are values of the other, with nothing called: `IsBinaryCoercible`.
    func isBinaryCoercible(_ source: OID, to target: OID) -> Bool {
        if source == target || target == .any || target == .anyelement || target == .anycompatible { return true }
        let source = database.baseType(source)
        if source == target { return true }
        switch target {
        case .anyarray, .anycompatiblearray: if database.elementType(source) != .none { return true }
        case .anynonarray, .anycompatiblenonarray: if database.elementType(source) == .none { return true }
        case .anyenum: if database.types[source]?.kind == .enum { return true }
        case .anyrange, .anycompatiblerange: if database.types[source]?.kind == .range { return true }
        case .anymultirange, .anycompatiblemultirange: if database.types[source]?.kind == .multirange { return true }
        case .record: if database.isComplex(source) { return true }
        case .recordArray: if database.isComplex(database.elementType(source)) { return true }
        default: break
        }
        guard let cast = database.cast(from: source, to: target) else { return false }
        return cast.method == .binary && cast.context == .implicit
    }

    // MARK: One type for several values

    /// The type that CASE, UNION, VALUES … give to values of several types: `select_common_type`.
    ///
    /// - Parameter context: the construct in PostgreSQL's words, for the error: `CASE`, `UNION`, `VALUES` …
    func commonType(_ types: [OID], context: String, range: Range<Int>) throws(SQLError) -> OID {
        do throws(PolymorphicConflict) {
            return try commonType(types)
        } catch {
            guard case .unmatched(let first, let second) = error else { throw sqlError(error, range: range) }
            throw .datatypeMismatch(
                "\(context) types \(format(first)) and \(format(second)) cannot be matched", range: range)
        }
    }

    /// The type that values of several types have in common, as far as their categories tell; the earlier ones have
    /// some preference.
    func commonType(_ types: [OID]) throws(PolymorphicConflict) -> OID {
        if let first = types.first, first != .unknown, types.allSatisfy({ $0 == first }) { return first }
        var chosen = OID.unknown
        for type in types {
            let type = database.baseType(type)
            if type == .unknown || type == chosen { continue }
            if chosen == .unknown {
                chosen = type
            } else if database.category(type) != database.category(chosen) {
                throw .unmatched(chosen, type)
            } else if !database.isPreferred(chosen), canCoerce(chosen, to: type, .implicit),
                !canCoerce(type, to: chosen, .implicit)
            {
                chosen = type
            }
        }
        return chosen == .unknown ? .text : chosen
    }

    /// Whether values of all these types can be given where the common type is asked for: `verify_common_type`.
    func verifyCommonType(_ common: OID, _ types: [OID]) -> Bool {
        types.allSatisfy { canCoerce($0, to: common, .implicit) }
    }

    /// The modifier of values of several types as their common type: `select_common_typmod`.
    func commonModifier(_ types: [TypeReference], common: OID) -> Int32 {
        guard let first = types.first, first.oid == common, types.allSatisfy({ $0 == first }) else { return -1 }
        return first.modifier
    }
}

/// What there is to know of a type.
extension Database {
    /// The type that a domain over a domain over … is made of; any other type itself: `getBaseType`.
    func baseType(_ type: OID) -> OID {
        var result = type
        while let base = types[result]?.base { result = base.oid }
        return result
    }

    /// What a true array type is an array of; ``OID/none`` for any other type: `get_element_type`.
    func elementType(_ type: OID) -> OID {
        guard let row = types[type], row.isTrueArray else { return .none }
        return row.element
    }

    /// The element type of an array or of a domain over one: `get_base_element_type`.
    func baseElementType(_ type: OID) -> OID { elementType(baseType(type)) }

    /// `typcategory`; a type that is unknown here has category X.
    func category(_ type: OID) -> Character { types[type]?.category ?? "X" }

    /// `typispreferred`.
    func isPreferred(_ type: OID) -> Bool { types[type]?.isPreferred ?? false }

    /// The relation whose rows a composite type, or a domain over one, is the type of: `typeOrDomainTypeRelid`.
    func relation(ofRowType type: OID) -> OID { types[baseType(type)]?.relation ?? .none }

    /// Whether a type is composite, or a domain over such a type.
    func isComplex(_ type: OID) -> Bool { type != .none && relation(ofRowType: type) != .none }

    /// The cast between two types, if there is one.
    func cast(from source: OID, to target: OID) -> CastRow? {
        casts.find(CastRow.name(source, target)).flatMap { casts[$0] }
    }

    /// Whether a row of one type belongs to a table that inherits from the other's: `typeInheritsFrom`.
    func typeInherits(_ type: OID, from ancestor: OID) -> Bool {
        let ancestorRelation = types[ancestor]?.relation ?? .none
        guard ancestorRelation != .none else { return false }
        let relation = relation(ofRowType: type)
        guard relation != .none else { return false }
        var pending = relations[relation]?.parents ?? []
        var visited: Set<OID> = []
        while let next = pending.popLast() {
            if next == ancestorRelation { return true }
            if visited.insert(next).inserted { pending += relations[next]?.parents ?? [] }
        }
        return false
    }

    /// Whether a row of one type belongs to a table that was made `OF` the other: `typeIsOfTypedTable`.
    func isRow(_ type: OID, ofTableOf composite: OID) -> Bool {
        let relation = relation(ofRowType: type)
        guard relation != .none, let ofType = relations[relation]?.ofType else { return false }
        return ofType != .none && ofType == composite
    }
}
