import PostgresCatalog
import PostgresSyntax

/// The triggers and rules of a table that rows must not fire when they are loaded, since the source has them made later:
/// in a database that was loaded in part they may be there already.
struct LaterTriggers {
    /// The table that rows are written to, as SQL.
    let table: String
    /// Whether it is partitioned: then its partitions' triggers are fired too.
    let isPartitioned: Bool
    /// The names of triggers and rules.
    var triggers: [String] = []
    var rules: [String] = []

    /// Declares what is run, if anything is, before and behind the writing of the rows: each trigger and rule is disabled,
    /// and comes to be again what it was.
    var declarations: String {
        let name = QuotedName.literal(table)
        let tables =
            isPartitioned
            ? " IN (SELECT relid FROM pg_catalog.pg_partition_tree(\(name)))" : " = pg_catalog.to_regclass(\(name))"
        var found: [String] = []
        if !triggers.isEmpty {
            found.append(
                """
                SELECT tgrelid, 'TRIGGER', tgname, tgenabled FROM pg_catalog.pg_trigger
                    WHERE tgrelid\(tables) AND tgname IN (\(Self.list(triggers))) AND tgenabled <> 'D' AND NOT tgisinternal
                """)
        }
        if !rules.isEmpty {
            found.append(
                """
                SELECT ev_class, 'RULE', rulename, ev_enabled FROM pg_catalog.pg_rewrite
                    WHERE ev_class\(tables) AND rulename IN (\(Self.list(rules))) AND ev_enabled <> 'D'
                """)
        }
        let state = "CASE enabled WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' ELSE '' END"
        func commands(_ action: String, _ arguments: String) -> String {
            "pg_catalog.string_agg(pg_catalog.format('ALTER TABLE ONLY %s \(action) %I;',\n    "
                + "relation::pg_catalog.regclass, \(arguments), name), '')"
        }
        // What rows have set off has to be done before the table can be altered.
        return """
            DECLARE
            schemac_fired pg_catalog.text[] := (SELECT ARRAY[\(commands("DISABLE %s", "kind")),
                'SET CONSTRAINTS ALL IMMEDIATE;' || \(commands("ENABLE %s%s", "\(state), kind"))]
                FROM (\(found.joined(separator: "\n    UNION ALL ")))
                AS fired (relation, kind, name, enabled) HAVING pg_catalog.count(*) > 0);

            """
    }

    /// Disables them, within a block that declares that.
    static let disabling = "IF schemac_fired IS NOT NULL THEN EXECUTE schemac_fired[1]; END IF;\n"
    /// Makes them what they were.
    static let enabling = "IF schemac_fired IS NOT NULL THEN EXECUTE schemac_fired[2]; END IF;\n"

    private static func list(_ names: [String]) -> String { names.map(QuotedName.literal).joined(separator: ", ") }
}

/// The triggers and rules that the sources make, by the tables whose rows fire them.
struct TriggersOfRows {
    private var triggers: [ObjectAddress: [ChangeID]] = [:]
    private var rules: [ObjectAddress: [ChangeID]] = [:]

    init(_ program: Program) {
        guard program.changes.contains(where: { $0.effect == .data }) else { return }
        for id in program.changeIDs where program[id].effect == .creation {
            guard let subject = program[id].subject, let table = program.database.owner(of: subject) else { continue }
            if subject.catalog == .trigger, program[id].statement.flatMap(CreateTrigStmt.init)?.firesOnInsert == true {
                for fired in program.database.partitionTree(of: table) { triggers[fired, default: []].append(id) }
            } else if program[id].statement.flatMap(RuleStmt.init)?.event == .insert {
                rules[table, default: []].append(id)
            }
        }
    }

    /// What rows that a change writes to a table must not fire; nil if there is nothing.
    ///
    /// - Parameter isCopy: whether it is a COPY, which rules do not see.
    func later(than change: ChangeID, of table: ObjectAddress, isCopy: Bool, in program: Program) -> LaterTriggers? {
        guard triggers[table] != nil || rules[table] != nil,
            let identity = program.identity(of: table, at: program[change])
        else { return nil }
        func names(_ ids: [ChangeID]?) -> [String] {
            let earlier = Set((ids ?? []).filter { $0 < change }.compactMap { program[$0].identity?.name })
            let later = (ids ?? []).filter { $0 > change }.compactMap { program[$0].identity?.name }
            return Set(later).subtracting(earlier).sorted()
        }
        var found = LaterTriggers(
            table: QuotedName.qualified(identity.schema, identity.name),
            isPartitioned: program.database.isPartitioned(table))
        found.triggers = names(triggers[table])
        found.rules =
            isCopy
            ? Set((rules[table] ?? []).compactMap { program[$0].identity?.name }).sorted() : names(rules[table])
        return found.triggers.isEmpty && found.rules.isEmpty ? nil : found
    }
}

extension CreateTrigStmt {
    /// `TRIGGER_TYPE_INSERT`.
    private static let insert = 1 << 2

    /// Whether INSERT fires it.
    fileprivate var firesOnInsert: Bool { Int(events) & Self.insert != 0 }
}
