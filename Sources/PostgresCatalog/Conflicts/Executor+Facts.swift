import PostgresSyntax

/// One thing that a definition says of an object.
struct DefinitionFact {
    /// What it is about; the same fact of two definitions has the same subject.
    var subject: String
    /// What people call the subject, such as `column price`.
    var label: String
    /// What the definition says, for people.
    var text: String
    /// What the definition says, the same for all ways to say it.
    var meaning: String

    init(_ label: String, _ text: String, meaning: String? = nil, subject: String? = nil) {
        self.subject = subject ?? label
        self.label = label
        self.text = text
        self.meaning = meaning ?? text
    }
}

/// What objects are, fact by fact, so that two definitions of one can be compared.
extension Executor {
    func facts(of object: ObjectAddress) -> [DefinitionFact] {
        let oid = object.oid
        switch object.catalog {
        case .relation where object.column > 0:
            guard let row = database.relations[oid] else { return [] }
            return [fact(of: row.attributes[Int(object.column) - 1], object.column, oid)]
        case .relation: return database.relations[oid].map { facts(of: $0, oid) } ?? []
        case .type: return database.types[oid].map { facts(of: $0, oid) } ?? []
        case .procedure: return database.procedures[oid].map { facts(of: $0, oid) } ?? []
        case .constraint:
            guard let row = database.constraints[oid] else { return [] }
            return fact(of: row, oid).map { [DefinitionFact("definition", $0.text, meaning: $0.meaning)] } ?? []
        case .trigger: return database.triggers[oid].map { facts(of: $0, oid) } ?? []
        case .policy: return database.policies[oid].map { facts(of: $0, oid) } ?? []
        default: return []
        }
    }

    // MARK: Expressions

    /// What an expression means, as the statement that made `owner` means it.
    private func meaning(
        of node: Node?, _ purpose: ExpressionPurpose, owner: ObjectAddress, relations: [OID] = [],
        target: TypeReference? = nil
    ) -> String {
        guard let node else { return "" }
        return reading(owner) {
            let result = try? analyzing { context throws(SQLError) in
                let relations = relations.map { AnalysisRelation(relation: $0, alias: relationName($0)) }
                let value = try Analyzer(context).value(node, purpose, relations, target)
                return CanonicalText(executor: self).assignedText(value)
            }
            return result.flatMap { $0.contains("?") ? nil : $0 } ?? node.words.joined(separator: " ")
        }
    }

    /// Does something under the settings of the statement that made an object.
    private func reading<Result>(_ object: ObjectAddress, _ body: () -> Result) -> Result {
        let outer = (session, looksEverywhere)
        defer { (session, looksEverywhere) = outer }
        if let statement = database.records[object]?.statements.last {
            session.settings = database.statements[statement.index].settings
        }
        looksEverywhere = true
        return body()
    }

    // MARK: Relations

    private func facts(of row: RelationRow, _ oid: OID) -> [DefinitionFact] {
        var facts = [DefinitionFact("kind", database.kindName(ObjectAddress(.relation, oid)))]
        switch row.kind {
        case .sequence:
            if let sequence = row.sequence {
                facts.append(DefinitionFact("definition", database.definition(of: sequence)))
            }
        case .index, .partitionedIndex: facts += indexFacts(row, oid)
        case .view, .materializedView: facts += viewFacts(row, oid)
        case .table, .partitionedTable, .foreignTable, .compositeType, .toastTable: facts += tableFacts(row, oid)
        }
        return facts
    }

    private func tableFacts(_ row: RelationRow, _ oid: OID) -> [DefinitionFact] {
        var facts = row.liveAttributes.map { fact(of: $0.row, $0.number, oid) }
        for (constraint, row) in database.constraints.userRows where row.relation == oid {
            if let fact = fact(of: row, constraint) { facts.append(fact) }
        }
        if row.persistence != .permanent { facts.append(DefinitionFact("persistence", "\(row.persistence)")) }
        if !row.parents.isEmpty {
            let parents = row.parents.map { database.objectIdentity(ObjectAddress(.relation, $0))?.identity ?? "" }
            facts.append(DefinitionFact("parents", parents.joined(separator: ", ")))
        }
        if let key = row.partitionKey {
            let text = database.definition(of: key, row)
            facts.append(DefinitionFact("partition key", text, meaning: text.lowercased()))
        }
        if let bound = row.partitionBound {
            facts.append(
                DefinitionFact("partition bound", bound.sourceLine, meaning: bound.words.joined(separator: " ")))
        }
        return facts
    }

