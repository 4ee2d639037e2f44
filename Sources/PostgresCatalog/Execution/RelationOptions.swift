import PostgresSyntax

/// The storage parameters that kinds of relations have: reloptions.c.
enum RelationOptions {
    /// What a parameter can be.
    enum Value {
        case boolean
        case integer(ClosedRange<Int>)
        case real(ClosedRange<Double>)
        case choice([String])
    }

    private static let anyInteger = Value.integer(0...Int(Int32.max))
    private static let factor = Value.real(0...100)

    /// Those of autovacuum, which tables share with their TOAST tables.
    private static let vacuum: [String: Value] = [
        "autovacuum_enabled": .boolean, "vacuum_truncate": .boolean,
        "vacuum_index_cleanup": .choice(["auto", "on", "off", "true", "false", "yes", "no", "1", "0"]),
        "vacuum_max_eager_freeze_failure_rate": .real(0...1),
        "autovacuum_vacuum_threshold": anyInteger, "autovacuum_vacuum_max_threshold": .integer(-1...Int(Int32.max)),
        "autovacuum_vacuum_insert_threshold": .integer(-1...Int(Int32.max)),
        "autovacuum_vacuum_cost_limit": .integer(1...10000), "autovacuum_vacuum_cost_delay": factor,
        "autovacuum_freeze_min_age": .integer(0...1_000_000_000),
        "autovacuum_multixact_freeze_min_age": .integer(0...1_000_000_000),
        "autovacuum_freeze_max_age": .integer(100000...2_000_000_000),
        "autovacuum_multixact_freeze_max_age": .integer(10000...2_000_000_000),
        "autovacuum_freeze_table_age": .integer(0...2_000_000_000),
        "autovacuum_multixact_freeze_table_age": .integer(0...2_000_000_000),
        "log_autovacuum_min_duration": .integer(-1...Int(Int32.max)),
        "autovacuum_vacuum_scale_factor": factor, "autovacuum_vacuum_insert_scale_factor": factor,
    ]

    private static let table = vacuum.merging([
        "fillfactor": .integer(10...100), "toast_tuple_target": .integer(128...8160),
        "parallel_workers": .integer(0...1024), "user_catalog_table": .boolean,
        "autovacuum_analyze_threshold": anyInteger, "autovacuum_analyze_scale_factor": factor,
    ]) { $1 }

    private static let indexes: [String: [String: Value]] = [
        "bthandler": ["fillfactor": .integer(10...100), "deduplicate_items": .boolean],
        "hashhandler": ["fillfactor": .integer(10...100)],
        "gisthandler": ["fillfactor": .integer(10...100), "buffering": .choice(["auto", "on", "off"])],
        "spghandler": ["fillfactor": .integer(10...100)],
        "ginhandler": ["fastupdate": .boolean, "gin_pending_list_limit": .integer(64...Int(Int32.max))],
        "brinhandler": ["pages_per_range": .integer(1...131072), "autosummarize": .boolean],
    ]

    private static let view: [String: Value] = [
        "security_barrier": .boolean, "security_invoker": .boolean, "check_option": .choice(["local", "cascaded"]),
    ]

    private static let column: [String: Value] = [
        "n_distinct": .real(-1...Double(Int32.max)), "n_distinct_inherited": .real(-1...Double(Int32.max)),
    ]

    /// Checks the options of a table, view or column: `transformRelOptions` and the functions for each kind.
    static func check(_ options: NodeList, kind: RelationRow.Kind, isReset: Bool = false) throws(SQLError) {
        let given = options.compactMap(DefElem.init)
        if kind == .partitionedTable, !given.isEmpty, given.contains(where: { $0.defname != "oids" }) {
            throw SQLError(
                "42809", "cannot specify storage parameters for a partitioned table",
                hint: "Specify storage parameters for its leaf partitions instead.", range: given[0].node.byteRange)
        }
        switch kind {
        case .view: try check(given, view, namespaces: [], isReset: isReset)
        default: try check(given, table, namespaces: ["toast"], isReset: isReset)
        }
    }

    /// Checks the options of an index by the name of its access method's handler; those of other methods are not known.
    static func check(_ options: NodeList, handler: String?, isReset: Bool = false) throws(SQLError) {
        guard let handler, let known = indexes[handler] else { return }
        try check(options.compactMap(DefElem.init), known, namespaces: [], isReset: isReset)
    }

    /// Checks the options of a column.
    static func checkColumn(_ options: NodeList, isReset: Bool) throws(SQLError) {
        try check(options.compactMap(DefElem.init), column, namespaces: [], isReset: isReset)
    }

    private static func check(
        _ options: [DefElem], _ known: [String: Value], namespaces: [String], isReset: Bool
    ) throws(SQLError) {
        var names: Set<String> = []
        for option in options {
            let name = option.defname ?? ""
            let range = option.node.byteRange
            if isReset {
                if option.arg != nil { throw .syntax("RESET must not include values for parameters", range: range) }
                continue
            }
            if let namespace = option.defnamespace, !namespaces.contains(namespace) {
                throw SQLError("22023", "unrecognized parameter namespace \"\(namespace)\"", range: range)
            }
            if name == "oids", option.defnamespace == nil, namespaces == ["toast"] {
                if option.arg == nil || boolean(option.valueText) != false {
                    throw SQLError("0A000", "tables declared WITH OIDS are not supported", range: range)
                }
                continue
            }
            let place = option.defnamespace == nil ? known : vacuum
            guard let value = place[name] else {
                throw SQLError("22023", "unrecognized parameter \"\(name)\"", range: range)
            }
            guard names.insert((option.defnamespace ?? "") + "." + name).inserted else {
                throw SQLError("22023", "parameter \"\(name)\" specified more than once", range: range)
            }
            try check(option.valueText, value, name, range: range)
        }
    }

    private static func check(_ text: String, _ value: Value, _ name: String, range: Range<Int>) throws(SQLError) {
        func invalid(_ kind: String) -> SQLError {
            SQLError("22023", "invalid value for \(kind) option \"\(name)\": \(text)", range: range)
        }
        let isInside: Bool
        switch value {
        case .boolean:
            if boolean(text) == nil { throw invalid("boolean") }
            return
        case .choice(let choices):
            if !choices.contains(text.lowercased()) { throw invalid("enum") }
            return
        case .integer(let bounds):
            guard let number = Double(text) else { throw invalid("integer") }
            isInside = number >= Double(bounds.lowerBound) && number <= Double(bounds.upperBound)
        case .real(let bounds):
            guard let number = Double(text) else { throw invalid("floating point") }
            isInside = bounds.contains(number)
        }
        if !isInside {
            throw SQLError("22023", "value \(text) out of bounds for option \"\(name)\"", range: range)
        }
    }

    /// `parse_bool`: any beginning of a word that means one thing.
    private static func boolean(_ text: String) -> Bool? {
        let text = text.lowercased()
        guard !text.isEmpty else { return nil }
        if "true".hasPrefix(text) || "yes".hasPrefix(text) || text == "on" || text == "1" { return true }
        if "false".hasPrefix(text) || "no".hasPrefix(text) || text == "0" || (text.count > 1 && "off".hasPrefix(text)) {
            return false
        }
        return nil
    }
}
