/// How a change is written so that it can be run again.
enum Form {
    /// The statement with edits: natively re-runnable, or made so by them.
    case statement([SourceEdit])
    /// The statement with edits, run unless a condition holds.
    case guarded(unless: String, [SourceEdit])
    /// A text of the compiler's own.
    case replaced(String)
    /// Statements that do one thing each of what the source does in one, each run unless a condition holds.
    case parts([GuardedPart])
    /// A `COPY … FROM STDIN`, its data loaded only into an empty table.
    case copy(CopyForm)
    /// A form, and what makes good what an object lacks that was there before.
    indirect case repaired(Form, [GuardedPart])
    /// A line for psql.
    case metaCommand
    /// Nothing: it has no part in the script.
    case omitted
}

/// A part of a statement: the INSERT of one row, the addition of one member.
struct GuardedPart {
    /// Holds if the part is done; nil if the statement itself sees to that.
    let condition: String?
    /// The statement that does it.
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
