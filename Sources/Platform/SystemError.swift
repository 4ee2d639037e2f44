#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A system call that failed on a file.
public struct SystemError: Error, Hashable, CustomStringConvertible {
    /// The file as the caller named it.
    public let path: String
    /// The value of `errno`.
    public let code: Int32

    init(path: String, code: Int32 = errno) {
        self.path = path
        self.code = code
    }

    /// The system's words for ``code``, such as `No such file or directory`.
    public var reason: String {
        String(cString: strerror(code))
    }

    /// The path and the reason, as command line tools print them.
    public var description: String {
        "\(path): \(reason)"
    }

    /// Whether the reader at the other end of a pipe has gone away.
    public var isBrokenPipe: Bool {
        code == EPIPE
    }
}
