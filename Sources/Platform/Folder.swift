#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the file system says about paths.
public enum Folder {
    /// Whether `path` is a folder, or a symbolic link to one.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The path from the root of what is at `path`, links followed; `path` itself if there is nothing.
    public static func absolutePath(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    /// The paths of the `.sql` files in the folder at `path` and in its subfolders, names in ``naturalOrder(_:_:)`` within
    /// each folder.
    ///
    /// Names that begin with a dot are left out. Symbolic links to files count as files; those to folders are not
    /// followed, so that a loop of links has an end.
    ///
    /// - Throws: a ``SystemError`` for the first folder that cannot be read.
    public static func sqlFiles(in path: String) throws(SystemError) -> [String] {
        let prefix = path.hasSuffix("/") ? path : path + "/"
        var files: [String] = []
        for name in try names(in: path).sorted(by: naturalOrder) {
            let entry = prefix + name
            var status = stat()
            guard lstat(entry, &status) == 0 else { throw SystemError(path: entry) }
            if status.st_mode & S_IFMT == S_IFDIR {
                files += try sqlFiles(in: entry)
            } else if name.lowercased().hasSuffix(".sql"), !isFolder(entry) {
                files.append(entry)
            }
        }
        return files
    }

    /// The names of the files in the folder at `path`, but not in its subfolders, that end in `suffix`; in no order.
    ///
    /// - Throws: a ``SystemError`` if it cannot be read.
    public static func files(in path: String, suffix: String) throws(SystemError) -> [String] {
        let prefix = path.hasSuffix("/") ? path : path + "/"
        return try names(in: path).filter { $0.hasSuffix(suffix) && !isFolder(prefix + $0) }
    }

    /// Makes the folder at `path` and those that it is in, as far as they are missing.
    ///
    /// - Throws: a ``SystemError`` if one cannot be made.
    public static func create(_ path: String) throws(SystemError) {
        guard !isFolder(path) else { return }
        if let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex {
            try create(String(path[..<slash]))
        }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST && isFolder(path) else { throw SystemError(path: path) }
    }

    /// Removes the file at `path`.
    ///
    /// - Throws: a ``SystemError`` if it cannot be removed.
    public static func remove(_ path: String) throws(SystemError) {
        guard unlink(path) == 0 else { throw SystemError(path: path) }
    }

    /// Removes the folder at `path` if it is empty.
    public static func removeIfEmpty(_ path: String) {
        rmdir(path)
    }

    /// Gives the file at `path` another, in the place of a file that is there.
    ///
    /// - Throws: a ``SystemError`` if it cannot be moved.
    public static func move(_ path: String, to target: String) throws(SystemError) {
        guard rename(path, target) == 0 else { throw SystemError(path: target) }
    }

    /// The names in a folder that do not begin with a dot, in no order.
    private static func names(in path: String) throws(SystemError) -> [String] {
        guard let folder = opendir(path) else { throw SystemError(path: path) }
        defer { closedir(folder) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(folder) else {
                if errno != 0 { throw SystemError(path: path) }
                return names
            }
            // The name is read in place: an entry can be shorter in memory than the `dirent` structure declares.
            let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name)!
            let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            if name[0] != CChar(UInt8(ascii: ".")) {
                names.append(String(cString: name))
            }
        }
    }
}
