import PostgresSyntax

/// What comments say, without the signs and rules around it.
enum CommentText {
    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// The lines of comments; what pg_dump remarks of itself is left out.
    static func lines(_ comments: [Range<Int>], of source: SourceText) -> [String] {
        var lines: [String] = []
        for range in comments {
            let comment = source.bytes(in: range)
            let isBlock = comment.first == UInt8(ascii: "/")
            for line in comment.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
                let said = said(in: line, isBlock: isBlock)
                if hasLetter(said), !dumpRemarks.contains(where: { said.starts(with: $0.utf8) }) {
                    lines.append(String(decoding: said, as: UTF8.self))
                }
            }
        }
        return lines
    }

    /// What a line says; the dash or star before an item of a list is a part of it.
    private static func said(in line: Bytes, isBlock: Bool) -> Bytes {
        var line = line.drop(while: isBlank)
        let star = UInt8(ascii: "*")
        if !isBlock {
            line = line.drop { $0 == UInt8(ascii: "-") }
        } else if line.starts(with: "/*".utf8) {
            line = line.drop { $0 == star || $0 == UInt8(ascii: "/") }
        } else if line.first == star {
            line = line.dropFirst()
        }
        line = line.drop(while: isBlank)
        if let first = line.first, "-=*#~_+".utf8.contains(first), line.prefix(while: { $0 == first }).count > 2 {
            line = line.drop { $0 == first }.drop(while: isBlank)
        }
        while let last = line.last, isBlank(last) || "-=*/#~_".utf8.contains(last) { line.removeLast() }
        return line
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || 0x09...0x0D ~= byte }

    /// Whether there is more than rules and figures.
    private static func hasLetter(_ line: Bytes) -> Bool {
        if line.contains(where: { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }) { return true }
        return line.contains { $0 >= 0x80 } && String(decoding: line, as: UTF8.self).contains(where: \.isLetter)
    }

    private static let dumpRemarks = [
        "PostgreSQL database", "Dumped from", "Dumped by", "TOC entry", "Dependencies:", "Name: ", "Data for Name: ",
    ]
}
