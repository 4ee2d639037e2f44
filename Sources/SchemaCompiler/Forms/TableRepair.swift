import PostgresCatalog
import PostgresSyntax

/// What makes good what a table lacks that was there before the script.
///
/// A class, so that its closures do not copy what it looks things up in.
final class TableRepair {
    private let forms: StatementForms
    private let change: Change
    private let object: ObjectAddress
    private let identity: ObjectIdentity
    private let table: TableFacts
    /// The tables that inherit from it.
    private let children: [ObjectAddress]
    /// The edits that write the schemas the statement leaves out.
    private let edits: SourceEdits
    /// The table's name, and its OID, as SQL.
    private let name: String
    private let relation: String

    /// A column that the statement declares and the table still has.
    private struct Declared {
        let definition: ColumnDef
        let column: TableFacts.Column
        let constraints: ArraySlice<WrittenConstraint>
        let isSerial: Bool
    }

    /// Nil for tables that are not there before a script.
    init?(_ forms: StatementForms, _ change: Change, _ object: ObjectAddress, _ identity: ObjectIdentity) {
        guard let table = forms.program.database.tableFacts(object), !table.isTemporary else { return nil }
        self.forms = forms
        self.change = change
        self.object = object
        self.identity = identity
        self.table = table
        children = forms.program.database.children(of: object)
        edits = SourceEdits(forms.qualifying(change))
        name = QuotedName.qualified(identity.schema, identity.name)
        relation = Condition.relation(named: name)
    }

    /// What the table of a CREATE TABLE lacks that has these elements, and these constraints among them; its foreign keys
    /// are statements of their own.
    func ofTable(_ elements: NodeList, _ constraints: [WrittenConstraint]) -> [GuardedPart] {
        let elements = Array(elements)
        let columns = declaredColumns(elements, constraints)
        let copied = copiedColumns(elements)
        return addedColumns(columns, copied)
            + parts(columns, constraints.filter { !change.separates($0.node.contype) }, copied)
            + (elements.contains { $0.kind == .tableLikeClause } ? copiedChecks(constraints) : [])
            + forms.indexRepairs(object, identity)
    }

    /// What the table of a CREATE TABLE AS lacks: columns, without what the query put into them.
    func ofQuery() -> [GuardedPart] {
        addedColumns([], table.columns.filter { forms.program.creations[$0.object] == nil && $0.type != "unknown" })
            + forms.indexRepairs(object, identity)
    }

    private func declaredColumns(_ elements: [Node], _ constraints: [WrittenConstraint]) -> [Declared] {
        // They stand in the order of the columns that they are written at.
        var rest = constraints[...]
        var declared: [Declared] = []
        for definition in elements.lazy.compactMap(ColumnDef.init) {
            let range = definition.node.byteRange
            rest = rest.drop { $0.range.lowerBound < range.lowerBound }
            let own = rest.prefix { $0.range.lowerBound < range.upperBound }
            rest = rest.dropFirst(own.count)
            guard let column = table.column(definition.colname), isMadeHere(column) else { continue }
            declared.append(
                Declared(
                    definition: definition, column: column, constraints: own, isSerial: definition.isSerial))
        }
        return declared
    }

    /// Whether a column is the one that the statement declares, and none that got its name later.
    private func isMadeHere(_ column: TableFacts.Column) -> Bool {
        forms.program.creations[column.object].map { forms.program[$0] === change } ?? true
    }

    /// The columns that the table has from LIKE.
    private func copiedColumns(_ elements: [Node]) -> [TableFacts.Column] {
        guard elements.contains(where: { $0.kind == .tableLikeClause }) else { return [] }
        let names = Set(elements.compactMap(ColumnDef.init).compactMap(\.colname))
        return table.columns.filter {
            $0.isOwn && !names.contains($0.name) && forms.program.creations[$0.object] == nil
        }
    }

    /// What a column lacks that an ALTER TABLE adds.
    func ofColumn(_ definition: Node?) -> [GuardedPart] {
        guard let definition else { return [] }
        let constraints = WrittenConstraint.all(in: [definition])
        return parts(declaredColumns([definition], constraints), constraints, [])
    }

