#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The three streams every process starts with; the raw value is the file descriptor.
public enum StandardStream: Int32, Sendable {
    /// Standard input.
    case input = 0
    /// Standard output.
    case output = 1
    /// Standard error.
    case error = 2

    /// Whether a person reads or types at the other end.
    public var isTerminal: Bool {
        isatty(rawValue) == 1
    }

    /// The width of the terminal in columns; nil for anything that is not a terminal.
    public var terminalWidth: Int? {
        var size = winsize()
        guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes `bytes` unbuffered and ignores failures: what standard error is for.
    public func report(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { _ = writeAll($0, to: rawValue) }
    }
}

/// When output is colored, as `--color` says it.
public enum ColorMode: String, CaseIterable, Sendable {
    /// On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one.
    case auto
    /// Wherever the output goes.
    case always
    /// Never.
    case never

    /// Whether output to `stream` is colored.
    public func isEnabled(for stream: StandardStream) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto:
            stream.isTerminal && (CurrentProcess.environment("NO_COLOR") ?? "").isEmpty
                && CurrentProcess.environment("TERM") != "dumb"
        }
    }
}

/// Writes all of `bytes`, however many calls it takes; returns 0, or the `errno` of the call that failed.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let written = write(descriptor, part.baseAddress, part.count)
        if written >= 0 {
            rest = rest.dropFirst(written)
        } else if !canRetry(descriptor, for: POLLOUT) {
            return errno
        }
    }
    return 0
}

/// Whether the call on `descriptor` that has just failed is worth another try, after waiting for the poll event if
/// whoever shares the descriptor has made it non-blocking.
func canRetry(_ descriptor: Int32, for event: some BinaryInteger) -> Bool {
    if errno == EAGAIN {
        var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        return poll(&request, 1, -1) >= 0 || errno == EINTR
    }
    return errno == EINTR
}
