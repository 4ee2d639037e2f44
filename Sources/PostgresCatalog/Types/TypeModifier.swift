/// Type modifiers as the modifier output functions of PostgreSQL's own types print them.
enum TypeModifier {
    /// The length of the header that PostgreSQL adds to lengths and precisions.
    static let headerSize: Int32 = 4

    /// `anychar_typmodout`.
    static func characters(_ modifier: Int32) -> String {
        modifier > headerSize ? "(\(modifier - headerSize))" : ""
    }

    /// `numerictypmodout`: precision and scale, which may be negative.
    static func numeric(_ modifier: Int32) -> String {
        guard modifier >= headerSize else { return "" }
        let value = modifier - headerSize
        return "(\((value >> 16) & 0xffff),\(((value & 0x7ff) ^ 1024) - 1024))"
    }

    /// `anybit_typmodout`.
    static func bits(_ modifier: Int32) -> String { modifier >= 0 ? "(\(modifier))" : "" }

    /// The precision of times and timestamps.
    static func time(_ modifier: Int32) -> String { modifier >= 0 ? "(\(modifier))" : "" }

    /// `intervaltypmodout`: the fields and the precision of seconds.
    static func interval(_ modifier: Int32) -> String {
        guard modifier >= 0 else { return "" }
        let precision = modifier & 0xffff
        let fields = Interval.words[(modifier >> 16) & Interval.fullRange] ?? ""
        return fields + (precision == Interval.fullPrecision ? "" : "(\(precision))")
    }

    /// The encoding of an interval's fields.
    enum Interval {
        static let fullRange: Int32 = 0x7fff
        static let fullPrecision: Int32 = 0xffff
        private static let year: Int32 = 1 << 2
        private static let month: Int32 = 1 << 1
        private static let day: Int32 = 1 << 3
        private static let hour: Int32 = 1 << 10
        private static let minute: Int32 = 1 << 11
        private static let second: Int32 = 1 << 12

        /// What an interval can be restricted to.
        static let words: [Int32: String] = [
            year: " year", month: " month", day: " day", hour: " hour", minute: " minute", second: " second",
            year | month: " year to month", day | hour: " day to hour", day | hour | minute: " day to minute",
            day | hour | minute | second: " day to second", hour | minute: " hour to minute",
            hour | minute | second: " hour to second", minute | second: " minute to second", fullRange: "",
        ]
    }
}
