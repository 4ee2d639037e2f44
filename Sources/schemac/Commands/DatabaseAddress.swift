import Platform

/// Where a server is: a connection string of libpq in which the database can be replaced, its password kept apart so
/// that neither the list of processes nor a message shows it.
struct DatabaseAddress {
    /// The database that the string names.
    private(set) var database: String
    /// What belongs into `PGPASSWORD`; nil if the string has no password.
    private(set) var password: String?
    private let form: Form

    private enum Form {
        /// The name of a database, and all else from the environment.
        case name
        /// `postgresql://user@host:port/database?name=value`.
        case url(authority: String, parameters: [String])
        /// `host=localhost port=5432`: names and values, quoted.
        case pairs([String])
    }

    /// The database to connect to where nothing else is said, as for PostgreSQL's `createdb`.
    private static let defaultDatabase = "postgres"

    /// Takes a database's name, URL or connection string apart; nil stands for what the environment says.
    init(_ text: String?) throws(UsageError) {
        database = CurrentProcess.environment("PGDATABASE") ?? Self.defaultDatabase
        guard let text, !text.isEmpty else {
            form = .name
            return
        }
        if let scheme = ["postgresql://", "postgres://"].first(where: text.hasPrefix) {
            form = try Self.url(text.dropFirst(scheme.count), &database, &password)
        } else if text.contains("=") {
            form = try Self.pairs(text, &database, &password)
        } else {
            form = .name
            database = text
        }
    }

    /// The connection string for another database of the server, without the password.
    func string(database: String) -> String {
        switch form {
        case .name:
            return database
        case .url(let authority, let parameters):
            let query = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
            return "postgresql://\(authority)/\(Self.percentEncoded(database))\(query)"
        case .pairs(let pairs):
            return (pairs + [Self.pair("dbname", database)]).joined(separator: " ")
        }
    }

    /// `user:password@host:port/database?name=value`, cut where libpq cuts it.
    private static func url(
        _ text: Substring, _ database: inout String, _ password: inout String?
    ) throws(UsageError) -> Form {
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var rest = halves[0]
        var user = ""
        if let mark = rest.firstIndex(where: { $0 == "@" || $0 == "/" }), rest[mark] == "@" {
            let parts = rest[..<mark].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = parts[0] + "@"
            if parts.count > 1, !parts[1].isEmpty { password = try percentDecoded(parts[1]) }
            rest = rest[rest.index(after: mark)...]
        }
        let path = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard !path[0].contains("@") else {
            throw invalid("an '@' in a user's name or a password is written %40")
        }
        if path.count > 1, !path[1].isEmpty { database = try percentDecoded(path[1]) }
        var parameters: [String] = []
        for parameter in halves.count > 1 ? halves[1].split(separator: "&") : [] {
            let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            switch parts[0] {
            case "password": password = try percentDecoded(parts.last!)
            case "dbname": database = try percentDecoded(parts.last!)
            default: parameters.append(String(parameter))
            }
        }
        return .url(authority: user + path[0], parameters: parameters)
    }

    /// `name = value` pairs; a value in single quotes may hold spaces, and a backslash takes what is behind it as it is.
    private static func pairs(
        _ text: String, _ database: inout String, _ password: inout String?
    ) throws(UsageError) -> Form {
        var pairs: [String] = []
        var rest = text[...].drop(while: \.isWhitespace)
        while !rest.isEmpty {
            let name = String(rest.prefix { $0 != "=" && !$0.isWhitespace })
            rest = rest.dropFirst(name.count).drop(while: \.isWhitespace)
            guard rest.popFirst() == "=" else { throw invalid("no '=' behind one of the names") }
            rest = rest.drop(while: \.isWhitespace)
            let isQuoted = rest.first == "'"
            if isQuoted { rest.removeFirst() }
            var value = ""
            while let character = rest.first, isQuoted ? character != "'" : !character.isWhitespace {
                rest.removeFirst()
                value.append(character == "\\" ? rest.popFirst() ?? "\\" : character)
            }
            guard !isQuoted || rest.popFirst() == "'" else { throw invalid("a quote has no end") }
            rest = rest.drop(while: \.isWhitespace)
            switch name {
            case "password": password = value
            case "dbname": database = value
            default: pairs.append(pair(name, value))
            }
        }
        return .pairs(pairs)
    }

    private static func pair(_ name: String, _ value: String) -> String {
        "\(name)='" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    private static func percentDecoded(_ text: Substring) throws(UsageError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                throw invalid("'%' is followed by two hexadecimal digits")
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            let digits = String(byte, radix: 16)
            return isPlain || scalar == "_" ? String(scalar) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    /// Says what is wrong without the string, which may hold a password.
    private static func invalid(_ reason: String) -> UsageError {
        UsageError(message: "invalid value for '--database': \(reason)")
    }
}
