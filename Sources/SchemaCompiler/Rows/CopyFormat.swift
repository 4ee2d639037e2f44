import PostgresSyntax

/// How the rows of a `COPY … FROM STDIN` are written: the options of the statement, read as PostgreSQL reads them.
public struct CopyFormat: Sendable {
    /// Whether it is CSV, and not COPY's own text format.
    public private(set) var isCSV = false
    /// The byte between columns.
    public private(set) var delimiter = UInt8(ascii: "\t")
    /// What stands for NULL, where it is not quoted.
    public private(set) var null = Array("\\N".utf8)
    /// Whether the first line names the columns.
    public private(set) var hasHeader = false
    /// The quote of CSV.
    public private(set) var quote = UInt8(ascii: "\"")
    /// What stands before a quote within quotes.
    public private(set) var escape = UInt8(ascii: "\"")

    /// The format of the rows of `copy`; nil if it is binary or has options that only the server understands.
    public init?(_ copy: CopyStmt) {
        let options = copy.options.compactMap(DefElem.init)
        isCSV = options.contains { $0.defname == "format" && $0.arg?.stringNodeValue?.lowercased() == "csv" }
        if isCSV {
            delimiter = UInt8(ascii: ",")
            null = []
        }
        var hasEscape = false
        for option in options {
            let value = option.arg?.stringNodeValue
            switch option.defname {
            case "format": if !["text", "csv"].contains(value?.lowercased()) { return nil }
            case "delimiter": if let byte = value?.utf8.first { delimiter = byte }
            case "null": null = Array((value ?? "").utf8)
            case "header": hasHeader = !["false", "off", "0"].contains(option.arg?.text.lowercased())
            case "quote": if let byte = value?.utf8.first { quote = byte }
            case "escape":
                if let byte = value?.utf8.first { escape = byte }
                hasEscape = true
            case "freeze", "encoding": break
            default: return nil
            }
        }
        if !hasEscape { escape = quote }
    }
}

/// The rows of a `COPY`, read one after the other.
public struct CopyRows {
    private let format: CopyFormat
    private var rest: UnsafeBufferPointer<UInt8>.SubSequence
    private var isAtStart = true

    /// - Parameter data: the lines, up to a line `\.` or the end; it must stay as long as rows are read.
    public init(_ format: CopyFormat, _ data: UnsafeBufferPointer<UInt8>) {
        self.format = format
        rest = data[...]
    }

    /// The columns of the next row, nil for NULL; nil behind the last one.
    public mutating func next() -> [[UInt8]?]? {
        if isAtStart, format.hasHeader { _ = format.isCSV ? recordOfCSV() : line().map { _ in [] } }
        isAtStart = false
        if format.isCSV { return recordOfCSV() }
        return line().map { line in
            fields(of: line).map { $0.elementsEqual(format.null) ? nil : unescaped($0) }
        }
    }

    /// The next line, without its end; nil behind the last one.
    private mutating func line() -> UnsafeBufferPointer<UInt8>.SubSequence? {
        guard !rest.isEmpty else { return nil }
        var end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        // A backslash makes the line's end a part of the value.
        while !format.isCSV, end < rest.endIndex, !rest[..<end].hasEvenBackslashes {
            end = rest[(end + 1)...].firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        }
        var line = rest[..<end]
        rest = rest[min(end + 1, rest.endIndex)...]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line.elementsEqual("\\.".utf8) ? nil : line
    }

    // MARK: Text

    /// The columns of a line; a delimiter behind a backslash is none.
    private func fields(of line: UnsafeBufferPointer<UInt8>.SubSequence) -> [UnsafeBufferPointer<UInt8>.SubSequence] {
        var fields: [UnsafeBufferPointer<UInt8>.SubSequence] = []
        var start = line.startIndex
        var place = start
        while place < line.endIndex {
            if line[place] == UInt8(ascii: "\\") {
                place += 1
            } else if line[place] == format.delimiter {
                fields.append(line[start..<place])
                start = place + 1
            }
            place += 1
        }
        fields.append(line[start...])
        return fields
    }

    private func unescaped(_ field: UnsafeBufferPointer<UInt8>.SubSequence) -> [UInt8] {
        guard field.contains(UInt8(ascii: "\\")) else { return Array(field) }
        var bytes: [UInt8] = []
        var rest = field
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            switch letter {
            case UInt8(ascii: "b"): bytes.append(8)
            case UInt8(ascii: "f"): bytes.append(12)
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "v"): bytes.append(11)
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                bytes.append(Self.number(&rest, Int(letter - UInt8(ascii: "0")), radix: 8))
            case UInt8(ascii: "x") where rest.first.flatMap { Self.digit($0, radix: 16) } != nil:
                bytes.append(Self.number(&rest, 0, radix: 16))
            default: bytes.append(letter)
            }
        }
        return bytes
    }

    /// The number of which up to two digits follow.
    private static func number(
        _ rest: inout UnsafeBufferPointer<UInt8>.SubSequence, _ start: Int, radix: Int
    ) -> UInt8 {
        var number = start
        for _ in 0..<2 {
            guard let digit = rest.first.flatMap({ digit($0, radix: radix) }) else { break }
            number = number * radix + digit
            rest.removeFirst()
        }
        return UInt8(truncatingIfNeeded: number)
    }

    private static func digit(_ byte: UInt8, radix: Int) -> Int? {
        Int(String(Unicode.Scalar(byte)), radix: radix)
    }

    // MARK: CSV

    /// The columns of the next record, which may have line ends between quotes.
    private mutating func recordOfCSV() -> [[UInt8]?]? {
        var record: [[UInt8]?] = []
        guard var line = line() else { return nil }
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        while true {
            while let byte = line.popFirst() {
                if isQuoted {
                    if byte == format.escape, let next = line.first, next == format.quote || next == format.escape {
                        field.append(next)
                        line.removeFirst()
                    } else if byte == format.quote {
                        isQuoted = false
                    } else {
                        field.append(byte)
                    }
                } else if byte == format.quote {
                    (isQuoted, wasQuoted) = (true, true)
                } else if byte == format.delimiter {
                    record.append(!wasQuoted && field == format.null ? nil : field)
                    (field, wasQuoted) = ([], false)
                } else {
                    field.append(byte)
                }
            }
            guard isQuoted, let next = self.line() else { break }
            field.append(UInt8(ascii: "\n"))
            line = next
        }
        record.append(!wasQuoted && field == format.null ? nil : field)
        return record
    }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
    /// Whether it ends in an even number of backslashes, such as none.
    fileprivate var hasEvenBackslashes: Bool { reversed().prefix { $0 == UInt8(ascii: "\\") }.count.isMultiple(of: 2) }
}
