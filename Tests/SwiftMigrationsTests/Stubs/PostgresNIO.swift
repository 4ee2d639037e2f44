// swift-format-ignore-file
// What emitted source uses of PostgresNIO.

@_exported import struct Logging.Logger

public struct PostgresQuery: Sendable, ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {}
    public init(stringInterpolation: StringInterpolation) {}

    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        public init(literalCapacity: Int, interpolationCount: Int) {}
        public mutating func appendLiteral(_ literal: String) {}
        public mutating func appendInterpolation(_ value: some Encodable & Sendable) throws {}
        public mutating func appendInterpolation(unescaped value: String) {}
    }
}

public struct PostgresRow: Sendable {}

public struct PostgresRowSequence: AsyncSequence, Sendable {
    public typealias Element = PostgresRow

    public struct AsyncIterator: AsyncIteratorProtocol {
        public mutating func next() async throws -> PostgresRow? { nil }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
}

public final class PostgresConnection: Sendable {
    @discardableResult
    public func query(
        _ query: PostgresQuery, logger: Logger, file: String = #fileID, line: Int = #line
    ) async throws -> PostgresRowSequence { PostgresRowSequence() }
}

public final class PostgresClient: Sendable {
    public func withConnection<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ closure: (PostgresConnection) async throws -> sending Result
    ) async throws -> sending Result { try await closure(PostgresConnection()) }

    public func withTransaction<Result>(
        logger: Logger, file: String = #file, line: Int = #line, isolation: isolated (any Actor)? = #isolation,
        _ closure: (PostgresConnection) async throws -> sending Result
    ) async throws -> sending Result { try await closure(PostgresConnection()) }
}
