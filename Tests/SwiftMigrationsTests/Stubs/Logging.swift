// swift-format-ignore-file
// What emitted source uses of swift-log.

public struct Logger: Sendable {
    public init(label: String) {}
}
