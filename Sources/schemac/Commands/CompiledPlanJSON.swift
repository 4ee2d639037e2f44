import Platform
import PostgresSyntax
import SchemaCompiler

extension CompiledPlan {
    /// Writes the steps, settings among them, as a JSON array, an object on each line.
    func writeJSON(to output: OutputFile) throws {
        try output.write(Array("[".utf8))
        for step in scriptSteps {
            try output.write(Array((step.index == 0 ? "\n" : ",\n").utf8))
            var json = Array(#"{"index":\#(step.index),"sql":""#.utf8)
            try output.write(json)
            try step.text.forEachPiece { try output.writeEscapedForJSON($0) }
            json = Array(#"","after":[\#(step.after.map(String.init).joined(separator: ","))]"#.utf8)
            json += Array(#","pinned":\#(step.isPinned),"section":"#.utf8)
            appendJSON(step.section?.rawValue, to: &json)
            json += Array(#","effect":"\#(step.effect.rawValue)","kind":"\#(step.kind.rawValue)","schema":"#.utf8)
            appendJSON(step.object?.schema, to: &json)
            json += Array(#","name":"#.utf8)
            appendJSON(step.object?.identity, to: &json)
            json += Array(#","file":"#.utf8)
            let place = step.source?.place(at: step.range.lowerBound)
            appendJSON(place?.source.name, to: &json)
            json += Array(#","line":\#(place.map { String($0.line) } ?? "null")}"#.utf8)
            try output.write(json)
        }
        try output.write(Array("\n]\n".utf8))
    }
}

/// Appends `text` as a JSON string, or `null`.
private func appendJSON(_ text: String?, to bytes: inout [UInt8]) {
    guard let text else {
        bytes += Array("null".utf8)
        return
    }
    appendJSONString(text, to: &bytes)
}

extension OutputFile {
    /// Writes the inside of a JSON string, long texts some lines at a time.
    fileprivate func writeEscapedForJSON(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.dropFirst(1 << 16).firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
            var string: [UInt8] = []
            appendJSONString(String(decoding: rest[..<end], as: UTF8.self), to: &string)
            try string.withUnsafeBytes { try write(UnsafeRawBufferPointer(rebasing: $0.dropFirst().dropLast())) }
            rest = rest[end...]
        }
    }
}