    private func parts(
        _ columns: [Declared], _ constraints: [WrittenConstraint], _ copied: [TableFacts.Column]
    ) -> [GuardedPart] {
        nullability(columns, constraints, copied)
            + (change.separates(.default) ? [] : defaults(columns, copied)) + identities(constraints)
            + keysAndChecks(constraints)
    }

    private func alterTable(_ actions: [String], only: Bool = false) -> String {
        let table = (only ? "ONLY " : "") + name
        guard actions.count > 1 else { return "ALTER TABLE \(table) \(actions.joined())" }
        return "ALTER TABLE \(table)\n    " + actions.joined(separator: ",\n    ")
    }

    private func text(_ range: Range<Int>, _ more: [SourceEdit] = []) -> String {
        edits.adding(more).text(range, of: change.source)
    }

    // MARK: Columns

    /// The columns that the statement declares, those first that no other is computed from.
    private func addedColumns(_ declared: [Declared], _ copied: [TableFacts.Column]) -> [GuardedPart] {
        guard !table.isTyped else { return [] }
        var columns = declared.filter { $0.definition.typeName != nil }.map { ($0.column, text(of: $0)) }
        columns += copied.map { ($0, text(ofCopied: $0)) }
        guard !columns.isEmpty else { return [] }
        var condition = Condition.columns(columns.map(\.0.name), of: relation, all: "NOT attisdropped")
        // A partition gets its columns with its table.
        if table.isPartition { condition = "(\(condition) OR \(Condition.isPartition(relation)))" }
        let ordered = columns.filter { $0.0.generated == nil } + columns.filter { $0.0.generated != nil }
        let actions = ordered.map { "ADD COLUMN IF NOT EXISTS " + $0.1 }
        return [GuardedPart(condition: condition, statement: alterTable(actions))]
    }

    /// The definition of a column without its keys and checks, which are added by name.
    private func text(of declared: Declared) -> String {
        let removed = declared.constraints.filter { constraint in
            switch constraint.node.contype {
            case .notnull: !declared.column.isNotNull
            case .default where change.separates(.default): true
            case .null, .default, .identity, .generated: false
            default: true
            }
        }
        let node = declared.definition.node
        let names = declared.constraints.filter {
            $0.node.contype == .notnull && $0.node.conname == nil && isContested(declared.column)
        }.map {
            SourceEdit.insert(
                "CONSTRAINT \(QuotedName.identifier(declared.column.notNullName!)) ", at: $0.range.lowerBound)
        }
        if removed.isEmpty { return text(node.byteRange, names) }
        let tokens = node.tree.tokens
        let end = node.tokenRange.last { place in
            !removed.contains { $0.range.contains(tokens[place].range.lowerBound) }
        }
        guard let end else { return "" }
        return text(node.byteRange.lowerBound..<tokens[end].range.upperBound, removed.map(\.removal) + names)
    }

    /// The definition of a column that LIKE copies.
    private func text(ofCopied column: TableFacts.Column) -> String {
        var text = QuotedName.identifier(column.name) + " " + column.type
        if column.isNotNull { text += " " + namedNotNull(column) }
        if let identity = column.identity { text += " GENERATED " + identity }
        if let generated = column.generated, let expression = column.expression {
            text += " GENERATED ALWAYS AS (\(forms.text(ofWritten: expression))) \(generated)"
        } else if let value = defaultText(ofCopied: column) {
            text += " DEFAULT " + value
        }
        return text
    }

    // MARK: NOT NULL

