import PostgresCatalog
import PostgresSyntax

/// What is written within CREATE TABLE or CREATE DOMAIN and becomes a statement of its own.
///
/// Foreign keys always do: two tables may refer to each other, and a table that is there already lacks what its CREATE
/// TABLE would add. Checks and defaults do where they need what cannot be made before the table or domain.
struct SeparatedParts {
    private let statement: Node
    private let elements: [Node]
    private let parts: [WrittenConstraint]

    /// The parts of a `CreateStmt` or `CreateDomainStmt`.
    ///
    /// - Parameters:
    ///   - written: the constraints it has.
    ///   - takesExpressions: whether checks and defaults are among the parts.
    init(of statement: Node, _ written: [WrittenConstraint], takesExpressions: Bool) {
        self.statement = statement
        elements = CreateStmt(statement).map { Array($0.tableElts) } ?? []
        let computed = Set(written.filter { $0.node.contype == .generated }.compactMap(\.column))
        parts = written.filter { constraint in
            switch constraint.node.contype {
            case .foreign: return true
            case .check: return takesExpressions
            case .default: return takesExpressions && constraint.column.map { !computed.contains($0) } ?? false
            default: return false
            }
        }
    }

    /// The foreign keys of a column's definition.
    init(ofColumn column: ColumnDef) {
        statement = column.node
        elements = []
        parts = WrittenConstraint.all(in: [column.node]).filter { $0.node.contype == .foreign }
    }

    /// The edits that take the parts out of the statement, comments left where they are.
    var removal: [SourceEdit] {
        let tokens = statement.tree.tokens
        var edits: [SourceEdit] = []
        // The comma before a part goes with it; where all before it go too, the one behind it does.
        var hasKept = false
        for element in elements {
            guard let part = parts.first(where: { $0.node.node == element }) else {
                hasKept = true
                continue
            }
            let comma = hasKept ? element.tokenRange.lowerBound - 1 : element.tokenRange.upperBound
            var ranges = [part.range]
            if comma >= 0, comma < tokens.count, tokens[comma].kind == .comma {
                ranges.append(tokens[comma].range)
                if !hasKept { ranges.append(tokens[comma + 1].range.lowerBound..<tokens[comma + 1].range.lowerBound) }
            }
            edits += joined(ranges).map { SourceEdit(range: $0, replacement: "") }
        }
        return edits + parts.filter { !elements.contains($0.node.node) }.map(\.removal)
    }

    /// Ranges of the statement in order, those as one between which there is nothing but white space.
    private func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        let source = statement.tree.source
        return ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, range in
            if let last = joined.last,
                source.bytes(in: last.upperBound..<range.lowerBound).allSatisfy({ " \t\r\n".utf8.contains($0) })
            {
                joined[joined.count - 1] = last.lowerBound..<range.upperBound
            } else {
                joined.append(range)
            }
        }
    }

    /// The part that a constraint is.
    func part(_ constraint: Constraint) -> WrittenConstraint? {
        parts.first { $0.node.node == constraint.node }
    }
}

extension Change {
    /// The parts of it that are changes of their own.
    fileprivate var separatedParts: SeparatedParts? {
        let takesExpressions = executed?.separatesExpressions == true
        let mayBeParts = writtenConstraints.contains { $0.node.contype == .foreign || takesExpressions }
        guard let statement, mayBeParts else { return nil }
        return SeparatedParts(of: statement, writtenConstraints, takesExpressions: takesExpressions)
    }

    /// Whether constraints of a kind in it are changes of their own.
    func separates(_ kind: ConstrType) -> Bool {
        kind == .foreign || (kind == .check || kind == .default) && executed?.separatesExpressions == true
    }

    /// The edits that take out of it what is a change of its own.
    var separatedPartsRemoval: [SourceEdit] {
        // What is not there has no parts that stand for themselves.
        guard effect != .unresolved, part == nil else { return [] }
        switch statement?.kind {
        case .createStmt, .createDomainStmt: return separatedParts?.removal ?? []
        case .createSchemaStmt:
            guard let schema = statement.flatMap(CreateSchemaStmt.init), schema.standsApart else { return [] }
            let end = element.tree.tokens[schema.schemaElts[0].tokenRange.lowerBound - 1].range.upperBound
            return [SourceEdit(range: end..<element.byteRange.upperBound, replacement: "")]
        default: return []
        }
    }
}

extension StatementForms {
    /// `ADD CONSTRAINT` or `SET DEFAULT` for what a CREATE TABLE or CREATE DOMAIN says, once.
    func separatedForm(_ change: Change, _ constraint: Constraint, _ identity: ObjectIdentity) -> Form {
        guard let statement = separatedStatement(change, constraint, identity) else { return notIdempotent(change) }
        if constraint.contype == .default { return .replaced(statement) }
        let isOfDomain = identity.kind == .domainConstraint
        return .parts([
            GuardedPart(
                condition: isOfDomain
                    ? Condition.domainConstraint(identity) : Condition.constraint(identity, isPrimary: false),
                statement: statement)
        ])
    }

    /// The statement that does what a part of a CREATE TABLE or CREATE DOMAIN says.
    ///
    /// - Parameter width: how many bytes the first line of `ADD CONSTRAINT` has at most; of what is longer the constraint
    ///   begins a line of its own.
    func separatedStatement(
        _ change: Change, _ constraint: Constraint, _ identity: ObjectIdentity, width: Int = .max
    ) -> String? {
        guard let part = change.separatedParts?.part(constraint), let (range, edits) = part.definition else {
            return nil
        }
        let definition = SourceEdits(qualifying(change, after: edits)).text(range, of: change.source)
        if constraint.contype == .default {
            let table = QuotedName.qualified(identity.schema, identity.name)
            return "ALTER TABLE \(table) ALTER COLUMN \(QuotedName.identifier(part.column ?? "")) SET \(definition)"
        }
        let kind = identity.kind == .domainConstraint ? "DOMAIN" : "TABLE"
        let owner = QuotedName.qualified(identity.schema, identity.parent ?? "")
        let (head, action) = (
            "ALTER \(kind) \(owner)", "ADD CONSTRAINT \(QuotedName.identifier(identity.name)) \(definition)"
        )
        return head + (head.utf8.count + 1 + action.utf8.count > width ? "\n    " : " ") + action
    }
}
