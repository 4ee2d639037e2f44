import Platform
import PostgresSyntax

/// Writes the script `schemac compile` makes of `sources`.
func writeScript(
    compiledFrom sources: [SourceText], options: CompileOptions, to output: OutputFile, diagnostics: DiagnosticSink
) throws {
    diagnostics.fail("this build has no compiler")
}
