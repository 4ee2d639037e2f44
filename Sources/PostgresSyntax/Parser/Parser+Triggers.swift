/// Triggers, event triggers, row security policies and assertions.
extension Parser {
    /// Bits of `CreateTrigStmt`'s `timing` and `events`, PostgreSQL's TRIGGER_TYPE_….
    private enum TriggerType {
        static let before = 1 << 1
        static let insert = 1 << 2
        static let delete = 1 << 3
        static let update = 1 << 4
        static let truncate = 1 << 5
        static let instead = 1 << 6
        static let after = 0
    }

    // MARK: CREATE TRIGGER

    /// ```ebnf
    /// CreateTrigStmt =
    ///       "CREATE" [ "OR" "REPLACE" ] "TRIGGER" name TriggerActionTime TriggerEvents "ON" qualified_name [
    ///         "REFERENCING" TriggerTransitions ] TriggerForSpec TriggerWhen "EXECUTE" ( "FUNCTION" |
    ///         "PROCEDURE" ) func_name "(" TriggerFuncArgs ")"
    ///     | "CREATE" "CONSTRAINT" "TRIGGER" name "AFTER" TriggerEvents "ON" qualified_name [ "FROM"
    ///         qualified_name ] ConstraintAttributeSpec "FOR" "EACH" "ROW" TriggerWhen "EXECUTE" ( "FUNCTION"
    ///         | "PROCEDURE" ) func_name "(" TriggerFuncArgs ")" ;
    /// ```
    mutating func parseCreateTrigStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        let replace = try eat(.or, .replace)
        if at(.constraint) { return try createConstraintTrigger(statement, replace: replace) }
        try expect(.trigger)
        try parseName(.stringValue, .trigname)
        let timingToken = position
        integerField(.timing, try parseTriggerActionTime(), token: timingToken)
        try triggerTarget()
        if eat(.referencing) { try parseTriggerTransitions() }
        let row = try parseTriggerForSpec()
        try triggerFunction()
        close(.createTrigStmt, statement, scalars: .createTrigStmt(replace: replace, row: row))
    }

    private mutating func createConstraintTrigger(_ statement: Mark, replace: Bool) throws(ParseFailure) {
        try expect(.constraint, .trigger)
        try parseName(.stringValue, .trigname)
        try expect(.after)
        try triggerTarget()
        if eat(.from) {
            try parseQualifiedName()
            label(.constrrel)
        }
        let attributes = try parseConstraintAttributeSpec()
        try expect(.for, .each)
        try expect(.row)
        try triggerFunction()
        if replace {
            throw error(
                "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported", at: statement.token, readsNext: false)
        }
        try processCASbits(attributes, "TRIGGER", supported: .deferrable, readsNext: false)
        close(
            .createTrigStmt, statement,
            scalars: .createTrigStmt(
                isconstraint: true, row: true, deferrable: attributes.isDeferrable,
                initdeferred: attributes.isInitiallyDeferred))
    }

    /// The events and the relation they happen to.
    private mutating func triggerTarget() throws(ParseFailure) {
        let token = position
        integerField(.events, try parseTriggerEvents(), token: token)
        try expect(.on)
        try parseQualifiedName()
        label(.relation)
    }

    /// The condition and the function that is executed.
    private mutating func triggerFunction() throws(ParseFailure) {
        try parseTriggerWhen()
        try expect(.execute)
        try functionOrProcedure()
        try parseFuncName(.funcname)
        try expect(.leftParenthesis)
        try parseTriggerFuncArgs()
        try expect(.rightParenthesis)
    }

    /// ```ebnf
    /// TriggerActionTime = "BEFORE" | "AFTER" | "INSTEAD" "OF" ;
    /// ```
    mutating func parseTriggerActionTime() throws(ParseFailure) -> Int {
        if eat(.before) { return TriggerType.before }
        if eat(.after) { return TriggerType.after }
        try expect(.instead, .of)
        return TriggerType.instead
    }

    /// ```ebnf
    /// TriggerEvents = TriggerOneEvent { "OR" TriggerOneEvent } ;
    /// ```
    mutating func parseTriggerEvents() throws(ParseFailure) -> Int {
        var events = 0
        repeat {
            try parseTriggerOneEvent(&events)
        } while eat(.or)
        return events
    }

    /// Adds an event to those before it, among which it must not be.
    ///
    /// ```ebnf
    /// TriggerOneEvent = "INSERT" | "DELETE" | "UPDATE" [ "OF" columnList ] | "TRUNCATE" ;
    /// ```
    mutating func parseTriggerOneEvent(_ events: inout Int) throws(ParseFailure) {
        let event: Int
        switch kind {
        case .insert: event = TriggerType.insert
        case .delete: event = TriggerType.delete
        case .truncate: event = TriggerType.truncate
        case .update: event = TriggerType.update
        default: throw syntaxError()
        }
        let isDuplicate = events & event != 0
        // PostgreSQL shows the token it has looked at last, which is the one behind only for UPDATE.
        if isDuplicate, event != TriggerType.update {
            throw grammarError("duplicate trigger events specified")
        }
        advance()
        if event == TriggerType.update, eat(.of) { try parseColumnList(.columns) }
        if isDuplicate { throw grammarError("duplicate trigger events specified") }
        events |= event
    }

    /// ```ebnf
    /// TriggerTransitions = TriggerTransition { TriggerTransition } ;
    /// ```
    mutating func parseTriggerTransitions() throws(ParseFailure) {
        repeat {
            try parseTriggerTransition()
            label(.transitionRels)
        } while at(.new) || at(.old)
    }

    /// ```ebnf
    /// TriggerTransition = ( "NEW" | "OLD" ) ( "TABLE" | "ROW" ) [ "AS" ] ColId ;
    /// ```
    mutating func parseTriggerTransition() throws(ParseFailure) {
        let mark = mark()
        let isNew = eat(.new)
        if !isNew { try expect(.old) }
        let isTable = eat(.table)
        if !isTable { try expect(.row) }
        _ = eat(.as)
        try parseColId(.stringValue, .name)
        close(.triggerTransition, mark, scalars: .triggerTransition(isNew: isNew, isTable: isTable))
    }

    /// Whether the trigger fires for each row; for each statement if nothing is said.
    ///
    /// ```ebnf
    /// TriggerForSpec = [ "FOR" [ "EACH" ] ( "ROW" | "STATEMENT" ) ] ;
    /// ```
    mutating func parseTriggerForSpec() throws(ParseFailure) -> Bool {
        guard eat(.for) else { return false }
        _ = eat(.each)
        if eat(.row) { return true }
        try expect(.statement)
        return false
    }

    /// ```ebnf
    /// TriggerWhen = [ "WHEN" "(" a_expr ")" ] ;
    /// ```
    mutating func parseTriggerWhen() throws(ParseFailure) {
        guard eat(.when) else { return }
        try expect(.leftParenthesis)
        try parseAExpr()
        label(.whenClause)
        try expect(.rightParenthesis)
    }

    private mutating func functionOrProcedure() throws(ParseFailure) {
        guard eat(.function) || eat(.procedure) else { throw syntaxError() }
    }

    /// The arguments of a trigger's function; nothing before the first comma is an empty list to PostgreSQL.
    ///
    /// ```ebnf
    /// TriggerFuncArgs = [ TriggerFuncArg ] { "," TriggerFuncArg } ;
    /// ```
    mutating func parseTriggerFuncArgs() throws(ParseFailure) {
        if !at(.comma), !at(.rightParenthesis) { try parseTriggerFuncArg() }
        while eat(.comma) {
            try parseTriggerFuncArg()
        }
    }

    /// An argument, always as a `String`.
    ///
    /// ```ebnf
    /// TriggerFuncArg = Iconst | FCONST | Sconst | ColLabel ;
    /// ```
    mutating func parseTriggerFuncArg() throws(ParseFailure) {
        switch kind {
        case .integerConstant:
            let token = position
            let value = try parseIconst()
            stringNode(.args, tree.own(String(value).utf8), token: token)
        case .floatConstant, .stringConstant: stringNode(.args)
        default: try parseColLabel(.string, .args)
        }
    }

    // MARK: Event triggers

    /// ```ebnf
    /// CreateEventTrigStmt =
    ///       "CREATE" "EVENT" "TRIGGER" name "ON" ColLabel [ "WHEN" event_trigger_when_list ] "EXECUTE" (
    ///         "FUNCTION" | "PROCEDURE" ) func_name "(" ")" ;
    /// ```
    mutating func parseCreateEventTrigStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .event)
        try expect(.trigger)
        try parseName(.stringValue, .trigname)
        try expect(.on)
        try parseColLabel(.stringValue, .eventname)
        if eat(.when) { try parseEventTriggerWhenList() }
        try expect(.execute)
        try functionOrProcedure()
        try parseFuncName(.funcname)
        try expect(.leftParenthesis, .rightParenthesis)
        close(.createEventTrigStmt, statement)
    }

    /// ```ebnf
    /// event_trigger_when_list = event_trigger_when_item { "AND" event_trigger_when_item } ;
    /// ```
    mutating func parseEventTriggerWhenList() throws(ParseFailure) {
        repeat {
            try parseEventTriggerWhenItem()
            label(.whenclause)
        } while eat(.and)
    }

    /// ```ebnf
    /// event_trigger_when_item = ColId "IN" "(" Sconst { "," Sconst } ")" ;
    /// ```
    mutating func parseEventTriggerWhenItem() throws(ParseFailure) {
        let mark = mark()
        try parseColId(.stringValue, .defname)
        try expect(.in, .leftParenthesis)
        let list = self.mark()
        repeat {
            try parseSconst(.string, .items)
        } while eat(.comma)
        close(.list, list)
        label(.arg)
        try expect(.rightParenthesis)
        close(.defElem, mark)
    }

    /// The rest of `ALTER EVENT TRIGGER` behind the name.
    ///
    /// ```ebnf
    /// AlterEventTrigStmt = "ALTER" "EVENT" "TRIGGER" name enable_trigger ;
    /// ```
    mutating func parseAlterEventTrigStmt(statement: Mark) throws(ParseFailure) {
        let enabled = try parseEnableTrigger()
        close(.alterEventTrigStmt, statement, scalars: .alterEventTrigStmt(tgenabled: enabled))
    }

    /// When a trigger fires, in PostgreSQL's letters.
    ///
    /// ```ebnf
    /// enable_trigger = "ENABLE" [ "REPLICA" | "ALWAYS" ] | "DISABLE" ;
    /// ```
    mutating func parseEnableTrigger() throws(ParseFailure) -> UInt8 {
        if eat(.disable) { return UInt8(ascii: "D") }
        try expect(.enable)
        if eat(.replica) { return UInt8(ascii: "R") }
        if eat(.always) { return UInt8(ascii: "A") }
        return UInt8(ascii: "O")
    }

    // MARK: Policies

    /// ```ebnf
    /// CreatePolicyStmt =
    ///       "CREATE" "POLICY" name "ON" qualified_name RowSecurityDefaultPermissive RowSecurityDefaultForCmd
    ///         RowSecurityDefaultToRole RowSecurityOptionalExpr RowSecurityOptionalWithCheck ;
    /// ```
    mutating func parseCreatePolicyStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .policy)
        try parseName(.stringValue, .policyName)
        try expect(.on)
        try parseQualifiedName()
        label(.table)
        let permissive = try parseRowSecurityDefaultPermissive()
        try parseRowSecurityDefaultForCmd()
        try parseRowSecurityDefaultToRole()
        try parseRowSecurityOptionalExpr()
        try parseRowSecurityOptionalWithCheck()
        close(.createPolicyStmt, statement, scalars: .createPolicyStmt(permissive: permissive))
    }

    /// The rest of `ALTER POLICY` behind the table.
    ///
    /// ```ebnf
    /// AlterPolicyStmt =
    ///       "ALTER" "POLICY" name "ON" qualified_name [ "TO" role_list ] RowSecurityOptionalExpr
    ///         RowSecurityOptionalWithCheck ;
    /// ```
    mutating func parseAlterPolicyStmt(statement: Mark) throws(ParseFailure) {
        if eat(.to) { try parseRoleList(.roles) }
        try parseRowSecurityOptionalExpr()
        try parseRowSecurityOptionalWithCheck()
        close(.alterPolicyStmt, statement)
    }

    /// ```ebnf
    /// RowSecurityOptionalExpr = [ "USING" "(" a_expr ")" ] ;
    /// ```
    mutating func parseRowSecurityOptionalExpr() throws(ParseFailure) {
        guard eat(.using) else { return }
        try expect(.leftParenthesis)
        try parseAExpr()
        label(.qual)
        try expect(.rightParenthesis)
    }

    /// ```ebnf
    /// RowSecurityOptionalWithCheck = [ "WITH" "CHECK" "(" a_expr ")" ] ;
    /// ```
    mutating func parseRowSecurityOptionalWithCheck() throws(ParseFailure) {
        guard at(.with) else { return }
        advance()
        try expect(.check, .leftParenthesis)
        try parseAExpr()
        label(.withCheck)
        try expect(.rightParenthesis)
    }

    /// The roles that a policy is for, PUBLIC if none are named.
    ///
    /// ```ebnf
    /// RowSecurityDefaultToRole = [ "TO" role_list ] ;
    /// ```
    mutating func parseRowSecurityDefaultToRole() throws(ParseFailure) {
        if eat(.to) { return try parseRoleList(.roles) }
        closeWithoutLocation(.roleSpec, mark(), scalars: .roleSpec(roletype: .public))
        label(.roles)
    }

    /// ```ebnf
    /// RowSecurityDefaultPermissive = [ "AS" IDENT ] ;
    /// ```
    mutating func parseRowSecurityDefaultPermissive() throws(ParseFailure) -> Bool {
        guard eat(.as) else { return true }
        guard at(.identifier) else { throw syntaxError() }
        let option = tokens.decoded(position)
        guard option == "permissive" || option == "restrictive" else {
            throw error(
                "unrecognized row security option \"\(option)\"", at: position,
                hint: "Only PERMISSIVE or RESTRICTIVE policies are supported currently.")
        }
        advance()
        return option == "permissive"
    }

    /// The command that a policy is for, all if none is named.
    ///
    /// ```ebnf
    /// RowSecurityDefaultForCmd = [ "FOR" ( "ALL" | "SELECT" | "INSERT" | "UPDATE" | "DELETE" ) ] ;
    /// ```
    mutating func parseRowSecurityDefaultForCmd() throws(ParseFailure) {
        guard eat(.for) else { return stringField(.cmdName, .wellKnown(.all), token: position) }
        switch kind {
        case .all, .select, .insert, .update, .delete: stringField(.cmdName)
        default: throw syntaxError()
        }
    }

    // MARK: Assertions

    /// `CREATE ASSERTION`, which PostgreSQL reads to its end only to reject it; hence no production.
    mutating func rejectAssertion() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .assertion)
        try parseAnyName(.none)
        try expect(.check, .leftParenthesis)
        try parseAExpr()
        try expect(.rightParenthesis)
        _ = try parseConstraintAttributeSpec()
        throw error("CREATE ASSERTION is not yet implemented", at: statement.token)
    }
}
