import Platform
import PostgresSyntax

/// Writes what `schemac parse` prints about `sources`.
func writeSyntax(
    of sources: [SourceText], options: ParseOptions, to output: OutputFile, diagnostics: DiagnosticSink
) throws {
    diagnostics.fail("this build has no parser")
}
