import PostgresCatalog
import PostgresSyntax

/// What is there already may be older than the sources: a table may lack columns, an enum labels. Behind the statement
/// that makes an object stand others that make good what the object lacks, each run only if something is missing.
///
/// Only what is there in the end counts: what a later statement drops or sets anew is left to that statement.
extension StatementForms {
    /// The form of a change, with what makes good what its object lacks.
    func repaired(_ form: Form, of change: Change) -> Form {
        let repairs = repairs(of: change)
        if repairs.isEmpty { return form }
        guard let condition = program.wasRenamedCondition(change) else { return .repaired(form, repairs) }
        return .repaired(form, repairs.map { $0.skipped(if: condition) })
    }

    /// What makes good what the object lacks that a change makes.
    private func repairs(of change: Change) -> [GuardedPart] {
        guard change.isRepairable, let statement = change.statement, let object = change.subject?.whole,
            let identity = program.database.objectIdentity(object),
            !program.hasRenamings || program.identity(of: object, at: change) == identity
        else { return [] }
        let repairs =
            change.effect == .creation
            ? repairs(change, statement, object, identity)
            : TableRepair(self, change, object, identity)?.ofColumn(change.action?.def) ?? []
        // What is not UTF-8 cannot be written a second time.
        return repairs.filter { !$0.statement.hasReplacement && $0.condition?.hasReplacement != true }
    }

    private func repairs(
        _ change: Change, _ statement: Node, _ object: ObjectAddress, _ identity: ObjectIdentity
    ) -> [GuardedPart] {
        switch statement.kind {
        case .createStmt:
            let elements = CreateStmt(statement)!.tableElts
            return TableRepair(self, change, object, identity)?.ofTable(elements, change.writtenConstraints) ?? []
        case .createForeignTableStmt:
            guard let elements = statement.child(.base).flatMap(CreateStmt.init)?.tableElts else { return [] }
            return TableRepair(self, change, object, identity)?.ofTable(
                elements, WrittenConstraint.all(in: elements)) ?? []
        case .createTableAsStmt, .selectStmt:
            guard identity.kind == .table else { return indexRepairs(object, identity) }
            return TableRepair(self, change, object, identity)?.ofQuery() ?? []
        case .compositeTypeStmt: return attributeRepairs(change, CompositeTypeStmt(statement)!, object, identity)
        case .createEnumStmt: return labelRepairs(change, CreateEnumStmt(statement)!, object, identity)
        case .createDomainStmt: return domainRepairs(change, object, identity)
        case .createSeqStmt: return sequenceRepairs(object, identity)
        default: return []
        }
    }

    // MARK: Indexes

    /// An index that could not be built CONCURRENTLY is dropped, for its statement to build it.
    func indexRepairs(_ object: ObjectAddress, _ identity: ObjectIdentity) -> [GuardedPart] {
        guard let names = indexNames[object], !names.isEmpty else { return [] }
        let drop =
            "(SELECT pg_catalog.string_agg('DROP INDEX ' || oid::pg_catalog.regclass, ';') "
            + "\(Condition.invalidIndexes(of: identity, names)))"
        return [GuardedPart(condition: nil, statement: "EXECUTE COALESCE(\(drop), '')")]
    }

    // MARK: Types

    private func attributeRepairs(
        _ change: Change, _ type: CompositeTypeStmt, _ object: ObjectAddress, _ identity: ObjectIdentity
    ) -> [GuardedPart] {
        let facts = program.database.tableFacts(object)
        let edits = SourceEdits(qualifying(change))
        let name = QuotedName.qualified(identity.schema, identity.name)
        return type.coldeflist.compactMap(ColumnDef.init).filter { facts?.column($0.colname) != nil }.map { column in
            let attribute = ObjectIdentity(
                .column, schema: identity.schema, parent: identity.name, name: column.colname ?? "")
            return GuardedPart(
                condition: Condition.column(attribute),
                statement: "ALTER TYPE \(name) ADD ATTRIBUTE "
                    + "\(edits.text(column.node.byteRange, of: change.source)) CASCADE")
        }
    }

