/// What brings a folder up to date: files to write and files to remove, those that people have changed left alone.
public struct FolderUpdate: Sendable {
    /// The files that are missing or differ.
    public private(set) var written: [GeneratedFile] = []
    /// The names of files that schemac wrote earlier and that are not needed any more.
    public private(set) var removed: [String] = []
    /// The names of files that should differ, but that schemac did not write.
    public private(set) var kept: [String] = []

    /// - Parameter existing: the Swift files in the folder, by name.
    public init(_ files: [GeneratedFile], existing: [String: [UInt8]]) {
        for file in files {
            guard let bytes = existing[file.name] else {
                written.append(file)
                continue
            }
            if bytes.elementsEqual(file.text.utf8) { continue }
            if GeneratedFile.isUntouched(bytes) { written.append(file) } else { kept.append(file.name) }
        }
        let names = Set(files.map(\.name))
        removed = existing.filter { !names.contains($0.key) && GeneratedFile.isUntouched($0.value) }.map(\.key).sorted()
    }

    /// Whether there is nothing to do.
    public var isEmpty: Bool { written.isEmpty && removed.isEmpty }
}
