/// The names PostgreSQL gives to constraints, indexes and sequences that the user did not name.
enum AutomaticName {
    /// Bytes a name can have.
    static let maximumCount = 63

    /// `first_second_label`, its first two parts cut at a character so that the whole fits: the longer one first.
    ///
    /// PostgreSQL's `makeObjectName`.
    static func make(_ first: String, _ second: String?, label: String) -> String {
        let overhead = label.utf8.count + 1 + (second == nil ? 0 : 1)
        var firstCount = first.utf8.count
        var secondCount = second?.utf8.count ?? 0
        while firstCount + secondCount > maximumCount - overhead {
            if firstCount > secondCount { firstCount -= 1 } else { secondCount -= 1 }
        }
        var name = ""
        name.reserveCapacity(firstCount + secondCount + overhead)
        name += prefix(of: first, count: firstCount)
        if let second {
            name += "_"
            name += prefix(of: second, count: secondCount)
        }
        name += "_"
        name += label
        return name
    }

    /// The first of `first_second_label`, `first_second_label1`, `…2` and so on that is not taken.
    static func choose(_ first: String, _ second: String?, label: String, isTaken: (String) -> Bool) -> String {
        var number = 0
        while true {
            let name = make(first, second, label: number == 0 ? label : label + String(number))
            if !isTaken(name) { return name }
            number += 1
        }
    }

    /// The part of an index's or foreign key's name that its columns give: their names joined by underscores, as many
    /// as it takes to fill a name.
    static func addition(_ columns: [String]) -> String {
        var joined = ""
        for column in columns {
            if !joined.isEmpty { joined += "_" }
            joined += column
            if joined.utf8.count > maximumCount { break }
        }
        return joined
    }

    /// The names of an index's columns, numbered where they would be equal.
    ///
    /// - Parameter names: a column's name, or what ``FigureColumnName`` finds in an expression.
    static func indexColumns(_ names: [String?]) -> [String] {
        var chosen: [String] = []
        for name in names {
            let original = name ?? "expr"
            var current = original
            var number = 1
            while chosen.contains(current) {
                let suffix = String(number)
                current = prefix(of: original, count: maximumCount - suffix.utf8.count) + suffix
                number += 1
            }
            chosen.append(current)
        }
        return chosen
    }

    /// The longest start of `text` that has at most `count` bytes and ends at a character.
    static func prefix(of text: String, count: Int) -> String {
        guard text.utf8.count > count else { return text }
        var scalars = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            used += UTF8.width(scalar)
            if used > count { break }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
