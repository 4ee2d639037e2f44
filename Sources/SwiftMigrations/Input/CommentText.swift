import PostgresSyntax

/// What comments say, without the signs and rules around it.
enum CommentText {
    /// The lines of comments; what pg_dump remarks of itself is left out.
    static func lines(_ comments: [Range<Int>], of source: SourceText) -> [String] {
        comments.flatMap { range in
            let text = source.text(in: range)
            guard DumpHeader(text) == nil else { return [String]() }
            return text.split(whereSeparator: \.isNewline).map { said(in: $0, isBlock: text.hasPrefix("/*")) }
                .filter { line in line.contains(where: \.isLetter) && !dumpRemarks.contains { line.hasPrefix($0) } }
        }
    }

    /// What a line says; the dash or star before an item of a list is a part of it.
    private static func said(in line: Substring, isBlock: Bool) -> String {
        var line = line.drop(while: \.isWhitespace)
        if isBlock {
            line =
                line.hasPrefix("/*") ? line.drop { "/*".contains($0) } : line.hasPrefix("*") ? line.dropFirst() : line
        } else {
            line = line.drop { $0 == "-" }
        }
        line = line.drop(while: \.isWhitespace)
        if let first = line.first, "-=*#~_+".contains(first), line.prefix(while: { $0 == first }).count > 2 {
            line = line.drop { $0 == first }.drop(while: \.isWhitespace)
        }
        while let last = line.last, last.isWhitespace || "-=*/#~_".contains(last) { line.removeLast() }
        return String(line)
    }

    private static let dumpRemarks = [
        "PostgreSQL database", "Dumped from", "Dumped by", "TOC entry", "Dependencies:", "Name: ", "Data for Name: ",
    ]
}
