import PostgresSyntax

/// Extended statistics.
extension Executor {
    /// `CreateStatistics`.
    func createStatistics(_ statement: CreateStatsStmt) throws(SQLError) {
        guard statement.relations.count == 1, let name = statement.relations.first.flatMap(RangeVar.init) else {
            throw SQLError("0A000", "only a single relation is allowed in CREATE STATISTICS")
        }
        let relation = try self.relation(name)
        guard let table = database.relations[relation] else { return }
        guard table.isTable || table.kind == .materializedView else {
            throw .wrongObjectType(
                "cannot define statistics for relation \"\(table.name)\"", detail: table.kind.notSupported,
                range: name.nameRange)
        }
        let elements = statement.exprs.compactMap(StatsElem.init)
        let target = QualifiedName(statement.defnames)
        let (schema, statisticsName) =
            target.parts.isEmpty ? automaticStatisticsName(table, elements) : try creationTarget(target)
        if let existing = database.statistics.find(statisticsName, in: schema) {
            noteExisting(.statistics, existing)
            if statement.ifNotExists { return }
            throw .duplicateObject("statistics object", statisticsName, range: name.nameRange)
        }
        guard elements.count <= 8 else { throw SQLError("54011", "cannot have more than 8 columns in statistics") }
        var row = StatisticsRow(name: statisticsName, schema: schema, relation: relation)
        let found = try addElements(elements, table, to: &row)
        row.kinds = try statisticsKinds(statement, row)
        try checkDistinct(row)
        let oid = database.newOID()
        database.statistics.insert(row, oid)
        let address = ObjectAddress(.statistics, oid)
        register(address)
        for column in row.columns { depend(address, on: ObjectAddress(.relation, relation, column: column), .auto) }
        if row.columns.isEmpty { depend(address, on: ObjectAddress(.relation, relation), .auto, range: name.nameRange) }
        dependOnSingleRelation(address, found, relation: relation, ownKind: .auto)
        depend(address, on: ObjectAddress(.namespace, schema), range: target.schemaRange)
    }

    /// `ChooseExtendedStatisticName`.
    private func automaticStatisticsName(_ table: RelationRow, _ elements: [StatsElem]) -> (schema: OID, name: String) {
        let addition = AutomaticName.addition(elements.map { $0.name ?? "expr" })
        let name = AutomaticName.choose(table.name, addition, label: "stat") {
            database.statistics.find($0, in: table.schema) != nil
        }
        return (table.schema, name)
    }

    private func addElements(_ elements: [StatsElem], _ table: RelationRow, to row: inout StatisticsRow)
        throws(SQLError) -> [FoundDependency]
    {
        var found: [FoundDependency] = []
        for element in elements {
            if let name = element.plainColumn {
                row.columns.append(try statisticsColumn(name, table, range: element.node.byteRange))
                continue
            }
            guard let expression = element.expr else { continue }
            let analyzed = try analyzeExpression(
                expression, .statistics, relations: [AnalysisRelation(relation: row.relation, alias: table.name)])
            for column in analyzed.columns where table.attributes[Int(column) - 1].generated == .virtual {
                throw SQLError(
                    "0A000", "statistics creation on virtual generated columns is not supported",
                    range: expression.byteRange)
            }
            if elements.count > 1, defaultOperatorClass(for: analyzed.type.oid, accessMethod: .btree) == nil {
                throw SQLError(
                    "0A000",
                    "expression cannot be used in multivariate statistics because its type "
                        + "\(format(analyzed.type.oid)) has no default btree operator class",
                    range: expression.byteRange)
            }
            row.expressions.append(expression)
            found += analyzed.dependencies
        }
        row.columns.sort()
        return found
    }

    private func statisticsColumn(_ name: String, _ table: RelationRow, range: Range<Int>) throws(SQLError) -> Int16 {
        guard let (number, attribute) = table.attribute(name) else {
            if SystemColumn.names.contains(name) {
                throw SQLError("0A000", "statistics creation on system columns is not supported", range: range)
            }
            throw SQLError("42703", "column \"\(name)\" does not exist", range: range)
        }
        if attribute.generated == .virtual {
            throw SQLError("0A000", "statistics creation on virtual generated columns is not supported", range: range)
        }
        if defaultOperatorClass(for: attribute.type.oid, accessMethod: .btree) == nil {
            throw SQLError(
                "0A000",
                "column \"\(name)\" cannot be used in statistics because its type \(format(attribute.type.oid)) "
                    + "has no default btree operator class", range: range)
        }
        return number
    }

    private func statisticsKinds(_ statement: CreateStatsStmt, _ row: StatisticsRow) throws(SQLError) -> [String] {
        if statement.exprs.count == 1, row.expressions.count == 1, !statement.statTypes.isEmpty {
            throw SQLError(
                "0A000",
                "when building statistics on a single expression, statistics kinds may not be specified")
        }
        let letters = [("ndistinct", "d"), ("dependencies", "f"), ("mcv", "m")]
        let requested = statement.statTypes.strings
        for kind in requested where !letters.contains(where: { $0.0 == kind }) {
            throw .syntax("unrecognized statistics kind \"\(kind)\"")
        }
        if statement.exprs.count < 2, row.expressions.count != 1 {
            throw .invalidObjectDefinition("extended statistics require at least 2 columns")
        }
        let takesAll = requested.isEmpty && statement.exprs.count >= 2
        return letters.filter { takesAll || requested.contains($0.0) }.map(\.1) + (row.expressions.isEmpty ? [] : ["e"])
    }

    private func checkDistinct(_ row: StatisticsRow) throws(SQLError) {
        if Set(row.columns).count < row.columns.count {
            throw SQLError("42701", "duplicate column name in statistics definition")
        }
        if Set(row.expressions.map(\.text)).count < row.expressions.count {
            throw SQLError("42701", "duplicate expression in statistics definition")
        }
    }

    /// `AlterStatistics`: the target is no more than a number.
    func alterStatistics(_ statement: AlterStatsStmt) throws(SQLError) {
        let target = statement.stxstattarget?.integerNodeValue ?? -1
        if target < -1 { throw SQLError("22023", "statistics target \(target) is too low") }
        if target > 10000 { warn("22023", "lowering statistics target to 10000") }
        let name = QualifiedName(statement.defnames)
        guard let oid = try find(database.statistics, name.parts, range: name.range) else {
            if statement.missingOk { return }
            throw .undefinedObject("statistics object", name.text, range: name.range)
        }
        noteChange(ObjectAddress(.statistics, oid))
    }
}

extension StatsElem {
    /// The column, also where it stands in parentheses.
    fileprivate var plainColumn: String? {
        if let name { return name }
        guard let expr, expr.kind == .columnRef else { return nil }
        return expr.children(.fields).last?.stringNodeValue
    }
}
