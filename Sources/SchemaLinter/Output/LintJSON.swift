import Platform
import PostgresSyntax

extension LintResult {
    /// The version of what ``json(tool:)`` writes: it changes when a member means something else or is gone.
    public static let jsonVersion = 1

    /// The result for other programs, as one JSON object.
    ///
    /// - Parameter tool: the version of the program.
    public func json(tool: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.value("version", Self.jsonVersion)
            json.object("tool") { json in
                json.value("name", "schemac")
                json.value("version", tool)
            }
            json.array("files") { json in
                for file in files {
                    json.object { json in
                        json.value("path", file.name)
                        json.value("profile", file.profile.rawValue)
                    }
                }
            }
            json.array("findings") { json in
                for finding in findings { json.object { finding.write(to: &$0) } }
            }
            json.object("summary") { json in
                for level in [Level.error, .warning, .info] { json.value(level.rawValue, count(of: level)) }
            }
        }
        json.newline()
        return json.bytes
    }

    /// How many findings are of a level.
    public func count(of level: Level) -> Int { findings.count { $0.level == level } }
}

extension Finding {
    fileprivate func write(to json: inout JSONWriter) {
        json.value("rule", rule)
        json.value("category", category.rawValue)
        json.value("level", level.rawValue)
        json.value("message", message)
        json.value("object", object)
        json.place(range, of: source)
        if let detail { json.value("detail", detail) }
        json.array("recipe", recipe)
        if !notes.isEmpty {
            json.array("notes") { json in
                for note in notes {
                    json.object { json in
                        json.value("message", note.message)
                        json.place(note.range, of: note.source)
                    }
                }
            }
        }
        guard let fix else { return }
        json.object("fix") { json in
            json.value("title", fix.title)
            json.value("safe", fix.isSafe)
            json.array("edits") { json in
                for edit in fix.edits {
                    json.object { json in
                        json.value("start", edit.range.lowerBound)
                        json.value("end", edit.range.upperBound)
                        json.value("text", edit.text)
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// A file, and the lines and columns of a range of it, counted from 1; the end stands behind the last character.
    fileprivate mutating func place(
        _ range: Range<Int>, of source: SourceText
    ) {
        let start = source.position(at: range.lowerBound)
        let end = source.position(at: range.upperBound)
        value("file", source.name)
        value("line", start.line)
        value("column", start.column)
        value("endLine", end.line)
        value("endColumn", end.column)
    }
}