    private func nullability(
        _ columns: [Declared], _ constraints: [WrittenConstraint], _ copied: [TableFacts.Column]
    ) -> [GuardedPart] {
        let named = constraints.filter { $0.node.contype == .notnull && isNamed($0) }
        let columnsOfNamed = Set(named.flatMap(\.columns))
        let declared = Set(
            constraints.lazy.filter { [.notnull, .identity].contains($0.node.contype) }.flatMap(\.columns)
        ).union(columns.lazy.filter { $0.isSerial && $0.column.sequence != nil }.map(\.column.name))
        let plain = table.columns.filter {
            $0.isNotNull && declared.contains($0.name) && !columnsOfNamed.contains($0.name)
        }
        var parts: [GuardedPart] = []
        if !plain.isEmpty {
            let statements = plain.flatMap(notNullsOfChildren) + [alterTable(plain.map(setNotNull))]
            parts.append(
                GuardedPart(
                    condition: Condition.columns(plain.map(\.name), of: relation, all: "attnotnull"),
                    statement: statements.joined(separator: ";\n")))
        }
        let declarations = named.compactMap { constraint -> (TableFacts.Column, String)? in
            guard let column = table.column(constraint.columns.first) else { return nil }
            let name = constraint.node.conname.map { "CONSTRAINT \(QuotedName.identifier($0)) " } ?? ""
            let words = constraint.node.isNoInherit ? " NO INHERIT" : ""
            return (column, "ADD \(name)NOT NULL \(QuotedName.identifier(column.name))\(words)")
        }
        let ofCopied = copied.map { column in
            let name = QuotedName.identifier(column.name)
            let isNamed = forms.options.targetVersion >= 18
            return (column, isNamed ? "ADD \(namedNotNull(column)) \(name)" : "ALTER COLUMN \(name) SET NOT NULL")
        }
        for (column, action) in declarations + ofCopied where column.isNotNull {
            parts.append(
                GuardedPart(
                    condition: Condition.columns([column.name], of: relation, all: "attnotnull"),
                    statement: alterTable([action])))
        }
        return parts
    }

    private func setNotNull(_ column: TableFacts.Column) -> String {
        let name = QuotedName.identifier(column.name)
        return isContested(column) ? "ADD \(namedNotNull(column)) \(name)" : "ALTER COLUMN \(name) SET NOT NULL"
    }

    /// Whether PostgreSQL would choose another name for its NOT NULL, because another table has that name.
    private func isContested(_ column: TableFacts.Column) -> Bool {
        forms.options.targetVersion >= 18 && column.notNullName != nil
            && forms.contestedNotNulls.contains(column.object)
    }

    /// The statements that make a column NOT NULL in the tables that inherit it and have a name of their own for that.
    private func notNullsOfChildren(_ column: TableFacts.Column) -> [String] {
        guard forms.options.targetVersion >= 18 else { return [] }
        return children.compactMap { child in
            let database = forms.program.database
            guard let own = database.tableFacts(child)?.column(column.name)?.notNullName, own != column.notNullName,
                let identity = database.objectIdentity(child)
            else { return nil }
            return "ALTER TABLE IF EXISTS \(QuotedName.qualified(identity.schema, identity.name)) "
                + "ALTER COLUMN \(QuotedName.identifier(column.name)) SET NOT NULL"
        }
    }

    /// NOT NULL by the name that LIKE copies; before PostgreSQL 18 it had none.
    private func namedNotNull(_ column: TableFacts.Column) -> String {
        guard forms.options.targetVersion >= 18, let name = column.notNullName else { return "NOT NULL" }
        return "CONSTRAINT \(QuotedName.identifier(name)) NOT NULL"
    }

    /// Whether a NOT NULL says more than that; before PostgreSQL 18 it could not.
    private func isNamed(_ constraint: WrittenConstraint) -> Bool {
        forms.options.targetVersion >= 18 && (constraint.node.conname != nil || constraint.node.isNoInherit)
    }

    // MARK: Defaults

    private func defaults(_ columns: [Declared], _ copied: [TableFacts.Column]) -> [GuardedPart] {
        var defaults = columns.compactMap { declared in
            defaultText(of: declared).map { (column: declared.column, text: $0) }
        }
        defaults += copied.compactMap { column in
            column.generated == nil ? defaultText(ofCopied: column).map { (column: column, text: $0) } : nil
        }
        defaults += inheritedDefaults(but: defaults.map(\.column.name))
        guard !defaults.isEmpty else { return [] }
        let sequences = columns.filter(\.isSerial).map(\.column).filter { column in
            defaults.contains { $0.column === column }
        }.compactMap(sequence)
        let actions = defaults.map { "ALTER COLUMN \(QuotedName.identifier($0.column.name)) SET DEFAULT \($0.text)" }
        return [
            GuardedPart(
                condition: Condition.columns(defaults.map(\.column.name), of: relation, all: "atthasdef"),
                statement: (sequences + [alterTable(actions, only: !children.isEmpty)]).joined(separator: ";\n"))
        ]
    }

