#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is written whole or not at all.
///
/// The bytes go to a temporary file in the same folder, which takes the name of the target in ``commit()``. An object
/// that goes away without ``commit()`` removes the temporary file and leaves the target as it was. An existing target
/// keeps its permissions; a symbolic link stays one, and the file it points to is replaced.
/// A target that is not a regular file (a terminal, a pipe, a device) is written to directly.
public final class OutputFile {
    private enum Destination {
        case standardOutput
        case direct(descriptor: Int32)
        case replacement(descriptor: Int32, temporary: String, target: String)
        case closed

        var descriptor: Int32 {
            switch self {
            case .standardOutput: StandardStream.output.rawValue
            case .direct(let descriptor), .replacement(let descriptor, _, _): descriptor
            case .closed: -1
            }
        }
    }

    /// The target as the caller named it, for errors.
    private let name: String
    private var destination: Destination
    private var buffer: [UInt8] = []

    /// Bytes gathered before they are handed to the system.
    private static let bufferCapacity = 1 << 16

    private init(name: String, destination: Destination) {
        self.name = name
        self.destination = destination
    }

    /// Standard output; ``commit()`` leaves it open.
    public static func standardOutput() -> OutputFile {
        OutputFile(name: "<stdout>", destination: .standardOutput)
    }

    /// Prepares to write the file at `path`.
    ///
    /// - Throws: a ``SystemError`` when `path` is a folder or must not be written, or its folder takes no new file.
    public convenience init(path: String) throws(SystemError) {
        var status = stat()
        let exists = stat(path, &status) == 0
        if path == "/dev/stdout" {
            self.init(name: path, destination: .standardOutput)
        } else if exists, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw SystemError(path: path) }
            self.init(name: path, destination: .direct(descriptor: descriptor))
        } else {
            if exists, access(path, W_OK) != 0 { throw SystemError(path: path) }
            let target = resolved(path)
            let (descriptor, temporary) = try createTemporaryFile(nextTo: target, name: path)
            if exists { fchmod(descriptor, status.st_mode & 0o7777) }
            self.init(
                name: path,
                destination: .replacement(descriptor: descriptor, temporary: temporary, target: target))
        }
    }

    deinit {
        switch destination {
        case .direct(let descriptor):
            close(descriptor)
        case .replacement(let descriptor, let temporary, _):
            close(descriptor)
            unlink(temporary)
        case .standardOutput, .closed:
            break
        }
    }

    /// Appends `bytes`.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        try check(append(bytes))
    }

    /// Appends `bytes`.
    public func write(_ bytes: [UInt8]) throws(SystemError) {
        try check(bytes.withUnsafeBytes { append($0) })
    }

    /// Hands all bytes to the system and gives the file its name. Nothing can be written afterwards.
    public func commit() throws(SystemError) {
        try check(flush())
        switch destination {
        case .standardOutput:
            break
        case .direct(let descriptor):
            destination = .closed
            try check(close(descriptor) == 0 ? 0 : errno)
        case .replacement(let descriptor, let temporary, let target):
            destination = .closed
            guard close(descriptor) == 0, rename(temporary, target) == 0 else {
                let error = SystemError(path: name)
                unlink(temporary)
                throw error
            }
        case .closed:
            preconditionFailure("an output file is committed once")
        }
    }

    /// Gathers `bytes`, or writes them when they are many; returns an `errno` or 0.
    private func append(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        if buffer.count + bytes.count <= Self.bufferCapacity {
            buffer += bytes
            return 0
        }
        let code = flush()
        if code != 0 || bytes.count > Self.bufferCapacity {
            return code != 0 ? code : writeAll(bytes, to: destination.descriptor)
        }
        buffer += bytes
        return 0
    }

    /// Hands the gathered bytes to the system; returns an `errno` or 0.
    private func flush() -> Int32 {
        let code = buffer.withUnsafeBytes { writeAll($0, to: destination.descriptor) }
        buffer.removeAll(keepingCapacity: true)
        return code
    }

    private func check(_ code: Int32) throws(SystemError) {
        if code != 0 { throw SystemError(path: name, code: code) }
    }
}

/// The path with all symbolic links followed; `path` itself when there is no such file yet.
private func resolved(_ path: String) -> String {
    guard let absolute = realpath(path, nil) else { return path }
    defer { free(absolute) }
    return String(cString: absolute)
}

/// Creates a file with a name of its own in the folder of `target`; errors call it `name`.
private func createTemporaryFile(
    nextTo target: String, name: String
) throws(SystemError) -> (descriptor: Int32, path: String) {
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    var attempt = 0
    while true {
        let path = "\(folder).tmp-\(getpid())-\(attempt)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor >= 0 { return (descriptor, path) }
        guard errno == EEXIST, attempt < 1000 else { throw SystemError(path: name) }
        attempt += 1
    }
}