    private func fact(of column: AttributeRow, _ number: Int16, _ relation: OID) -> DefinitionFact {
        var text = database.formatType(column.type)
        if column.collation != database.types[column.type.oid]?.collation ?? .none {
            text += " COLLATE " + QuotedName.identifier(database.collations[column.collation]?.name ?? "")
        }
        if let identity = column.identity {
            text += identity == .always ? " GENERATED ALWAYS AS IDENTITY" : " GENERATED BY DEFAULT AS IDENTITY"
        }
        var meaning = text
        let suffix = column.isNotNull ? " NOT NULL" : ""
        if let value = column.defaultExpression {
            let source = value.expression?.sourceLine ?? value.text ?? ""
            let owner = ObjectAddress(.attributeDefault, value.oid)
            let isDefault = column.generated == nil
            let expression =
                value.expression == nil
                ? serialDefault(value)
                : self.meaning(
                    of: value.expression, isDefault ? .columnDefault : .generatedColumn, owner: owner,
                    relations: [relation], target: column.type)
            let kind = column.generated == .virtual ? "VIRTUAL" : "STORED"
            text += isDefault ? " DEFAULT \(source)" : " GENERATED ALWAYS AS (\(source)) \(kind)"
            meaning += isDefault ? " DEFAULT \(expression)" : " GENERATED \(kind) \(expression)"
        }
        return DefinitionFact(
            "column \(QuotedName.identifier(column.name))", text + suffix, meaning: meaning + suffix)
    }

    /// The default of a serial column, as if someone had written it.
    private func serialDefault(_ row: AttributeDefaultRow) -> String {
        let sequence = row.cooked?.dependencies.first?.address
        let name = sequence.flatMap { database.objectIdentity($0)?.identity } ?? ""
        return "pg_catalog.nextval(\(QuotedName.literal(name)))"
    }

    private func fact(of row: ConstraintRow, _ oid: OID) -> DefinitionFact? {
        guard let words = row.kind.words, let table = database.relations[row.relation] else { return nil }
        let text = database.definition(of: row, table)
        guard row.kind == .check else {
            // A constraint that is not validated yet is the same one.
            let meaning = text.hasSuffix(" NOT VALID") ? String(text.dropLast(10)) : text
            let columns = table.columnNames(row.columns).joined(separator: ", ")
            let label = row.kind == .primaryKey ? words : "\(words) (\(columns))"
            return DefinitionFact(label, text, meaning: meaning)
        }
        let expression = meaning(
            of: row.expression, .checkConstraint, owner: ObjectAddress(.constraint, oid), relations: [row.relation],
            target: TypeReference(.bool))
        let meaning = expression + (row.isNoInherit ? " NO INHERIT" : "") + (row.isEnforced ? "" : " NOT ENFORCED")
        return DefinitionFact("check", text, meaning: meaning, subject: "check " + meaning)
    }

    private func indexFacts(_ row: RelationRow, _ oid: OID) -> [DefinitionFact] {
        guard let index = row.index else { return [] }
        let table = database.objectIdentity(ObjectAddress(.relation, index.table))?.identity ?? ""
        let owner = ObjectAddress(.relation, oid)
        var plain = row
        plain.index?.predicate = nil
        plain.index?.expressions = []
        var meaning = database.definition(ofIndex: plain)
        for expression in index.expressions {
            meaning += "; " + self.meaning(of: expression, .indexExpression, owner: owner, relations: [index.table])
        }
        if index.predicate != nil {
            meaning +=
                " WHERE "
                + self.meaning(
                    of: index.predicate, .indexPredicate, owner: owner, relations: [index.table],
                    target: TypeReference(.bool))
        }
        return [
            DefinitionFact("table", table),
            DefinitionFact("definition", database.definition(ofIndex: row), meaning: meaning),
        ]
    }

    private func viewFacts(_ row: RelationRow, _ oid: OID) -> [DefinitionFact] {
        let columns = row.liveAttributes.map { column in
            QuotedName.identifier(column.row.name) + " " + database.formatType(column.row.type)
        }
        var facts = [DefinitionFact("columns", columns.joined(separator: ", "))]
        if let query = row.query {
            let meaning = reading(ObjectAddress(.relation, oid)) { () -> String? in
                try? analyzing { context throws(SQLError) in
                    CanonicalText(executor: self).text(try Analyzer(context).statement(query))
                }
            }
            facts.append(
                DefinitionFact(
                    "query", query.text,
                    meaning: meaning.map { $0 + " " + query.queryShape } ?? query.words.joined(separator: " ")))
        }
        if row.kind == .view, !row.options.isEmpty {
            facts.append(DefinitionFact("options", row.options.sorted().joined(separator: ", ")))
        }
        return facts
    }

    // MARK: Types

