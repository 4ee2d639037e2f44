import PostgresCatalog
import PostgresSyntax

/// A constraint as CREATE TABLE or the definition of a column or domain has it.
struct WrittenConstraint {
    let node: Constraint
    /// The column it is written at; nil if it is the table's.
    let column: String?
    /// Its bytes, with those behind it that say when it is checked.
    let range: Range<Int>

    /// The constraints among the elements of a table: its own, and those of its columns.
    static func all(in elements: some Sequence<Node>) -> [WrittenConstraint] {
        var constraints: [WrittenConstraint] = []
        for element in elements {
            if let constraint = Constraint(element) {
                constraints.append(WrittenConstraint(node: constraint, column: nil, range: element.byteRange))
            }
            guard let column = ColumnDef(element), !column.constraints.isEmpty else { continue }
            let name = column.colname
            for constraint in column.constraints.lazy.compactMap(Constraint.init) {
                let range = constraint.node.byteRange
                if constraint.contype.isAttribute, let last = constraints.popLast() {
                    constraints.append(
                        WrittenConstraint(
                            node: last.node, column: last.column, range: last.range.lowerBound..<range.upperBound))
                } else {
                    constraints.append(WrittenConstraint(node: constraint, column: name, range: range))
                }
            }
        }
        return constraints
    }

    /// The names of the columns it is about, if it is a key.
    var columns: [String] {
        if let column { return [column] }
        return (node.contype == .foreign ? node.fkAttrs : node.keys).strings
    }

    /// What it says as `ADD CONSTRAINT` takes it behind the name: the bytes, and the edits they need.
    var definition: (range: Range<Int>, edits: [SourceEdit])? {
        let tokens = node.node.tree.tokens
        // CONSTRAINT and the name may come first.
        let words = node.node.tokenRange.dropFirst(node.conname == nil ? 0 : 2)
        guard let kind = firstWord, let start = words.first(where: { tokens[$0].kind == kind }) else { return nil }
        let range = tokens[start].range.lowerBound..<self.range.upperBound
        guard let column else { return (range, []) }
        let list = "(\(QuotedName.identifier(column)))"
        switch node.contype {
        case .foreign: return (range, [.insert("FOREIGN KEY \(list) ", at: range.lowerBound)])
        case .primary: return (range, [.insert(" " + list, at: tokens[start + 1].range.upperBound)])
        case .unique:
            let distinct = tokens[start + 1].kind == .nulls ? words.first { tokens[$0].kind == .distinct } : nil
            return (range, [.insert(" " + list, at: tokens[distinct ?? start].range.upperBound)])
        default: return (range, [])
        }
    }

    /// The edit that takes it out of its column's definition, with a space before it.
    var removal: SourceEdit {
        let start = range.lowerBound
        let isSpaced = node.node.tree.source.bytes(in: (start - 1)..<start).first == UInt8(ascii: " ")
        return SourceEdit(range: (isSpaced ? start - 1 : start)..<range.upperBound, replacement: "")
    }

    /// The word that what it says begins with.
    private var firstWord: TokenKind? {
        switch node.contype {
        case .check: .check
        case .default: .default
        case .unique: .unique
        case .primary: .primary
        case .exclusion: .exclude
        case .foreign: column == nil ? .foreign : .references
        case .identity: .generated
        case .notnull: .not
        default: nil
        }
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
