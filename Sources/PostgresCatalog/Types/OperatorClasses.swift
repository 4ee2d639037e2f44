/// The operators that a type is ordered, grouped and compared by.
struct OrderingOperators {
    /// ``OID/none`` where the type has none.
    var less = OID.none
    var equal = OID.none
    var greater = OID.none
    var isHashable = false
}

extension Executor {
    /// The operator class that an index or partition key uses for a type unless it says otherwise: `GetDefaultOpClass`.
    func defaultOperatorClass(for type: OID, accessMethod: OID) -> OID? { nil }
}
