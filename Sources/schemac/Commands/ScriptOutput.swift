import Platform
import PostgresSyntax
import SchemaCompiler

/// Writes the script `schemac compile` makes of `sources`; nothing if they have syntax errors.
func writeScript(
    compiledFrom sources: [SourceText], options: CompileOptions, to output: OutputFile, diagnostics: DiagnosticSink
) throws {
    let script = SchemaCompiler.compile(sources.map { SyntaxTree.parse($0) }, options: options)
    diagnostics.report(script.diagnostics)
    if diagnostics.errorCount == 0 { try output.write(script.bytes) }
}
