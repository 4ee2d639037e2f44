#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a file, owned until the object goes away.
///
/// Large regular files are mapped, so that they cost no copy and no memory of their own; everything else (small files,
/// pipes, terminals, devices) is read to its end. A mapped file must not be truncated while it is in use: the system
/// ends a process that reads behind the new end. Small files, the ones people edit, are read for that reason too.
public final class FileContents: Sendable {
    /// Whether there is anything at `path`.
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The file as the caller named it.
    public let path: String
    /// Length in bytes.
    public let count: Int
    /// The start of `count` bytes that nobody changes after `init`.
    nonisolated(unsafe) private let base: UnsafeMutableRawPointer
    private let isMapped: Bool

    /// Files from this length on are mapped.
    static let mappingThreshold = 1 << 20

    /// Opens and maps or reads the file at `path`.
    ///
    /// - Throws: a ``SystemError`` for a file that is missing, not readable, or a folder.
    public convenience init(path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError(path: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError(path: path) }
        if status.st_mode & S_IFMT == S_IFREG, status.st_size >= Self.mappingThreshold {
            let size = Int(status.st_size)
            if let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED {
                self.init(path: path, base: base, count: size, isMapped: true)
                return
            }
        }
        try self.init(path: path, readingFrom: descriptor, expectedCount: Int(status.st_size))
    }

    /// Reads standard input to its end.
    ///
    /// - Parameter name: what errors call it.
    public static func standardInput(name: String) throws(SystemError) -> FileContents {
        try FileContents(path: name, readingFrom: StandardStream.input.rawValue, expectedCount: 0)
    }

    /// Reads from `descriptor` until the end of the file, however long it turns out to be.
    convenience init(path: String, readingFrom descriptor: Int32, expectedCount: Int) throws(SystemError) {
        // One byte more than expected, so that the read that finds the end needs no larger buffer.
        var capacity = max(expectedCount + 1, 1 << 16)
        var base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        var count = 0
        while true {
            if count == capacity {
                capacity *= 2
                let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
                larger.copyMemory(from: base, byteCount: count)
                base.deallocate()
                base = larger
            }
            let received = read(descriptor, base + count, capacity - count)
            if received == 0 { break }
            if received > 0 {
                count += received
            } else if !canRetry(descriptor, for: POLLIN) {
                let error = SystemError(path: path)
                base.deallocate()
                throw error
            }
        }
        self.init(path: path, base: base, count: count, isMapped: false)
    }

    private init(path: String, base: UnsafeMutableRawPointer, count: Int, isMapped: Bool) {
        self.path = path
        self.base = base
        self.count = count
        self.isMapped = isMapped
    }

    deinit {
        if isMapped {
            munmap(base, count)
        } else {
            base.deallocate()
        }
    }

    /// Lets go of the memory that the bytes of `range` take; they are read from the file again when looked at.
    /// Bytes that were read rather than mapped stay.
    public func release(_ range: Range<Int>) {
        let page = Int(getpagesize())
        let start = (range.lowerBound + page - 1) / page * page
        let end = range.upperBound / page * page
        if isMapped, start < end { madvise(base + start, end - start, MADV_DONTNEED) }
    }

    /// Calls `body` with the bytes, which must not be kept.
    public func withUnsafeBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(start: base, count: count))
    }
}
