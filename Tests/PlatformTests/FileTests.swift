import Testing

@testable import Platform

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct FileContentsTests {
    private let folder = TemporaryFolder()

    private func text(_ name: String) throws -> String {
        try FileContents(path: folder(name)).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [0, 1, 1 << 16, (1 << 16) + 1, FileContents.mappingThreshold, FileContents.mappingThreshold + 1])
    func readsEveryByte(count: Int) throws {
        let expected = String(String(repeating: "0123456789", count: count / 10 + 1).prefix(count))
        folder.makeFile("a.sql", expected)
        #expect(try FileContents(path: folder("a.sql")).count == count)
        #expect(try text("a.sql") == expected)
    }

    @Test func readsPipesToTheirEnd() throws {
        #expect(mkfifo(folder("pipe"), 0o600) == 0)
        // Opened for reading too, so that neither end waits for the other.
        let descriptor = open(folder("pipe"), O_RDWR)
        #expect(write(descriptor, "select", 6) == 6)
        let reader = open(folder("pipe"), O_RDONLY | O_NONBLOCK)
        close(descriptor)
        let contents = try FileContents(path: "pipe", readingFrom: reader, expectedCount: 0)
        close(reader)
        #expect(contents.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } == "select")
    }

    @Test func namesTheFileAndTheReason() {
        let missing = #expect(throws: SystemError.self) { try FileContents(path: folder("missing.sql")) }
        #expect(missing?.description == "\(folder("missing.sql")): No such file or directory")
        let directory = #expect(throws: SystemError.self) { try FileContents(path: folder.path) }
        #expect(directory?.description == "\(folder.path): Is a directory")
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func reportsMissingPermission() {
        folder.makeFile("secret.sql", mode: 0)
        let error = #expect(throws: SystemError.self) { try FileContents(path: folder("secret.sql")) }
        #expect(error?.reason == "Permission denied")
    }
}

@Suite struct FolderTests {
    private let folder = TemporaryFolder()

    @Test func listsSQLFilesInNaturalOrder() throws {
        for name in ["2_b", "10_c", ".git"] { folder.makeFolder(name) }
        let files = [
            "1.sql", "3.SQL", "notes.txt", ".hidden.sql", "2_b/V10.sql", "2_b/V9.sql", "10_c/x.sql", ".git/x.sql",
        ]
        for name in files { folder.makeFile(name) }
        folder.makeFolder("folder.sql")
        let expected = ["1.sql", "2_b/V9.sql", "2_b/V10.sql", "3.SQL", "10_c/x.sql"].map { folder($0) }
        #expect(try Folder.sqlFiles(in: folder.path) == expected)
        #expect(try Folder.sqlFiles(in: folder.path + "/") == expected)
    }

    @Test func followsLinksToFilesOnly() throws {
        folder.makeFile("target.txt")
        folder.makeLink("a.sql", to: "target.txt")
        folder.makeLink("b.sql", to: "missing")
        folder.makeLink("loop", to: ".")
        #expect(try Folder.sqlFiles(in: folder.path) == [folder("a.sql"), folder("b.sql")])
    }

    @Test func reportsAFolderThatCannotBeRead() {
        let error = #expect(throws: SystemError.self) { try Folder.sqlFiles(in: folder("missing")) }
        #expect(error?.reason == "No such file or directory")
    }
}

@Suite struct OutputFileTests {
    private let folder = TemporaryFolder()

    private func text(_ name: String) throws -> String {
        try FileContents(path: folder(name)).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    private func write(_ text: String, to name: String) throws {
        let output = try OutputFile(path: folder(name))
        try output.write(Array(text.utf8))
        try output.commit()
    }

    @Test(arguments: [0, 10, 1 << 16, 1 << 20])
    func writesEveryByte(count: Int) throws {
        let output = try OutputFile(path: folder("a.sql"))
        let part = Array(repeating: UInt8(ascii: "x"), count: count)
        for _ in 0..<3 { try output.write(part) }
        try output.commit()
        #expect(try text("a.sql").utf8.count == 3 * count)
        #expect(folder.names == ["a.sql"])
    }

    @Test func leavesTheOldFileWithoutCommit() throws {
        folder.makeFile("a.sql", "old")
        do {
            let output = try OutputFile(path: folder("a.sql"))
            try output.write(Array(repeating: UInt8(ascii: "x"), count: 1 << 17))
            #expect(folder.names.count == 2)
        }
        #expect(try text("a.sql") == "old")
        #expect(folder.names == ["a.sql"])
    }

    @Test func leavesNothingWhenTheTargetCannotBeReplaced() throws {
        let output = try OutputFile(path: folder("a.sql"))
        try output.write(Array("new".utf8))
        folder.makeFolder("a.sql")
        let error = #expect(throws: SystemError.self) { try output.commit() }
        #expect(error?.path == folder("a.sql"))
        #expect(folder.names == ["a.sql"])
    }

    @Test func refusesFoldersAndMissingFolders() throws {
        let directory = #expect(throws: SystemError.self) { try OutputFile(path: folder.path) }
        #expect(directory?.reason == "Is a directory")
        let missing = #expect(throws: SystemError.self) { try OutputFile(path: folder("missing/a.sql")) }
        #expect(missing?.description == "\(folder("missing/a.sql")): No such file or directory")
    }

    @Test func keepsPermissionsAndLinks() throws {
        folder.makeFile("real.sql", "old", mode: 0o640)
        folder.makeLink("link.sql", to: "real.sql")
        try write("new", to: "link.sql")
        #expect(try text("real.sql") == "new")
        #expect(folder.mode(of: "real.sql") == 0o640)
        #expect(folder.isLink("link.sql"))
    }

    @Test func writesDevicesDirectly() throws {
        let output = try OutputFile(path: "/dev/null")
        try output.write(Array("text".utf8))
        try output.commit()
    }

    @Test(.enabled(if: access("/dev/full", W_OK) == 0, "needs /dev/full"))
    func reportsAFullDevice() throws {
        let output = try OutputFile(path: "/dev/full")
        try output.write(Array("text".utf8))
        let error = #expect(throws: SystemError.self) { try output.commit() }
        #expect(error?.description == "/dev/full: No space left on device")
    }
}

@Suite struct CurrentProcessTests {
    @Test func theClockNeverGoesBack() {
        let first = CurrentProcess.monotonicNanoseconds
        #expect(CurrentProcess.monotonicNanoseconds >= first)
    }

    @Test func readsTheEnvironment() {
        #expect(CurrentProcess.environment("PATH")?.isEmpty == false)
        #expect(CurrentProcess.environment("SCHEMAC_NO_SUCH_VARIABLE") == nil)
    }

    @Test func colorFollowsTheMode() {
        #expect(ColorMode.always.isEnabled(for: .error))
        #expect(!ColorMode.never.isEnabled(for: .error))
    }
}
