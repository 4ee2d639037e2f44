// swift-format-ignore-file
// What emitted source uses of PostgresMigrations.

import Logging
public import PostgresNIO

public protocol DatabaseMigration: Sendable {
    func apply(connection: PostgresConnection, logger: Logger) async throws
    func revert(connection: PostgresConnection, logger: Logger) async throws
    var name: String { get }
    var group: DatabaseMigrationGroup { get }
}

extension DatabaseMigration {
    public var name: String { String(describing: Self.self) }
    public var group: DatabaseMigrationGroup { .default }
}

public struct DatabaseMigrationGroup: Hashable, Sendable {
    public static var `default`: Self { Self() }
}

public actor DatabaseMigrations {
    public func add(_ migration: any DatabaseMigration, skipDuplicates: Bool = false) {}
}
