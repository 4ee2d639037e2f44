extension OID {
    /// `anyelement` and its relatives: one type that is the same everywhere in a signature.
    var isFirstPolymorphicFamily: Bool {
        switch self {
        case .anyelement, .anyarray, .anynonarray, .anyenum, .anyrange, .anymultirange: true
        default: false
        }
    }

    /// `anycompatible` and its relatives: types that have one in common.
    var isSecondPolymorphicFamily: Bool {
        switch self {
        case .anycompatible, .anycompatiblearray, .anycompatiblenonarray, .anycompatiblerange,
            .anycompatiblemultirange:
            true
        default: false
        }
    }

    var isPolymorphic: Bool { isFirstPolymorphicFamily || isSecondPolymorphicFamily }
}

/// Why types cannot stand for the polymorphic types of a signature.
enum PolymorphicConflict: Error {
    case notAlike(StaticString, OID, OID)
    /// An argument declared so is not of that kind of type.
    case wrongKind(StaticString, StaticString, OID)
    case inconsistent(StaticString, StaticString, OID, OID)
    case unknownElement
    /// The type declared so, if it matters which, has only inputs of type `unknown`.
    case undetermined(StaticString)
    case isArray(StaticString, OID)
    case notEnum(OID)
    case unmatched(OID, OID)
    case noCommonType
    case noArrayType(OID)
    case otherRange(StaticString, OID, OID)
}

/// What the polymorphic types in a signature stand for.
private struct PolymorphicTypes {
    var element = OID.none
    var array = OID.none
    var range = OID.none
    var multirange = OID.none
    /// The arguments of the first family.
    var firstFamilyCount = 0
    var hasUnknown = false
    var mustBeNonArray = false
    var mustBeEnum = false
    var hasMultirange = false

    var common = OID.none
    var commonArray = OID.none
    var commonRange = OID.none
    var commonRangeElement = OID.none
    var commonMultirange = OID.none
    var commonMultirangeElement = OID.none
    /// The types of which ``common`` is the common one.
    var commonCandidates: [OID] = []
    var hasSecondFamily = false
    var commonMustBeNonArray = false
    var hasCommonArray = false
    var hasCommonRange = false
    var hasCommonMultirange = false

    init() {}

    /// Notes what the result asks for.
    init(result: OID) {
        mustBeNonArray = result == .anynonarray
        mustBeEnum = result == .anyenum
        hasMultirange = result == .anymultirange
        commonMustBeNonArray = result == .anycompatiblenonarray
        hasCommonArray = result == .anycompatiblearray
        hasCommonRange = result == .anycompatiblerange
        hasCommonMultirange = result == .anycompatiblemultirange
    }

    /// Sets one of the types, which has to stay the same.
    mutating func unify(
        _ place: WritableKeyPath<PolymorphicTypes, OID>, _ type: OID, _ name: StaticString
    ) throws(PolymorphicConflict) {
        let known = self[keyPath: place]
        if known != .none, known != type { throw .notAlike(name, known, type) }
        self[keyPath: place] = type
    }
}

/// Polymorphic functions and operators.
extension Executor {
    /// Whether the types of arguments agree with each other as the polymorphic types among those declared ask for:
    /// `check_generic_type_consistency`.
    func arePolymorphicallyConsistent(_ actual: [OID], declared: [OID]) -> Bool {
        var types = PolymorphicTypes()
        do throws(PolymorphicConflict) {
            try collect(actual, declared, allowsPolymorphic: false, into: &types)
            try relateFirstFamily(&types)
            if types.mustBeNonArray, database.baseElementType(types.element) != .none { return false }
            if types.mustBeEnum, database.types[types.element]?.kind != .enum { return false }
            try relateSecondFamily(&types)
            guard !types.commonCandidates.isEmpty else { return true }
            let common = try commonType(types.commonCandidates)
            guard verifyCommonType(common, types.commonCandidates) else { return false }
            if types.commonMustBeNonArray, database.baseElementType(common) != .none { return false }
            return types.commonRangeElement == .none || types.commonRangeElement == common
        } catch {
            return false
        }
    }

