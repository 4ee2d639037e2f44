import Platform

extension LintConfiguration {
    /// The JSON schema of `schemac.json`.
    public static var jsonSchema: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.value("$schema", "https://json-schema.org/draft/2020-12/schema")
            json.value("title", "schemac.json")
            json.object("$defs") { json in
                json.enumeration("level", Level.allCases.map(\.rawValue))
                json.enumeration("profile", ["detected"] + Profile.allCases.map(\.rawValue))
                json.object("rule") { json in
                    json.array("enum") { json in
                        for name in Rule.Category.allCases.map(\.rawValue) + Rule.all.map(\.name) {
                            json.newline()
                            json.value(nil, name)
                        }
                    }
                }
                json.object("rules") { json in
                    json.closedObject { json in for rule in Rule.all { rule.writeSchema(to: &json) } }
                }
            }
            json.closedObject { json in
                json.typed("$schema", "string")
                json.object("versions") { json in
                    json.value("description", "The versions of PostgreSQL that run the files: 17, or \"15..18\".")
                    json.array("type", ["integer", "string"])
                }
                json.reference("profile", "profile")
                json.strings("sources", "Files and folders that say what exists, in the order in which they are run.")
                json.object("runner") { json in json.writeRunner() }
                json.object("lint") { json in json.closedObject { $0.writeLint() } }
            }
        }
        json.newline()
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func writeRunner() {
        value("description", "Who runs migrations, or how.")
        array("anyOf") { json in
            json.object { $0.array("enum", RunnerPreset.allCases.map(\.rawValue)) }
            json.object { json in
                json.closedObject { json in
                    json.typed("transaction", "boolean")
                    json.typed("timeouts", "boolean")
                }
            }
        }
    }

    fileprivate mutating func writeLint() {
        references("select", "rule")
        references("ignore", "rule")
        reference("rules", "rules")
        object("files") { json in
            json.value("type", "array")
            json.object("items") { json in
                json.closedObject { json in
                    json.typed("path", "string")
                    json.reference("profile", "profile")
                    json.references("ignore", "rule")
                    json.reference("rules", "rules")
                    json.typed("exclude", "boolean")
                }
            }
        }
        enumeration("fail-on", ["error", "warning", "info", "never"])
        typed("baseline", "string")
    }

    /// An object that has no other members than these.
    fileprivate mutating func closedObject(_ members: (inout JSONWriter) -> Void) {
        value("type", "object")
        value("additionalProperties", false)
        object("properties", members)
    }

    fileprivate mutating func typed(_ name: String, _ type: String) {
        object(name) { $0.value("type", type) }
    }

    fileprivate mutating func enumeration(_ name: String, _ values: [String]) {
        object(name) { $0.array("enum", values) }
    }

    fileprivate mutating func reference(_ name: String, _ definition: String) {
        object(name) { $0.value("$ref", "#/$defs/" + definition) }
    }

    fileprivate mutating func references(_ name: String, _ definition: String) {
        object(name) { json in
            json.value("type", "array")
            json.object("items") { $0.value("$ref", "#/$defs/" + definition) }
        }
    }

    fileprivate mutating func strings(_ name: String, _ description: String) {
        object(name) { json in
            json.value("description", description)
            json.value("type", "array")
            json.object("items") { $0.value("type", "string") }
        }
    }
}

extension Rule {
    /// A level, or an object with the level and the rule's options.
    fileprivate func writeSchema(to json: inout JSONWriter) {
        // A line each, so that a new rule is a new line.
        json.newline()
        json.object(name) { json in
            json.value("description", documentation.what)
            guard !documentation.options.isEmpty else { return json.value("$ref", "#/$defs/level") }
            json.array("anyOf") { json in
                json.object { $0.value("$ref", "#/$defs/level") }
                json.object { json in
                    json.closedObject { json in
                        json.reference("level", "level")
                        for option in documentation.options { json.object(option.name) { option.writeSchema(to: &$0) } }
                    }
                }
            }
        }
    }
}

extension Rule.Option {
    fileprivate func writeSchema(to json: inout JSONWriter) {
        json.value("description", what)
        switch standard {
        case .flag: json.value("type", "boolean")
        case .integer: json.value("type", "integer")
        case .string: json.value("type", "string")
        case .strings:
            json.value("type", "array")
            json.object("items") { $0.value("type", "string") }
        }
    }
}
