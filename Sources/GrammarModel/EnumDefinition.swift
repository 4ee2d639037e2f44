/// An enum of PostgreSQL's parse tree.
public struct EnumDefinition: Sendable {
    /// PostgreSQL's name of the type.
    public let name: String
    /// PostgreSQL's names of the values, in order.
    public let values: [String]

    /// Its type in Swift.
    public var swiftName: String { name.split(separator: "_").joined() }

    /// The values' cases in Swift: without the words that all of them begin with.
    public var caseNames: [String] {
        let prefix = commonPrefix
        return values.map { SwiftName.lowerCamel(String($0.dropFirst(prefix))) }
    }

    /// How many characters of each value are the common prefix: up to the last common underscore, or for
    /// values spelled without one (`LockWaitBlock`) up to the last common capital.
    private var commonPrefix: Int {
        var common = Substring(values[0])
        for value in values {
            while !value.hasPrefix(common) { common.removeLast() }
        }
        if values.contains(where: { $0.contains("_") }) {
            return common.lastIndex(of: "_").map { common.distance(from: common.startIndex, to: $0) + 1 } ?? 0
        }
        let isAtWord = values.allSatisfy { $0.dropFirst(common.count).first?.isUppercase == true }
        return isAtWord ? common.count : 0
    }
}