    /// Finds what the polymorphic types of a signature stand for: `enforce_generic_type_consistency`.
    ///
    /// - Parameters:
    ///   - declared: the declared types of the arguments; where an argument has to be coerced, the type to coerce to.
    ///   - allowsPolymorphic: whether arguments may be polymorphic themselves, as in the definition of an aggregate.
    /// - Returns: the type of the result.
    func resolvePolymorphism(
        _ actual: [OID], declared: inout [OID], result: OID, allowsPolymorphic: Bool = false, range: Range<Int>? = nil
    ) throws(SQLError) -> OID {
        guard declared.contains(where: \.isPolymorphic) else { return result }
        do throws(PolymorphicConflict) {
            var types = PolymorphicTypes(result: result)
            try collect(actual, declared, allowsPolymorphic: allowsPolymorphic, into: &types)
            if types.firstFamilyCount > 0 {
                try resolveFirstFamily(&types, result: result, allowsPolymorphic: allowsPolymorphic)
            }
            if types.hasSecondFamily {
                try resolveSecondFamily(&types, allowsPolymorphic: allowsPolymorphic)
                replaceSecondFamily(&declared, types)
            }
            if types.hasUnknown { try replaceUnknown(&declared, actual, &types) }
            return try self.result(result, types)
        } catch {
            throw sqlError(error, range: range)
        }
    }

    // MARK: Arguments

    private func collect(
        _ actual: [OID], _ declared: [OID], allowsPolymorphic: Bool, into types: inout PolymorphicTypes
    ) throws(PolymorphicConflict) {
        for (actual, declared) in zip(actual, declared) where declared.isPolymorphic {
            note(declared, in: &types)
            if actual == .unknown {
                if declared.isFirstPolymorphicFamily { types.hasUnknown = true }
                continue
            }
            if allowsPolymorphic, declared == actual { continue }
            switch declared {
            case .anyelement, .anynonarray, .anyenum: try types.unify(\.element, actual, "anyelement")
            case .anyarray: try types.unify(\.array, database.baseType(actual), "anyarray")
            case .anyrange: try types.unify(\.range, database.baseType(actual), "anyrange")
            case .anymultirange: try types.unify(\.multirange, database.baseType(actual), "anymultirange")
            case .anycompatible, .anycompatiblenonarray: types.commonCandidates.append(actual)
            default: try collectSecondFamily(database.baseType(actual), declared, into: &types)
            }
        }
    }

    private func note(_ declared: OID, in types: inout PolymorphicTypes) {
        if declared.isFirstPolymorphicFamily { types.firstFamilyCount += 1 } else { types.hasSecondFamily = true }
        switch declared {
        case .anynonarray: types.mustBeNonArray = true
        case .anyenum: types.mustBeEnum = true
        case .anymultirange: types.hasMultirange = true
        case .anycompatiblenonarray: types.commonMustBeNonArray = true
        case .anycompatiblearray: types.hasCommonArray = true
        case .anycompatiblerange: types.hasCommonRange = true
        case .anycompatiblemultirange: types.hasCommonMultirange = true
        default: break
        }
    }

    private func collectSecondFamily(
        _ actual: OID, _ declared: OID, into types: inout PolymorphicTypes
    ) throws(PolymorphicConflict) {
        switch declared {
        case .anycompatiblearray:
            let element = database.elementType(actual)
            if element == .none { throw .wrongKind("anycompatiblearray", "an array", actual) }
            types.commonCandidates.append(element)
        case .anycompatiblerange:
            let isFirst = types.commonRange == .none
            try types.unify(\.commonRange, actual, "anycompatiblerange")
            guard isFirst else { return }
            types.commonRangeElement = subtype(ofRange: actual)
            if types.commonRangeElement == .none { throw .wrongKind("anycompatiblerange", "a range type", actual) }
            types.commonCandidates.append(types.commonRangeElement)
        default:
            try types.unify(\.commonMultirange, actual, "anycompatiblemultirange")
            types.commonMultirangeElement = range(ofMultirange: actual)
            if types.commonMultirangeElement == .none {
                throw .wrongKind("anycompatiblemultirange", "a multirange type", actual)
            }
        }
    }

    private func subtype(ofRange type: OID) -> OID {
        guard let row = database.types[type], row.kind == .range else { return .none }
        return row.subtype
    }

    private func range(ofMultirange type: OID) -> OID {
        guard let row = database.types[type], row.kind == .multirange else { return .none }
        return row.rangePartner
    }

    private func multirange(ofRange type: OID) -> OID {
        guard let row = database.types[type], row.kind == .range else { return .none }
        return row.rangePartner
    }

    // MARK: The first family

