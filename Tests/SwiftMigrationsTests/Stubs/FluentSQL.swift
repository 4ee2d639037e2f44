// swift-format-ignore-file
// What emitted source uses of FluentSQL.

@_exported import FluentKit
@_exported import SQLKit

extension DatabaseSchema.DataType {
    public static func sql(unsafeRaw: String) -> Self { .custom(SQLRaw(unsafeRaw)) }
}

extension DatabaseSchema.FieldConstraint {
    public static func sql(unsafeRaw: String) -> Self { .custom(SQLRaw(unsafeRaw)) }
    public static func sql(_ constraint: SQLColumnConstraintAlgorithm) -> Self { .custom(constraint) }
}
