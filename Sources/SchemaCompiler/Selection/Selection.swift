import PostgresCatalog

/// Which of the objects that the sources make the script is to have.
public struct Selection: Sendable {
    /// Objects that one of these is true of are chosen, with all that belongs to them; none for all objects.
    public var only: [ObjectPattern] = []
    /// Objects that one of these is true of are left out, with all that belongs to them.
    public var excluded: [ObjectPattern] = []
    /// Whether what the chosen objects need is chosen, too.
    public var includesDependencies = false

    /// The choice of everything.
    public init() {}

    /// Whether it chooses everything.
    public var isEverything: Bool { only.isEmpty && excluded.isEmpty }
}

/// Tells objects by kind, schema and name.
///
/// A pattern is one or more terms, parted by spaces, which all have to hold:
///
///     kind=table,view        the object is of one of these kinds
///     schema=app,billing_*   it is in one of these schemas, or it is one of them
///     app.users*             its name with its schema, or its name alone where the pattern has no dot
///
/// In names `*` stands for any letters and `?` for one.
public struct ObjectPattern: Sendable {
    private var kinds: Set<ObjectKind>?
    private var schemas: [String]?
    private var names: [String] = []

    /// What is wrong with the text of a pattern.
    public struct SyntaxError: Error {
        /// One sentence, lower case and without a full stop.
        public let message: String
    }

    /// Reads a pattern.
    public init(_ text: String) throws(SyntaxError) {
        for term in text.split(separator: " ") {
            let parts = term.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                names.append(parts[0])
                continue
            }
            let values = parts[1].split(separator: ",").map(String.init)
            guard !values.isEmpty else { throw SyntaxError(message: "no value behind '\(parts[0])='") }
            switch parts[0] {
            case "kind":
                for value in values { kinds = try (kinds ?? []).union(Self.kinds(value)) }
            case "schema": schemas = (schemas ?? []) + values
            default: throw SyntaxError(message: "unknown term '\(parts[0])=' (terms: kind=, schema=, a name)")
            }
        }
        guard kinds != nil || schemas != nil || !names.isEmpty else { throw SyntaxError(message: "no pattern") }
    }

    /// The kinds that a word stands for.
    private static func kinds(_ word: String) throws(SyntaxError) -> Set<ObjectKind> {
        let name = word.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }
        switch String(name) {
        case "type": return [.type, .compositeType]
        case "constraint": return [.tableConstraint, .domainConstraint]
        case "routine": return [.function, .procedure, .aggregate]
        default: break
        }
        let kind = ObjectKind.allCases.first { kind in
            kind.rawValue.map { $0 == "-" ? " " : $0 }.elementsEqual(name)
        }
        guard let kind else { throw SyntaxError(message: "unknown kind '\(word)'") }
        return [kind]
    }

    /// Whether it tells an object of this identity.
    func matches(_ identity: ObjectIdentity) -> Bool {
        if let kinds, !kinds.contains(identity.kind) { return false }
        if let schemas {
            let schema = identity.kind == .schema ? identity.name : identity.schema
            guard let schema, schemas.contains(where: { Self.glob($0, matches: schema) }) else { return false }
        }
        return names.allSatisfy { name in
            let whole = identity.schema.map { $0 + "." + identity.name } ?? identity.name
            return Self.glob(name, matches: name.utf8.contains(UInt8(ascii: ".")) ? whole : identity.name)
        }
    }

    /// Whether a pattern with `*` and `?` describes all of a text.
    private static func glob(_ pattern: String, matches text: String) -> Bool {
        let (pattern, text) = (Array(pattern.unicodeScalars), Array(text.unicodeScalars))
        var (place, position) = (0, 0)
        var star: (place: Int, position: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[position] {
                place += 1
                position += 1
            } else if let last = star {
                star = (last.place, last.position + 1)
                place = last.place + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
