/// What an operator between two values means.
struct ResolvedOperator {
    var operatorOID: OID
    var procedure: OID
    /// The types the operands are coerced to; ``left`` is ``OID/none`` for a prefix operator.
    var left: OID
    var right: OID
    var result: OID
}

/// Operators by name and types: PostgreSQL's `parse_oper.c`.
extension Executor {
    /// What an operator means between these types: `oper`, `left_oper` and the rest of `make_op`.
    ///
    /// - Parameter left: nil for a prefix operator.
    func resolveOperator(_ name: [String], left: OID?, right: OID, range: Range<Int>) throws(SQLError)
        -> ResolvedOperator
    {
        let (schemas, symbol) = try operatorLookup(name, range: range)
        let found: OID
        if let exact = exactOperator(symbol, in: schemas, left: left, right: right) {
            found = exact
        } else {
            let candidates = operatorCandidates(symbol, in: schemas, isPrefix: left == nil)
            let arguments = left.map { [$0, right] } ?? [right]
            let (candidate, isAmbiguous) = selectCandidate(candidates, arguments)
            guard let candidate else {
                throw operatorError(name, left: left, right: right, isAmbiguous: isAmbiguous, range: range)
            }
            found = candidate.oid
        }
        let row = database.operators[found]!
        guard row.procedure != .none else {
            throw SQLError(
                "42883", "operator is only a shell: \(signature(name, row.left, row.right))", range: range)
        }
        var declared = left == nil ? [row.right] : [row.left, row.right]
        let result = try resolvePolymorphism(
            left.map { [$0, right] } ?? [right], declared: &declared, result: row.result, range: range)
        noteName(name, in: row.schema, range: nil)
        return ResolvedOperator(
            operatorOID: found, procedure: row.procedure, left: left == nil ? .none : declared[0],
            right: declared[declared.count - 1], result: result)
    }

    /// The operator of exactly these operand types; nil if there is none: `OpernameGetOprid`.
    ///
    /// - Parameter left: ``OID/none`` for a prefix operator.
    func findOperator(_ name: [String], left: OID, right: OID) throws(SQLError) -> OID? {
        let (schemas, symbol) = try operatorLookup(name, range: nil)
        let found = findOperator(symbol, in: schemas, left: left, right: right)
        if let schema = found.flatMap({ database.operators[$0]?.schema }) { noteName(name, in: schema, range: nil) }
        return found
    }

    /// The schemas that operators are looked up in, never the temporary one, and the symbol.
    private func operatorLookup(_ name: [String], range: Range<Int>?) throws(SQLError)
        -> (schemas: [OID], symbol: String)
    {
        var (schemas, symbol) = try lookup(name, range: range)
        if name.count == 1 { schemas.removeAll { $0 == session.temporarySchema } }
        return (schemas, symbol)
    }

    private func findOperator(_ symbol: String, in schemas: [OID], left: OID, right: OID) -> OID? {
        for schema in schemas {
            if let found = database.operators.find(symbol, in: schema, where: { $0.left == left && $0.right == right })
            {
                return found
            }
        }
        return nil
    }

    /// `binary_oper_exact`: an operand of unknown type is taken to have the other one's, or what that is a domain over.
    private func exactOperator(_ symbol: String, in schemas: [OID], left: OID?, right: OID) -> OID? {
        guard let left else { return findOperator(symbol, in: schemas, left: .none, right: right) }
        guard left == .unknown || right == .unknown else {
            return findOperator(symbol, in: schemas, left: left, right: right)
        }
        let type = left == .unknown ? right : left
        if let found = findOperator(symbol, in: schemas, left: type, right: type) { return found }
        let base = database.baseType(type)
        return base == type ? nil : findOperator(symbol, in: schemas, left: base, right: base)
    }

    /// `OpernameGetCandidates`: of those with equal operands only the first in the search path.
    private func operatorCandidates(_ symbol: String, in schemas: [OID], isPrefix: Bool) -> [CallCandidate] {
        var candidates: [CallCandidate] = []
        for (position, schema) in schemas.enumerated() {
            for oid in database.operators.findAll(symbol, in: schema) {
                guard let row = database.operators[oid], (row.left == .none) == isPrefix else { continue }
                let types = isPrefix ? [row.right] : [row.left, row.right]
                if position > 0, candidates.contains(where: { $0.types == types }) { continue }
                candidates.append(CallCandidate(oid: oid, types: types, pathPosition: position))
            }
        }
        return candidates
    }

    private func operatorError(
        _ name: [String], left: OID?, right: OID, isAmbiguous: Bool, range: Range<Int>
    ) -> SQLError {
        let signature = signature(name, left ?? .none, right)
        if isAmbiguous {
            return SQLError(
                "42725", "operator is not unique: \(signature)",
                hint: "Could not choose a best candidate operator. You might need to add explicit type casts.",
                range: range)
        }
        let hint =
            left == nil
            ? "No operator matches the given name and argument type. You might need to add an explicit type cast."
            : "No operator matches the given name and argument types. You might need to add explicit type casts."
        return SQLError("42883", "operator does not exist: \(signature)", hint: hint, range: range)
    }

    /// An operator with its operands in messages: `op_signature_string`.
    func signature(_ name: [String], _ left: OID, _ right: OID) -> String {
        (left == .none ? "" : format(left) + " ") + name.joined(separator: ".") + " " + format(right)
    }
}
