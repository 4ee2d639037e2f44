import PostgresSyntax

/// What statements set for those that follow.
extension Replay {
    mutating func replaySet(_ statement: VariableSetStmt, _ id: ChangeID) {
        setEffect(.session, id)
        var state = session
        let name = statement.name ?? ""
        switch statement.kind {
        case .resetAll:
            state.searchPath = [options.defaultSchema]
            state.searchPathChange = nil
            state.parameters = [:]
        case .reset, .setDefault:
            if name == "search_path" {
                state.searchPath = [options.defaultSchema]
                state.searchPathChange = nil
            } else {
                state.parameters[name] = nil
            }
        case .setValue:
            let values = statement.args
            if name == "search_path" {
                state.setSearchPath(values.compactMap(\.settingText), by: id)
            } else {
                state.parameters[name] = values.map(\.text).joined(separator: ", ")
            }
        default: return
        }
        session = state
    }

    mutating func replayTransaction(_ statement: TransactionStmt, _ id: ChangeID) {
        setEffect(.transaction, id)
        var state = session
        switch statement.kind {
        case .begin, .start: state.isInTransaction = true
        case .commit, .rollback: state.isInTransaction = false
        default: return
        }
        session = state
    }

    /// `SELECT set_config('search_path', …)` sets; any other SELECT is read for what it does.
    mutating func replaySelect(_ statement: SelectStmt, _ id: ChangeID) {
        guard statement.targetList.count == 1, statement.fromClause.isEmpty,
            let call = statement.targetList.first.flatMap(ResTarget.init)?.val.flatMap(FuncCall.init),
            call.funcname.strings.last == "set_config", call.args.count == 3,
            let name = call.args[0].settingText, let value = call.args[1].settingText
        else {
            setEffect(.data, id)
            collectReferences(in: statement.node, id)
            return
        }
        setEffect(.session, id)
        var state = session
        if name == "search_path" {
            state.setSearchPath(QuotedName.split(value) ?? [value], by: id)
        } else {
            state.parameters[name] = QuotedName.literal(value)
        }
        session = state
    }
}

extension SessionState {
    fileprivate mutating func setSearchPath(_ schemas: [String], by change: ChangeID) {
        searchPath = schemas.filter { $0 != "$user" && !$0.isEmpty }
        searchPathChange = change
    }
}

extension Node {
    /// The content of a constant string as `SET` reads it.
    fileprivate var settingText: String? {
        switch AConst(self)?.value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .float(let digits): digits
        default: TypeCast(self)?.arg?.settingText
        }
    }
}
