// swift-format-ignore-file
// What emitted source uses of FluentKit.

@_exported import Logging

public protocol EventLoop: Sendable {}

public struct EventLoopFuture<Value>: Sendable {}

public protocol Database: Sendable {
    func transaction<T>(_ closure: @escaping @Sendable (any Database) -> EventLoopFuture<T>) -> EventLoopFuture<T>
}

extension Database {
    public func transaction<T: Sendable>(
        _ closure: @escaping @Sendable (any Database) async throws -> T
    ) async throws -> T { try await closure(self) }

    public func schema(_ schema: String, space: String? = nil) -> SchemaBuilder { SchemaBuilder() }
}

public protocol Migration: Sendable {
    var name: String { get }
    func prepare(on database: any Database) -> EventLoopFuture<Void>
    func revert(on database: any Database) -> EventLoopFuture<Void>
}

extension Migration {
    public var name: String { String(reflecting: Self.self) }
}

public protocol AsyncMigration: Migration {
    func prepare(on database: any Database) async throws
    func revert(on database: any Database) async throws
}

extension AsyncMigration {
    public func prepare(on database: any Database) -> EventLoopFuture<Void> { EventLoopFuture() }
    public func revert(on database: any Database) -> EventLoopFuture<Void> { EventLoopFuture() }
}

public struct FieldKey: Sendable, ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {}
}

public struct DatabaseSchema: Sendable {
    public indirect enum DataType: Sendable {
        public static var json: DataType { .dictionary(of: nil) }
        case int16
        case int32
        case int64
        case bool
        case string
        case date
        case datetime
        case double
        case data
        case uuid
        case dictionary(of: DataType?)
        case array(of: DataType?)
        case custom(any Sendable)
    }

    public enum FieldConstraint: Sendable {
        case required
        case identifier(auto: Bool)
        case custom(any Sendable)
    }

    public enum Constraint: Sendable {
        case constraint(ConstraintAlgorithm, name: String?)
        case custom(any Sendable)
    }

    public enum ConstraintAlgorithm: Sendable {
        case custom(any Sendable)
    }

    public enum ForeignKeyAction: Sendable {
        case noAction
        case restrict
        case cascade
        case setNull
        case setDefault
    }
}

public final class SchemaBuilder {
    @discardableResult
    public func field(
        _ key: FieldKey, _ dataType: DatabaseSchema.DataType, _ constraints: DatabaseSchema.FieldConstraint...
    ) -> Self { self }

    @discardableResult
    public func unique(on fields: FieldKey..., name: String? = nil) -> Self { self }

    @discardableResult
    public func constraint(_ constraint: DatabaseSchema.Constraint) -> Self { self }

    @discardableResult
    public func foreignKey(
        _ field: FieldKey, references foreignSchema: String, inSpace foreignSpace: String? = nil,
        _ foreignField: FieldKey, onDelete: DatabaseSchema.ForeignKeyAction = .noAction,
        onUpdate: DatabaseSchema.ForeignKeyAction = .noAction, name: String? = nil
    ) -> Self { self }

    @discardableResult
    public func foreignKey(
        _ fields: [FieldKey], references foreignSchema: String, inSpace foreignSpace: String? = nil,
        _ foreignFields: [FieldKey], onDelete: DatabaseSchema.ForeignKeyAction = .noAction,
        onUpdate: DatabaseSchema.ForeignKeyAction = .noAction, name: String? = nil
    ) -> Self { self }

    public func create() -> EventLoopFuture<Void> { EventLoopFuture() }
    public func create() async throws {}
}
