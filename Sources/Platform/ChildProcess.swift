#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Another program, run to its end.
public enum ChildProcess {
    /// What a program printed and how it ended.
    public struct Result: Sendable {
        /// The code it ended with; 128 and the number of the signal that ended it otherwise, as shells count.
        public var exitCode: Int32
        /// What it wrote to standard output.
        public var output: [UInt8]
        /// What it wrote to standard error.
        public var errors: [UInt8]
    }

    /// How long, in milliseconds, a request to end this process may go unnoticed.
    private static let patience: Int32 = 100

    /// Runs the program at `path` and waits for its end; its standard input is empty.
    ///
    /// It has a process group of its own, so that Ctrl-C reaches this process alone, and no signal held back.
    ///
    /// - Parameters:
    ///   - environment: variables besides, or in the place of, those of this process.
    ///   - isStoppable: whether its group is ended, by SIGTERM, when this process is asked to end (``Termination``).
    /// - Throws: a ``SystemError`` that names the program when it cannot be started.
    public static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], isStoppable: Bool = true
    ) throws(SystemError) -> Result {
        let output = try Pipe(for: path)
        let errors = try Pipe(for: path)
        let child = try spawn(path, arguments, environment, output: output, errors: errors)
        output.closeWriteEnd()
        errors.closeWriteEnd()
        var received = (output: [UInt8](), errors: [UInt8]())
        drain(output, errors, into: &received) {
            if isStoppable, Termination.isRequested { kill(-child, SIGTERM) }
        }
        return Result(exitCode: exitCode(of: child), output: received.output, errors: received.errors)
    }

    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String: String], output: Pipe, errors: Pipe
    ) throws(SystemError) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, StandardStream.input.rawValue, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writeEnd, StandardStream.output.rawValue)
        posix_spawn_file_actions_adddup2(&actions, errors.writeEnd, StandardStream.error.rawValue)
        // This process ignores SIGPIPE and may hold signals back; programs expect neither.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETPGROUP)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let variables = CurrentProcess.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
        var child = pid_t()
        let code = withCStrings([path] + arguments) { arguments in
            withCStrings(variables) { variables in
                posix_spawn(&child, path, &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw SystemError(path: path, code: code) }
        return child
    }

    /// Reads both pipes to their ends, as the bytes come, so that neither fills while the other is waited for; calls
    /// `attend` every now and then.
    private static func drain(
        _ output: Pipe, _ errors: Pipe, into received: inout (output: [UInt8], errors: [UInt8]), attend: () -> Void
    ) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var requests = [output, errors].map { pollfd(fd: $0.readEnd, events: Int16(POLLIN), revents: 0) }
        // A negative descriptor is one that poll leaves out.
        while requests.contains(where: { $0.fd >= 0 }) {
            attend()
            guard poll(&requests, nfds_t(requests.count), patience) > 0 else { continue }
            for index in requests.indices where requests[index].fd >= 0 && requests[index].revents != 0 {
                let count = read(requests[index].fd, &buffer, buffer.count)
                if count > 0 {
                    if index == 0 {
                        received.output += buffer[..<count]
                    } else {
                        received.errors += buffer[..<count]
                    }
                } else if count == 0 || errno != EINTR {
                    requests[index].fd = -1
                }
            }
        }
    }

    /// Waits for the end of a child.
    private static func exitCode(of child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}

/// A pipe whose ends no other program inherits; closed with the object.
private final class Pipe {
    let readEnd: Int32
    private(set) var writeEnd: Int32

    /// - Parameter program: what the error calls it.
    init(for program: String) throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError(path: program) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    func closeWriteEnd() {
        close(writeEnd)
        writeEnd = -1
    }

    deinit {
        close(readEnd)
        if writeEnd >= 0 { close(writeEnd) }
    }
}

/// Calls `body` with `strings` as C has them, a null pointer behind the last one.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { body($0.baseAddress!) }
}
