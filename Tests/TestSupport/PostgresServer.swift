import Foundation

/// A scratch PostgreSQL cluster on a Unix socket in a temporary folder, gone when it is released.
public final class PostgresServer: Sendable {
    private let root: URL
    private let bin: URL
    private let server: Process

    private static let running: RunningServers = RunningServers { PostgresServer.running.endAll() }

    /// What went wrong with a command of PostgreSQL's.
    public struct Failure: Error, CustomStringConvertible {
        /// The command's standard error.
        public let description: String
    }

    /// The folder of the server's programs: `PG_BIN`, or the newest under /usr/lib/postgresql; nil if there is none.
    public static var programs: URL? {
        if let folder = ProcessInfo.processInfo.environment["PG_BIN"] { return URL(filePath: folder) }
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return versions.compactMap(Int.init).max().map { URL(filePath: "/usr/lib/postgresql/\($0)/bin") }
    }

    /// Whether tests that want a server are to run: one is found, or the environment says that there has to be one.
    public static var isExpected: Bool {
        programs != nil || ProcessInfo.processInfo.environment["SCHEMAC_REQUIRE_POSTGRES"] == "1"
    }

    /// Starts a cluster.
    public init() throws {
        guard let programs = Self.programs else { throw Failure(description: "no PostgreSQL server is installed") }
        bin = programs
        root = URL(filePath: "/tmp/schemac-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        if getuid() == 0 { _ = try Self.run(URL(filePath: "/bin/chown"), ["postgres", root.path]) }
        let data = root.appending(path: "data").path
        let (initdb, options) = Self.asServerUser(
            bin.appending(path: "initdb"),
            ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-N"])
        _ = try Self.run(initdb, options)
        let (program, arguments) = Self.asServerUser(
            bin.appending(path: "postgres"),
            ["-D", data, "-k", root.path, "-c", "listen_addresses=", "-c", "fsync=off"])
        server = try Self.start(program, arguments, errors: nil)
        Self.running.add(server.processIdentifier, root)
        // A server is up within a second; this one has thirty.
        for attempt in 1... {
            do {
                try asClient("psql", ["-X", "-d", "postgres", "-c", "SELECT"])
                break
            } catch  where attempt < 300 && server.isRunning {
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }

    deinit {
        Self.running.remove(server.processIdentifier)
        // SIGTERM would wait for clients.
        kill(server.processIdentifier, SIGQUIT)
        server.waitUntilExit()
        try? FileManager.default.removeItem(at: root)
    }

    /// The connection string of one of its databases.
    public var address: String { "host=\(root.path) user=postgres dbname=postgres" }

    /// Makes an empty database.
    public func create(_ database: String) throws {
        try asClient("dropdb", ["--if-exists", database])
        try asClient("createdb", ["-T", "template0", database])
    }

    /// Runs a script with psql, stopping at the first error unless told otherwise; gives what it printed.
    @discardableResult
    public func run(_ script: some Sequence<UInt8>, on database: String, stopsAtError: Bool = true) throws -> String {
        let file = root.appending(path: "\(UUID().uuidString).sql")
        try Data(script).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try asClient(
            "psql", ["-X", "-q", "-At", "-v", "ON_ERROR_STOP=\(stopsAtError ? 1 : 0)", "-f", file.path, "-d", database])
    }

    /// The schema as pg_dump prints it, without what differs from run to run.
    public func schema(of database: String) throws -> [Substring] {
        try asClient("pg_dump", ["-s", "-d", database]).split(separator: "\n").filter {
            !$0.hasPrefix("--") && !$0.hasPrefix("\\restrict") && !$0.hasPrefix("\\unrestrict")
        }
    }

    @discardableResult
    private func asClient(_ program: String, _ arguments: [String]) throws -> String {
        try Self.run(bin.appending(path: program), ["-h", root.path, "-U", "postgres"] + arguments)
    }

    /// What runs a program as a user who may start a server: root may not.
    private static func asServerUser(_ program: URL, _ arguments: [String]) -> (URL, [String]) {
        guard getuid() == 0 else { return (program, arguments) }
        let command = ["--reuid=postgres", "--regid=postgres", "--clear-groups", program.path] + arguments
        return (URL(filePath: "/usr/bin/setpriv"), command)
    }

    private static func start(_ program: URL, _ arguments: [String], errors: FileHandle?, output: Pipe? = nil) throws
        -> Process
    {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: "/tmp")
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = errors ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func run(_ program: URL, _ arguments: [String]) throws -> String {
        let errors = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        let output = Pipe()
        let process = try start(
            program, arguments, errors: try FileHandle(forWritingTo: errors), output: output)
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let message = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            throw Failure(description: "\(program.lastPathComponent): \(message)")
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The servers that run, with their folders. What nobody has released when the process ends, such as a server that a suite
/// shares, ends with it.
private final class RunningServers: @unchecked Sendable {
    private let lock = NSLock()
    private var folders: [pid_t: URL] = [:]

    init(atExit: @convention(c) () -> Void) { atexit(atExit) }

    func add(_ server: pid_t, _ folder: URL) { lock.withLock { folders[server] = folder } }

    func remove(_ server: pid_t) { lock.withLock { folders[server] = nil } }

    func endAll() {
        for (server, folder) in lock.withLock({ folders }) {
            kill(server, SIGQUIT)
            // It removes files of its own before it ends.
            waitpid(server, nil, 0)
            try? FileManager.default.removeItem(at: folder)
        }
    }
}
