import PostgresSyntax

/// Definitions of what another script has defined.
///
/// To know what a definition would make, it is tried: what is there moves out of the way, the statement is run, the facts
/// of what it makes are noted, and all of it is undone.
extension Executor {
    /// Compares what the current statement was to make with what is there in its place, made by another script.
    ///
    /// - Returns: whether there is such an object.
    @discardableResult
    func compareWithExisting() -> Bool {
        guard options.comparesDuplicates else { return false }
        let current = database.statements[statement.index]
        // OR REPLACE has changed what was there; a block may make room before it defines something.
        guard !current.isOpaqueBlock, let object = current.trace.existing, !object.oid.isBuiltIn,
            !current.succeeded || !current.trace.changed.contains(object),
            let identity = database.objectIdentity(object), let creator = creator(of: object),
            database.statements[creator.index].script != current.script
        else { return false }
        database.duplicates.append(
            DuplicateDefinition(
                identity: identity, object: object, existing: creator, statement: statement,
                differences: differences(from: object, identity, creator)))
        return true
    }

    /// The statement that made an object, or a column of one.
    private func creator(of object: ObjectAddress) -> StatementID? {
        let record = database.records[object.whole]
        guard object.column > 0 else { return record?.statements.first }
        let alteration = record?.statements.first {
            database.statements[$0.index].trace.created.contains(object)
        }
        return alteration ?? record?.statements.first
    }

    private func differences(
        from object: ObjectAddress, _ identity: ObjectIdentity, _ creator: StatementID
    ) -> [DefinitionDifference] {
        let existing = database.statements[creator.index].element
        let current = database.statements[statement.index].element
        switch object.catalog {
        case .namespace, .extension, .role: return []
        case .relation, .type, .procedure, .constraint, .trigger, .policy: break
        default: return differences(from: existing, to: current)
        }
        var definitions = [facts(of: object)]
        let isTable =
            object.catalog == .relation && object.column == 0
            && database.relations[object.oid].map { $0.isTable } ?? false
        if isTable { definitions += tried(existing, in: creator, instead: object, identity, withRest: false) ?? [] }
        guard let others = tried(current, in: statement, instead: object, identity, withRest: isTable) else {
            return differences(from: existing, to: current)
        }
        return differences(from: definitions, to: others)
    }

    /// What the texts of two statements have not in common; nothing if they have the same words.
    private func differences(from existing: ScriptElement, to other: ScriptElement) -> [DefinitionDifference] {
        let words = [existing, other].map { element in
            element.statement?.node.words.filter { !["or", "replace", "if", "not", "exists"].contains($0) } ?? []
        }
        guard words[0] != words[1] else { return [] }
        return [DefinitionDifference(subject: "definition", existing: existing.text, other: other.text)]
    }

    /// What the definitions say differently: of each fact, each definition has one or more versions (what the CREATE
    /// says, what the statements behind it have made of it), and one that both have is enough.
    private func differences(
        from definitions: [[DefinitionFact]], to others: [[DefinitionFact]]
    ) -> [DefinitionDifference] {
        var subjects: [String] = []
        for fact in definitions.joined() where !subjects.contains(fact.subject) { subjects.append(fact.subject) }
        for fact in others.joined() where !subjects.contains(fact.subject) { subjects.append(fact.subject) }
        return subjects.compactMap { subject in
            func versions(_ definitions: [[DefinitionFact]]) -> [DefinitionFact?] {
                definitions.map { $0.first { $0.subject == subject } }
            }
            let (mine, theirs) = (versions(definitions), versions(others))
            guard !mine.contains(where: { fact in theirs.contains { $0?.meaning == fact?.meaning } }) else {
                return nil
            }
            let label = (mine + theirs).compactMap { $0?.label }.first ?? subject
            return DefinitionDifference(
                subject: label, existing: mine.compactMap { $0?.text }.first, other: theirs.compactMap { $0?.text }.last
            )
        }
    }

    // MARK: Trying

    /// The facts of what a statement makes if the object that is in its place is not there; nil if it fails.
    ///
    /// - Parameter withRest: whether the statements behind it in its script that alter what it makes are run, too; then
    ///   the facts are those before them and those behind them.
    private func tried(
        _ element: ScriptElement, in id: StatementID, instead object: ObjectAddress, _ identity: ObjectIdentity,
        withRest: Bool
    ) -> [[DefinitionFact]]? {
        trying {
            hide(object)
            let isCurrent = id == statement
            if !isCurrent { session.settings = database.statements[id.index].settings }
            database.statements[statement.index].trace.created = []
            do throws(SQLError) {
                if isCurrent {
                    try executeWholeOrPart(statement)
                } else if let node = element.statement?.node {
                    try execute(node)
                }
            } catch {
                return nil
            }
            runTriedParts()
            guard let made = made(instead: object, identity) else { return nil }
            let first = facts(of: made)
            guard withRest else { return [first] }
            runRest(behind: element, of: made, identity)
            return [first, facts(of: made)]
        }
    }

