import PostgresSyntax

/// What LIKE copies besides names and types: `TableLikeOption`.
package struct LikeOptions: OptionSet {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let comments = LikeOptions(rawValue: 1 << 0)
    package static let compression = LikeOptions(rawValue: 1 << 1)
    package static let constraints = LikeOptions(rawValue: 1 << 2)
    package static let defaults = LikeOptions(rawValue: 1 << 3)
    package static let generated = LikeOptions(rawValue: 1 << 4)
    package static let identity = LikeOptions(rawValue: 1 << 5)
    package static let indexes = LikeOptions(rawValue: 1 << 6)
    package static let statistics = LikeOptions(rawValue: 1 << 7)
    package static let storage = LikeOptions(rawValue: 1 << 8)
    /// Those that wait until the table is there.
    fileprivate static let later: LikeOptions = [.defaults, .generated, .constraints, .indexes, .statistics]
}

/// `LIKE` another table in CREATE TABLE.
extension Executor {
    /// `transformTableLikeClause`: the columns.
    func transformLike(_ clause: TableLikeClause, _ table: inout TableTransformation) throws(SQLError) {
        guard let name = clause.relation else { return }
        let source = try relation(name)
        guard let row = database.relations[source] else { return }
        let options = LikeOptions(rawValue: clause.options)
        switch row.kind {
        case .table, .view, .materializedView, .compositeType, .foreignTable, .partitionedTable: break
        default:
            throw .wrongObjectType(
                "relation \"\(row.name)\" is invalid in LIKE clause", detail: row.kind.notSupported,
                range: name.nameRange)
        }
        let comments = database.records[ObjectAddress(.relation, source)]?.columnComments ?? [:]
        for (number, attribute) in row.liveAttributes {
            var column = ColumnDefinition(name: attribute.name, type: attribute.type, collation: attribute.collation)
            column.range = name.nameRange
            column.dimensions = attribute.dimensions
            if options.contains(.generated), attribute.defaultExpression != nil {
                column.generated = attribute.generated
            }
            if let identity = attribute.identity, options.contains(.identity), !table.isForeign {
                let sequence = identitySequence(of: source, column: number).flatMap { database.relations[$0]?.sequence }
                column.identitySequence = try createImplicitSequence(
                    table, column: column.name, type: nil, options: [], isIdentity: true, template: sequence)
                table.ownedSequences.append((column.identitySequence, column.name, true))
                column.identity = identity
            }
            if options.contains(.storage), !table.isForeign { column.storage = attribute.storage }
            if options.contains(.compression), !table.isForeign { column.compression = attribute.compression }
            if options.contains(.comments), let comment = comments[number] {
                table.columnComments.append((column.name, comment))
            }
            table.columns.append(column)
        }
        for (column, constraint) in notNulls(of: source, includingNoInherit: true) {
            var definition = ConstraintDefinition(
                .notnull, name: constraint.name, keys: [row.attributes[Int(column) - 1].name], range: name.nameRange)
            definition.isNoInherit = constraint.isNoInherit
            table.notNulls.append(definition)
            if options.contains(.comments),
                let comment = database.records[ObjectAddress(.constraint, constraint.oid)]?.comment
            {
                table.constraintComments.append((constraint.name, comment))
            }
        }
        if !options.isDisjoint(with: .later) { table.likes.append((clause, source)) }
    }

    /// `expandTableLikeClause`: what can be copied when the table is there.
    func expandLike(_ clause: TableLikeClause, from source: OID, into table: OID) throws(SQLError) {
        let options = LikeOptions(rawValue: clause.options)
        guard let row = database.relations[source] else { return }
        let map = columnMap(from: source, to: table)
        for (number, attribute) in row.liveAttributes {
            guard let cooked = attribute.defaultExpression?.cooked,
                options.contains(attribute.generated == nil ? .defaults : .generated), let target = map[number]
            else { continue }
            removeDefault(of: table, target)
            storeDefault(cooked.mapped(from: source, to: table, map), of: table, target)
        }
        if options.contains(.constraints) { try copyChecks(from: source, into: table, map, options) }
        if options.contains(.indexes), database.relations[table]?.kind != .foreignTable {
            for index in indexes(of: source) {
                var clone = clonedIndex(index, for: table)
                if options.contains(.comments) {
                    clone.comment = database.records[ObjectAddress(.relation, index)]?.comment
                }
                try defineIndex(on: table, clone)
            }
        }
        if options.contains(.statistics) { copyStatistics(from: source, into: table, map, options) }
    }

    private func copyChecks(from source: OID, into table: OID, _ map: [Int16: Int16], _ options: LikeOptions)
        throws(SQLError)
    {
        for oid in checkConstraints(of: source) {
            guard let check = database.constraints[oid], let cooked = check.cooked else { continue }
            var definition = ConstraintDefinition(.check, name: check.name)
            definition.cooked = cooked.mapped(from: source, to: table, map)
            definition.isEnforced = check.isEnforced
            definition.isInitiallyValid = check.isEnforced
            definition.isNoInherit = check.isNoInherit
            for added in try addChecks([definition], to: table, allowsMerge: false, isLocal: true) {
                guard options.contains(.comments),
                    let comment = database.records[ObjectAddress(.constraint, oid)]?.comment
                else { continue }
                database.records.update(ObjectAddress(.constraint, added.oid)) { $0.comment = comment }
            }
        }
    }

    /// `generateClonedExtStatsStmt` and `CreateStatistics`.
    private func copyStatistics(from source: OID, into table: OID, _ map: [Int16: Int16], _ options: LikeOptions) {
        for oid in statistics(of: source) {
            guard var row = database.statistics[oid], let target = database.relations[table] else { continue }
            row.columns = row.columns.map { map[$0] ?? $0 }
            let names = row.columns.map { columnName(table, $0) } + row.expressions.map { _ in "expr" }
            row.name = AutomaticName.choose(target.name, AutomaticName.addition(names), label: "stat") { name in
                database.statistics.find(name, in: target.schema) != nil
            }
            row.schema = target.schema
            row.relation = table
            let copy = database.newOID()
            database.statistics.insert(row, copy)
            let address = ObjectAddress(.statistics, copy)
            register(address)
            for edge in database.dependencies.dependencies(of: ObjectAddress(.statistics, oid)) {
                var referenced = edge.referenced
                if referenced.catalog == .namespace { referenced = ObjectAddress(.namespace, target.schema) }
                if referenced.catalog == .relation, referenced.oid == source {
                    referenced = ObjectAddress(.relation, table, column: map[referenced.column] ?? 0)
                }
                depend(address, on: referenced, edge.kind)
            }
            guard options.contains(.comments), let comment = database.records[ObjectAddress(.statistics, oid)]?.comment
            else { continue }
            database.records.update(address) { $0.comment = comment }
        }
    }

    /// The extended statistics of a table: `RelationGetStatExtList`.
    func statistics(of relation: OID) -> [OID] {
        var found: Set<OID> = []
        for edge in database.dependencies.dependents(of: ObjectAddress(.relation, relation))
        where edge.dependent.catalog == .statistics { found.insert(edge.dependent.oid) }
        return found.filter { database.statistics[$0]?.relation == relation }.sorted()
    }
}
