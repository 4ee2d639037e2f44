import Platform
import PostgresCatalog

/// Writes what `schemac inspect --format json` prints.
struct InspectionJSON {
    let database: Database

    func bytes(of inspection: DatabaseInspection) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.array("relations") { json in
                for relation in inspection.relations { json.object { write(relation, to: &$0) } }
            }
            json.array("enums") { json in
                for item in inspection.enums {
                    json.object { json in
                        write(item.object, to: &json)
                        json.array("labels", item.labels)
                    }
                }
            }
            json.array("functions") { json in
                for function in inspection.functions { json.object { write(function, to: &$0) } }
            }
            json.array("triggers") { json in
                for trigger in inspection.triggers {
                    json.object { json in
                        json.value("table", trigger.table)
                        json.value("name", trigger.name)
                        json.value("function", trigger.function)
                        json.value("definition", trigger.definition)
                        write(trigger.statement, to: &json)
                    }
                }
            }
            json.array("sequences") { json in
                for sequence in inspection.sequences {
                    json.object { json in
                        write(sequence.object, to: &json)
                        json.value("ownedBy", sequence.ownedBy)
                        json.value("definition", sequence.definition)
                    }
                }
            }
            json.array("others") { json in
                for object in inspection.others {
                    json.object { json in
                        json.value("type", object.name.type)
                        write(object, to: &json)
                        json.value("definition", database.definition(of: object))
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }

    private func write(_ relation: DatabaseInspection.Relation, to json: inout JSONWriter) {
        json.value("type", relation.name.type)
        write(relation.object, to: &json)
        json.array("columns") { json in
            for column in relation.columns { json.object { write(column, to: &$0) } }
        }
        json.array("constraints") { json in
            for constraint in relation.constraints {
                json.object { json in
                    json.value("name", constraint.name)
                    json.value("type", constraint.type)
                    json.array("columns", constraint.columns)
                    json.value("definition", constraint.definition)
                    if let table = constraint.referencedTable { json.value("references", table) }
                    write(constraint.statement, to: &json)
                }
            }
        }
        json.array("indexes", relation.indexes.map(\.name))
        json.array("indexDefinitions") { json in
            for index in relation.indexes { part(index.name, index.definition, index.statement, &json) }
        }
        json.array("policies") { json in
            for policy in relation.policies { part(policy.name, policy.definition, policy.statement, &json) }
        }
        json.array("parents", relation.parents)
        if let bound = relation.partitionBound { json.value("partitionBound", bound) }
        if let key = relation.partitionKey { json.value("partitionKey", key) }
        if let query = relation.query { json.value("query", query) }
        if relation.hasRowSecurity { json.value("rowSecurity", true) }
        if !relation.options.isEmpty { json.array("options", relation.options) }
    }

    private func write(_ column: DatabaseInspection.Column, to json: inout JSONWriter) {
        json.value("name", column.name)
        json.value("type", column.type)
        json.value("notNull", column.isNotNull)
        json.value("hasDefault", column.hasDefault)
        json.value("identity", column.identity)
        json.value("generated", column.generated)
        if let expression = column.expression { json.value("expression", expression) }
        if let collation = column.collation { json.value("collation", collation) }
        if let comment = column.comment { json.value("comment", comment) }
    }

    private func write(_ function: DatabaseInspection.Function, to json: inout JSONWriter) {
        write(function.object, to: &json)
        json.value("kind", function.name.type)
        json.value("language", function.language)
        json.value("returns", function.returns)
        json.value("arguments", function.arguments)
        json.value("volatility", function.volatility)
        json.value("securityDefiner", function.isSecurityDefiner)
        json.value("definition", database.definition(of: function.object))
    }

    /// What all objects have: name, owner, comment, grants and places.
    private func write(_ object: DatabaseInspection.Object, to json: inout JSONWriter) {
        json.value("identity", object.name.identity)
        json.value("owner", object.owner)
        json.value("comment", object.comment)
        json.array("grants") { json in
            for grant in object.grants {
                json.object { json in
                    json.value("to", grant.grantee ?? "PUBLIC")
                    if let column = grant.column { json.value("column", column) }
                    json.array("privileges", grant.privileges)
                    if grant.isGrantable { json.value("grantable", true) }
                }
            }
        }
        write(object.statements.first, to: &json)
        if object.statements.count > 1 {
            json.array("changedAt") { json in
                for statement in object.statements.dropFirst() { json.object { write(statement, to: &$0) } }
            }
        }
    }

    private func part(_ name: String, _ definition: String, _ statement: StatementID?, _ json: inout JSONWriter) {
        json.object { json in
            json.value("name", name)
            json.value("definition", definition)
            write(statement, to: &json)
        }
    }

    private func write(_ statement: StatementID?, to json: inout JSONWriter) {
        if let statement { database.place(of: statement).write(to: &json) }
    }
}

extension SourcePlace {
    /// The three members of a place.
    func write(to json: inout JSONWriter) {
        json.value("file", file)
        json.value("line", line)
        json.value("column", column)
    }
}

extension Database {
    /// The last statement that creates or replaces an object.
    func definition(of object: DatabaseInspection.Object) -> String? {
        let texts = object.statements.map { statements[$0.index].element }
        let isReplaced = texts.last { [.createFunctionStmt, .viewStmt].contains($0.statement?.node.kind) }
        return (isReplaced ?? texts.first)?.text
    }
}
