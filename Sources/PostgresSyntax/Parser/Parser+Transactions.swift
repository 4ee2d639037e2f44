/// Transactions, notifications and what else a session does without touching data.
extension Parser {
    // MARK: Transactions

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

    mutating func parseOptTransactionChain() throws(ParseFailure) -> Bool {
        guard eat(.and) else { return false }
        let chain = !eat(.no)
        try expect(.chain)
        return chain
    }

    mutating func parseTransactionModeListOrEmpty() throws(ParseFailure) {
        if startsTransactionMode { try parseTransactionModeList(.options) }
    }

    private var startsTransactionMode: Bool { at(.isolation) || at(.read) || at(.deferrable) || at(.not) }

    /// Modes with or without commas between them.
    mutating func parseTransactionModeList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseTransactionModeItem()
            label(field)
        } while eat(.comma) || startsTransactionMode
    }

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

    mutating func parseListenStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.listen)
        try parseColId(.stringValue, .conditionname)
        close(.listenStmt, statement)
    }

    mutating func parseUnlistenStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.unlisten)
        if !eat(.star) { try parseColId(.stringValue, .conditionname) }
        close(.unlistenStmt, statement)
    }

    // MARK: The server process

    mutating func parseLoadStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.load)
        try parseFileName(.filename)
        close(.loadStmt, statement)
    }

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

    mutating func parseCheckPointStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.checkpoint)
        close(.checkPointStmt, statement)
    }
}
