import PostgresSyntax

/// What `name = value` in a definition or a list of options says: PostgreSQL's `defGet…` functions.
extension DefElem {
    /// The option's name.
    var name: String { defname ?? "" }

    /// The bytes an error is about.
    var range: Range<Int> { node.byteRange }

    /// The value as a string, whatever it is; nil if there is none: `defGetString`.
    var stringValue: String? {
        guard let arg else { return nil }
        switch arg.kind {
        case .integer: return arg.integerNodeValue.map(String.init)
        case .float: return arg.floatNodeValue
        case .boolean: return arg.booleanNodeValue == true ? "true" : "false"
        case .string: return arg.stringNodeValue
        case .typeName: return TypeName(arg)?.writtenName
        case .list: return arg.listItems.strings.joined(separator: ".")
        case .aStar: return "*"
        default: return arg.text
        }
    }

    /// `defGetString`, where a value is required.
    func string() throws(SQLError) -> String {
        guard let stringValue else { throw .syntax("\(name) requires a parameter", range: range) }
        return stringValue
    }

    /// `defGetBoolean`.
    func boolean() throws(SQLError) -> Bool {
        guard let arg else { return true }
        if let number = arg.integerNodeValue {
            if number == 0 || number == 1 { return number == 1 }
        } else {
            switch stringValue?.lowercased() {
            case "true", "on": return true
            case "false", "off": return false
            default: break
            }
        }
        throw .syntax("\(name) requires a Boolean value", range: range)
    }

    /// `defGetNumeric`.
    func number() throws(SQLError) -> Double {
        if let integer = arg?.integerNodeValue { return Double(integer) }
        if let float = arg?.floatNodeValue.flatMap({ Double($0) }) { return float }
        throw .syntax("\(name) requires a numeric value", range: range)
    }

    /// `defGetInt32`.
    func integer() throws(SQLError) -> Int {
        guard let integer = arg?.integerNodeValue else {
            throw .syntax("\(name) requires an integer value", range: range)
        }
        return integer
    }

    /// `defGetQualifiedName`.
    func qualifiedName() throws(SQLError) -> QualifiedName {
        guard let arg else { throw .syntax("\(name) requires a parameter", range: range) }
        switch arg.kind {
        case .typeName: return QualifiedName(parts: TypeName(arg)?.names.strings ?? [], range: arg.byteRange)
        case .list: return QualifiedName(parts: arg.listItems.strings, range: arg.byteRange)
        case .string: return QualifiedName(parts: [arg.stringNodeValue ?? ""], range: arg.byteRange)
        default: throw .syntax("argument of \(name) must be a name", range: range)
        }
    }
}

/// A dotted name in a statement, and where it stands.
struct QualifiedName {
    var parts: [String]
    var range: Range<Int>
    /// Where its schema stands, if it has one.
    var schemaRange: Range<Int>?

    init(parts: [String], range: Range<Int>) {
        self.parts = parts
        self.range = range
    }

    init(_ nodes: NodeList) {
        parts = nodes.strings
        let start = nodes.first?.byteRange.lowerBound ?? 0
        range = start..<max(start, nodes.last?.byteRange.upperBound ?? 0)
        schemaRange = nodes.count > 1 ? nodes[nodes.count - 2].byteRange : nil
    }

    /// `NameListToString`.
    var text: String { parts.joined(separator: ".") }
}

extension TypeName {
    /// The name as it is written, as PostgreSQL's messages have it: `TypeNameToString`.
    var writtenName: String {
        names.strings.joined(separator: ".") + (pctType ? "%TYPE" : "") + (arrayBounds.isEmpty ? "" : "[]")
    }
}

extension NodeList {
    /// The elements of a list of options.
    var definitions: [DefElem] { compactMap(DefElem.init) }
}
