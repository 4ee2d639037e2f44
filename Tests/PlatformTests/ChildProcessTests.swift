import Testing

@testable import Platform

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct ChildProcessTests {
    private func shell(_ script: String, environment: [String: String] = [:]) throws -> ChildProcess.Result {
        try ChildProcess.run("/bin/sh", ["-c", script], environment: environment)
    }

    @Test func givesWhatAProgramPrintsAndItsCode() throws {
        let result = try shell("echo out; echo err >&2; exit 3")
        #expect(result.output == Array("out\n".utf8))
        #expect(result.errors == Array("err\n".utf8))
        #expect(result.exitCode == 3)
    }

    @Test func readsMoreThanAPipeHoldsFromBoth() throws {
        let count = 300_000
        let script = "head -c \(count) /dev/zero >&2; head -c \(count) /dev/zero; head -c \(count) /dev/zero >&2"
        let result = try shell(script)
        #expect(result.output.count == count)
        #expect(result.errors.count == 2 * count)
        #expect(result.exitCode == 0)
    }

    @Test func passesArgumentsAsTheyAre() throws {
        let result = try ChildProcess.run("/bin/sh", ["-c", #"printf '%s|' "$@""#, "sh", "a b", "", "$x 'é\n"])
        #expect(String(decoding: result.output, as: UTF8.self) == "a b||$x 'é\n|")
    }

    @Test func standardInputIsEmptyAndTheEnvironmentInherited() throws {
        #expect(try shell("cat").output == [])
        #expect(try shell("echo $PATH").output == Array("\(CurrentProcess.environment("PATH")!)\n".utf8))
        #expect(try shell("echo $PATH", environment: ["PATH": "x=y"]).output == Array("x=y\n".utf8))
    }

    @Test func namesTheSignalThatEndsAProgram() throws {
        #expect(try shell("kill -9 $$").exitCode == 128 + SIGKILL)
        #expect(try shell("kill -PIPE $$").exitCode == 128 + SIGPIPE)
    }

    @Test func saysThatAProgramIsMissing() {
        let error = #expect(throws: SystemError.self) { try ChildProcess.run("/no/such/program", []) }
        #expect(error?.description == "/no/such/program: No such file or directory")
    }

    @Test func findsProgramsOnThePath() {
        #expect(CurrentProcess.findProgram("sh", in: "/no/such/folder:/bin") == "/bin/sh")
        #expect(CurrentProcess.findProgram("sh", in: "/no/such/folder") == nil)
        #expect(CurrentProcess.findProgram("bin", in: "/") == nil)
        #expect(CurrentProcess.findProgram("sh", in: "") == nil)
    }

    @Test func aRequestToEndStopsTheProgramAndWaits() throws {
        try Termination.deferred { () throws in
            #expect(!Termination.isRequested)
            raise(SIGTERM)
            #expect(Termination.isRequested)
            #expect(try shell("sleep 60").exitCode == 128 + SIGTERM)
            #expect(try ChildProcess.run("/bin/sh", ["-c", "sleep 0.2"], isStoppable: false).exitCode == 0)
            // Taken here, so that it does not end the tests.
            var signals = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGTERM)
            var signal: Int32 = 0
            sigwait(&signals, &signal)
            #expect(signal == SIGTERM)
            #expect(!Termination.isRequested)
        }
    }
}

@Suite struct ScratchFolderTests {
    @Test func goesAwayWithItsFiles() throws {
        var folder: ScratchFolder? = try ScratchFolder(prefix: "schemac-tests")
        let path = try #require(folder?.path)
        let file = try #require(try folder?.write(Array("old".utf8), to: "a.sql"))
        try folder?.write(Array("new".utf8), to: "a.sql")
        #expect(file == "\(path)/a.sql")
        #expect(try FileContents(path: file).withUnsafeBytes { Array($0) } == Array("new".utf8))
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
        folder = nil
        #expect(stat(path, &status) != 0)
    }
}
