import PostgresSyntax

/// The rules that stand for what the parser and the offline database have to say.
struct DiagnosticRules {
    /// The rules for statements of some kinds, then those for all, by what diagnostics call themselves.
    private var rules: [String: [(rule: Rule, kinds: [NodeKind]?, beginning: String)]] = [:]

    init() {
        for rule in Rule.all {
            for check in rule.checks {
                switch check {
                case .diagnostics(let names):
                    for name in names { rules[name, default: []].append((rule, nil, "")) }
                case .diagnosticsOf(let kinds, let names, let beginning):
                    for name in names { rules[name, default: []].insert((rule, kinds, beginning), at: 0) }
                default: break
                }
            }
        }
    }

    /// The rule for a diagnostic, which may be about a statement.
    func rule(for diagnostic: Diagnostic, of kind: NodeKind?) -> Rule {
        let found = rules[diagnostic.rule]?.first { candidate in
            guard let kinds = candidate.kinds else { return true }
            return kind.map(kinds.contains) ?? false && diagnostic.message.hasPrefix(candidate.beginning)
        }
        return found?.rule ?? (diagnostic.severity == .error ? .rejectedStatement : .serverWarning)
    }
}
