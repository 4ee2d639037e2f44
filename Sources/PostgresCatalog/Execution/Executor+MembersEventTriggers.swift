import PostgresSyntax

/// Event triggers.
extension Executor {
    /// `CreateEventTrigger`.
    func createEventTrigger(_ statement: CreateEventTrigStmt) throws(SQLError) {
        let event = statement.eventname ?? ""
        guard ["ddl_command_start", "ddl_command_end", "sql_drop", "login", "table_rewrite"].contains(event) else {
            throw .syntax("unrecognized event name \"\(event)\"")
        }
        let tags = try eventTags(statement.whenclause.definitions, event)
        let name = statement.trigname ?? ""
        if let existing = database.eventTriggers.find(name) {
            noteExisting(.eventTrigger, existing)
            throw .duplicateObject("event trigger", name)
        }
        let functionName = QualifiedName(statement.funcname)
        let oid = try function(functionName, [])
        guard database.procedures[oid]?.returnType == .eventTrigger else {
            throw .invalidObjectDefinition(
                "function \(functionName.text) must return type event_trigger", range: functionName.range)
        }
        let trigger = database.newOID()
        database.eventTriggers.insert(
            NamedRow(name: name, references: [oid], properties: [event, "O"] + tags), trigger)
        register(ObjectAddress(.eventTrigger, trigger))
        depend(
            ObjectAddress(.eventTrigger, trigger), on: ObjectAddress(.procedure, oid), range: functionName.range)
    }

    /// The tags of `WHEN TAG IN (…)`.
    private func eventTags(_ filters: [DefElem], _ event: String) throws(SQLError) -> [String] {
        var tags: [String]?
        for filter in filters {
            guard filter.name == "tag" else {
                throw .syntax("unrecognized filter variable \"\(filter.name)\"", range: filter.range)
            }
            guard tags == nil else {
                throw .syntax("filter variable \"tag\" specified more than once", range: filter.range)
            }
            tags = filter.arg?.listItems.strings ?? []
        }
        guard let tags else { return [] }
        if event == "login" { throw SQLError("0A000", "tag filtering is not supported for login event triggers") }
        for tag in tags {
            let words = tag.uppercased()
            if Self.globalCommands.contains(where: { words.hasSuffix(" " + $0) }) {
                throw SQLError("0A000", "event triggers are not supported for \(words)")
            }
            let verb = words.split(separator: " ").first ?? ""
            guard Self.eventVerbs.contains(String(verb)) else {
                throw .syntax("filter value \"\(tag)\" not recognized for filter variable \"tag\"")
            }
        }
        return tags.map { $0.uppercased() }
    }

    /// Commands about what databases share fire no event triggers.
    private static let globalCommands = ["DATABASE", "ROLE", "TABLESPACE", "EVENT TRIGGER"]
    private static let eventVerbs: Set<String> = [
        "CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "IMPORT", "REFRESH", "REINDEX", "SECURITY", "SELECT",
    ]

    /// `AlterEventTrigger`.
    func alterEventTrigger(_ statement: AlterEventTrigStmt) throws(SQLError) {
        let name = statement.trigname ?? ""
        guard let oid = database.eventTriggers.find(name) else { throw .undefinedObject("event trigger", name) }
        database.eventTriggers.update(oid) { $0.properties[1] = String(statement.tgenabled ?? "O") }
        noteChange(ObjectAddress(.eventTrigger, oid))
    }
}
