#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the running process asks of the system.
public enum CurrentProcess {
    /// The value of an environment variable; nil when it is not set.
    public static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// All environment variables; what is no UTF-8 is repaired.
    static var environment: [String: String] {
        var variables: [String: String] = [:]
        #if canImport(Darwin)
            var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = _NSGetEnviron().pointee
        #else
            var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
        #endif
        while let text = entry?.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry = entry?.advanced(by: 1)
        }
        return variables
    }

    /// The program `name` in the first folder of `path` that has it, as `PATH` lists them.
    public static func findProgram(_ name: String, in path: String) -> String? {
        path.split(separator: ":").lazy.map { "\($0)/\(name)" }.first { !Folder.isFolder($0) && access($0, X_OK) == 0 }
    }

    /// The number of this process.
    public static var identifier: Int { Int(getpid()) }

    /// Nanoseconds of a clock that never goes back, from an arbitrary start.
    public static var monotonicNanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// How many threads can run at the same time.
    public static var processorCount: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }

    /// Makes the first part of the heap one of large pages, where the system has them on request.
    ///
    /// A short run touches each page of its memory once, and the kernel's work for small ones is a fifth of its time. To be
    /// called before anything else; a hint, without effect on other systems.
    public static func usesLargePages() {
        #if canImport(Glibc)
            // A block that large is mapped, and given back it makes malloc take all smaller ones from the heap:
            // mallopt(3) on M_MMAP_THRESHOLD. The second one makes the heap grow, and stays part of it when it is free.
            for size in [31 << 20, 24 << 20] {
                guard let block = malloc(size) else { return }
                let pageSize = sysconf(Int32(_SC_PAGESIZE))
                let start = (Int(bitPattern: block) + pageSize - 1) & -pageSize
                madvise(UnsafeMutableRawPointer(bitPattern: start), size - pageSize, Int32(MADV_HUGEPAGE))
                free(block)
            }
        #endif
    }

    /// Makes writing to a pipe that nobody reads an error of the write instead of the end of the process, so that
    /// temporary files are removed before it ends.
    public static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Ends the process.
    public static func exit(_ code: Int32) -> Never {
        #if canImport(Glibc)
            Glibc.exit(code)
        #elseif canImport(Musl)
            Musl.exit(code)
        #else
            Darwin.exit(code)
        #endif
    }
}
