import Platform
import SchemaCompiler

/// A folder that holds a script in several files, and perhaps other files.
struct SplitFolder {
    let path: String

    init(_ path: String) {
        self.path = path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// Writes the files of a script, and removes those that an earlier one left.
    ///
    /// All are written aside before the first is put in its place.
    ///
    /// - Throws: a ``SystemError``; a ``ForeignFile`` if a file stands in the way that no earlier script has left.
    func write(_ files: [ScriptFile]) throws {
        let earlier = Folder.isFolder(path) ? Set(try Folder.sqlFiles(in: path)) : []
        let mine = try earlier.filter(isMine)
        let paths = files.map { "\(path)/\($0.path)" }
        if let foreign = paths.first(where: { earlier.contains($0) && !mine.contains($0) }) {
            throw ForeignFile(path: foreign)
        }
        let scratch = "\(path)/.schemac-split"
        try Folder.create(scratch)
        var staged = 0
        defer {
            for index in 0..<staged { try? Folder.remove("\(scratch)/\(index)") }
            Folder.removeIfEmpty(scratch)
        }
        for file in files {
            let output = try OutputFile(path: "\(scratch)/\(staged)")
            try file.text.forEachPiece { try output.write(UnsafeRawBufferPointer($0)) }
            try output.commit()
            staged += 1
        }
        for (index, path) in paths.enumerated() {
            try Folder.create(folder(of: path))
            try Folder.move("\(scratch)/\(index)", to: path)
        }
        for stale in mine.subtracting(paths).sorted() {
            try Folder.remove(stale)
            if folder(of: stale) != path { Folder.removeIfEmpty(folder(of: stale)) }
        }
    }

    private func folder(of path: String) -> String { String(path[..<path.lastIndex(of: "/")!]) }

    /// Whether a file is a part of a split script.
    private func isMine(_ path: String) throws -> Bool {
        try FileContents(path: path).withUnsafeBytes { $0.starts(with: ScriptFile.marker.utf8) }
    }
}

/// A file that is not to be overwritten.
private struct ForeignFile: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path): not written by an earlier run; it is left as it is" }
}