    /// Finds the element type from the array, the multirange and the range, which have to agree.
    private func relateFirstFamily(_ types: inout PolymorphicTypes) throws(PolymorphicConflict) {
        if types.array != .none, types.array != .anyarray {
            let element = database.elementType(types.array)
            if element == .none { throw .wrongKind("anyarray", "an array", types.array) }
            if types.element == .none { types.element = element }
            if types.element != element { throw .inconsistent("anyarray", "anyelement", types.array, types.element) }
        }
        if types.multirange != .none {
            let range = range(ofMultirange: types.multirange)
            if range == .none { throw .wrongKind("anymultirange", "a multirange type", types.multirange) }
            if types.range == .none { types.range = range }
            if types.range != range { throw .inconsistent("anymultirange", "anyrange", types.multirange, types.range) }
        } else if types.hasMultirange, types.range != .none {
            types.multirange = multirange(ofRange: types.range)
        }
        if types.range != .none {
            let element = subtype(ofRange: types.range)
            if element == .none { throw .wrongKind("anyrange", "a range type", types.range) }
            if types.element == .none { types.element = element }
            if types.element != element { throw .inconsistent("anyrange", "anyelement", types.range, types.element) }
        }
    }

    private func resolveFirstFamily(
        _ types: inout PolymorphicTypes, result: OID, allowsPolymorphic: Bool
    ) throws(PolymorphicConflict) {
        if types.array == .anyarray {
            // Columns of pg_statistic have that type: what the elements are is not known.
            guard types.firstFamilyCount == 1, result == .anyarray || !result.isFirstPolymorphicFamily else {
                throw .unknownElement
            }
            types.element = .anyelement
        }
        try relateFirstFamily(&types)
        if types.element == .none {
            guard allowsPolymorphic else { throw .undetermined("") }
            types.element = .anyelement
            types.array = .anyarray
            types.range = .anyrange
            types.multirange = .anymultirange
        }
        guard types.element != .anyelement else { return }
        if types.mustBeNonArray, database.baseElementType(types.element) != .none {
            throw .isArray("anynonarray", types.element)
        }
        if types.mustBeEnum, database.types[types.element]?.kind != .enum { throw .notEnum(types.element) }
    }

    /// Gives string constants among the arguments of the first family the types that were found.
    private func replaceUnknown(
        _ declared: inout [OID], _ actual: [OID], _ types: inout PolymorphicTypes
    ) throws(PolymorphicConflict) {
        for index in actual.indices where actual[index] == .unknown {
            switch declared[index] {
            case .anyelement, .anynonarray, .anyenum: declared[index] = types.element
            case .anyarray:
                if types.array == .none { types.array = try array(of: types.element) }
                declared[index] = types.array
            case .anyrange:
                if types.range == .none { throw .undetermined("anyrange") }
                declared[index] = types.range
            case .anymultirange:
                if types.multirange == .none { throw .undetermined("anymultirange") }
                declared[index] = types.multirange
            default: break
            }
        }
    }

    private func array(of element: OID) throws(PolymorphicConflict) -> OID {
        guard let array = database.types[element]?.array, array != .none else { throw .noArrayType(element) }
        return array
    }

    // MARK: The second family

    /// Finds the range from the multirange, which has to agree.
    private func relateSecondFamily(_ types: inout PolymorphicTypes) throws(PolymorphicConflict) {
        if types.commonMultirange != .none {
            if types.commonRange == .none {
                types.commonRange = types.commonMultirangeElement
                types.commonRangeElement = subtype(ofRange: types.commonRange)
                if types.commonRangeElement == .none {
                    throw .wrongKind("anycompatiblemultirange", "a multirange type", types.commonMultirange)
                }
                types.hasCommonRange = true
                types.commonCandidates.append(types.commonRangeElement)
            } else if types.commonRange != types.commonMultirangeElement {
                throw .inconsistent(
                    "anycompatiblemultirange", "anycompatiblerange", types.commonMultirange, types.commonRange)
            }
        } else if types.hasCommonMultirange, types.commonRange != .none {
            types.commonMultirange = multirange(ofRange: types.commonRange)
        }
    }

