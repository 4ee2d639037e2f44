import PostgresCatalog
import PostgresSyntax

/// Foreign keys written within CREATE TABLE. They become statements of their own: two tables may refer to each other,
/// and a table that is there already lacks what its CREATE TABLE would add.
enum SeparatedKeys {
    /// The foreign keys of a CREATE TABLE: where each stands, and the column it is written at.
    private static func keys(of table: CreateStmt) -> [(range: Range<Int>, node: Node, column: String?)] {
        var keys: [(range: Range<Int>, node: Node, column: String?)] = []
        for element in table.tableElts {
            if let constraint = Constraint(element), constraint.contype == .foreign {
                keys.append((element.byteRange, element, nil))
            }
            if let column = ColumnDef(element) { keys += self.keys(of: column) }
        }
        return keys
    }

    /// The foreign keys of a column.
    private static func keys(of column: ColumnDef) -> [(range: Range<Int>, node: Node, column: String?)] {
        var keys: [(range: Range<Int>, node: Node, column: String?)] = []
        var isOpen = false
        for constraint in column.constraints.compactMap(Constraint.init) {
            if constraint.contype == .foreign {
                keys.append((constraint.node.byteRange, constraint.node, column.colname))
                isOpen = true
            } else if isOpen, constraint.contype.isAttribute {
                let key = keys.removeLast()
                keys.append((key.range.lowerBound..<constraint.node.byteRange.upperBound, key.node, key.column))
            } else {
                isOpen = false
            }
        }
        return keys
    }

    /// The edits that take the foreign keys out of a column's definition.
    static func removal(from column: ColumnDef) -> [SourceEdit] {
        keys(of: column).map { SourceEdit(range: $0.range, replacement: "") }
    }

    /// The edits that take the foreign keys out of a CREATE TABLE, comments left where they are.
    static func removal(from table: CreateStmt) -> [SourceEdit] {
        let elements = Array(table.tableElts)
        let tokens = table.node.tree.tokens
        let keys = keys(of: table)
        var edits: [SourceEdit] = []
        // The comma before a key goes with it; where all before it go too, the one behind it does.
        var hasKept = false
        for element in elements {
            guard let key = keys.first(where: { $0.node == element }) else {
                hasKept = true
                continue
            }
            edits.append(SourceEdit(range: key.range, replacement: ""))
            let place = hasKept ? element.tokenRange.lowerBound - 1 : element.tokenRange.upperBound
            if place >= 0, place < tokens.count, tokens[place].kind == .comma {
                edits.append(SourceEdit(range: tokens[place].range, replacement: ""))
            }
        }
        for key in keys where key.column != nil {
            let start = key.range.lowerBound
            let isSpaced = table.node.tree.source.bytes(in: (start - 1)..<start).first == UInt8(ascii: " ")
            edits.append(SourceEdit(range: (isSpaced ? start - 1 : start)..<key.range.upperBound, replacement: ""))
        }
        return edits
    }

    /// What a foreign key says, as `ADD CONSTRAINT` takes it behind the name, and the bytes that say it.
    static func definition(of key: Constraint, in table: CreateStmt) -> (prefix: String, range: Range<Int>)? {
        guard let found = keys(of: table).first(where: { $0.node == key.node }) else { return nil }
        let tokens = table.node.tree.tokens
        let word: TokenKind = found.column == nil ? .foreign : .references
        guard let start = key.node.tokenRange.first(where: { tokens[$0].kind == word }) else { return nil }
        let prefix = found.column.map { "FOREIGN KEY (\(QuotedName.identifier($0))) " } ?? ""
        return (prefix, tokens[start].range.lowerBound..<found.range.upperBound)
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

extension StatementForms {
    /// `ADD CONSTRAINT` for a foreign key that a CREATE TABLE has.
    mutating func separatedKeyForm(_ change: Change, _ key: Constraint, _ identity: ObjectIdentity) -> Form {
        guard let table = change.statement.flatMap(CreateStmt.init),
            let (prefix, range) = SeparatedKeys.definition(of: key, in: table)
        else { return notIdempotent(change) }
        let name = QuotedName.qualified(identity.schema, identity.parent ?? "")
        let definition = prefix + SourceEdits(qualifying(change)).text(range, of: change.source)
        return .parts([
            GuardedPart(
                condition: Condition.constraint(identity, isPrimary: false),
                statement: "ALTER TABLE \(name) ADD CONSTRAINT \(QuotedName.identifier(identity.name)) \(definition)")
        ])
    }
}
