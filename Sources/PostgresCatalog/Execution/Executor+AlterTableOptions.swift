import PostgresSyntax

/// The subcommands of ALTER TABLE about storage, options, triggers and rules.
extension Executor {
    // MARK: Options

    /// `transformRelOptions`: the options with those that a list sets or resets.
    func changedOptions(_ old: [String], _ list: Node?, isReset: Bool) -> [String] {
        var options = old
        for option in list?.listItems.compactMap(DefElem.init) ?? [] {
            let name = (option.defnamespace.map { $0 + "." } ?? "") + (option.defname ?? "")
            options.removeAll { $0.hasPrefix(name + "=") }
            if !isReset { options.append(option.optionText) }
        }
        return options
    }

    func checkRelationOptions(_ list: Node?, _ relation: OID, isReset: Bool) throws(SQLError) {
        guard let row = database.relations[relation], let options = list?.listItems else { return }
        guard row.isIndex else { return try RelationOptions.check(options, kind: row.kind, isReset: isReset) }
        let handler = database.accessMethods[row.accessMethod].flatMap { database.procedures[$0.handler]?.name }
        try RelationOptions.check(options, handler: handler, isReset: isReset)
    }

    /// `transformGenericOptions`: ADD, SET and DROP of options of foreign data.
    func changedGenericOptions(_ old: [String], _ list: Node?) throws(SQLError) -> [String] {
        var options = old
        for option in list?.listItems.compactMap(DefElem.init) ?? [] {
            let name = option.defname ?? ""
            let place = options.firstIndex { $0.hasPrefix(name + "=") }
            switch (option.defaction, place) {
            case (.drop, let place?): options.remove(at: place)
            case (.set, let place?): options[place] = option.optionText
            case (.drop, nil), (.set, nil):
                throw SQLError("42704", "option \"\(name)\" not found", range: option.node.byteRange)
            case (_, .some):
                throw SQLError("42710", "option \"\(name)\" provided more than once", range: option.node.byteRange)
            default: options.append(option.optionText)
            }
        }
        return options
    }

    /// `ATExecSetStatistics`.
    func setStatistics(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        guard let row = database.relations[relation] else { return }
        let number: Int16
        if let name = command.name {
            number = try alterableColumn(name, of: relation, range: command.range)
        } else {
            guard row.isIndex else {
                throw SQLError("0A000", "cannot refer to non-index column by number", range: command.range)
            }
            let given = command.command?.num ?? 0
            guard given > 0, given <= row.attributes.count else {
                throw SQLError(
                    "42703", "column number \(given) of relation \"\(row.name)\" does not exist", range: command.range)
            }
            number = Int16(given)
        }
        let attribute = row.attributes[Int(number) - 1]
        let target = command.command?.def?.integerNodeValue
        if let target, target != -1, target < 0 {
            throw SQLError("22023", "statistics target \(target) is too low", range: command.range)
        }
        if attribute.generated == .virtual {
            throw SQLError(
                "0A000", "cannot alter statistics on virtual generated column \"\(attribute.name)\"",
                range: command.range)
        }
        if let index = row.index {
            if Int(number) > index.keyCount {
                throw SQLError(
                    "0A000",
                    "cannot alter statistics on included column \"\(attribute.name)\" of index \"\(row.name)\"",
                    range: command.range)
            }
            if index.columns[Int(number) - 1] != 0 {
                throw SQLError(
                    "0A000",
                    "cannot alter statistics on non-expression column \"\(attribute.name)\" of index \"\(row.name)\"",
                    hint: "Alter statistics on table column instead.", range: command.range)
            }
        }
        database.relations.update(relation) {
            $0.attributes[Int(number) - 1].statisticsTarget = target == -1 ? nil : target
        }
    }

    /// `ATExecSetStorage` and `ATExecSetCompression`.
    func setStorage(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        let number = try alterableColumn(command.name ?? "", of: relation, range: command.range)
        let attribute = database.relations[relation]!.attributes[Int(number) - 1]
        var column = ColumnDefinition(name: attribute.name, type: attribute.type)
        let value = command.command?.def?.stringNodeValue
        if command.subtype == .setStorage { column.storage = value } else { column.compression = value }
        try checkStorage(column)
        database.relations.update(relation) {
            if command.subtype == .setStorage {
                $0.attributes[Int(number) - 1].storage = value
            } else {
                $0.attributes[Int(number) - 1].compression = value
            }
        }
    }

