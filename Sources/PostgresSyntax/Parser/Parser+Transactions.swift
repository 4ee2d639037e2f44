/// Transactions, notifications and what else a session does without touching data.
extension Parser {
    // MARK: Transactions

    /// ```ebnf
    /// TransactionStmt =
    ///       ( "ABORT" | "COMMIT" | "ROLLBACK" ) [ "WORK" | "TRANSACTION" ] opt_transaction_chain
    ///     | "START" "TRANSACTION" transaction_mode_list_or_empty
    ///     | "SAVEPOINT" ColId
    ///     | "RELEASE" [ "SAVEPOINT" ] ColId
    ///     | "ROLLBACK" [ "WORK" | "TRANSACTION" ] "TO" [ "SAVEPOINT" ] ColId
    ///     | "PREPARE" "TRANSACTION" Sconst
    ///     | ( "COMMIT" | "ROLLBACK" ) "PREPARED" Sconst ;
    /// ```
    mutating func parseTransactionStmt() throws(ParseFailure) {
        let statement = mark()
        let word = kind
        advance()
        switch word {
        case .abort:
            eatOptTransaction()
            try closeChained(.rollback, statement)
        case .start:
            try expect(.transaction)
            try parseTransactionModeListOrEmpty()
            closeWithoutLocation(.transactionStmt, statement, scalars: .transactionStmt(kind: .start))
        case .commit:
            if eat(.prepared) { return try closePrepared(.commitPrepared, statement) }
            eatOptTransaction()
            try closeChained(.commit, statement)
        case .rollback: try rollback(statement)
        case .savepoint: try closeSavepoint(.savepoint, statement)
        case .release:
            eatSavepoint()
            try closeSavepoint(.release, statement)
        case .prepare:
            try expect(.transaction)
            try closePrepared(.prepare, statement)
        default:
            current -= 1
            throw syntaxError()
        }
    }

    private mutating func rollback(_ statement: Mark) throws(ParseFailure) {
        if eat(.prepared) { return try closePrepared(.rollbackPrepared, statement) }
        eatOptTransaction()
        guard eat(.to) else { return try closeChained(.rollback, statement) }
        eatSavepoint()
        try closeSavepoint(.rollbackTo, statement)
    }

    /// `BEGIN` and `END`, which are no statements inside of functions.
    ///
    /// ```ebnf
    /// TransactionStmtLegacy =
    ///       "BEGIN" [ "WORK" | "TRANSACTION" ] transaction_mode_list_or_empty
    ///     | "END" [ "WORK" | "TRANSACTION" ] opt_transaction_chain ;
    /// ```
    mutating func parseTransactionStmtLegacy() throws(ParseFailure) {
        let statement = mark()
        if eat(.end) {
            eatOptTransaction()
            return try closeChained(.commit, statement)
        }
        try expect(.begin)
        eatOptTransaction()
        try parseTransactionModeListOrEmpty()
        closeWithoutLocation(.transactionStmt, statement, scalars: .transactionStmt(kind: .begin))
    }

    private mutating func eatOptTransaction() {
        if !eat(.work) { _ = eat(.transaction) }
    }

    /// Reads the word `SAVEPOINT` unless it is the savepoint's name.
    private mutating func eatSavepoint() {
        if at(.savepoint), peek().isColId { advance() }
    }

    private mutating func closeChained(_ kind: TransactionStmtKind, _ statement: Mark) throws(ParseFailure) {
        let chain = try parseOptTransactionChain()
        closeWithoutLocation(.transactionStmt, statement, scalars: .transactionStmt(kind: kind, chain: chain))
    }

    private mutating func closeSavepoint(_ kind: TransactionStmtKind, _ statement: Mark) throws(ParseFailure) {
        let name = position
        try parseColId(.stringValue, .savepointName)
        close(.transactionStmt, statement, location: name, scalars: .transactionStmt(kind: kind))
    }

    private mutating func closePrepared(_ kind: TransactionStmtKind, _ statement: Mark) throws(ParseFailure) {
        let gid = position
        try parseSconst(.stringValue, .gid)
        close(.transactionStmt, statement, location: gid, scalars: .transactionStmt(kind: kind))
    }

    /// ```ebnf
    /// opt_transaction_chain = [ "AND" [ "NO" ] "CHAIN" ] ;
    /// ```
    mutating func parseOptTransactionChain() throws(ParseFailure) -> Bool {
        guard eat(.and) else { return false }
        let chain = !eat(.no)
        try expect(.chain)
        return chain
    }

