import Testing

/// The expected files compile against modules with the declarations of the frameworks.
@Suite struct TypeCheckTests {
    @Test(arguments: GoldenCase.all, [6, 5])
    func typeChecks(_ golden: GoldenCase, mode: Int) throws {
        let files = golden.expected().keys.filter { $0.hasSuffix(".swift") }.sorted()
        #expect(!files.isEmpty)
        let compiler = try SwiftCompiler.withStubs.get()
        #expect(try compiler.check(files.map { golden.folder.appending(path: $0) }, mode: mode) == "")
    }
}
