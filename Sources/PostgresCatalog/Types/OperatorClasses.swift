/// The operators that values of a type are ordered, grouped and compared by; ``OID/none`` where it has none.
struct OrderingOperators {
    var less = OID.none
    var equal = OID.none
    var greater = OID.none
    var isHashable = false
}

/// Default operator classes, and the operators in them.
extension Executor {
    /// The operator class that an index or partition key uses for a type unless it says otherwise: `GetDefaultOpClass`.
    func defaultOperatorClass(for type: OID, accessMethod: OID) -> OID? {
        let type = database.baseType(type)
        guard type.isBuiltIn else { return findDefaultOperatorClass(for: type, accessMethod) }
        let changeCount = database.operatorClasses.changeCount + database.casts.changeCount
        if changeCount != knownOperatorClasses.changeCount { knownOperatorClasses = ([:], changeCount) }
        let key = UInt64(accessMethod.rawValue) << 32 | UInt64(type.rawValue)
        if let known = knownOperatorClasses.classes[key] { return known == OID.none ? nil : known }
        let found = findDefaultOperatorClass(for: type, accessMethod)
        knownOperatorClasses.classes[key] = found ?? OID.none
        return found
    }

    private func findDefaultOperatorClass(for type: OID, _ accessMethod: OID) -> OID? {
        let exact = database.operatorClasses.oids {
            $0.inputType == type && $0.isDefault && $0.accessMethod == accessMethod
        }
        if let first = exact.first { return first }
        let classes = database.operatorClasses.oids { $0.isDefault && $0.accessMethod == accessMethod }
        var compatible: [OID] = []
        var preferred: [OID] = []
        for oid in classes {
            guard let input = database.operatorClasses[oid]?.inputType, isBinaryCoercible(type, to: input) else {
                continue
            }
            if database.isPreferred(input), database.category(input) == database.category(type) {
                preferred.append(oid)
            } else {
                compatible.append(oid)
            }
        }
        if preferred.count == 1 { return preferred[0] }
        return preferred.isEmpty && compatible.count == 1 ? compatible[0] : nil
    }

    /// The operators that `ORDER BY`, `GROUP BY`, `DISTINCT` … use for a type: `lookup_type_cache`.
    func orderingOperators(of type: OID) -> OrderingOperators {
        var found = OrderingOperators()
        if let family = defaultFamily(of: type, .btree) {
            found.less = member(family, strategy: 1)
            found.equal = member(family, strategy: 3)
            found.greater = member(family, strategy: 5)
        }
        let hash = defaultFamily(of: type, .hash)
        let hashEqual = hash.map { member($0, strategy: 1) } ?? .none
        if found.equal == .none { found.equal = hashEqual }
        found.isHashable = hashEqual != .none && hashEqual == found.equal
        let parts = parts(of: type, comparedBy: found.equal)
        guard !parts.isEmpty else { return found }
        // What is compared part by part can be compared if its parts can.
        let operators = parts.map(orderingOperators)
        if operators.contains(where: { $0.less == .none }) {
            found.less = .none
            found.greater = .none
        }
        if operators.contains(where: { $0.equal == .none }) { found.equal = .none }
        if operators.contains(where: { !$0.isHashable }) { found.isHashable = false }
        return found
    }

    /// The operators that a clause needs: `get_sort_group_operators`.
    func orderingOperators(
        of type: OID, needsOrder: Bool, needsEquality: Bool, range: Range<Int>? = nil
    ) throws(SQLError) -> OrderingOperators {
        let found = orderingOperators(of: type)
        if needsOrder, found.less == .none {
            throw SQLError(
                "42883", "could not identify an ordering operator for type \(format(type))",
                hint: "Use an explicit ordering operator or modify the query.", range: range)
        }
        if needsEquality, found.equal == .none {
            throw SQLError(
                "42883", "could not identify an equality operator for type \(format(type))", range: range)
        }
        return found
    }

    /// The operator of a family with this strategy between these types; ``OID/none`` if there is none:
    /// `get_opfamily_member`.
    func familyOperator(_ family: OID, left: OID, right: OID, strategy: Int16) -> OID {
        database.operatorFamilies[family]?.operators.first {
            $0.number == strategy && $0.left == left && $0.right == right && $0.sortFamily == .none
        }?.object ?? .none
    }

    private func defaultFamily(of type: OID, _ accessMethod: OID) -> OperatorClassRow? {
        defaultOperatorClass(for: type, accessMethod: accessMethod).flatMap { database.operatorClasses[$0] }
    }

    private func member(_ row: OperatorClassRow, strategy: Int16) -> OID {
        familyOperator(row.family, left: row.inputType, right: row.inputType, strategy: strategy)
    }

    /// The types of the elements or columns that `array_eq` or `record_eq` compares.
    private func parts(of type: OID, comparedBy equal: OID) -> [OID] {
        let base = database.baseType(type)
        switch equal {
        case .arrayEqual: return [database.elementType(base)]
        case .recordEqual where base != .record:
            let relation = database.relations[database.types[base]?.relation ?? .none]
            return relation?.liveAttributes.map(\.row.type.oid) ?? []
        default: return []
        }
    }
}

/// The operators that compare part by part.
extension OID {
    fileprivate static let arrayEqual = OID(1070)
    fileprivate static let recordEqual = OID(2988)
}
