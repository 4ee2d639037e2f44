import PostgresSyntax

/// Type modifiers as the modifier input functions of PostgreSQL's own types encode them.
extension Executor {
    /// The modifier behind a type's name: `typenameTypeMod`; -1 if there is none.
    func modifier(of name: TypeName, type: OID) throws(SQLError) -> Int32 {
        guard !name.typmods.isEmpty, let row = database.types[type] else { return -1 }
        let range = name.node.byteRange
        guard row.isDefined else {
            throw .syntax("type modifier cannot be specified for shell type \"\(text(of: name))\"", range: range)
        }
        let function = row.function(.modifierInput)
        guard function != .none else {
            throw .syntax("type modifier is not allowed for type \"\(text(of: name))\"", range: range)
        }
        var values: [String] = []
        for modifier in name.typmods { values.append(try modifierText(modifier, range: range)) }
        return try encode(values, by: database.internalFunction(function), range: range)
    }

    /// What is passed to the modifier input function for one modifier.
    private func modifierText(_ node: Node, range: Range<Int>) throws(SQLError) -> String {
        switch AConst(node)?.value {
        case .integer(let number): return String(number)
        case .float(let text), .string(let text): return text
        default:
            if let fields = ColumnRef(node)?.fields, fields.count == 1, let name = fields.strings.first { return name }
            throw .syntax("type modifiers must be simple constants or identifiers", range: range)
        }
    }

    /// What a modifier input function of PostgreSQL's own makes of the modifiers.
    ///
    /// - Parameter function: nil for a function that only its library knows; it is taken to keep a number as it is.
    private func encode(_ values: [String], by function: String?, range: Range<Int>) throws(SQLError) -> Int32 {
        guard let function else { return values.count == 1 ? Int32(values[0]) ?? -1 : -1 }
        var numbers: [Int32] = []
        for value in values {
            guard let number = Int32(value) else {
                throw SQLError("22P02", "invalid input syntax for type integer: \"\(value)\"", range: range)
            }
            numbers.append(number)
        }
        switch function {
        case "bpchartypmodin": return try length(numbers, "char", maximum: 10_485_760, range) + TypeModifier.headerSize
        case "varchartypmodin":
            return try length(numbers, "varchar", maximum: 10_485_760, range) + TypeModifier.headerSize
        case "bittypmodin": return try length(numbers, "bit", maximum: 83_886_080, range)
        case "varbittypmodin": return try length(numbers, "varbit", maximum: 83_886_080, range)
        case "numerictypmodin": return try numeric(numbers, range)
        case "timetypmodin": return try precision(numbers, "TIME", "", range)
        case "timetztypmodin": return try precision(numbers, "TIME", " WITH TIME ZONE", range)
        case "timestamptypmodin": return try precision(numbers, "TIMESTAMP", "", range)
        case "timestamptztypmodin": return try precision(numbers, "TIMESTAMP", " WITH TIME ZONE", range)
        case "intervaltypmodin": return try interval(numbers, range)
        default: return numbers.count == 1 ? numbers[0] : -1
        }
    }

    /// `anychar_typmodin` and `anybit_typmodin`.
    private func length(_ numbers: [Int32], _ type: String, maximum: Int32, _ range: Range<Int>)
        throws(SQLError) -> Int32
    {
        guard numbers.count == 1 else { throw SQLError("22023", "invalid type modifier", range: range) }
        guard numbers[0] >= 1 else {
            throw SQLError("22023", "length for type \(type) must be at least 1", range: range)
        }
        guard numbers[0] <= maximum else {
            throw SQLError("22023", "length for type \(type) cannot exceed \(maximum)", range: range)
        }
        return numbers[0]
    }

    /// `numerictypmodin`.
    private func numeric(_ numbers: [Int32], _ range: Range<Int>) throws(SQLError) -> Int32 {
        guard (1...2).contains(numbers.count) else {
            throw SQLError("22023", "invalid NUMERIC type modifier", range: range)
        }
        guard (1...1000).contains(numbers[0]) else {
            throw SQLError("22023", "NUMERIC precision \(numbers[0]) must be between 1 and 1000", range: range)
        }
        let scale = numbers.count == 2 ? numbers[1] : 0
        guard (-1000...1000).contains(scale) else {
            throw SQLError("22023", "NUMERIC scale \(scale) must be between -1000 and 1000", range: range)
        }
        return ((numbers[0] << 16) | (scale & 0x7ff)) + TypeModifier.headerSize
    }

    /// `anytime_typmodin` and `anytimestamp_typmodin`.
    private func precision(_ numbers: [Int32], _ type: String, _ zone: String, _ range: Range<Int>)
        throws(SQLError) -> Int32
    {
        guard numbers.count == 1 else { throw SQLError("22023", "invalid type modifier", range: range) }
        return try precision(numbers[0], of: { "\(type)(\($0))\(zone)" }, range)
    }

    /// A precision of seconds: at most microseconds.
    private func precision(_ digits: Int32, of type: (Int32) -> String, _ range: Range<Int>) throws(SQLError) -> Int32 {
        guard digits >= 0 else {
            throw SQLError("22023", "\(type(digits)) precision must not be negative", range: range)
        }
        if digits > 6 {
            warn("22023", "\(type(digits)) precision reduced to maximum allowed, 6", range: range)
            return 6
        }
        return digits
    }

    /// `intervaltypmodin`.
    private func interval(_ numbers: [Int32], _ range: Range<Int>) throws(SQLError) -> Int32 {
        guard let fields = numbers.first, TypeModifier.Interval.words[fields] != nil, numbers.count <= 2 else {
            throw SQLError("22023", "invalid INTERVAL type modifier", range: range)
        }
        if numbers.count == 1 {
            return fields == TypeModifier.Interval.fullRange
                ? -1 : (fields << 16) | TypeModifier.Interval.fullPrecision
        }
        return (fields << 16) | (try precision(numbers[1], of: { "INTERVAL(\($0))" }, range))
    }
}
