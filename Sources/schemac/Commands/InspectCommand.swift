import Platform
import PostgresCatalog
import PostgresSyntax

/// How `schemac inspect` prints what it finds.
private enum InspectFormat: String, CaseIterable {
    /// For people.
    case text
    /// For other programs.
    case json
}

extension Command {
    static func inspect() -> Command {
        Command(
            name: "inspect",
            abstract: "Show what a database would hold after scripts were run.",
            discussion:
                "The scripts are run one after the other as psql would run them, but without a server. What PostgreSQL "
                + "would reject is reported. The text is a summary, or with --object all there is to know of an object.",
            operand: .files,
            options: [
                .choice("format", default: InspectFormat.text, help: "What to print."),
                Option(
                    name: "object", value: Option.Value(name: "name"),
                    help: "Show the objects of this name, with or without schema; may be given more than once."),
                .variable, .followIncludes, .legacy, .output, .color,
            ],
            run: runInspect)
    }
}

private func runInspect(_ context: CommandContext) throws {
    let database = try context.database()
    guard !context.diagnostics.hasFailed else { return }
    let format: InspectFormat = context.arguments.choice("format")
    let names = context.arguments.values("object")
    if format == .text, names.isEmpty {
        return try context.withOutput { try $0.write(Array(database.summary().text(of: database).utf8)) }
    }
    var inspection = database.inspection()
    if !names.isEmpty { inspection = try inspection.objects(named: names) }
    let bytes: [UInt8]
    switch format {
    case .text: bytes = Array(InspectionText(database: database, inspection: inspection).text.utf8)
    case .json: bytes = InspectionJSON(database: database).bytes(of: inspection)
    }
    try context.withOutput { try $0.write(bytes) }
}

extension DatabaseInspection {
    /// What is called by one of the names.
    fileprivate func objects(named names: [String]) throws -> DatabaseInspection {
        var found = DatabaseInspection()
        for name in names {
            func isMeant(_ object: Object) -> Bool { object.name.spellings.contains(name) }
            let before = found.objects.count
            found.relations += relations.filter { isMeant($0.object) }
            found.enums += enums.filter { isMeant($0.object) }
            found.functions += functions.filter { isMeant($0.object) }
            found.sequences += sequences.filter { isMeant($0.object) }
            found.others += others.filter(isMeant)
            guard found.objects.count > before else {
                let spellings = objects.flatMap(\.name.spellings)
                throw UsageError(message: "no object is called '\(name)'" + suggestion(for: name, among: spellings))
            }
        }
        let tables = Set(found.relations.map(\.name.identity))
        found.triggers = triggers.filter { tables.contains($0.table) }
        return found
    }

    private var objects: [Object] {
        relations.map { $0.object } + enums.map { $0.object } + functions.map { $0.object }
            + sequences.map { $0.object } + others
    }
}

extension ObjectName {
    /// How people may write it: whole, and each without schema and without arguments.
    fileprivate var spellings: [String] {
        let whole = [identity] + (identity.firstIndex(of: "(").map { [String(identity[..<$0])] } ?? [])
        return whole
            + whole.compactMap { name in name.firstIndex(of: ".").map { String(name[name.index(after: $0)...]) } }
    }
}
