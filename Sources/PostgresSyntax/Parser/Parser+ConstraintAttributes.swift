/// What can be said of a constraint behind its definition, one bit each.
struct ConstraintAttributes: OptionSet {
    let rawValue: UInt8

    static let notDeferrable = ConstraintAttributes(rawValue: 1 << 0)
    static let deferrable = ConstraintAttributes(rawValue: 1 << 1)
    static let initiallyImmediate = ConstraintAttributes(rawValue: 1 << 2)
    static let initiallyDeferred = ConstraintAttributes(rawValue: 1 << 3)
    static let notValid = ConstraintAttributes(rawValue: 1 << 4)
    static let noInherit = ConstraintAttributes(rawValue: 1 << 5)
    static let notEnforced = ConstraintAttributes(rawValue: 1 << 6)
    static let enforced = ConstraintAttributes(rawValue: 1 << 7)

    /// PostgreSQL's message if these cannot stand together.
    var conflict: StaticString? {
        if isSuperset(of: [.notDeferrable, .initiallyDeferred]) {
            return "constraint declared INITIALLY DEFERRED must be DEFERRABLE"
        }
        let contradicts =
            isSuperset(of: [.notDeferrable, .deferrable])
            || isSuperset(of: [.initiallyImmediate, .initiallyDeferred])
            || isSuperset(of: [.notEnforced, .enforced])
        return contradicts ? "conflicting constraint properties" : nil
    }
}

/// All that is said of one constraint, and the token where it begins.
struct ConstraintAttributeSpec {
    var attributes: ConstraintAttributes = []
    let token: Int

    var isDeferrable: Bool { !attributes.isDisjoint(with: [.deferrable, .initiallyDeferred]) }
    var isInitiallyDeferred: Bool { attributes.contains(.initiallyDeferred) }
    var isEnforced: Bool { !attributes.contains(.notEnforced) }
    var isNoInherit: Bool { attributes.contains(.noInherit) }
    /// A constraint that is not enforced is not validated either.
    var skipsValidation: Bool { !attributes.isDisjoint(with: [.notValid, .notEnforced]) }
}

extension Parser {
    /// Attributes of a constraint in any order; those that contradict each other are an error at the later one.
    ///
    /// ```ebnf
    /// ConstraintAttributeSpec = { ConstraintAttributeElem } ;
    /// ```
    mutating func parseConstraintAttributeSpec() throws(ParseFailure) -> ConstraintAttributeSpec {
        var spec = ConstraintAttributeSpec(token: position)
        while true {
            switch kind {
            case .not, .deferrable, .initially, .no, .enforced: break
            default: return spec
            }
            let token = position
            spec.attributes.formUnion(try parseConstraintAttributeElem())
            if let conflict = spec.attributes.conflict {
                throw error(conflict.description, at: token, readsNext: false)
            }
        }
    }

    /// One attribute of a constraint.
    ///
    /// ```ebnf
    /// ConstraintAttributeElem =
    ///       [ "NOT" ] "DEFERRABLE"
    ///     | "INITIALLY" ( "IMMEDIATE" | "DEFERRED" )
    ///     | "NOT" "VALID"
    ///     | "NO" "INHERIT"
    ///     | [ "NOT" ] "ENFORCED" ;
    /// ```
    mutating func parseConstraintAttributeElem() throws(ParseFailure) -> ConstraintAttributes {
        switch kind {
        case .deferrable:
            advance()
            return .deferrable
        case .enforced:
            advance()
            return .enforced
        case .initially:
            advance()
            if eat(.immediate) { return .initiallyImmediate }
            try expect(.deferred)
            return .initiallyDeferred
        case .no:
            advance()
            try expect(.inherit)
            return .noInherit
        default:
            switch peek() {
            case .valid:
                try expect(.not, .valid)
                return .notValid
            case .enforced:
                try expect(.not, .enforced)
                return .notEnforced
            default:
                try expect(.not, .deferrable)
                return .notDeferrable
            }
        }
    }

    /// Rejects attributes that a kind of constraint cannot have, at the first attribute, as PostgreSQL's
    /// `processCASbits` does; `supported` names what it can have by `deferrable`, `notValid`, `noInherit`, `enforced`.
    mutating func processCASbits(
        _ spec: ConstraintAttributeSpec, _ constraint: StaticString, supported: ConstraintAttributes,
        readsNext: Bool = true
    ) throws(ParseFailure) {
        let attributes = spec.attributes
        if attributes.isEmpty { return }
        let mark: StaticString
        if spec.isDeferrable, !supported.contains(.deferrable) {
            mark = "DEFERRABLE"
        } else if attributes.contains(.notValid), !supported.contains(.notValid) {
            mark = "NOT VALID"
        } else if attributes.contains(.noInherit), !supported.contains(.noInherit) {
            mark = "NO INHERIT"
        } else if attributes.contains(.notEnforced), !supported.contains(.enforced) {
            mark = "NOT ENFORCED"
        } else if attributes.contains(.enforced), !supported.contains(.enforced) {
            mark = "ENFORCED"
        } else {
            return
        }
        throw error("\(constraint) constraints cannot be marked \(mark)", at: spec.token, readsNext: readsNext)
    }
}
