/// Writes JSON, a value after the other; the caller says when objects and arrays begin and end.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    /// Whether the next value or key needs a comma before it.
    private var needsComma = false

    package init() {}

    package mutating func object(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
        enclose(key, "{", "}", body)
    }

    package mutating func array(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
        enclose(key, "[", "]", body)
    }

    package mutating func array(_ key: String? = nil, _ strings: some Sequence<String>) {
        array(key) { json in for string in strings { json.value(nil, string) } }
    }

    /// A string, or `null`.
    package mutating func value(_ key: String? = nil, _ text: String?) {
        begin(key)
        if let text { appendJSONString(text, to: &bytes) } else { bytes += Array("null".utf8) }
    }

    package mutating func value(_ key: String? = nil, _ flag: Bool) {
        begin(key)
        bytes += Array((flag ? "true" : "false").utf8)
    }

    package mutating func value(_ key: String? = nil, _ number: Int) {
        begin(key)
        bytes += Array(String(number).utf8)
    }

    package mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

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

/// Appends `text` as a JSON string.
package func appendJSONString(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0..<0x20:
            let hexadecimal = String(byte, radix: 16)
            bytes += Array("\\u00\(hexadecimal.count == 1 ? "0" : "")\(hexadecimal)".utf8)
        default: bytes.append(byte)
        }
    }
    bytes.append(UInt8(ascii: "\""))
}
