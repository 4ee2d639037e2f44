#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An empty folder that goes away with the object.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/schemac-tests-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            String(cString: mkdtemp(buffer.baseAddress!))
        }
    }

    deinit {
        Self.remove(path)
    }

    /// The path of something in the folder.
    func callAsFunction(_ name: String) -> String {
        "\(path)/\(name)"
    }

    func makeFolder(_ name: String) {
        mkdir(self(name), 0o755)
    }

    func makeFile(_ name: String, _ text: String = "", mode: mode_t = 0o644) {
        let descriptor = open(self(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = text.utf8.withContiguousStorageIfAvailable { write(descriptor, $0.baseAddress, $0.count) }
        fchmod(descriptor, mode)
        close(descriptor)
    }

    func makeLink(_ name: String, to target: String) {
        symlink(target, self(name))
    }

    func mode(of name: String) -> mode_t {
        var status = stat()
        stat(self(name), &status)
        return status.st_mode & 0o7777
    }

    func isLink(_ name: String) -> Bool {
        var status = stat()
        return lstat(self(name), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// The names in the folder, sorted; hidden ones included.
    var names: [String] {
        Self.names(in: path).sorted()
    }

    private static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func remove(_ path: String) {
        for name in names(in: path) {
            let entry = "\(path)/\(name)"
            if unlink(entry) != 0 { remove(entry) }
        }
        rmdir(path)
    }
}