    func setAccessMethod(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        var method = OID.none
        if let name = command.name {
            method = try tableAccessMethod(named: name)
        } else if database.relations[relation]?.kind != .partitionedTable {
            method = try tableAccessMethod(
                named: session.settings.parameters["default_table_access_method"] ?? "heap")
        }
        let address = ObjectAddress(.relation, relation)
        database.dependencies.removeDependencies(of: address) { $0.referenced.catalog == .accessMethod }
        database.relations.update(relation) { $0.accessMethod = method }
        if method != .none { depend(address, on: ObjectAddress(.accessMethod, method), range: command.range) }
    }

    /// `ATPrepChangePersistence`.
    ///
    /// - Returns: the new persistence; nil if it is the old one.
    func newPersistence(of relation: OID, isLogged: Bool, range: Range<Int>?) throws(SQLError)
        -> RelationRow.Persistence?
    {
        guard let row = database.relations[relation] else { return nil }
        switch row.persistence {
        case .temporary:
            throw .invalidTableDefinition(
                "cannot change logged status of table \"\(row.name)\" because it is temporary", range: range)
        case .permanent: if isLogged { return nil }
        case .unlogged: if !isLogged { return nil }
        }
        if !isLogged, database.publicationRelations.findEverywhere(String(relation.rawValue)).isEmpty == false {
            throw SQLError(
                "55000", "cannot change table \"\(row.name)\" to unlogged because it is part of a publication",
                detail: "Unlogged relations cannot be replicated.", range: range)
        }
        let keys =
            isLogged
            ? constraints(of: relation).filter { database.constraints[$0]?.kind == .foreignKey }
            : foreignKeys(referencing: relation)
        for key in keys {
            guard let constraint = database.constraints[key] else { continue }
            let other = isLogged ? constraint.referencedRelation : constraint.relation
            guard other != relation, let otherRow = database.relations[other] else { continue }
            if isLogged, otherRow.persistence != .permanent {
                throw .invalidTableDefinition(
                    "could not change table \"\(row.name)\" to logged because it references unlogged table \"\(otherRow.name)\"",
                    range: range)
            }
            if !isLogged, otherRow.persistence == .permanent {
                throw .invalidTableDefinition(
                    "could not change table \"\(row.name)\" to unlogged because it references logged table \"\(otherRow.name)\"",
                    range: range)
            }
        }
        return isLogged ? .permanent : .unlogged
    }

    // MARK: CLUSTER and REPLICA IDENTITY

    func cluster(_ statement: ClusterStmt) throws(SQLError) {
        guard let name = statement.relation else { return }
        let table = try relation(name)
        if let index = statement.indexname {
            try markClustered(index, on: table, range: name.nameRange)
        } else if !indexes(of: table).contains(where: { database.relations[$0]?.index?.isClustered == true }),
            database.relations[table]?.kind != .partitionedTable
        {
            throw SQLError(
                "42704", "there is no previously clustered index for table \"\(relationName(table))\"",
                range: name.nameRange)
        }
    }

    /// `mark_index_clustered`.
    func markClustered(_ name: String?, on table: OID, range: Range<Int>?) throws(SQLError) {
        guard let row = database.relations[table] else { return }
        var index: OID?
        if let name {
            guard let found = database.relations.find(name, in: row.schema) else {
                throw SQLError("42704", "index \"\(name)\" for table \"\(row.name)\" does not exist", range: range)
            }
            noteNeed(ObjectAddress(.relation, found), range: range)
            guard let indexRow = database.relations[found]?.index, indexRow.table == table else {
                throw .wrongObjectType("\"\(name)\" is not an index for table \"\(row.name)\"", range: range)
            }
            let method = database.relations[found].flatMap { database.accessMethods[$0.accessMethod]?.name } ?? ""
            guard method == "btree" || method == "gist" else {
                throw SQLError(
                    "0A000", "cannot cluster on index \"\(name)\" because access method does not support clustering",
                    range: range)
            }
            if indexRow.predicate != nil {
                throw SQLError("0A000", "cannot cluster on partial index \"\(name)\"", range: range)
            }
            if !indexRow.isValid {
                throw SQLError("0A000", "cannot cluster on invalid index \"\(name)\"", range: range)
            }
            index = found
        }
        if row.kind == .partitionedTable {
            throw SQLError("0A000", "cannot mark index clustered in partitioned table", range: range)
        }
        for oid in indexes(of: table) { database.relations.update(oid) { $0.index?.isClustered = oid == index } }
    }