    /// ```ebnf
    /// transaction_mode_list_or_empty = [ transaction_mode_list ] ;
    /// ```
    mutating func parseTransactionModeListOrEmpty() throws(ParseFailure) {
        if startsTransactionMode { try parseTransactionModeList(.options) }
    }

    private var startsTransactionMode: Bool { at(.isolation) || at(.read) || at(.deferrable) || at(.not) }

    /// Modes with or without commas between them.
    ///
    /// ```ebnf
    /// transaction_mode_list = transaction_mode_item { [ "," ] transaction_mode_item } ;
    /// ```
    mutating func parseTransactionModeList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseTransactionModeItem()
            label(field)
        } while eat(.comma) || startsTransactionMode
    }

    /// ```ebnf
    /// transaction_mode_item =
    ///       "ISOLATION" "LEVEL" iso_level
    ///     | "READ" ( "ONLY" | "WRITE" )
    ///     | [ "NOT" ] "DEFERRABLE" ;
    /// ```
    mutating func parseTransactionModeItem() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .isolation:
            advance()
            try expect(.level)
            try parseIsoLevel()
            closeOption(.transactionIsolation, mark)
        case .read:
            advance()
            let readOnly = eat(.only)
            if !readOnly { try expect(.write) }
            integerConstant(.arg, readOnly ? 1 : 0, token: mark.token)
            closeOption(.transactionReadOnly, mark)
        default:
            let deferrable = !eat(.not)
            try expect(.deferrable)
            integerConstant(.arg, deferrable ? 1 : 0, token: mark.token)
            closeOption(.transactionDeferrable, mark)
        }
    }

    /// The name of an isolation level, as an `A_Const` in the field `arg`.
    ///
    /// ```ebnf
    /// iso_level = "READ" ( "UNCOMMITTED" | "COMMITTED" ) | "REPEATABLE" "READ" | "SERIALIZABLE" ;
    /// ```
    mutating func parseIsoLevel() throws(ParseFailure) {
        let token = position
        if at(.serializable) { return stringConstant(.arg) }
        if eat(.repeatable) {
            try expect(.read)
            return stringConstant(.arg, .wellKnown(.repeatableRead), token: token)
        }
        try expect(.read)
        let isCommitted = eat(.committed)
        if !isCommitted { try expect(.uncommitted) }
        stringConstant(.arg, .wellKnown(isCommitted ? .readCommitted : .readUncommitted), token: token)
    }

    // MARK: Notifications

    /// ```ebnf
    /// NotifyStmt = "NOTIFY" ColId [ "," Sconst ] ;
    /// ```
    mutating func parseNotifyStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.notify)
        try parseColId(.stringValue, .conditionname)
        if eat(.comma) {
            locationField(.payloadLocation, token: position)
            try parseSconst(.stringValue, .payload)
        }
        close(.notifyStmt, statement)
    }

    /// ```ebnf
    /// ListenStmt = "LISTEN" ColId ;
    /// ```
    mutating func parseListenStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.listen)
        try parseColId(.stringValue, .conditionname)
        close(.listenStmt, statement)
    }

    /// ```ebnf
    /// UnlistenStmt = "UNLISTEN" ( ColId | "*" ) ;
    /// ```
    mutating func parseUnlistenStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.unlisten)
        if !eat(.star) { try parseColId(.stringValue, .conditionname) }
        close(.unlistenStmt, statement)
    }

    // MARK: The server process

    /// ```ebnf
    /// LoadStmt = "LOAD" file_name ;
    /// ```
    mutating func parseLoadStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.load)
        try parseFileName(.filename)
        close(.loadStmt, statement)
    }

    /// ```ebnf
    /// DiscardStmt = "DISCARD" ( "ALL" | "TEMP" | "TEMPORARY" | "PLANS" | "SEQUENCES" ) ;
    /// ```
    mutating func parseDiscardStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.discard)
        let target: DiscardMode
        switch kind {
        case .all: target = .all
        case .temp, .temporary: target = .temp
        case .plans: target = .plans
        case .sequences: target = .sequences
        default: throw syntaxError()
        }
        advance()
        close(.discardStmt, statement, scalars: .discardStmt(target: target))
    }

    /// ```ebnf
    /// CheckPointStmt = "CHECKPOINT" ;
    /// ```
    mutating func parseCheckPointStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.checkpoint)
        close(.checkPointStmt, statement)
    }
}
