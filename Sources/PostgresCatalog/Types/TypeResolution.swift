/// A call as it is written, its arguments analyzed.
struct CallShape {
    /// The parts of the name.
    var name: [String]
    /// The type of each argument; ``OID/unknown`` for a string constant.
    var arguments: [OID]
    /// The names of the last arguments, where they are given by name.
    var argumentNames: [String] = []
    var isVariadic = false
    /// `count(*)`.
    var isStar = false
    /// WITHIN GROUP: how many of ``arguments`` stand in its ORDER BY.
    var orderedCount: Int?
    /// CALL: procedures are meant.
    var isProcedureCall = false
    var range: Range<Int>
}

/// What a call means.
struct ResolvedCall {
    var procedure: OID
    var returnType: OID
    var returnsSet: Bool
    /// The type that each argument is coerced to.
    var argumentTypes: [OID]
    /// Whether it is a cast in the form of a call, such as `text(1)`; nothing is called.
    var isCoercion = false
}

/// What an operator between two values means.
struct ResolvedOperator {
    var operatorOID: OID
    var procedure: OID
    /// The types the operands are coerced to; ``left`` is ``OID/none`` for a prefix operator.
    var left: OID
    var right: OID
    var result: OID
}

extension Executor {
    /// What a call means: `func_get_detail` with the checks of `ParseFuncOrColumn`; a call that is a cast comes back so.
    func resolveCall(_ call: CallShape) throws(SQLError) -> ResolvedCall {
        throw SQLError("42883", "function \(call.name.joined(separator: "."))() does not exist", range: call.range)
    }

    /// What an operator means between these types: `oper`, `left_oper`.
    ///
    /// - Parameter left: nil for a prefix operator.
    func resolveOperator(_ name: [String], left: OID?, right: OID, range: Range<Int>) throws(SQLError)
        -> ResolvedOperator
    {
        throw SQLError("42883", "operator does not exist: \(name.last ?? "")", range: range)
    }

    /// The operator class that an index or partition key uses for a type unless it says otherwise: `GetDefaultOpClass`.
    func defaultOperatorClass(for type: OID, accessMethod: OID) -> OID? { nil }
}
