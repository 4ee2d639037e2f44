/// A mistake in a grammar file, with the line it stands on.
public struct GrammarError: Error, Equatable, CustomStringConvertible {
    /// The file's path from the package root.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong.
    public let message: String

    /// Creates an error at a line of a file.
    public init(file: String, line: Int, _ message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `file:line: message`.
    public var description: String { "\(file):\(line): \(message)" }
}
