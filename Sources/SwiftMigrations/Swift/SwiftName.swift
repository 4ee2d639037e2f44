/// Names of types and files, made of names of objects.
enum SwiftName {
    /// `order_items` as `OrderItems`: the letters and digits of `name`, each word with a capital. Digits that a character
    /// other than a letter or digit separates stay apart: `v0_10_2` is `V0_10_2`.
    static func upperCamelCase(_ name: String) -> String {
        var result = ""
        for word in words(of: name) {
            if let last = result.unicodeScalars.last, isDigit(last), isDigit(word.unicodeScalars.first!) {
                result += "_"
            }
            // SHOUTING is a habit of SQL, mixedCase carries its words.
            let isShouted = word == word.uppercased() && word != word.lowercased()
            result +=
                word.prefix(1).uppercased() + (isShouted ? word.dropFirst().lowercased() : String(word.dropFirst()))
        }
        return result
    }

    private static func words(of name: String) -> [String] {
        name.unicodeScalars.split { !$0.properties.isAlphabetic && !isDigit($0) }.map { String($0) }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// One of what `name` says in the plural, in English.
    static func singular(_ name: String) -> String {
        let lower = name.lowercased()
        if lower.hasSuffix("ies"), lower.count > 4 { return name.dropLast(3) + "y" }
        for ending in ["sses", "xes", "ches", "shes", "zes"] where lower.hasSuffix(ending) {
            return String(name.dropLast(2))
        }
        let isPlural = lower.hasSuffix("s") && !["ss", "us", "is", "as", "ews"].contains { lower.hasSuffix($0) }
        return isPlural && lower.count > 3 ? String(name.dropLast()) : name
    }

    /// What would shadow a name that the generated source uses, or cannot name a type.
    private static let reserved: Set<String> = [
        "any", "self", "type", "protocol", "error", "string", "database", "migration", "migrations", "asyncmigration",
        "customstringconvertible", "sqldatabase", "sqlquerystring", "sqlraw", "sqlidentifier", "databasemigration",
        "databasemigrations", "sqltableconstraintalgorithm", "postgresconnection", "postgresclient", "postgresquery",
        "logger", "fluentkit", "fluentsql", "sqlkit", "postgresnio", "postgresmigrations", "allmigrations", "swift",
        "never", "void", "optional", "array",
    ]

    /// `name` as the name of a type that no other of `taken` has; file systems may not tell capitals from small letters.
    static func unique(_ name: String, _ taken: inout Set<String>) -> String {
        var base = name.isEmpty ? "Migration" : name
        if isDigit(base.unicodeScalars.first!) || !base.unicodeScalars.first!.properties.isXIDStart {
            base = "Migration" + base
        }
        if reserved.contains(base.lowercased()) { base += "Migration" }
        var unique = base
        var number = 1
        while !taken.insert(unique.lowercased()).inserted {
            number += 1
            unique = base + (isDigit(base.unicodeScalars.last!) ? "_\(number)" : "\(number)")
        }
        return unique
    }
}
