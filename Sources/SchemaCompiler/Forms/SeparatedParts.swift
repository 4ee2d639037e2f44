import PostgresCatalog
import PostgresSyntax

/// What is written within CREATE TABLE or CREATE DOMAIN and becomes a statement of its own.
///
/// Foreign keys always do: two tables may refer to each other, and a table that is there already lacks what its CREATE
/// TABLE would add. Checks and defaults do where they need what cannot be made before the table or domain.
struct SeparatedParts {
    private struct Part {
        let range: Range<Int>
        let node: Node
        /// The column it is written at.
        let column: String?
    }

    private let statement: Node
    private let elements: [Node]
    private var parts: [Part] = []
    private let takesExpressions: Bool

    /// The parts of a `CreateStmt` or `CreateDomainStmt`.
    ///
    /// - Parameter takesExpressions: whether checks and defaults are among them.
    init(of statement: Node, takesExpressions: Bool) {
        self.statement = statement
        self.takesExpressions = takesExpressions
        elements = CreateStmt(statement).map { Array($0.tableElts) } ?? []
        for element in elements {
            if let constraint = Constraint(element), isTaken(constraint.contype) {
                parts.append(Part(range: element.byteRange, node: element, column: nil))
            }
            guard let column = ColumnDef(element) else { continue }
            let isComputed = column.constraints.compactMap(Constraint.init).contains { $0.contype == .generated }
            addConstraints(column.constraints, of: column.colname, takesDefault: !isComputed)
        }
        if let domain = CreateDomainStmt(statement) { addConstraints(domain.constraints, of: nil, takesDefault: false) }
    }

    /// The foreign keys of a column's definition.
    init(ofColumn column: ColumnDef) {
        statement = column.node
        takesExpressions = false
        elements = []
        addConstraints(column.constraints, of: column.colname, takesDefault: false)
    }

    private func isTaken(_ kind: ConstrType) -> Bool {
        kind == .foreign || takesExpressions && (kind == .check || kind == .default)
    }

    private mutating func addConstraints(_ constraints: NodeList, of column: String?, takesDefault: Bool) {
        var isOpen = false
        for constraint in constraints.compactMap(Constraint.init) {
            let range = constraint.node.byteRange
            if isTaken(constraint.contype), takesDefault || constraint.contype != .default {
                parts.append(Part(range: range, node: constraint.node, column: column))
                isOpen = true
            } else if isOpen, constraint.contype.isAttribute {
                let part = parts.removeLast()
                parts.append(
                    Part(range: part.range.lowerBound..<range.upperBound, node: part.node, column: part.column))
            } else {
                isOpen = false
            }
        }
    }

    /// The edits that take the parts out of the statement, comments left where they are.
    var removal: [SourceEdit] {
        let tokens = statement.tree.tokens
        var edits: [SourceEdit] = []
        // The comma before a part goes with it; where all before it go too, the one behind it does.
        var hasKept = false
        for element in elements {
            guard let part = parts.first(where: { $0.node == element }) else {
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
        for part in parts where !elements.contains(part.node) {
            let start = part.range.lowerBound
            let isSpaced = statement.tree.source.bytes(in: (start - 1)..<start).first == UInt8(ascii: " ")
            edits.append(SourceEdit(range: (isSpaced ? start - 1 : start)..<part.range.upperBound, replacement: ""))
        }
        return edits
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

    /// What a part says, as `ADD CONSTRAINT` takes it behind the name or `SET` takes it, and the bytes that say it.
    func definition(of constraint: Constraint) -> (prefix: String, range: Range<Int>, column: String?)? {
        guard let part = parts.first(where: { $0.node == constraint.node }) else { return nil }
        let tokens = statement.tree.tokens
        let word: TokenKind
        switch constraint.contype {
        case .check: word = .check
        case .default: word = .default
        default: word = part.column == nil ? .foreign : .references
        }
        guard let start = part.node.tokenRange.first(where: { tokens[$0].kind == word }) else { return nil }
        let prefix = word == .references ? "FOREIGN KEY (\(QuotedName.identifier(part.column ?? ""))) " : ""
        return (prefix, tokens[start].range.lowerBound..<part.range.upperBound, part.column)
    }
}

extension ConstrType {
    /// Whether it only says more about the constraint before it.
    fileprivate var isAttribute: Bool {
        switch self {
        case .attrDeferrable, .attrNotDeferrable, .attrDeferred, .attrImmediate, .attrEnforced, .attrNotEnforced: true
        default: false
        }
    }
}

extension Change {
    /// The parts of it that are changes of their own.
    fileprivate var separatedParts: SeparatedParts? {
        statement.map { SeparatedParts(of: $0, takesExpressions: executed?.separatesExpressions == true) }
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
    mutating func separatedForm(_ change: Change, _ constraint: Constraint, _ identity: ObjectIdentity) -> Form {
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
        guard let (prefix, range, column) = change.separatedParts?.definition(of: constraint) else { return nil }
        let definition = prefix + SourceEdits(qualifying(change)).text(range, of: change.source)
        if constraint.contype == .default {
            let table = QuotedName.qualified(identity.schema, identity.name)
            return "ALTER TABLE \(table) ALTER COLUMN \(QuotedName.identifier(column ?? "")) SET \(definition)"
        }
        let kind = identity.kind == .domainConstraint ? "DOMAIN" : "TABLE"
        let owner = QuotedName.qualified(identity.schema, identity.parent ?? "")
        let (head, action) = (
            "ALTER \(kind) \(owner)", "ADD CONSTRAINT \(QuotedName.identifier(identity.name)) \(definition)"
        )
        return head + (head.utf8.count + 1 + action.utf8.count > width ? "\n    " : " ") + action
    }
}
