#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Requests to end this process: Ctrl-C, `kill`, a terminal that was closed.
public enum Termination {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Runs `body` while such signals wait, so that it can put things in order; one that came ends the process then.
    ///
    /// Threads that run already are not affected: call it before there are any.
    public static func deferred<Result>(_ body: () throws -> Result) rethrows -> Result {
        var held = sigset_t()
        sigemptyset(&held)
        for signal in signals { sigaddset(&held, signal) }
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &held, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try body()
    }

    /// Whether such a signal waits within ``deferred(_:)``.
    public static var isRequested: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return signals.contains { sigismember(&pending, $0) == 1 }
    }
}
