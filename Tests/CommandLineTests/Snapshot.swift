import Platform
import Testing

/// Expects `text` to be what the file `name` in Fixtures holds; with `RECORD=1` in the environment writes it instead.
func expectSnapshot(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Fixtures/\(name)"
    if CurrentProcess.environment("RECORD") == "1" {
        let output = try OutputFile(path: path)
        try output.write(Array(text.utf8))
        try output.commit()
    }
    let expected = try FileContents(path: path).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    #expect(text == expected, "differs from Fixtures/\(name)", sourceLocation: sourceLocation)
}
