import PostgresCatalog
import PostgresSyntax

/// Foreign keys written within CREATE TABLE. They become statements of their own: two tables may refer to each other,
/// and a table that is there already lacks what its CREATE TABLE would add.
enum SeparatedKeys {
    /// The foreign keys of a CREATE TABLE.
    private static func keys(of table: CreateStmt) -> [WrittenConstraint] {
        WrittenConstraint.all(in: table.tableElts).filter { $0.node.contype == .foreign }
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
            guard let key = keys.first(where: { $0.node.node == element }) else {
                hasKept = true
                continue
            }
            edits.append(SourceEdit(range: key.range, replacement: ""))
            let place = hasKept ? element.tokenRange.lowerBound - 1 : element.tokenRange.upperBound
            if place >= 0, place < tokens.count, tokens[place].kind == .comma {
                edits.append(SourceEdit(range: tokens[place].range, replacement: ""))
            }
        }
        edits += keys.filter { $0.column != nil }.map(\.removal)
        return edits
    }

    /// What a foreign key says, as `ADD CONSTRAINT` takes it behind the name.
    static func definition(of key: Constraint, in table: CreateStmt) -> (range: Range<Int>, edits: [SourceEdit])? {
        keys(of: table).first { $0.node.node == key.node }?.definition
    }
}

extension StatementForms {
    /// `ADD CONSTRAINT` for a foreign key that a CREATE TABLE has.
    mutating func separatedKeyForm(_ change: Change, _ key: Constraint, _ identity: ObjectIdentity) -> Form {
        guard let table = change.statement.flatMap(CreateStmt.init),
            let (range, edits) = SeparatedKeys.definition(of: key, in: table)
        else { return notIdempotent(change) }
        let name = QuotedName.qualified(identity.schema, identity.parent ?? "")
        let definition = SourceEdits(qualifying(change, after: edits)).text(range, of: change.source)
        return .parts([
            GuardedPart(
                condition: Condition.constraint(identity, isPrimary: false),
                statement: "ALTER TABLE \(name) ADD CONSTRAINT \(QuotedName.identifier(identity.name)) \(definition)")
        ])
    }
}
