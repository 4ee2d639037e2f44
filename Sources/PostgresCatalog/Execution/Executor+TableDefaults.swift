import PostgresSyntax

/// Defaults and generation expressions of columns.
extension Executor {
    /// The default that a column definition has, of a column that is there now.
    func storeRawDefault(_ column: ColumnDefinition, of relation: OID, _ number: Int16) throws(SQLError) {
        if column.serialSequence != .none {
            storeDefault(nextValue(of: column.serialSequence), of: relation, number)
        } else if let expression = column.rawDefault {
            try addDefault(expression, to: relation, number)
        }
    }

    /// The default of a serial column.
    private func nextValue(of sequence: OID) -> CookedExpression {
        let row = database.relations[sequence]
        let schema = row.flatMap { database.namespaces[$0.schema]?.name }
        let name = QuotedName.literal(QuotedName.qualified(schema, row?.name ?? ""))
        return CookedExpression(
            text: "nextval(\(name)::regclass)",
            dependencies: [FoundDependency(address: ObjectAddress(.relation, sequence))])
    }

    /// Analyzes and stores a default or generation expression: the part of `AddRelationNewConstraints` about defaults.
    func addDefault(_ expression: Node, to relation: OID, _ number: Int16) throws(SQLError) {
        guard let column = database.relations[relation]?.attributes[Int(number) - 1] else { return }
        let analyzed = try analyzeExpression(
            expression, column.generated == nil ? .columnDefault : .generatedColumn,
            relations: [AnalysisRelation(relation: relation, alias: relationName(relation))], target: column.type,
            targetName: column.name)
        if column.generated != nil {
            try checkGeneration(analyzed, relation, expression)
        } else if isPlainNull(expression, column.type) {
            return
        }
        storeDefault(CookedExpression(node: expression, analyzed), of: relation, number)
    }

    /// What a generation expression cannot refer to: `check_nested_generated`.
    private func checkGeneration(_ analyzed: AnalyzedExpression, _ relation: OID, _ expression: Node)
        throws(SQLError)
    {
        guard let row = database.relations[relation] else { return }
        for number in analyzed.columns where number > 0 && row.attributes[Int(number) - 1].generated != nil {
            throw SQLError(
                "42P17",
                "cannot use generated column \"\(row.attributes[Int(number) - 1].name)\" in column generation expression",
                detail: "A generated column cannot reference another generated column.", range: expression.byteRange)
        }
    }

    /// Whether a default is nothing but NULL: such a one is not kept.
    private func isPlainNull(_ expression: Node, _ type: TypeReference) -> Bool {
        guard type.modifier == -1, database.types[type.oid]?.kind != .domain else { return false }
        if AConst(expression)?.value == .null { return true }
        guard let cast = TypeCast(expression), let arg = cast.arg, AConst(arg)?.value == .null,
            let name = cast.typeName, let target = try? self.type(name)
        else { return false }
        return target == type
    }

    /// `StoreAttrDefault`.
    func storeDefault(_ cooked: CookedExpression, of relation: OID, _ number: Int16) {
        let oid = database.newOID()
        let isGenerated = database.relations[relation]?.attributes[Int(number) - 1].generated != nil
        database.relations.update(relation) {
            $0.attributes[Int(number) - 1].defaultExpression = AttributeDefaultRow(
                oid: oid, expression: cooked.node, text: cooked.text, cooked: cooked)
        }
        let address = ObjectAddress(.attributeDefault, oid)
        register(address)
        depend(
            address, on: ObjectAddress(.relation, relation, column: number), isGenerated ? .internal : .auto)
        depend(address, on: cooked.dependencies)
    }

    /// `RemoveAttrDefault`.
    func removeDefault(of relation: OID, _ number: Int16) {
        guard let row = database.relations[relation]?.attributes[Int(number) - 1].defaultExpression else { return }
        let address = ObjectAddress(.attributeDefault, row.oid)
        database.dependencies.removeDependencies(of: address)
        database.records.remove(address)
        database.relations.update(relation) { $0.attributes[Int(number) - 1].defaultExpression = nil }
    }
}
