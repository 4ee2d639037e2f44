// swift-format-ignore-file
// What emitted source uses of SQLKit.

public protocol SQLExpression: Sendable {}

public struct SQLRaw: SQLExpression {
    public init(_ sql: String) {}
}

public struct SQLLiteral: SQLExpression {}

public struct SQLIdentifier: SQLExpression, ExpressibleByStringInterpolation {
    public init(_ string: String) {}
    public init(stringLiteral value: String) {}
}

public enum SQLTableConstraintAlgorithm: SQLExpression {
    case primaryKey(columns: [any SQLExpression])
    case unique(columns: [any SQLExpression])
    case check(any SQLExpression)
}

public enum SQLColumnConstraintAlgorithm: SQLExpression {
    case `default`(any SQLExpression)
    case generated(any SQLExpression)
    public static func `default`(_ value: String) -> Self { .default(SQLLiteral()) }
    public static func `default`(_ value: some BinaryInteger) -> Self { .default(SQLLiteral()) }
    public static func `default`(_ value: some FloatingPoint) -> Self { .default(SQLLiteral()) }
    public static func `default`(_ value: Bool) -> Self { .default(SQLLiteral()) }
}

public struct SQLQueryString: SQLExpression, ExpressibleByStringInterpolation {
    public init(_ string: String) {}
    public init(stringLiteral value: String) {}
    public init(stringInterpolation: StringInterpolation) {}

    public struct StringInterpolation: StringInterpolationProtocol {
        public init(literalCapacity: Int, interpolationCount: Int) {}
        public mutating func appendLiteral(_ literal: String) {}
        public mutating func appendInterpolation(bind value: any Encodable & Sendable) {}
        public mutating func appendInterpolation(unsafeRaw value: String) {}
    }
}

public final class SQLRawBuilder {
    public func run() async throws {}
}

public protocol SQLDatabase: Sendable {}

extension SQLDatabase {
    public func raw(_ sql: SQLQueryString) -> SQLRawBuilder { SQLRawBuilder() }
}
