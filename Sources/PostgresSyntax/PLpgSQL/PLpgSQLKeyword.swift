/// The words that PL/pgSQL's scanner knows. The reserved ones are never names; the others are, where no variable has
/// that name and the grammar does not expect the keyword.
enum PLpgSQLKeyword: String, CaseIterable {
    // Reserved.
    case all, begin, by, `case`, declare, `else`, end, execute, `for`, foreach, from, `if`, `in`, into, loop, not
    case null, or, strict, then, to, using, when, `while`
    // Unreserved.
    case absolute, alias, and, array, assert, backward, call, chain, close, collate, column
    case columnName = "column_name"
    case commit, constant, constraint
    case constraintName = "constraint_name"
    case `continue`, current, cursor, datatype, debug, `default`, detail, diagnostics, `do`, dump, elseif, elsif
    case errcode, error, exception, exit, fetch, first, forward, get, hint, `import`, info, insert, `is`, last, log
    case merge, message
    case messageText = "message_text"
    case move, next, no, notice, open, option, perform
    case pgContext = "pg_context"
    case pgDatatypeName = "pg_datatype_name"
    case pgExceptionContext = "pg_exception_context"
    case pgExceptionDetail = "pg_exception_detail"
    case pgExceptionHint = "pg_exception_hint"
    case pgRoutineOid = "pg_routine_oid"
    case printStrictParams = "print_strict_params"
    case prior, query, raise, relative, `return`
    case returnedSqlstate = "returned_sqlstate"
    case reverse, rollback
    case rowCount = "row_count"
    case rowtype, schema
    case schemaName = "schema_name"
    case scroll, slice, sqlstate, stacked, table
    case tableName = "table_name"
    case type
    case useColumn = "use_column"
    case useVariable = "use_variable"
    case variableConflict = "variable_conflict"
    case warning

    var isReserved: Bool {
        switch self {
        case .all, .begin, .by, .case, .declare, .else, .end, .execute, .for, .foreach, .from, .if, .in, .into, .loop,
            .not, .null, .or, .strict, .then, .to, .using, .when, .while:
            true
        default: false
        }
    }
}

/// Finds the ``PLpgSQLKeyword`` that bytes spell, in any case, without allocating.
struct PLpgSQLKeywordTable {
    static let shared = PLpgSQLKeywordTable()

    private static let slotCount = 512
    private static let maximumCount = 20
    /// Index of a keyword plus one, or 0; a keyword stands at its hash or behind it.
    private var slots = [UInt8](repeating: 0, count: slotCount)
    private var texts: [[UInt8]] = []
    private let keywords = PLpgSQLKeyword.allCases

    private init() {
        for (index, keyword) in keywords.enumerated() {
            let text = Array(keyword.rawValue.utf8)
            var slot = Self.hash(first: text[0], last: text[text.count - 1], count: text.count)
            while slots[slot] != 0 { slot = (slot + 1) % Self.slotCount }
            slots[slot] = UInt8(index + 1)
            texts.append(text)
        }
    }

    private static func hash(first: UInt8, last: UInt8, count: Int) -> Int {
        (Int(first) &* 37 &+ Int(last) &* 11 &+ count &* 5) % slotCount
    }

    /// The keyword that `bytes` are, or nil.
    func lookup(_ bytes: UnsafeBufferPointer<UInt8>) -> PLpgSQLKeyword? {
        guard (2...Self.maximumCount).contains(bytes.count) else { return nil }
        var slot = Self.hash(
            first: bytes[0].lowercased, last: bytes[bytes.count - 1].lowercased, count: bytes.count)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if matches(bytes, texts[index]) { return keywords[index] }
            slot = (slot + 1) % Self.slotCount
        }
        return nil
    }

    private func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ text: [UInt8]) -> Bool {
        guard bytes.count == text.count else { return false }
        for index in 0..<bytes.count where bytes[index].lowercased != text[index] { return false }
        return true
    }
}