    private func resolveSecondFamily(
        _ types: inout PolymorphicTypes, allowsPolymorphic: Bool
    ) throws(PolymorphicConflict) {
        try relateSecondFamily(&types)
        if types.commonCandidates.isEmpty {
            if allowsPolymorphic {
                types.common = .anycompatible
                types.commonArray = .anycompatiblearray
                types.commonRange = .anycompatiblerange
                types.commonMultirange = .anycompatiblemultirange
                return
            }
            types.common = .text
            types.commonArray = .textArray
            if types.hasCommonRange { throw .undetermined("anycompatiblerange") }
            if types.hasCommonMultirange { throw .undetermined("anycompatiblemultirange") }
            return
        }
        types.common = try commonType(types.commonCandidates)
        guard verifyCommonType(types.common, types.commonCandidates) else { throw .noCommonType }
        if types.hasCommonArray { types.commonArray = try array(of: types.common) }
        if types.hasCommonRange {
            if types.commonRange == .none { throw .undetermined("anycompatiblerange") }
            if types.commonRangeElement != types.common {
                throw .otherRange("anycompatiblerange", types.commonRange, types.common)
            }
        }
        if types.hasCommonMultirange {
            if types.commonMultirange == .none { throw .undetermined("anycompatiblemultirange") }
            if types.commonRangeElement != types.common {
                throw .otherRange("anycompatiblemultirange", types.commonMultirange, types.common)
            }
        }
        if types.commonMustBeNonArray, database.baseElementType(types.common) != .none {
            throw .isArray("anycompatiblenonarray", types.common)
        }
    }

    private func replaceSecondFamily(_ declared: inout [OID], _ types: PolymorphicTypes) {
        for index in declared.indices {
            switch declared[index] {
            case .anycompatible, .anycompatiblenonarray: declared[index] = types.common
            case .anycompatiblearray: declared[index] = types.commonArray
            case .anycompatiblerange: declared[index] = types.commonRange
            case .anycompatiblemultirange: declared[index] = types.commonMultirange
            default: break
            }
        }
    }

    // MARK: The result

    private func result(_ type: OID, _ types: PolymorphicTypes) throws(PolymorphicConflict) -> OID {
        let found: OID
        let name: StaticString
        switch type {
        case .anyelement, .anynonarray, .anyenum: return types.element
        case .anyarray: return types.array == .none ? try array(of: types.element) : types.array
        case .anyrange: (found, name) = (types.range, "anyrange")
        case .anymultirange: (found, name) = (types.multirange, "anymultirange")
        case .anycompatible, .anycompatiblenonarray: (found, name) = (types.common, "anycompatible")
        case .anycompatiblearray: (found, name) = (types.commonArray, "anycompatiblearray")
        case .anycompatiblerange: (found, name) = (types.commonRange, "anycompatiblerange")
        case .anycompatiblemultirange: (found, name) = (types.commonMultirange, "anycompatiblemultirange")
        default: return type
        }
        if found == .none { throw .undetermined(name) }
        return found
    }

    /// The words PostgreSQL has for a conflict.
    func sqlError(_ conflict: PolymorphicConflict, range: Range<Int>?) -> SQLError {
        var detail: String?
        let message: String
        switch conflict {
        case .notAlike(let name, let first, let second):
            message = "arguments declared \"\(name)\" are not all alike"
            detail = "\(format(first)) versus \(format(second))"
        case .wrongKind(let name, let kind, let type):
            message = "argument declared \(name) is not \(kind) but type \(format(type))"
        case .inconsistent(let first, let second, let firstType, let secondType):
            message = "argument declared \(first) is not consistent with argument declared \(second)"
            detail = "\(format(firstType)) versus \(format(secondType))"
        case .unknownElement: message = "cannot determine element type of \"anyarray\" argument"
        case .undetermined(let name):
            let which = name.utf8CodeUnitCount == 0 ? "" : " \(name)"
            message = "could not determine polymorphic type\(which) because input has type unknown"
        case .isArray(let name, let type): message = "type matched to \(name) is an array type: \(format(type))"
        case .notEnum(let type): message = "type matched to anyenum is not an enum type: \(format(type))"
        case .unmatched(let first, let second):
            message = "argument types \(format(first)) and \(format(second)) cannot be matched"
        case .noCommonType: message = "arguments of anycompatible family cannot be cast to a common type"
        case .noArrayType(let type):
            return SQLError("42704", "could not find array type for data type \(format(type))", range: range)
        case .otherRange(let name, let type, let common):
            message = "\(name) type \(format(type)) does not match anycompatible type \(format(common))"
        }
        return .datatypeMismatch(message, detail: detail, range: range)
    }
}
