#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder for temporary files that only this user can read; it goes away, and the files with it, with the object.
public final class ScratchFolder {
    /// Where it is, under `TMPDIR` or `/tmp`.
    public let path: String
    private var files: Set<String> = []

    /// Makes a folder with an unguessable name that begins with `prefix`.
    public init(prefix: String) throws(SystemError) {
        let parent = CurrentProcess.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(parent)/\(prefix)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError(path: parent) }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit {
        for file in files { unlink(file) }
        rmdir(path)
    }

    /// Writes the file `name` anew; gives its path.
    @discardableResult
    public func write(_ bytes: [UInt8], to name: String) throws(SystemError) -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError(path: file) }
        files.insert(file)
        defer { close(descriptor) }
        let code = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
        guard code == 0 else { throw SystemError(path: file, code: code) }
        return file
    }
}