    /// Does something and undoes all of it, what it says included.
    private func trying<Result>(_ body: () -> Result) -> Result {
        let mark = database.mark
        let (statement, traces) = (database.statements[self.statement.index], database.traces)
        let (statementCount, diagnosticCount) = (database.statements.count, database.diagnostics.count)
        let (session, bodies, names) = (self.session, pendingBodies, notNullNames)
        let parts = (separatedParts, partsOfStatement)
        defer {
            database.rollBack(to: mark)
            database.statements.removeSubrange(statementCount...)
            database.statements[self.statement.index] = statement
            database.traces = traces
            database.diagnostics.removeSubrange(diagnosticCount...)
            (self.session, pendingBodies, notNullNames) = (session, bodies, names)
            (separatedParts, partsOfStatement) = parts
        }
        return body()
    }

    /// The object that a statement has made in the place of another.
    private func made(instead object: ObjectAddress, _ identity: ObjectIdentity) -> ObjectAddress? {
        let created = database.statements[statement.index].trace.created
        let same = created.filter { $0.catalog == object.catalog && ($0.column > 0) == (object.column > 0) }
        return same.first { database.ownName(of: $0) == identity.name } ?? same.first
    }

    /// The parts of what was made that are statements of their own otherwise.
    private func runTriedParts() {
        for part in partsOfStatement { try? execute(part) }
        partsOfStatement = []
    }

    /// Runs what stands behind a CREATE TABLE in its script and makes it whole, as pg_dump writes it: sequences of its
    /// columns, defaults, constraints.
    private func runRest(behind element: ScriptElement, of made: ObjectAddress, _ identity: ObjectIdentity) {
        for other in element.tree.script where other.tokenRange.lowerBound > element.tokenRange.upperBound {
            guard let node = other.statement?.node, isAbout(node, identity.name) else { continue }
            let mark = database.mark
            if (try? execute(node)) == nil { database.rollBack(to: mark) }
        }
    }

    /// Whether a statement alters a table of this name, or makes a sequence whose name begins with it.
    private func isAbout(_ node: Node, _ name: String) -> Bool {
        switch node.kind {
        case .alterTableStmt:
            guard let statement = AlterTableStmt(node) else { return false }
            if statement.relation?.relname == name { return true }
            return statement.cmds.compactMap(AlterTableCmd.init).contains { command in
                command.def.flatMap(PartitionCmd.init)?.name?.relname == name
            }
        case .createSeqStmt: return CreateSeqStmt(node)?.sequence?.relname?.hasPrefix(name + "_") ?? false
        case .alterSeqStmt: return AlterSeqStmt(node)?.sequence?.relname?.hasPrefix(name + "_") ?? false
        default: return false
        }
    }

    // MARK: Out of the way

    /// Gives an object, and what was made with it, names that nobody uses.
    private func hide(_ object: ObjectAddress) {
        let oid = object.oid
        func hidden(_ name: String) -> String { name + "\u{0}" }
        switch object.catalog {
        case .relation where object.column > 0:
            database.relations.update(oid) { row in
                row.attributes[Int(object.column) - 1].name = hidden(row.attributes[Int(object.column) - 1].name)
            }
        case .relation: hideRelation(oid)
        case .type:
            if let relation = database.types[oid]?.relation, relation != .none { return hideRelation(relation) }
            hideType(oid)
        case .procedure: database.procedures.update(oid) { $0.name = hidden($0.name) }
        case .trigger: database.triggers.update(oid) { $0.name = hidden($0.name) }
        case .policy: database.policies.update(oid) { $0.name = hidden($0.name) }
        case .constraint:
            let index = database.constraints[oid]?.index ?? .none
            if database.constraints[oid]?.kind != .foreignKey, index != .none { hideRelation(index) }
            database.constraints.update(oid) { $0.name = hidden($0.name) }
        default: break
        }
    }

    /// A relation with its row type, its indexes and the sequences of its columns.
    private func hideRelation(_ oid: OID) {
        var relations = [oid]
        for (other, row) in database.relations.userRows
        where row.index?.table == oid || row.sequence?.ownedBy?.oid == oid {
            relations.append(other)
        }
        for relation in relations {
            database.relations.update(relation) {
                $0.name += "\u{0}"
                $0.index?.isPrimary = false
            }
            for (constraint, row) in database.constraints.userRows
            where row.relation == relation || (row.index == relation && row.kind != .foreignKey) {
                database.constraints.update(constraint) { $0.name += "\u{0}" }
            }
            if let type = database.relations[relation]?.rowType, type != .none { hideType(type) }
        }
    }

    private func hideType(_ oid: OID) {
        let array = database.types[oid]?.array ?? .none
        for type in [oid, array] where type != .none { database.types.update(type) { $0.name += "\u{0}" } }
    }
}
