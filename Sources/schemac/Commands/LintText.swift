import Platform
import PostgresSyntax
import SchemaLinter

/// Writes findings for people: each as a compiler shows its diagnostics, and how to do it instead.
struct LintText {
    private let renderer: DiagnosticRenderer

    init(color: ColorMode) {
        renderer = DiagnosticRenderer(
            usesColor: color.isEnabled(for: .output),
            width: max(StandardStream.output.terminalWidth ?? DiagnosticRenderer.defaultWidth, 40))
    }

    func write(_ result: LintResult, to output: OutputFile) throws {
        for finding in result.findings {
            try output.write(renderer.render(finding.diagnostic, help: finding.recipe))
        }
        try output.write(Array(summary(of: result).utf8))
    }

    private func summary(of result: LintResult) -> String {
        let counts = [(Level.error, "error"), (.warning, "warning"), (.info, "note")].compactMap { level, word in
            let count = result.count(of: level)
            return count == 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
        }
        let files = result.files.count == 1 ? "1 file" : "\(result.files.count) files"
        return (counts.isEmpty ? "Nothing found" : counts.joined(separator: ", ")) + " in \(files).\n"
    }
}