    /// The labels from the last to the first, each before the next one: that one is always there. Those that later
    /// statements add stand among them, so that each finds its place, unless it stands beside one that is renamed.
    private func labelRepairs(
        _ change: Change, _ type: CreateEnumStmt, _ object: ObjectAddress, _ identity: ObjectIdentity
    ) -> [GuardedPart] {
        let later = (program.alterations[object] ?? []).compactMap { program[$0].statement.flatMap(AlterEnumStmt.init) }
        let isRenamed = later.contains { $0.oldVal != nil }
        let declared = Set(type.vals.strings + (isRenamed ? [] : later.compactMap(\.newVal)))
        let labels = program.database.labels(ofEnum: object).filter(declared.contains)
        guard !labels.isEmpty else { return [] }
        let name = QuotedName.qualified(identity.schema, identity.name)
        let statements = labels.indices.reversed().map { place in
            let next = place + 1 < labels.count ? " BEFORE " + QuotedName.literal(labels[place + 1]) : ""
            return "ALTER TYPE \(name) ADD VALUE IF NOT EXISTS \(QuotedName.literal(labels[place]))\(next)"
        }
        return [
            GuardedPart(
                condition: Condition.labels(labels, of: identity), statement: statements.joined(separator: ";\n"))
        ]
    }

    private func domainRepairs(
        _ change: Change, _ object: ObjectAddress, _ identity: ObjectIdentity
    ) -> [GuardedPart] {
        let facts = program.database.domainFacts(object)
        let edits = qualifying(change)
        let name = QuotedName.qualified(identity.schema, identity.name)
        let made = change.trace.created.compactMap { object in
            program.database.constraintFacts(object).map { (facts: $0, object: object) }
        }
        return change.writtenConstraints.compactMap { constraint -> GuardedPart? in
            let expression = constraint.node.rawExpr
            if change.separates(constraint.node.contype) { return nil }
            switch constraint.node.contype {
            case .default where expression != nil && facts.defaultExpression == expression:
                return GuardedPart(
                    condition: Condition.domain(identity, "typdefault IS NOT NULL"),
                    statement: "ALTER DOMAIN \(name) SET DEFAULT "
                        + SourceEdits(edits).text(expression!.byteRange, of: change.source))
            case .notnull where facts.isNotNull:
                return GuardedPart(
                    condition: Condition.domain(identity, "typnotnull"), statement: "ALTER DOMAIN \(name) SET NOT NULL")
            case .check:
                guard let found = made.first(where: { $0.facts.expression == expression }),
                    let constraintIdentity = program.database.objectIdentity(found.object),
                    let definition = constraint.definition
                else { return nil }
                let text = SourceEdits(edits + definition.edits).text(definition.range, of: change.source)
                return GuardedPart(
                    condition: Condition.domainConstraint(constraintIdentity),
                    statement: "ALTER DOMAIN \(name) ADD CONSTRAINT "
                        + "\(QuotedName.identifier(found.facts.name)) \(text)")
            default: return nil
            }
        }
    }

    // MARK: Sequences

    /// The options of a sequence, never its value.
    private func sequenceRepairs(_ object: ObjectAddress, _ identity: ObjectIdentity) -> [GuardedPart] {
        guard let facts = program.database.sequenceFacts(object), identity.schema != "pg_temp" else { return [] }
        let name = QuotedName.qualified(identity.schema, identity.name)
        return [
            GuardedPart(
                condition: Condition.sequence(identity, facts),
                statement: "ALTER SEQUENCE \(name) AS \(facts.type) START WITH \(facts.start) "
                    + "INCREMENT BY \(facts.increment) MINVALUE \(facts.minimum) MAXVALUE \(facts.maximum) "
                    + "CACHE \(facts.cache)\(facts.cycles ? " CYCLE" : " NO CYCLE")")
        ]
    }
}

extension Change {
    /// Whether it makes what may be there without all that it says: an object of a kind that has parts, or a column.
    fileprivate var isRepairable: Bool {
        guard part?.kind != .constraint else { return false }
        switch effect {
        case .creation:
            switch statement?.kind {
            case .createStmt, .createForeignTableStmt, .createTableAsStmt, .selectStmt, .compositeTypeStmt,
                .createEnumStmt, .createDomainStmt, .createSeqStmt:
                return true
            default: return false
            }
        case .alteration: return action?.subtype == .addColumn
        default: return false
        }
    }
}

extension String {
    /// Whether a character in it stands for bytes that are not UTF-8.
    fileprivate var hasReplacement: Bool {
        let mayHaveIt = utf8.withContiguousStorageIfAvailable { $0.contains(0xEF) } ?? true
        return mayHaveIt && unicodeScalars.contains("\u{FFFD}")
    }
}
