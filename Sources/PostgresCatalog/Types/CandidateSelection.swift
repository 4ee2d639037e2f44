/// A routine or operator that a call could mean: `FuncCandidateList`.
struct CallCandidate {
    /// ``OID/none`` if several match equally well.
    var oid: OID
    /// The types of its arguments in the order of the call: a variadic one as often as it is needed, those that have to
    /// take their defaults last.
    var types: [OID]
    /// The place of its schema in the search path.
    var pathPosition = 0
    /// How many arguments the variadic one stands for.
    var variadicCount = 0
    /// How many arguments take their defaults.
    var defaultCount = 0
    /// For named notation: which parameter each argument is.
    var argumentNumbers: [Int]?
}

/// The choice between overloads, by the types of the arguments.
extension Executor {
    /// The one that fits best; nil if that cannot be told: `func_match_argtypes` and `func_select_candidate`.
    ///
    /// - Returns: `isAmbiguous` if more than one could be meant.
    func selectCandidate(_ candidates: [CallCandidate], _ arguments: [OID])
        -> (candidate: CallCandidate?, isAmbiguous: Bool)
    {
        let possible = candidates.filter { canCoerce(arguments, to: $0.types, .implicit) }
        if possible.count < 2 { return (possible.first, false) }
        let chosen = bestCandidate(possible, arguments.map(database.baseType))
        return (chosen, chosen == nil)
    }

    /// - Parameter arguments: without domains.
    private func bestCandidate(_ candidates: [CallCandidate], _ arguments: [OID]) -> CallCandidate? {
        var left = mostMatches(candidates, arguments) { candidate, argument, _ in candidate == argument }
        if left.count == 1 { return left[0] }
        let categories = arguments.map(database.category)
        left = mostMatches(left, arguments) { [database] candidate, argument, index in
            candidate == argument
                || (database.category(candidate) == categories[index] && database.isPreferred(candidate))
        }
        if left.count == 1 { return left[0] }
        guard arguments.contains(.unknown) else { return nil }
        left = fittingUnknown(left, arguments)
        if left.count == 1 { return left[0] }
        return matchAssumingOneType(left, arguments)
    }

    /// Those candidates with the most arguments that match; what is unknown matches nothing.
    private func mostMatches(
        _ candidates: [CallCandidate], _ arguments: [OID], matches: (OID, OID, Int) -> Bool
    ) -> [CallCandidate] {
        var best = 0
        var kept: [CallCandidate] = []
        for candidate in candidates {
            var count = 0
            for (index, argument) in arguments.enumerated()
            where argument != .unknown && matches(candidate.types[index], argument, index) {
                count += 1
            }
            if count > best {
                best = count
                kept.removeAll(keepingCapacity: true)
            }
            if count == best { kept.append(candidate) }
        }
        return kept
    }

    /// Those candidates that take at every unknown argument the category that its place suggests: strings, if one of
    /// them does, else the one they agree on; and in it a preferred type, if one of them does. All, if none is left or
    /// they do not agree.
    private func fittingUnknown(_ candidates: [CallCandidate], _ arguments: [OID]) -> [CallCandidate] {
        var fitting = candidates
        for index in arguments.indices where arguments[index] == .unknown {
            let types = candidates.map { $0.types[index] }
            let categories = types.map(database.category)
            let category: Character
            if categories.contains("S") {
                category = "S"
            } else if let first = categories.first, categories.allSatisfy({ $0 == first }) {
                category = first
            } else {
                return candidates
            }
            let hasPreferred = types.contains { database.category($0) == category && database.isPreferred($0) }
            fitting.removeAll { candidate in
                let type = candidate.types[index]
                return database.category(type) != category || (hasPreferred && !database.isPreferred(type))
            }
        }
        return fitting.isEmpty ? candidates : fitting
    }

    /// The only candidate that takes arguments of one type, if all known arguments have the same.
    private func matchAssumingOneType(_ candidates: [CallCandidate], _ arguments: [OID]) -> CallCandidate? {
        let known = Set(arguments).subtracting([.unknown])
        guard known.count == 1, let type = known.first else { return nil }
        let assumed = arguments.map { _ in type }
        let possible = candidates.filter { canCoerce(assumed, to: $0.types, .implicit) }
        return possible.count == 1 ? possible[0] : nil
    }
}
