import Platform
import PostgresSyntax

/// Where a command reports: shows diagnostics as they come, counts them, and so knows how the command ends.
final class DiagnosticSink {
    /// Diagnostics of severity `error` so far.
    private(set) var errorCount = 0
    /// Diagnostics of severity `warning` so far.
    private(set) var warningCount = 0
    /// Whether some of the work could not be done.
    private(set) var hasFailed = false

    private let renderer: DiagnosticRenderer
    private let write: ([UInt8]) -> Void

    /// Creates a sink that hands what it shows to `write`.
    init(renderer: DiagnosticRenderer, write: @escaping ([UInt8]) -> Void = StandardStream.error.report) {
        self.renderer = renderer
        self.write = write
    }

    /// Shows and counts a finding.
    func report(_ diagnostic: Diagnostic) {
        count(diagnostic.severity)
        write(renderer.render(diagnostic))
    }

    /// Shows and counts findings.
    func report(_ diagnostics: some Sequence<Diagnostic>) {
        for diagnostic in diagnostics { report(diagnostic) }
    }

    /// Shows and counts a finding that has no place in a source.
    func report(_ severity: Diagnostic.Severity, _ message: String) {
        count(severity)
        write(renderer.render(severity, message))
    }

    /// Counts findings that are shown elsewhere.
    func countErrors(_ count: Int) { errorCount += count }

    /// Shows what is being done.
    func showProgress(_ step: String) {
        write(Array("\(step)\n".utf8))
    }

    /// Shows why some of the work cannot be done.
    func fail(_ message: String) {
        hasFailed = true
        write(renderer.render(failure: message))
    }

    private func count(_ severity: Diagnostic.Severity) {
        switch severity {
        case .error: errorCount += 1
        case .warning: warningCount += 1
        case .note: break
        }
    }

    /// How the command ends: a failure outweighs findings, and warnings are none.
    var exitCode: ExitCode {
        if hasFailed { return .failure }
        return errorCount > 0 ? .findings : .clean
    }
}
