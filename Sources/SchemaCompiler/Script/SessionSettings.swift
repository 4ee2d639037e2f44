import PostgresCatalog
import PostgresSyntax

/// The settings a script is run under, and which of them a statement depends on.
struct SessionSettings {
    /// Parameters whose SET is not copied: the script sets them itself, where they matter.
    static let folded: Set<String> = [
        "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "transaction_timeout",
        "client_encoding", "standard_conforming_strings", "escape_string_warning", "search_path",
        "check_function_bodies", "xmloption", "client_min_messages", "row_security", "default_tablespace",
        "default_table_access_method", "default_with_oids", "synchronize_seqscans",
    ]

    /// What the script begins with, whatever its sources say.
    static func header(clientEncoding: String) -> [(name: String, value: String)] {
        [
            ("statement_timeout", "0"), ("lock_timeout", "0"), ("idle_in_transaction_session_timeout", "0"),
            ("client_encoding", literal(clientEncoding)), ("standard_conforming_strings", "on"),
            ("check_function_bodies", "false"), ("xmloption", "content"), ("client_min_messages", "warning"),
            ("row_security", "off"),
        ]
    }

    /// A parameter's value as SQL.
    private static func literal(_ value: String) -> String {
        let isWord = !value.isEmpty && value.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        return isWord ? value : QuotedName.literal(value)
    }

    /// The parameters that were last in force, and what is to be said of them: of nearly all statements the same.
    private var last: (parameters: [String: String], common: [Setting], storage: [Setting])?

    typealias Setting = (name: String, value: String)

    /// The values that a change needs, by parameter.
    mutating func needed(by change: Change) -> [Setting] {
        let known = settings(of: change.trace.parameters)
        var needed = change.takesStorage ? known.common + known.storage : known.common
        if change.trace.needsSearchPath || change.mayDoAnything {
            let path = change.trace.searchPath.filter { $0 != "$user" && !$0.isEmpty }
            if !path.isEmpty { needed.append(("search_path", path.map(QuotedName.identifier).joined(separator: ", "))) }
        }
        return needed
    }

    /// The settings that any statement needs, and those that only what is stored needs.
    private mutating func settings(of parameters: [String: String]) -> (common: [Setting], storage: [Setting]) {
        if let last, last.parameters == parameters { return (last.common, last.storage) }
        func value(_ name: String, _ standard: String) -> Setting {
            (name, Self.literal(parameters[name] ?? standard))
        }
        let common = [value("client_encoding", "UTF8"), value("standard_conforming_strings", "on")]
        let storage = [value("default_tablespace", ""), value("default_table_access_method", "heap")]
        last = (parameters, common, storage)
        return (common, storage)
    }
}

extension Change {
    /// Whether names in it may matter that are not seen in it.
    fileprivate var mayDoAnything: Bool {
        switch effect {
        case .data, .unknown, .unresolved: true
        default: false
        }
    }

    /// Whether it creates something that is stored, and so takes the default tablespace and access method.
    fileprivate var takesStorage: Bool {
        switch statement?.kind {
        case .createStmt, .createTableAsStmt, .indexStmt: true
        case .alterTableStmt: effect == .creation
        default: false
        }
    }
}
