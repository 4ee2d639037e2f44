import PostgresSyntax

/// Settings and transactions.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeSessionStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .variableSetStmt: try executeSet(VariableSetStmt(node)!)
        case .transactionStmt: try executeTransaction(TransactionStmt(node)!)
        case .discardStmt:
            if DiscardStmt(node)!.target == .all { session.settings = Session.Settings() }
        case .variableShowStmt, .constraintsSetStmt, .checkPointStmt, .listenStmt, .unlistenStmt, .notifyStmt,
            .loadStmt, .alterSystemStmt, .fetchStmt, .closePortalStmt:
            break
        default: return false
        }
        return true
    }

    // MARK: Settings

    private func executeSet(_ statement: VariableSetStmt) throws(SQLError) {
        let name = statement.name?.lowercased() ?? ""
        switch statement.kind {
        case .resetAll: session.settings = Session.Settings()
        case .reset, .setDefault: try set(name, to: nil, isLocal: statement.isLocal)
        case .setValue:
            try set(
                name, to: statement.args.compactMap(\.settingValue), isLocal: statement.isLocal,
                range: statement.node.byteRange)
        case .setCurrent, .setMulti: break
        }
    }

    /// Sets a parameter; `values` are the elements of a list, nil the default.
    ///
    /// - Parameter isLocal: whether the transaction's end undoes it.
    func set(_ name: String, to values: [String]?, isLocal: Bool, range: Range<Int>? = nil) throws(SQLError) {
        if isLocal {
            guard session.transaction == .open else {
                warn("25P01", "SET LOCAL can only be used in transaction blocks")
                return
            }
            if session.hiddenByLocal == nil { session.hiddenByLocal = session.settings }
        }
        try assign(name, values, to: \.settings, range: range)
        guard !isLocal, session.hiddenByLocal != nil else { return }
        try assign(name, values, to: \.hiddenByLocal!, range: range)
    }

    private func assign(
        _ name: String, _ values: [String]?, to settings: WritableKeyPath<Session, Session.Settings>,
        range: Range<Int>?
    ) throws(SQLError) {
        switch name {
        case "search_path":
            session[keyPath: settings].searchPath = values ?? ["$user", "public"]
            session[keyPath: settings].searchPathSetter =
                values == nil ? nil : database.statements[statement.index].element
        case "role", "session_authorization":
            guard let role = values?.first, role != "none", role != "default" else {
                session[keyPath: settings].role = .bootstrapRole
                return
            }
            session[keyPath: settings].role = try self.role(role, range: range)
        default: session[keyPath: settings].parameters[name] = values?.joined(separator: ", ")
        }
    }

    /// Whether a Boolean parameter is on; `standard` if it was not set.
    func isOn(_ parameter: String, standard: Bool) -> Bool {
        guard let value = session.settings.parameters[parameter]?.lowercased() else { return standard }
        return ["on", "true", "yes", "1", "t", "y"].contains(value)
    }

    // MARK: Transactions

    private func executeTransaction(_ statement: TransactionStmt) throws(SQLError) {
        switch statement.kind {
        case .begin, .start:
            try requireIntact()
            beginTransaction()
        case .commit, .prepare:
            if session.transaction == .aborted { rollBackTransaction() } else { commitTransaction() }
            if statement.chain { beginTransaction() }
        case .rollback:
            if session.transaction == .none { warn("25P01", "there is no transaction in progress") }
            rollBackTransaction()
            if statement.chain { beginTransaction() }
        case .savepoint:
            try requireTransaction("SAVEPOINT")
            try requireIntact()
            pushSavepoint(statement.savepointName ?? "")
        case .release:
            try requireTransaction("RELEASE SAVEPOINT")
            try requireIntact()
            session.savepoints.removeSubrange(try savepoint(statement.savepointName ?? "")...)
        case .rollbackTo:
            try requireTransaction("ROLLBACK TO SAVEPOINT")
            let index = try savepoint(statement.savepointName ?? "")
            restore(session.savepoints[index])
            session.savepoints.removeSubrange((index + 1)...)
            session.transaction = .open
        case .commitPrepared, .rollbackPrepared: break
        }
    }

    /// What an error does to the transaction it happens in.
    func abortTransaction() {
        if session.transaction == .open { session.transaction = .aborted }
    }

    private func beginTransaction() {
        guard session.transaction == .none else {
            warn("25001", "there is already a transaction in progress")
            return
        }
        session.transaction = .open
        session.transactionStart = statement
        pushSavepoint("")
    }

    private func commitTransaction() {
        if session.transaction == .none { warn("25P01", "there is no transaction in progress") }
        if let hidden = session.hiddenByLocal { session.settings = hidden }
        endTransaction()
    }

    private func rollBackTransaction() {
        if let beginning = session.savepoints.first { restore(beginning) }
        endTransaction()
    }

    private func endTransaction() {
        session.transaction = .none
        session.savepoints = []
        session.uncommittedLabels = [:]
        session.hiddenByLocal = nil
    }

    private func pushSavepoint(_ name: String) {
        session.savepoints.append(
            Session.Savepoint(
                name: name, statementCount: database.statements.count, mark: database.mark, settings: session.settings,
                temporarySchema: session.temporarySchema))
    }

    private func restore(_ savepoint: Session.Savepoint) {
        database.rollBack(to: savepoint.mark)
        session.settings = savepoint.settings
        session.temporarySchema = savepoint.temporarySchema
        for index in savepoint.statementCount..<database.statements.count where index != statement.index {
            database.statements[index].succeeded = false
            database.statements[index].isRolledBack = true
        }
        missing.removeAll { database.statements[$0.statement.index].isRolledBack }
    }

    /// The place of the innermost savepoint of this name.
    private func savepoint(_ name: String) throws(SQLError) -> Int {
        guard let index = session.savepoints.dropFirst().lastIndex(where: { $0.name == name }) else {
            throw SQLError("3B001", "savepoint \"\(name)\" does not exist")
        }
        return index
    }

    private func requireTransaction(_ command: String) throws(SQLError) {
        guard session.transaction != .none else {
            throw SQLError("25P01", "\(command) can only be used in transaction blocks")
        }
    }

    private func requireIntact() throws(SQLError) {
        guard session.transaction == .aborted else { return }
        throw .abortedTransaction
    }

    // MARK: Beginning and end

    /// Runs a line for psql: `\connect` begins another session.
    func runMetaCommand(_ element: ScriptElement) {
        let command = element.text.prefix { !$0.isWhitespace }
        guard command == "\\c" || command == "\\connect" else { return }
        endSession()
        session = Session()
    }

    /// Ends the session: an open transaction is rolled back, temporary objects go. Where all that scripts mean counts, in
    /// whatever order, a transaction that does not end is taken as one of which the end was forgotten.
    func endSession() {
        if session.transaction != .none, options.separatesParts {
            warn(
                "25000", "the transaction that begins here does not end: it is taken as committed",
                of: session.transactionStart)
            commitTransaction()
        }
        if session.transaction != .none { rollBackTransaction() }
        if session.temporarySchema != .none {
            // No statement drops them.
            let trace = database.statements[statement.index].trace
            dropEverything(in: session.temporarySchema)
            database.statements[statement.index].trace = trace
        }
        database.commit()
    }

    /// Looks at the whole, once all scripts have run.
    func finished() -> Database {
        recordBodies()
        database.complete()
        return database
    }
}

extension Node {
    /// An element of the list that `SET` assigns: `flatten_set_variable_args`.
    var settingValue: String? {
        switch AConst(self)?.value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .float(let digits): digits
        case .boolean(let flag): flag ? "on" : "off"
        default: TypeCast(self)?.arg?.settingValue
        }
    }
}