    /// The defaults that the table gets from those that it inherits from when it is made.
    private func inheritedDefaults(but names: [String]) -> [(column: TableFacts.Column, text: String)] {
        table.columns.compactMap { column in
            guard !column.isOwn, column.generated == nil, column.identity == nil, !names.contains(column.name) else {
                return nil
            }
            if let expression = column.expression {
                guard let writer = forms.writer(of: expression), writer.effect == .creation, writer.part == nil,
                    writer.statement?.kind == .createStmt, !writer.separates(.default)
                else { return nil }
            }
            return defaultText(ofCopied: column).map { (column, $0) }
        }
    }

    /// The default that a definition gives a column that still has it.
    private func defaultText(of declared: Declared) -> String? {
        let column = declared.column
        guard column.generated == nil, column.identity == nil else { return nil }
        let written = declared.constraints.first { $0.node.contype == .default }
        guard let written else { return declared.isSerial ? column.defaultText : nil }
        guard let expression = written.node.rawExpr, expression == column.expression else { return nil }
        return text(expression.byteRange)
    }

    private func defaultText(ofCopied column: TableFacts.Column) -> String? {
        column.expression.map(forms.text(ofWritten:)) ?? column.defaultText
    }

    /// The statement that makes the sequence of a serial column.
    private func sequence(of column: TableFacts.Column) -> String? {
        guard let sequence = column.sequence.flatMap(forms.program.database.objectIdentity) else { return nil }
        let owner = name + "." + QuotedName.identifier(column.name)
        return "CREATE SEQUENCE IF NOT EXISTS \(QuotedName.qualified(sequence.schema, sequence.name)) "
            + "AS \(column.type) OWNED BY \(owner)"
    }

    /// A column with a default cannot become an identity column, nor would its values be the sequence's.
    private func identities(_ constraints: [WrittenConstraint]) -> [GuardedPart] {
        constraints.filter { $0.node.contype == .identity }.compactMap { constraint in
            guard let column = constraint.column, table.column(column)?.identity != nil,
                let range = constraint.definition?.range
            else { return nil }
            return GuardedPart(
                condition: Condition.columns([column], of: relation, all: "(attidentity <> '' OR atthasdef)"),
                statement: alterTable(["ALTER COLUMN \(QuotedName.identifier(column)) ADD \(text(range))"]))
        }
    }

    // MARK: Keys and checks

    /// The checks that LIKE copies.
    private func copiedChecks(_ written: [WrittenConstraint]) -> [GuardedPart] {
        let own = written.compactMap(\.node.rawExpr)
        return change.trace.created.compactMap { constraint in
            guard forms.program.database.owner(of: constraint) == object,
                let facts = forms.program.database.constraintFacts(constraint), facts.kind == .check,
                let expression = facts.expression, !own.contains(expression),
                let identity = forms.program.database.objectIdentity(constraint)
            else { return nil }
            let definition = "CHECK (\(forms.text(ofWritten: expression)))" + (facts.isNoInherit ? " NO INHERIT" : "")
            return GuardedPart(
                condition: Condition.constraint(identity, isPrimary: false),
                statement: alterTable(["ADD CONSTRAINT \(QuotedName.identifier(facts.name)) \(definition)"]))
        }
    }

    private func keysAndChecks(_ constraints: [WrittenConstraint]) -> [GuardedPart] {
        forms.constraints(constraints, madeBy: change, of: object).compactMap { constraint, _, facts in
            let kind = constraint.node.contype
            guard let definition = constraint.definition else { return nil }
            let own = ObjectIdentity(
                .tableConstraint, schema: identity.schema, parent: identity.name, name: facts.name)
            return GuardedPart(
                condition: Condition.constraint(own, isPrimary: kind == .primary),
                statement: alterTable([
                    "ADD CONSTRAINT \(QuotedName.identifier(facts.name)) \(text(definition.range, definition.edits))"
                ]))
        }
    }
}

extension StatementForms {
    /// The text of an expression, wherever it is written, its names with their schemas.
    fileprivate func text(ofWritten expression: Node) -> String {
        guard let change = writer(of: expression) else { return expression.text }
        return SourceEdits(qualifying(change)).text(expression.byteRange, of: change.source)
    }
}

extension ColumnDef {
    /// Whether its type is one of those that are short for a sequence's next value.
    fileprivate var isSerial: Bool {
        guard let names = typeName?.names, names.count == 1 else { return false }
        return ["smallserial", "serial2", "serial", "serial4", "bigserial", "serial8"].contains(names.strings[0])
    }
}
