/// How a change is written so that it can be run again.
enum Form {
    /// The statement with edits: natively re-runnable, or made so by them.
    case statement([SourceEdit])
    /// The statement with edits, run unless a condition holds.
    case guarded(unless: String, [SourceEdit])
    /// A text of the compiler's own.
    case replaced(String)
    /// Rows to insert one by one, each unless a condition holds.
    case rows([GuardedRow])
    /// A `COPY … FROM STDIN`, its data loaded only into an empty table.
    case copy(CopyForm)
    /// A line for psql.
    case metaCommand
    /// Nothing: it has no part in the script.
    case omitted
}

/// An INSERT of one row.
struct GuardedRow {
    /// Holds if the row is there.
    let condition: String
    /// The statement that inserts it.
    let statement: String
}

/// What it takes to load rows only into an empty table.
struct CopyForm {
    /// The table, as SQL.
    let table: String
    /// The columns, as an SQL list; empty for all.
    let columns: String
    /// The edits that make the COPY fill the temporary table instead.
    let edits: [SourceEdit]
}
