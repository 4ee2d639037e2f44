import Platform
import PostgresCatalog
import PostgresSyntax

/// How `schemac inspect` prints what it finds.
private enum InspectFormat: String, CaseIterable {
    /// JSON for other programs.
    case json
}

extension Command {
    static func inspect() -> Command {
        Command(
            name: "inspect",
            abstract: "Show what a database would hold after scripts were run.",
            operand: .files,
            options: [
                .choice("format", default: InspectFormat.json, help: "What to print."),
                .variable, .followIncludes, .legacy, .output, .color,
            ],
            run: runInspect)
    }
}

private func runInspect(_ context: CommandContext) throws {
    let database = try context.database()
    var json = JSONWriter()
    database.inspection().write(to: &json)
    json.newline()
    try context.withOutput { output in try output.write(json.bytes) }
}

extension DatabaseInspection {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.array("relations") { json in for relation in relations { relation.write(to: &json) } }
            json.array("enums") { json in
                for item in enums {
                    json.object { json in
                        json.value("identity", item.identity)
                        json.array("labels", item.labels)
                    }
                }
            }
            json.array("functions") { json in
                for function in functions {
                    json.object { json in
                        json.value("identity", function.name.identity)
                        json.value("kind", function.name.type)
                        json.value("language", function.language)
                        json.value("returns", function.returns)
                    }
                }
            }
            json.array("triggers") { json in
                for trigger in triggers {
                    json.object { json in
                        json.value("table", trigger.table)
                        json.value("name", trigger.name)
                        json.value("function", trigger.function)
                    }
                }
            }
            json.array("sequences") { json in
                for sequence in sequences {
                    json.object { json in
                        json.value("identity", sequence.identity)
                        json.value("ownedBy", sequence.ownedBy)
                    }
                }
            }
        }
    }
}

extension DatabaseInspection.Relation {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.value("type", name.type)
            json.value("identity", name.identity)
            json.array("columns") { json in for column in columns { column.write(to: &json) } }
            json.array("constraints") { json in
                for constraint in constraints {
                    json.object { json in
                        json.value("name", constraint.name)
                        json.value("type", constraint.type)
                        json.array("columns", constraint.columns)
                    }
                }
            }
            json.array("indexes", indexes)
        }
    }
}

extension DatabaseInspection.Column {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.value("name", name)
            json.value("type", type)
            json.value("notNull", isNotNull)
            json.value("hasDefault", hasDefault)
            json.value("identity", identity)
            json.value("generated", generated)
        }
    }
}
