import PostgresCatalog
import PostgresSyntax

/// An index of a table.
final class TableIndex: Sendable {
    let oid: OID
    let row: RelationRow
    let index: IndexRow

    init?(_ oid: OID, _ row: RelationRow) {
        guard let index = row.index else { return nil }
        self.oid = oid
        self.row = row
        self.index = index
    }
}

/// What rules ask of a catalog, put together once.
final class CatalogFacts {
    let database: Database
    /// All relations that scripts made.
    let relations: [(oid: OID, row: RelationRow)]
    /// The tables that outlive their session, without members of extensions.
    let tables: [(oid: OID, row: RelationRow)]
    /// The columns of each of these tables, by number.
    let columns: [OID: [(number: Int16, row: AttributeRow)]]
    /// The indexes of each table, by number.
    let indexes: [OID: [TableIndex]]
    /// The constraints of each table, by number.
    let constraints: [OID: [(oid: OID, row: ConstraintRow)]]
    /// The policies of each table, by number.
    let policies: [OID: [(oid: OID, row: PolicyRow)]]
    /// The routines that scripts made.
    let routines: [(oid: OID, row: ProcedureRow)]

    init(_ database: Database) {
        self.database = database
        let relations = database.userRelations
        self.relations = relations
        indexes = Dictionary(grouping: relations.compactMap { TableIndex($0, $1) }, by: \.index.table)
        tables = relations.filter { oid, row in
            (row.kind == .table || row.kind == .partitionedTable) && row.persistence != .temporary
                && (database.records[ObjectAddress(.relation, oid)]?.memberOf ?? OID.none) == OID.none
        }
        columns = Dictionary(uniqueKeysWithValues: tables.map { ($0.oid, $0.row.liveAttributes) })
        constraints = Dictionary(
            grouping: database.userConstraints.filter { $0.row.relation != .none }, by: \.row.relation)
        policies = Dictionary(grouping: database.userPolicies, by: \.row.relation)
        routines = database.userRoutines
    }
}

/// The catalog that the scripts give in the end, as rules see it.
struct CatalogContext {
    let facts: CatalogFacts
    /// The rule that looks at it.
    let rule: Rule
    /// Whom findings go to.
    let run: LintRun

    var database: Database { facts.database }
    var tables: [(oid: OID, row: RelationRow)] { facts.tables }
    var indexes: [OID: [TableIndex]] { facts.indexes }
    var constraints: [OID: [(oid: OID, row: ConstraintRow)]] { facts.constraints }

    /// The columns of one of ``tables``, by number.
    func columns(of table: OID) -> [(number: Int16, row: AttributeRow)] { facts.columns[table] ?? [] }

    /// A relation's name with its schema, quoted where it has to be.
    func name(_ relation: OID) -> String {
        database.relations[relation].map { database.qualified($0.schema, $0.name) } ?? ""
    }

    /// The names of columns, quoted where they have to be, separated by commas.
    func columns(_ numbers: [Int16], of relation: RelationRow) -> String {
        relation.columnNames(numbers).map(QuotedName.identifier).joined(separator: ", ")
    }

    /// Reports something about an object, at the statement that made it, if that stands in a file that is linted.
    ///
    /// - Parameters:
    ///   - object: what it is about.
    ///   - part: the part of a statement that it is about; nil for the statement that made the object.
    ///   - others: objects whose statements belong to it, and what to say of them.
    func report(
        _ message: String, about object: ObjectAddress, at part: Node? = nil, detail: String? = nil,
        recipe: [String] = [],
        others: [(object: ObjectAddress, message: String)] = [], fix: Finding.Fix? = nil
    ) {
        guard let statement = statement(of: object), !isTouchedByMistake(object) else { return }
        let file = run.files[statement.script]
        let level = file.settings.level(of: rule, in: file.profile)
        guard file.isLinted, level != .off else { return }
        let notes = others.compactMap { other in
            self.statement(of: other.object).map { element in
                Diagnostic(
                    .note, rule: rule.name, other.message, source: element.element.tree.source,
                    range: element.element.byteRange)
            }
        }
        let (source, range) = (part?.tree ?? statement.element.tree).source.origin(
            of: part?.byteRange ?? statement.element.byteRange)
        run.report(
            Finding(
                rule: rule.name, category: rule.category, level: level, message: message,
                object: database.name(of: object).map { "\($0.type) \($0.identity)" }, detail: detail, recipe: recipe,
                source: source, range: range, notes: notes, fix: fix))
    }

    /// What is set for an option of the rule in the file that makes an object; nil if no statement made it.
    func option(_ name: String, for object: ObjectAddress) -> Rule.Option.Value? {
        statement(of: object).map { run.files[$0.script].settings.option(name, of: rule) }
    }

    /// Whether a statement that failed would have changed an object, or the table it belongs to.
    private func isTouchedByMistake(_ object: ObjectAddress) -> Bool {
        let names = [object, database.container(of: object) ?? object].compactMap { database.objectIdentity($0)?.name }
        return names.contains(where: run.isTouchedByMistake)
    }

    /// The statement that made an object.
    private func statement(of object: ObjectAddress) -> ExecutedStatement? {
        let record =
            database.records[object] ?? database.records[object.whole]
            ?? database.whole(of: object).flatMap { database.records[$0] }
        return record?.statements.first.map { database.statements[$0.index] }
    }
}
