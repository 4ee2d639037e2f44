/// An error with which PostgreSQL ends a statement.
struct SQLError: Error {
    /// Its SQLSTATE, such as `42P01`.
    let state: String
    /// PostgreSQL's words.
    let message: String
    var detail: String?
    var hint: String?
    /// The bytes it is about; nil for the whole statement.
    var range: Range<Int>?

    /// Whether it says of a value that its type does not have it, whatever there is in the database.
    var isAboutValue: Bool { ["22P02", "22003", "22007", "22008"].contains(state) }

    /// Whether it says that what a statement makes is there. PostgreSQL raises the same, with a hint, for a type whose shell
    /// is missing.
    var saysItIsThere: Bool { Database.duplicateStates.contains(state) && hint == nil }

    init(_ state: String, _ message: String, detail: String? = nil, hint: String? = nil, range: Range<Int>? = nil) {
        self.state = state
        self.message = message
        self.detail = detail
        self.hint = hint
        self.range = range
    }
}

/// The conditions that are raised in more than one place, by PostgreSQL's names of them.
extension SQLError {
    static func undefinedTable(_ name: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42P01", "relation \"\(name)\" does not exist", range: range)
    }

    static func undefinedColumn(_ name: String, of relation: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42703", "column \"\(name)\" of relation \"\(relation)\" does not exist", range: range)
    }

    static func undefinedType(_ name: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42704", "type \"\(name)\" does not exist", range: range)
    }

    static var abortedTransaction: SQLError {
        SQLError("25P02", "current transaction is aborted, commands ignored until end of transaction block")
    }

    static func undefinedSchema(_ name: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("3F000", "schema \"\(name)\" does not exist", range: range)
    }

    /// `what` is the kind in PostgreSQL's words: `collation`, `operator class`, `role` …
    static func undefinedObject(_ what: String, _ name: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42704", "\(what) \"\(name)\" does not exist", range: range)
    }

    static func duplicateTable(_ name: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42P07", "relation \"\(name)\" already exists", range: range)
    }

    static func duplicateColumn(_ name: String, of relation: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42701", "column \"\(name)\" of relation \"\(relation)\" already exists", range: range)
    }

    static func duplicateObject(_ what: String, _ name: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42710", "\(what) \"\(name)\" already exists", range: range)
    }

    static func wrongObjectType(_ message: String, detail: String? = nil, range: Range<Int>? = nil) -> SQLError {
        SQLError("42809", message, detail: detail, range: range)
    }

    static func invalidTableDefinition(_ message: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42P16", message, range: range)
    }

    static func syntax(_ message: String, range: Range<Int>? = nil) -> SQLError {
        SQLError("42601", message, range: range)
    }

    static func datatypeMismatch(
        _ message: String, detail: String? = nil, hint: String? = nil, range: Range<Int>? = nil
    )
        -> SQLError
    {
        SQLError("42804", message, detail: detail, hint: hint, range: range)
    }
}
