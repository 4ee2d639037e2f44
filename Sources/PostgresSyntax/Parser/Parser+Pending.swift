/// Productions whose functions are still to come; a line goes when the real one arrives.
extension Parser {
    mutating func parseAnalyzeStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCheckPointStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseClusterStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCommentStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseConstraintsSetStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateAmStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateAssertionStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateCastStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateConversionStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateEventTrigStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateExtensionStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateFunctionStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateGroupStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateOpClassStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateOpFamilyStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreatePLangStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreatePolicyStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateRoleStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateTableSpaceStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateTransformStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateTrigStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreateUserStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseCreatedbStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDiscardStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDoStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropCastStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropOpClassStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropOpFamilyStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropOwnedStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropRoleStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropTableSpaceStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropTransformStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseDropdbStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseGrant() throws(ParseFailure) { throw syntaxError() }
    mutating func parseListenStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseLoadStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseNotifyStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseReassignOwnedStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseReindexStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseRemoveAggrStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseRemoveFuncStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseRemoveOperStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseRevoke() throws(ParseFailure) { throw syntaxError() }
    mutating func parseSecLabelStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseTransactionStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseTransactionStmtLegacy() throws(ParseFailure) { throw syntaxError() }
    mutating func parseUnlistenStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseVacuumStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseVariableResetStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseVariableSetStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseVariableShowStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func alterStatement() throws(ParseFailure) { throw syntaxError() }
    mutating func parseAggrArgs(_ field: FieldName) throws(ParseFailure) { throw syntaxError() }
    mutating func parseGrantStmt() throws(ParseFailure) { throw syntaxError() }
    mutating func parseOperatorDefList(_ field: FieldName) throws(ParseFailure) { throw syntaxError() }
    mutating func finishDepends(_ objectType: ObjectType, statement: Mark) throws(ParseFailure) { throw syntaxError() }
    mutating func finishSetSchema(_ objectType: ObjectType, statement: Mark, missingOk: Bool) throws(ParseFailure) {
        throw syntaxError()
    }
    mutating func finishRename(_ objectType: ObjectType, statement: Mark, missingOk: Bool) throws(ParseFailure) {
        throw syntaxError()
    }
}
