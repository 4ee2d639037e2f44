import Platform

/// psql and pg_dump, and the server that they connect to.
struct PostgresClient {
    private let psql: String
    private let pgDump: String
    let address: DatabaseAddress

    /// What keeps the work from being done.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// An error that psql reports while it runs a script.
    struct ScriptError: Equatable {
        /// The line psql has come to, counted from 1.
        var line: Int
        /// The SQLSTATE; `psql` for an error of its own.
        var state: String
        var message: String
        var detail: String?
        var hint: String?
    }

    /// Finds both programs in the folders of `path`.
    init(path: String, address: DatabaseAddress) throws(Failure) {
        psql = try Self.find("psql", in: path)
        pgDump = try Self.find("pg_dump", in: path)
        self.address = address
    }

    private static func find(_ name: String, in path: String) throws(Failure) -> String {
        if let program = CurrentProcess.findProgram(name, in: path) { return program }
        throw Failure(
            description: "\(name) is not on PATH: install PostgreSQL's client programs (Debian and Ubuntu: "
                + "postgresql-client, Fedora: postgresql, Homebrew: libpq)")
    }

    /// The major version of the server.
    func serverVersion() throws -> Int {
        let result = try psql(["-c", "SHOW server_version_num"], on: address.database)
        guard result.exitCode == 0,
            let number = Int(String(decoding: result.output, as: UTF8.self).prefix { $0.isNumber })
        else {
            throw Failure(
                description: "no server to verify on (set PGHOST, PGPORT, PGUSER and PGPASSWORD, or give --database "
                    + "postgresql://user@host:port/postgres): " + Self.reason(result))
        }
        return number / 10_000
    }

    /// The first fields of the rows that a query gives.
    func query(_ sql: String, on database: String) throws -> [String] {
        let result = try psql(["-0", "-c", sql], on: database)
        guard result.exitCode == 0 else { throw Failure(description: Self.reason(result)) }
        return result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Runs a command on the database that the address names.
    func administer(_ sql: String, isStoppable: Bool = true) throws {
        let result = try psql(["-c", sql], on: address.database, isStoppable: isStoppable)
        guard result.exitCode == 0 else { throw Failure(description: Self.reason(result)) }
    }

    /// What a script of queries prints.
    func output(ofScript file: String, on database: String, isStoppable: Bool = true) throws -> [UInt8] {
        let result = try psql(["-F", ": ", "-f", file], on: database, isStoppable: isStoppable)
        guard result.exitCode == 0 else { throw Failure(description: Self.reason(result)) }
        return result.output
    }

    /// Runs a script and gives its errors, the first one only if it stops there.
    func load(_ file: String, on database: String, stopsAtError: Bool) throws -> [ScriptError] {
        let stop = stopsAtError ? "1" : "0"
        // In whatever language the server speaks: messages with their SQLSTATEs, errors with their statements.
        let settings = ["VERBOSITY=verbose", "ECHO=errors", "SHOW_CONTEXT=never"].flatMap { ["-v", $0] }
        let arguments = settings + ["-o", "/dev/null", "-f", file]
        let result = try psql(["-v", "ON_ERROR_STOP=\(stop)"] + arguments, on: database)
        let errors = Self.errors(in: String(decoding: result.errors, as: UTF8.self), of: file)
        guard result.exitCode == 0 || !errors.isEmpty else { throw Failure(description: Self.reason(result)) }
        return errors
    }

    /// The schema of a database as pg_dump prints it, without what differs from run to run.
    func schema(of database: String, withOwners: Bool) throws -> [ArraySlice<UInt8>] {
        let arguments = withOwners ? ["-s"] : ["-s", "-O", "-x"]
        let result = try run(pgDump, arguments + ["-w", "-d", address.string(database: database)])
        guard result.exitCode == 0 else {
            throw Failure(
                description: "pg_dump, which must not be older than the server, failed: \(Self.reason(result))")
        }
        let noise = ["\\restrict ", "\\unrestrict ", "-- Dumped from ", "-- Dumped by "].map { Array($0.utf8) }
        return LineDifference.lines(of: result.output).filter { line in !noise.contains(where: line.starts(with:)) }
    }

    private func psql(
        _ arguments: [String], on database: String, isStoppable: Bool = true
    ) throws -> ChildProcess.Result {
        let connection = ["-d", address.string(database: database)]
        return try run(psql, ["-X", "-q", "-w", "-A", "-t"] + connection + arguments, isStoppable: isStoppable)
    }

    private func run(
        _ program: String, _ arguments: [String], isStoppable: Bool = true
    ) throws -> ChildProcess.Result {
        var environment = ["LC_ALL": "C", "PGAPPNAME": "schemac verify"]
        environment["PGPASSWORD"] = address.password
        let result = try ChildProcess.run(program, arguments, environment: environment, isStoppable: isStoppable)
        if isStoppable, Termination.isRequested { throw Failure(description: "interrupted") }
        return result
    }

    /// The first line that a program that failed has printed about it.
    private static func reason(_ result: ChildProcess.Result) -> String {
        let lines = String(decoding: result.errors, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first else { return "a program ended with code \(result.exitCode)" }
        let label = ["psql: error: ", "pg_dump: error: ", "ERROR:  "].first(where: line.hasPrefix) ?? ""
        return String(line.dropFirst(label.count))
    }

    /// The errors in what psql prints, in verbose form, about the script `file`:
    ///
    ///     psql:shop.sql:12: ERROR:  42P01: relation "orders" does not exist
    ///     HINT:  …
    ///     psql:shop.sql:12: STATEMENT:  SELECT …
    ///
    /// The statement tells an error from notices and warnings, which have SQLSTATEs too.
    static func errors(in text: String, of file: String) -> [ScriptError] {
        var errors: [ScriptError] = []
        var message: ScriptError?
        let prefix = "psql:\(file):"
        for line in text.split(separator: "\n") {
            if line.hasPrefix(prefix) {
                let text = line.dropFirst(prefix.count)
                if text.drop(while: \.isNumber).hasPrefix(": STATEMENT:"), let error = message { errors.append(error) }
                message = ScriptError(text)
                if let error = message, error.state == "psql" { errors.append(error) }
            } else if line.hasPrefix("DETAIL:  ") {
                message?.detail = String(line.dropFirst(9))
            } else if line.hasPrefix("HINT:  ") {
                message?.hint = String(line.dropFirst(7))
            }
        }
        return errors
    }
}

extension PostgresClient.ScriptError {
    /// The message in `12: ERROR:  42P01: message`; nil if there is none.
    fileprivate init?(_ text: Substring) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let line = Int(parts[0]) else { return nil }
        func trimmed(_ text: Substring) -> String { String(text.drop(while: \.isWhitespace)) }
        if parts[1] == " error" {
            self.init(line: line, state: "psql", message: trimmed(parts[2]))
            return
        }
        let message = parts[2].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let state = trimmed(message[0])
        guard message.count == 2, state.utf8.count == 5,
            state.allSatisfy({ $0.isNumber || $0.isUppercase })
        else { return nil }
        self.init(line: line, state: state, message: trimmed(message[1]))
    }
}
