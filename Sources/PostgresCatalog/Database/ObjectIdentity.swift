/// Which object is meant: its kind and its natural key, as `pg_identify_object()` shows it.
public struct ObjectIdentity: Hashable, Sendable {
    /// What it is.
    public let kind: ObjectKind
    /// The schema it, or the table it belongs to, stands in; nil for kinds without schema.
    public let schema: String?
    /// The table, view, domain or method it belongs to, in whose scope its name is unique.
    public let parent: String?
    /// Its name.
    public let name: String
    /// The input types that tell routines of one name apart, as PostgreSQL prints them.
    public let arguments: [String]?

    /// Creates an identity.
    public init(
        _ kind: ObjectKind, schema: String? = nil, parent: String? = nil, name: String, arguments: [String]? = nil
    ) {
        self.kind = kind
        self.schema = schema
        self.parent = parent
        self.name = name
        self.arguments = arguments
    }

    /// The `identity` that `pg_identify_object()` gives, names quoted where they have to be.
    public var identity: String {
        switch kind {
        case .tableConstraint, .domainConstraint, .trigger, .policy, .rule:
            return QuotedName.identifier(name) + " on " + QuotedName.qualified(schema, parent ?? "")
        case .defaultValue:
            return "for " + QuotedName.qualified(schema, parent ?? "") + "." + QuotedName.identifier(name)
        case .operatorClass, .operatorFamily:
            return QuotedName.qualified(schema, name) + " USING " + QuotedName.identifier(parent ?? "")
        case .operator:
            let types = (arguments ?? []).joined(separator: ",")
            return (schema.map { QuotedName.identifier($0) + "." } ?? "") + name + "(" + types + ")"
        case .userMapping:
            return QuotedName.identifier(name) + " on server " + QuotedName.identifier(parent ?? "")
        case .transform:
            return "for " + name + " language " + QuotedName.identifier(parent ?? "")
        case .cast:
            return "(" + (arguments ?? []).joined(separator: " AS ") + ")"
        default:
            let base = QuotedName.qualified(schema, name)
            return arguments.map { base + "(" + $0.joined(separator: ",") + ")" } ?? base
        }
    }
}
