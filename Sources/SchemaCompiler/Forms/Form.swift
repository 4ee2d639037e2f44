/// How a change is written so that it can be run again.
enum Form {
    /// The statement with edits: natively re-runnable, or made so by them.
    case statement([SourceEdit])
    /// The statement with edits, run unless a condition holds.
    case guarded(unless: String, [SourceEdit])
    /// A `CREATE OR REPLACE VIEW`, with edits, that would lose the options that the view has and the statement does not
    /// name.
    case view(ViewForm)
    /// A text of the compiler's own.
    case replaced(String)
    /// Statements that do one thing each of what the source does in one, each run unless a condition holds.
    case parts([GuardedPart])
    /// A `COPY … FROM STDIN`, its data loaded only into an empty table.
    case copy(CopyForm)
    /// INSERTs of rows that must not fire triggers which come later.
    indirect case unfired(Form, LaterTriggers)
    /// Statements about rows, in a form of their own, unless a condition holds: then they may name what is not there.
    indirect case rows(Form, unless: String)
    /// A form, and what makes good what an object lacks that was there before.
    indirect case repaired(Form, [GuardedPart])
    /// An index that is built while others write to its table.
    case concurrentIndex(String, [SourceEdit])
    /// A line for psql.
    case metaCommand
    /// Nothing: it has no part in the script.
    case omitted
}

extension Form {
    /// Whether PostgreSQL runs it in a transaction block, if it does so with the statement.
    var runsInTransaction: Bool {
        if case .concurrentIndex = self { false } else { true }
    }
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
    /// The columns that have values.
    let columns: [String]
    /// The edits that make the COPY fill the temporary table instead.
    let edits: [SourceEdit]
    /// Whether the table is partitioned: it has rows if its partitions have.
    var isPartitioned = false
    /// Whether others put rows into the table before: then those are loaded that are not there.
    var followsOthers = false
    /// Whether a row that breaks a key of the table can be left out: somebody has changed what was loaded.
    var takesOnConflict = false
    /// The constraints that come later and need not hold for the rows: an interrupted load may have left them before.
    var unvalidatedConstraints: [(table: String, name: String)] = []
    /// What the rows must not fire.
    var laterTriggers: LaterTriggers?
    /// How the rows are written, if they are to be INSERTs.
    var format: CopyFormat?
}

/// What it takes to replace a view that keeps its options.
struct ViewForm {
    /// The view, as SQL.
    let name: String
    /// The options to keep, as an SQL expression that gives a list for `ALTER VIEW … SET`.
    let keptOptions: String
    /// The view stays as it is if this holds.
    let exception: String?
    /// The edits of the statement.
    let edits: [SourceEdit]
}
