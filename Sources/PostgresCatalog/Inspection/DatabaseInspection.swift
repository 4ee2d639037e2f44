/// What a database holds, in plain values: the facts that people and other programs ask for.
///
/// Members of extensions and temporary objects are left out. Names are `pg_identify_object()`'s, types `format_type()`'s.
public struct DatabaseInspection: Sendable {
    /// Tables, views, materialized views and foreign tables.
    public var relations: [Relation] = []
    /// Enums.
    public var enums: [Enumeration] = []
    /// Functions, procedures and aggregates.
    public var functions: [Function] = []
    /// Triggers.
    public var triggers: [Trigger] = []
    /// Sequences, those of identity columns among them.
    public var sequences: [Sequence] = []

    /// A table, view, materialized view or foreign table.
    public struct Relation: Sendable {
        /// What it is and what it is called.
        public let name: ObjectName
        /// Its columns in their order.
        public let columns: [Column]
        /// Its constraints by name, NOT NULL left out.
        public let constraints: [Constraint]
        /// The names of its indexes, those behind constraints left out.
        public let indexes: [String]
    }

    /// A column.
    public struct Column: Sendable {
        /// Its name.
        public let name: String
        /// Its type with its modifier.
        public let type: String
        /// Whether it cannot be NULL.
        public let isNotNull: Bool
        /// Whether it has a default; an expression that generates it is none.
        public let hasDefault: Bool
        /// `always`, `by default` or nil.
        public let identity: String?
        /// `stored`, `virtual` or nil.
        public let generated: String?
    }

    /// A constraint of a table.
    public struct Constraint: Sendable {
        /// Its name.
        public let name: String
        /// `primary key`, `unique`, `foreign key`, `check` or `exclusion`.
        public let type: String
        /// The columns it is about.
        public let columns: [String]
    }

    /// An enum.
    public struct Enumeration: Sendable {
        /// What it is called.
        public let identity: String
        /// Its labels in their order.
        public let labels: [String]
    }

    /// A function, procedure or aggregate.
    public struct Function: Sendable {
        /// What it is and what it is called.
        public let name: ObjectName
        /// The language it is written in.
        public let language: String
        /// What it returns, as `pg_get_function_result()` prints it; nil for a procedure.
        public let returns: String?
    }

    /// A trigger.
    public struct Trigger: Sendable {
        /// What its table is called.
        public let table: String
        /// Its name.
        public let name: String
        /// What the function that it runs is called.
        public let function: String
    }

    /// A sequence.
    public struct Sequence: Sendable {
        /// What it is called.
        public let identity: String
        /// The column that owns it.
        public let ownedBy: String?
    }
}

extension Database {
    /// The facts of what it holds.
    public func inspection() -> DatabaseInspection {
        var inspection = DatabaseInspection()
        let constraints = Dictionary(grouping: constraints.userRows.map(\.row), by: \.relation)
        let indexes = Dictionary(grouping: relations.userRows.filter { $0.row.isIndex }, by: { $0.row.index!.table })
        for (oid, row) in relations.userRows where isShown(.relation, oid) {
            switch row.kind {
            case .table, .partitionedTable, .view, .materializedView, .foreignTable:
                inspection.relations.append(inspect(oid, row, constraints[oid] ?? [], indexes[oid] ?? []))
            case .sequence:
                inspection.sequences.append(
                    DatabaseInspection.Sequence(
                        identity: qualified(row.schema, row.name),
                        ownedBy: row.sequence?.ownedBy.flatMap { name(of: $0)?.identity }))
            default: break
            }
        }
        for (oid, row) in types.userRows where row.kind == .enum && isShown(.type, oid) {
            inspection.enums.append(
                DatabaseInspection.Enumeration(
                    identity: formatType(TypeReference(oid), alwaysQualified: true), labels: row.labels))
        }
        for (oid, row) in procedures.userRows where isShown(.procedure, oid) && !isPartOfType(oid) {
            guard let name = name(of: ObjectAddress(.procedure, oid)) else { continue }
            inspection.functions.append(
                DatabaseInspection.Function(
                    name: name, language: languages[row.language]?.name ?? "",
                    returns: row.kind == .procedure ? nil : result(of: row)))
        }
        for (oid, row) in triggers.userRows where isShown(.trigger, oid) {
            inspection.triggers.append(
                DatabaseInspection.Trigger(
                    table: name(of: ObjectAddress(.relation, row.relation))?.identity ?? "", name: row.name,
                    function: name(of: ObjectAddress(.procedure, row.function))?.identity ?? ""))
        }
        return inspection
    }

    /// Whether an object is neither a member of an extension nor temporary.
    private func isShown(_ catalog: CatalogClass, _ oid: OID) -> Bool {
        guard !oid.isBuiltIn, records[ObjectAddress(catalog, oid)]?.memberOf ?? OID.none == OID.none else {
            return false
        }
        switch catalog {
        case .relation: return relations[oid].map { !isTemporary($0.schema) } ?? false
        case .type: return types[oid].map { !isTemporary($0.schema) } ?? false
        default: return true
        }
    }

    private func isTemporary(_ schema: OID) -> Bool { namespaces[schema]?.name.hasPrefix("pg_temp_") ?? false }

    /// Whether a routine came with a type, as the constructors of a range do.
    private func isPartOfType(_ oid: OID) -> Bool {
        dependencies.dependencies(of: ObjectAddress(.procedure, oid)).contains { $0.kind == .internal }
    }

    private func inspect(
        _ oid: OID, _ row: RelationRow, _ constraints: [ConstraintRow], _ indexes: [(oid: OID, row: RelationRow)]
    ) -> DatabaseInspection.Relation {
        let behindConstraints = Set(
            constraints.filter { [.primaryKey, .unique, .exclusion].contains($0.kind) }.map(\.index))
        return DatabaseInspection.Relation(
            name: name(of: ObjectAddress(.relation, oid))!,
            columns: row.liveAttributes.map { inspect($0.row) },
            constraints: constraints.compactMap { inspect($0, row) }.sorted { $0.name < $1.name },
            indexes: indexes.filter { !behindConstraints.contains($0.oid) }.map(\.row.name).sorted())
    }

    private func inspect(_ row: AttributeRow) -> DatabaseInspection.Column {
        DatabaseInspection.Column(
            name: row.name, type: formatType(row.type), isNotNull: row.isNotNull,
            hasDefault: row.defaultExpression != nil && row.generated == nil,
            identity: row.identity.map { $0 == .always ? "always" : "by default" },
            generated: row.generated.map { $0 == .stored ? "stored" : "virtual" })
    }

    private func inspect(_ row: ConstraintRow, _ relation: RelationRow) -> DatabaseInspection.Constraint? {
        let type: String
        switch row.kind {
        case .primaryKey: type = "primary key"
        case .unique: type = "unique"
        case .foreignKey: type = "foreign key"
        case .check: type = "check"
        case .exclusion: type = "exclusion"
        case .trigger: return nil
        }
        let columns = row.columns.filter { $0 > 0 }.map { relation.attributes[Int($0) - 1].name }
        return DatabaseInspection.Constraint(name: row.name, type: type, columns: columns)
    }

    /// `pg_get_function_result()`.
    func result(of row: ProcedureRow) -> String {
        let columns = row.parameters.filter { $0.mode == .table }
        guard columns.isEmpty else {
            let list = columns.map { QuotedName.identifier($0.name) + " " + formatType(TypeReference($0.type)) }
            return "TABLE(" + list.joined(separator: ", ") + ")"
        }
        return (row.returnsSet ? "SETOF " : "") + formatType(TypeReference(row.returnType))
    }
}
