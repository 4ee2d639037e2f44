import PostgresSyntax

/// Writes JSON, a value after the other; the caller says when objects and arrays begin and end.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether the next value or key needs a comma before it.
    private var needsComma = false

    mutating func object(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
        enclose(key, "{", "}", body)
    }

    mutating func array(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
        enclose(key, "[", "]", body)
    }

    mutating func array(_ key: String? = nil, _ strings: some Sequence<String>) {
        array(key) { json in for string in strings { json.value(nil, string) } }
    }

    /// A string, or `null`.
    mutating func value(_ key: String? = nil, _ text: String?) {
        begin(key)
        if let text { appendJSONString(text, to: &bytes) } else { bytes += Array("null".utf8) }
    }

    mutating func value(_ key: String? = nil, _ flag: Bool) {
        begin(key)
        bytes += Array((flag ? "true" : "false").utf8)
    }

    mutating func value(_ key: String? = nil, _ number: Int) {
        begin(key)
        bytes += Array(String(number).utf8)
    }

    mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

    private mutating func enclose(
        _ key: String?, _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
    ) {
        begin(key)
        bytes.append(UInt8(ascii: open))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func begin(_ key: String?) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        guard let key else { return }
        appendJSONString(key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }
}
