/// A migration: statements there and back, and the name by which a framework knows that it has run.
public struct Migration: Sendable {
    /// The name of its type and file, such as `CreateOrders`.
    public var typeName: String
    /// Its place in the order, from 1.
    public var number: Int
    /// What it makes and from what, for the documentation.
    public var summary: String
    /// What its sources say of themselves, line by line, for the documentation.
    public var header: [String]
    /// The statements that make the change.
    public var up: [MigrationStatement]
    /// The statements that undo it.
    public var down: [String]
    /// Why it cannot be undone; empty if it can.
    public var obstacles: [String]
    /// Whether its statements run in one transaction.
    public var runsInTransaction = true

    /// The name by which the framework knows it, such as `0001_CreateOrders`.
    public var name: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + typeName
    }
}
