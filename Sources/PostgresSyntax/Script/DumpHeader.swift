/// The comment that pg_dump writes before an object: `-- Name: shop; Type: SCHEMA; Schema: -; Owner: me`.
///
/// Nothing in it is quoted or escaped, and anyone can write such a comment, so it is a hint and no fact.
public struct DumpHeader: Sendable, Equatable {
    /// What pg_dump dumped of the object.
    public enum Content: String, Sendable {
        /// Its definition.
        case definition = ""
        /// Its rows.
        case data = "Data for "
        /// Its statistics.
        case statistics = "Statistics for "
    }

    /// What was dumped.
    public let content: Content
    /// The object's tag: its name, for a function with its arguments, for a constraint or trigger after its table's.
    public let name: String
    /// The kind of object, such as `TABLE` or `FK CONSTRAINT`.
    public let type: String
    /// Its schema; nil if it has none.
    public let schema: String?
    /// Its owner; nil if the dump names none.
    public let owner: String?
    /// Its tablespace; nil for the default one.
    public let tablespace: String?

    /// Reads the text of a comment; nil if it is no such header.
    public init?(_ comment: String) {
        guard comment.hasPrefix("-- ") else { return nil }
        var rest = comment.dropFirst(3)
        let contents: [Content] = [.data, .statistics]
        content = contents.first { rest.hasPrefix($0.rawValue) } ?? .definition
        rest = rest.dropFirst(content.rawValue.count)
        guard rest.hasPrefix("Name: ") else { return nil }
        rest = rest.dropFirst(6)
        // A name can hold anything, so the fields are looked for from the end.
        tablespace = Self.takeLast("; Tablespace: ", of: &rest)
        owner = Self.takeLast("; Owner: ", of: &rest)
        schema = Self.takeLast("; Schema: ", of: &rest)
        guard let type = Self.takeLast("; Type: ", of: &rest) else { return nil }
        self.type = type
        name = String(rest)
    }

    /// Takes the field that `label` begins off the end; nil if it is missing, empty or `-`.
    private static func takeLast(_ label: String, of text: inout Substring) -> String? {
        guard let range = text.ranges(of: label).last else { return nil }
        let value = text[range.upperBound...]
        text = text[..<range.lowerBound]
        return value.isEmpty || value == "-" ? nil : String(value)
    }
}
