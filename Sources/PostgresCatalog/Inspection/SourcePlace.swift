import PostgresSyntax

/// A place in a file.
public struct SourcePlace: Hashable, Sendable, CustomStringConvertible {
    /// The file's path as it was given.
    public let file: String
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in characters.
    public let column: Int

    /// Creates a place.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}

extension Database {
    /// Where a statement stands, or a part of its source.
    public func place(of statement: StatementID, range: Range<Int>? = nil) -> SourcePlace {
        let element = statements[statement.index].element
        let (file, origin) = element.tree.source.origin(of: range ?? element.byteRange)
        let (line, column) = file.position(at: origin.lowerBound)
        return SourcePlace(file: file.name, line: line, column: column)
    }
}
