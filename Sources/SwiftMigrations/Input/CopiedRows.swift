import PostgresCatalog
import PostgresSyntax
import SchemaCompiler

/// The rows of a COPY statement as INSERT statements that people can read, a batch each: drivers have no use for
/// `COPY … FROM stdin`.
struct CopiedRows {
    /// How large a batch is at most; a longer row is a batch of its own.
    private static let batchRows = 500
    private static let batchBytes = 32 * 1024

    private let format: CopyFormat
    private let head: String
    /// The types of the columns that have values, as far as they are known.
    private let types: [String]

    /// The rows of `statement`; nil if only the server understands how they are written.
    init?(_ statement: CopyStmt, table: DatabaseInspection.Relation?) {
        guard let format = CopyFormat(statement) else { return nil }
        self.format = format
        let known = table?.columns ?? []
        let listed = statement.attlist.strings
        let names = listed.isEmpty ? known.filter { $0.generated == nil }.map(\.name) : listed
        let columns = names.map { name in known.first { $0.name == name } }
        types = columns.map { $0?.type ?? "" }
        let name = QuotedName.qualified(statement.relation?.schemaname, statement.relation?.relname ?? "")
        let list = names.map { QuotedName.identifier($0) }.joined(separator: ", ")
        let overriding = columns.contains { $0?.identity == "always" } ? " OVERRIDING SYSTEM VALUE" : ""
        head = "INSERT INTO \(name) (\(list))\(overriding) VALUES\n"
    }

    /// The statements that insert the rows of `data`, lines up to `\.`.
    func inserts(_ data: UnsafeBufferPointer<UInt8>) -> [String] {
        var inserts: [String] = []
        var batch: [String] = []
        var size = 0
        func finish() {
            if !batch.isEmpty { inserts.append(head + batch.joined(separator: ",\n")) }
            batch = []
            size = 0
        }
        var rows = CopyRows(format, data)
        while let values = rows.next() {
            let row = "    (" + values.enumerated().map { constant($1, column: $0) }.joined(separator: ", ") + ")"
            if batch.count == Self.batchRows || size + row.utf8.count > Self.batchBytes { finish() }
            batch.append(row)
            size += row.utf8.count
        }
        finish()
        return inserts
    }

    /// A constant of SQL: numbers and truth values without quotes, line ends and other control characters as escapes.
    private func constant(_ value: [UInt8]?, column: Int) -> String {
        guard let value else { return "NULL" }
        let text = String(decoding: value, as: UTF8.self)
        switch column < types.count ? types[column].prefix(while: { $0 != "(" }) : "" {
        case "smallint", "integer", "bigint", "numeric", "real", "double precision":
            if Self.isNumber(value) { return text }
        case "boolean":
            if text == "t" { return "true" }
            if text == "f" { return "false" }
        default: break
        }
        let quoted = text.replacing("'", with: "''")
        guard value.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return "'\(quoted)'" }
        return "E'" + quoted.unicodeScalars.map(Self.escaped).joined() + "'"
    }

    /// Digits, perhaps with a sign and a point.
    private static func isNumber(_ value: [UInt8]) -> Bool {
        let digits = value.first == UInt8(ascii: "-") ? value.dropFirst() : value[...]
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            guard scalar.value < 0x20 || scalar.value == 0x7F else { return String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\x" + (digits.count == 1 ? "0" : "") + digits
        }
    }
}