    /// `ATExecReplicaIdentity`.
    func setReplicaIdentity(_ statement: ReplicaIdentityStmt, of table: OID) throws(SQLError) {
        guard let row = database.relations[table] else { return }
        let range = statement.node.byteRange
        let type = statement.identityType ?? "d"
        var index: OID?
        if type == "i" {
            let name = statement.name ?? ""
            guard let found = database.relations.find(name, in: row.schema) else {
                throw SQLError("42704", "index \"\(name)\" for table \"\(row.name)\" does not exist", range: range)
            }
            noteNeed(ObjectAddress(.relation, found), range: range)
            guard let indexRow = database.relations[found]?.index, indexRow.table == table else {
                throw .wrongObjectType("\"\(name)\" is not an index for table \"\(row.name)\"", range: range)
            }
            try checkIdentityIndex(indexRow, found, name, row, range: range)
            index = found
        }
        database.relations.update(table) { $0.replicaIdentity = type }
        for oid in indexes(of: table) {
            database.relations.update(oid) { $0.index?.isReplicaIdentity = oid == index }
        }
    }

    private func checkIdentityIndex(
        _ index: IndexRow, _ oid: OID, _ name: String, _ table: RelationRow, range: Range<Int>
    )
        throws(SQLError)
    {
        guard index.isUnique else {
            throw .wrongObjectType("cannot use non-unique index \"\(name)\" as replica identity", range: range)
        }
        if constraint(ofIndex: oid).flatMap({ database.constraints[$0]?.isDeferrable }) == true {
            throw SQLError("0A000", "cannot use non-immediate index \"\(name)\" as replica identity", range: range)
        }
        if !index.expressions.isEmpty {
            throw SQLError("0A000", "cannot use expression index \"\(name)\" as replica identity", range: range)
        }
        if index.predicate != nil {
            throw SQLError("0A000", "cannot use partial index \"\(name)\" as replica identity", range: range)
        }
        for number in index.columns.prefix(index.keyCount) where number > 0 {
            let column = table.attributes[Int(number) - 1]
            guard column.isNotNull else {
                throw .wrongObjectType(
                    "index \"\(name)\" cannot be used as replica identity because column \"\(column.name)\" is nullable",
                    range: range)
            }
        }
    }

    // MARK: Triggers and rules

    /// `EnableDisableTrigger`.
    func enableTriggers(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        let state: Character =
            switch command.subtype {
            case .enableAlwaysTrig: "A"
            case .enableReplicaTrig: "R"
            case .disableTrig, .disableTrigAll, .disableTrigUser: "D"
            default: "O"
            }
        let relations = command.recurses ? inheritors(of: relation) : [relation]
        var isFound = command.name == nil
        for table in relations {
            for oid in triggers(of: table) {
                guard let row = database.triggers[oid] else { continue }
                let isMeant =
                    command.name == nil || (table == relation && row.name == command.name)
                    || isClone(oid, named: command.name, of: relation)
                guard isMeant else { continue }
                isFound = true
                database.triggers.update(oid) { $0.enabled = state }
                noteChange(ObjectAddress(.trigger, oid))
                noteNeedOfTrigger(oid)
            }
        }
        if !isFound {
            throw SQLError(
                "42704",
                "trigger \"\(command.name ?? "")\" for table \"\(relationName(relation))\" does not exist",
                range: command.range)
        }
    }

    /// Notes that a statement needs a trigger, and those it is a copy of.
    private func noteNeedOfTrigger(_ trigger: OID) {
        var current = trigger
        while let row = database.triggers[current] {
            noteNeed(ObjectAddress(.trigger, current), range: nil)
            current = row.parent
        }
    }

    /// Whether a trigger of a partition is a copy of one of the partitioned table.
    private func isClone(_ trigger: OID, named name: String?, of relation: OID) -> Bool {
        var current = database.triggers[trigger]
        while let row = current, row.parent != .none {
            current = database.triggers[row.parent]
            if current?.relation == relation, current?.name == name { return true }
        }
        return false
    }

    /// `EnableDisableRule`.
    func enableRule(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        let name = command.name ?? ""
        guard let rule = database.rewrites.find(name, in: relation) else {
            throw SQLError(
                "42704", "rule \"\(name)\" for relation \"\(relationName(relation))\" does not exist",
                range: command.range)
        }
        let state: Character =
            switch command.subtype {
            case .enableAlwaysRule: "A"
            case .enableReplicaRule: "R"
            case .disableRule: "D"
            default: "O"
            }
        database.rewrites.update(rule) { $0.enabled = state }
        noteChange(ObjectAddress(.rewrite, rule))
        noteNeed(ObjectAddress(.rewrite, rule), range: nil)
    }

    /// `AlterTableMoveAll`: the tablespaces must be there; which tables are in one is not held.
    func moveAllTables(_ statement: AlterTableMoveAllStmt) throws(SQLError) {
        try checkTablespace(statement.origTablespacename ?? "", isPartitioned: false)
        try checkTablespace(statement.newTablespacename ?? "", isPartitioned: false)
    }
}
