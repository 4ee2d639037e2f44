import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let timeoutTooLong = Rule(
        "timeout-disabled-or-too-long", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "SET lock_timeout to 0, which means that there is none, or to a long time.",
            why: """
                Those who need the table wait behind the statement that waits for its lock, as long as the timeout lets it.
                """,
            bad: "SET lock_timeout = 0;",
            good: "SET lock_timeout = '2s';",
            options: [Option("seconds", .integer(10), "The longest time that is not reported, in seconds.")]),
        checks: .statements([.variableSetStmt]) { statement in
            guard let set = VariableSetStmt(statement.node), set.name?.lowercased() == "lock_timeout",
                set.kind == .setValue, let value = set.value,
                let time = milliseconds(value)
            else { return }
            let limit = statement.integer("seconds")
            if time == 0 {
                statement.report(
                    "lock_timeout = 0 means none: statements wait for their locks as long as it takes, and others wait "
                        + "behind them", recipe: ["SET lock_timeout = '2s';"])
            } else if time > limit * 1000 {
                statement.report(
                    "lock_timeout = \(value) lets others wait behind a statement for more than \(limit) seconds",
                    recipe: ["SET lock_timeout = '2s';"])
            }
        })

    /// The time that a setting such as `2s` means; milliseconds, where it has no unit.
    private static func milliseconds(_ text: String) -> Int? {
        let digits = text.prefix(while: \.isNumber)
        guard let number = Int(digits) else { return nil }
        let units = ["": 1, "ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000, "d": 86_400_000]
        return units[String(text.dropFirst(digits.count).drop { $0 == " " })].flatMap { unit in
            let (time, overflow) = number.multipliedReportingOverflow(by: unit)
            return overflow ? nil : time
        }
    }
}

extension VariableSetStmt {
    /// The value, if it is one.
    fileprivate var value: String? {
        guard args.count == 1, let constant = args.first.flatMap(AConst.init) else { return nil }
        switch constant.value {
        case .integer(let number): return String(number)
        case .string(let text), .float(let text): return text
        default: return nil
        }
    }
}