    private func facts(of row: TypeRow, _ oid: OID) -> [DefinitionFact] {
        switch row.kind {
        case .enum: return [DefinitionFact("labels", row.labels.map(QuotedName.literal).joined(separator: ", "))]
        case .composite: return facts(of: ObjectAddress(.relation, row.relation))
        case .range: return [DefinitionFact("subtype", database.formatType(TypeReference(row.subtype)))]
        case .domain: return domainFacts(row, oid)
        case .base, .pseudo, .multirange: return [DefinitionFact("kind", "\(row.kind)")]
        }
    }

    private func domainFacts(_ row: TypeRow, _ oid: OID) -> [DefinitionFact] {
        let owner = ObjectAddress(.type, oid)
        var facts: [DefinitionFact] = []
        if let base = row.base {
            facts.append(
                DefinitionFact("type", database.formatType(base) + (row.notNullConstraint == nil ? "" : " NOT NULL")))
        }
        if let value = row.defaultExpression {
            facts.append(
                DefinitionFact(
                    "default", value.sourceLine,
                    meaning: meaning(of: value, .domainDefault, owner: owner, target: row.base)))
        }
        for (_, check) in database.constraints.userRows where check.domain == oid {
            guard let expression = check.expression else { continue }
            let meaning = expression.words.joined(separator: " ")
            facts.append(
                DefinitionFact(
                    "check", "CHECK (\(expression.sourceLine))", meaning: meaning, subject: "check " + meaning))
        }
        return facts
    }

    // MARK: Routines, triggers, policies

    private func facts(of row: ProcedureRow, _ oid: OID) -> [DefinitionFact] {
        let volatilities: [Character: String] = ["i": "immutable", "s": "stable", "v": "volatile"]
        var traits = [database.languages[row.language]?.name ?? "", volatilities[row.volatility] ?? ""]
        if row.isStrict { traits.append("strict") }
        if row.isSecurityDefiner { traits.append("security definer") }
        if row.isLeakproof { traits.append("leakproof") }
        if row.parallel != "u" { traits.append("parallel \(row.parallel)") }
        if let cost = row.cost { traits.append("cost \(cost)") }
        if let rows = row.rows { traits.append("rows \(rows)") }
        traits += row.configuration
        var facts = [
            DefinitionFact("kind", "\(row.kind)"), DefinitionFact("parameters", database.arguments(of: row)),
            DefinitionFact("properties", traits.joined(separator: ", ")),
        ]
        facts[1].meaning = row.parameters.map { parameter in
            let value = meaning(
                of: parameter.defaultExpression, .functionDefault, owner: ObjectAddress(.procedure, oid),
                target: TypeReference(parameter.type))
            return "\(parameter.mode) \(parameter.name) \(database.formatType(TypeReference(parameter.type))) \(value)"
        }.joined(separator: ", ")
        if row.kind != .procedure { facts.append(DefinitionFact("result", database.result(of: row))) }
        if let body = row.body { facts.append(DefinitionFact("body", body, meaning: bodyMeaning(body, row))) }
        if let body = row.sqlBody {
            facts.append(DefinitionFact("body", body.text, meaning: body.words.joined(separator: " ")))
        }
        return facts
    }

    /// The words of a body; its lines, if they are of a language that is not known.
    private func bodyMeaning(_ body: String, _ row: ProcedureRow) -> String {
        guard ["sql", "plpgsql"].contains(database.languages[row.language]?.name ?? "") else {
            return body.split(whereSeparator: \.isNewline).joined(separator: "\n")
        }
        return SyntaxTree.parse(SourceText(name: row.name, text: body)).words.joined(separator: " ")
    }

    private func facts(of row: TriggerRow, _ oid: OID) -> [DefinitionFact] {
        var plain = row
        plain.condition = nil
        let condition = row.condition.map { $0.words.filter { $0 != "(" && $0 != ")" }.joined(separator: " ") }
        return [
            DefinitionFact(
                "definition", database.definition(of: row),
                meaning: database.definition(of: plain) + (condition.map { " WHEN " + $0 } ?? ""))
        ]
    }

    private func facts(of row: PolicyRow, _ oid: OID) -> [DefinitionFact] {
        let parts = [
            row.isPermissive ? "permissive" : "restrictive", "for \(row.command)",
            "to " + row.roles.sorted().joined(separator: ", "),
        ]
        var facts = [DefinitionFact("definition", parts.joined(separator: " "))]
        for (label, expression) in [("using", row.using), ("check", row.check)] {
            guard let expression else { continue }
            let meaning = meaning(
                of: expression, .policy, owner: ObjectAddress(.policy, oid), relations: [row.relation],
                target: TypeReference(.bool))
            facts.append(DefinitionFact(label, expression.sourceLine, meaning: meaning))
        }
        return facts
    }
}
