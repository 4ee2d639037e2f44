import PostgresCatalog
import PostgresSyntax

/// The rows of a COPY statement as INSERT statements, a batch each: drivers have no use for `COPY … FROM stdin`.
struct CopyRows {
    /// How large a batch is at most; a longer row is a batch of its own.
    private static let batchRows = 500
    private static let batchBytes = 32 * 1024

    let statement: CopyStmt
    let table: DatabaseInspection.Relation?
    private var delimiter = UInt8(ascii: "\t")
    private var null = Array("\\N".utf8)

    /// The rows of `statement`; nil if its data is not in COPY's text format.
    init?(_ statement: CopyStmt, table: DatabaseInspection.Relation?) {
        self.statement = statement
        self.table = table
        for option in statement.options {
            let value = option.child(.arg)?.stringNodeValue ?? ""
            switch option.string(.defname) {
            case "format" where value == "text": break
            case "delimiter" where value.utf8.count == 1: delimiter = value.utf8.first!
            case "null": null = Array(value.utf8)
            default: return nil
            }
        }
    }

    /// The statements that insert the rows of `data`, lines up to `\.`.
    func inserts(_ data: UnsafeBufferPointer<UInt8>) -> [String] {
        let columns = columns()
        var inserts: [String] = []
        var rows: [String] = []
        var size = 0
        func flush() {
            if !rows.isEmpty { inserts.append(head(columns) + rows.joined(separator: ",\n")) }
            rows = []
            size = 0
        }
        for line in data.split(separator: UInt8(ascii: "\n")) {
            var line = line
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if line.elementsEqual("\\.".utf8) { break }
            let row = row(line, columns)
            if !rows.isEmpty, rows.count == Self.batchRows || size + row.utf8.count > Self.batchBytes { flush() }
            rows.append(row)
            size += row.utf8.count
        }
        flush()
        return inserts
    }

    /// The columns that have values, with their types if they are known.
    private func columns() -> [(name: String, type: String)] {
        let known = table?.columns ?? []
        let names = statement.attlist.strings
        guard !names.isEmpty else { return known.filter { $0.generated == nil }.map { ($0.name, $0.type) } }
        return names.map { name in (name, known.first { $0.name == name }?.type ?? "text") }
    }

    private func head(_ columns: [(name: String, type: String)]) -> String {
        let name = QuotedName.qualified(statement.relation?.schemaname, statement.relation?.relname ?? "")
        let list = columns.map { QuotedName.identifier($0.name) }.joined(separator: ", ")
        let isIdentity = columns.contains { column in
            table?.columns.first { $0.name == column.name }?.identity == "always"
        }
        return "INSERT INTO \(name) (\(list))\(isIdentity ? " OVERRIDING SYSTEM VALUE" : "") VALUES\n"
    }

    private func row(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ columns: [(name: String, type: String)]) -> String {
        let fields = line.split(separator: delimiter, omittingEmptySubsequences: false)
        let values = fields.enumerated().map { index, field in
            field.elementsEqual(null) ? "NULL" : value(decoded(field), index < columns.count ? columns[index].type : "")
        }
        return "    (" + values.joined(separator: ", ") + ")"
    }

    /// A constant of SQL; numbers and truth values without quotes.
    private func value(_ text: String, _ type: String) -> String {
        switch type {
        case "smallint", "integer", "bigint", "numeric", "real", "double precision":
            if !text.isEmpty, text.utf8.allSatisfy({ "0123456789.-".utf8.contains($0) }) { return text }
        case "boolean":
            if text == "t" { return "true" }
            if text == "f" { return "false" }
        default: break
        }
        return "'" + text.replacing("'", with: "''") + "'"
    }

    /// A field without COPY's escapes.
    private func decoded(_ field: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = Array(field)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "b"): bytes.append(8)
            case UInt8(ascii: "f"): bytes.append(12)
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "v"): bytes.append(11)
            case UInt8(ascii: "0")...UInt8(ascii: "7"): bytes.append(Self.number(escape, &rest, radix: 8, digits: 2))
            case UInt8(ascii: "x") where rest.first.map { Character(Unicode.Scalar($0)).isHexDigit } ?? false:
                bytes.append(Self.number(nil, &rest, radix: 16, digits: 2))
            default: bytes.append(escape)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func number(_ first: UInt8?, _ rest: inout ArraySlice<UInt8>, radix: Int, digits: Int) -> UInt8 {
        var text = first.map { String(Unicode.Scalar($0)) } ?? ""
        for _ in 0..<digits {
            guard let next = rest.first, Int(String(Unicode.Scalar(next)), radix: radix) != nil else { break }
            text += String(Unicode.Scalar(next))
            rest.removeFirst()
        }
        return UInt8(truncatingIfNeeded: Int(text, radix: radix) ?? 0)
    }
}
