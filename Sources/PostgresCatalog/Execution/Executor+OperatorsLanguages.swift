import PostgresSyntax

/// Procedural languages and access methods.
extension Executor {
    /// `CreateProceduralLanguage`.
    func createLanguage(_ statement: CreatePLangStmt) throws(SQLError) {
        let name = statement.plname ?? ""
        let handlerName = QualifiedName(statement.plhandler)
        var row = LanguageRow(name: name, isTrusted: statement.pltrusted)
        row.handler = try function(handlerName, [])
        guard database.procedures[row.handler]?.returnType == .languageHandler else {
            throw .wrongObjectType(
                "function \(handlerName.text) must return type language_handler", range: handlerName.range)
        }
        let inlineName = QualifiedName(statement.plinline)
        if !inlineName.parts.isEmpty { row.inline = try function(inlineName, [.internal]) }
        let validatorName = QualifiedName(statement.plvalidator)
        if !validatorName.parts.isEmpty { row.validator = try function(validatorName, [.oid]) }
        let oid: OID
        if let existing = database.languages.find(name) {
            guard statement.replace else { throw .duplicateObject("language", name) }
            oid = existing
            database.languages.update(oid) { $0 = row }
            noteChange(ObjectAddress(.language, oid))
            forgetDependencies(of: ObjectAddress(.language, oid))
        } else {
            oid = database.newOID()
            database.languages.insert(row, oid)
            register(ObjectAddress(.language, oid))
        }
        let functions = [(row.handler, handlerName), (row.inline, inlineName), (row.validator, validatorName)]
        for (function, name) in functions where function != .none {
            depend(ObjectAddress(.language, oid), on: ObjectAddress(.procedure, function), range: name.range)
        }
    }

    /// `CreateAccessMethod`.
    func createAccessMethod(_ statement: CreateAmStmt) throws(SQLError) {
        let name = statement.amname ?? ""
        guard database.accessMethods.find(name) == nil else { throw .duplicateObject("access method", name) }
        let type = statement.amtype ?? "i"
        let handlerName = QualifiedName(statement.handlerName)
        let handler = try function(handlerName, [.internal])
        let (result, word): (OID, String) =
            type == "i" ? (.indexAMHandler, "index_am_handler") : (.tableAMHandler, "table_am_handler")
        guard database.procedures[handler]?.returnType == result else {
            throw .wrongObjectType("function \(handlerName.text) must return type \(word)", range: handlerName.range)
        }
        let oid = database.newOID()
        database.accessMethods.insert(AccessMethodRow(name: name, type: type, handler: handler), oid)
        register(ObjectAddress(.accessMethod, oid))
        depend(ObjectAddress(.accessMethod, oid), on: ObjectAddress(.procedure, handler), range: handlerName.range)
    }
}
