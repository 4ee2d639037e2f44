import PostgresSyntax

/// The bounds of partitions: whether they make sense and do not overlap: partbounds.c.
extension Executor {
    /// The value of a bound, as far as it can be known without computing.
    enum BoundValue: Equatable {
        case minimum, maximum, null
        case number(Double)
        case text(String)
        case unknown

        /// Whether this is less than, equal to or greater than `other`; nil if that is not known.
        func compared(to other: BoundValue) -> Int? {
            if self == .unknown || other == .unknown { return nil }
            if self == other { return 0 }
            switch (self, other) {
            case (.minimum, _), (_, .maximum): return -1
            case (.maximum, _), (_, .minimum): return 1
            case (.number(let left), .number(let right)): return left < right ? -1 : 1
            case (.text(let left), .text(let right)):
                return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
            default: return nil
            }
        }
    }

    /// `transformPartitionBound`: a bound must be one of the table's kind, with values of its key's types.
    func transformBound(_ bound: PartitionBoundSpec, of parent: OID) throws(SQLError) {
        guard let key = database.relations[parent]?.partitionKey else { return }
        let range = bound.node.byteRange
        if bound.isDefault {
            if key.strategy == .hash {
                throw .invalidTableDefinition("a hash-partitioned table may not have a default partition", range: range)
            }
            return
        }
        guard bound.strategy == key.strategy.rawValue else {
            let kind = key.strategy == .hash ? "hash" : key.strategy == .list ? "list" : "range"
            throw .invalidTableDefinition("invalid bound specification for a \(kind) partition", range: range)
        }
        switch key.strategy {
        case .hash:
            if bound.modulus <= 0 {
                throw .invalidTableDefinition(
                    "modulus for hash partition must be an integer value greater than zero", range: range)
            }
            if bound.remainder >= bound.modulus {
                throw .invalidTableDefinition("remainder for hash partition must be less than modulus", range: range)
            }
        case .list:
            for node in bound.listdatums { _ = try boundValue(node, keyPart(0, of: parent)) }
        case .range:
            for (clause, list) in [("FROM", bound.lowerdatums), ("TO", bound.upperdatums)]
            where list.count != key.columns.count {
                throw .invalidTableDefinition(
                    "\(clause) must specify exactly one value per partitioning column", range: range)
            }
            _ = try rangeBound(bound.lowerdatums, parent)
            _ = try rangeBound(bound.upperdatums, parent)
        }
    }

    /// `check_new_partition_bound`, of a bound that may not have been transformed yet.
    func checkBound(_ bound: PartitionBoundSpec, of name: String, parent: OID) throws(SQLError) {
        guard let table = database.relations[parent], let key = table.partitionKey else {
            throw SQLError("42P17", "\"\(relationName(parent))\" is not partitioned")
        }
        let range = bound.node.byteRange
        try transformBound(bound, of: parent)
        if bound.isDefault {
            if key.defaultPartition != .none, database.relations[key.defaultPartition] != nil {
                throw SQLError(
                    "42P17",
                    "partition \"\(name)\" conflicts with existing default partition \"\(relationName(key.defaultPartition))\"",
                    range: range)
            }
            return
        }
        var others: [(name: String, bound: PartitionBoundSpec)] = []
        for partition in inheritanceChildren(of: parent) {
            guard let row = database.relations[partition], let node = row.partitionBound,
                let other = PartitionBoundSpec(node), !other.isDefault
            else { continue }
            others.append((row.name, other))
        }
        switch key.strategy {
        case .hash: try checkHash(bound, name, others)
        case .list: try checkList(bound, name, parent, others)
        case .range: try checkRange(bound, name, parent, others)
        }
    }

    private func overlap(_ name: String, _ other: String, _ range: Range<Int>) -> SQLError {
        SQLError("42P17", "partition \"\(name)\" would overlap partition \"\(other)\"", range: range)
    }

    private func checkHash(
        _ bound: PartitionBoundSpec, _ name: String, _ others: [(name: String, bound: PartitionBoundSpec)]
    )
        throws(SQLError)
    {
        let range = bound.node.byteRange
        let sorted = others.sorted { ($0.bound.modulus, $0.bound.remainder) < ($1.bound.modulus, $1.bound.remainder) }
        let message = "every hash partition modulus must be a factor of the next larger modulus"
        if let smaller = sorted.last(where: { $0.bound.modulus <= bound.modulus }),
            bound.modulus % smaller.bound.modulus != 0
        {
            throw SQLError(
                "42P17", message,
                detail: "The new modulus \(bound.modulus) is not divisible by \(smaller.bound.modulus), "
                    + "the modulus of existing partition \"\(smaller.name)\".", range: range)
        }
        if let larger = sorted.first(where: { $0.bound.modulus > bound.modulus }),
            larger.bound.modulus % bound.modulus != 0
        {
            throw SQLError(
                "42P17", message,
                detail: "The new modulus \(bound.modulus) is not a factor of \(larger.bound.modulus), "
                    + "the modulus of existing partition \"\(larger.name)\".", range: range)
        }
        for other in sorted {
            let common = min(other.bound.modulus, bound.modulus)
            if other.bound.remainder % common == bound.remainder % common { throw overlap(name, other.name, range) }
        }
    }

    private func checkList(
        _ bound: PartitionBoundSpec, _ name: String, _ parent: OID,
        _ others: [(name: String, bound: PartitionBoundSpec)]
    ) throws(SQLError) {
        let part = keyPart(0, of: parent)
        var values: [(value: BoundValue, range: Range<Int>)] = []
        for node in bound.listdatums { values.append((try boundValue(node, part), node.byteRange)) }
        for other in others {
            var taken: [BoundValue] = []
            for node in other.bound.listdatums { taken.append(try boundValue(node, part)) }
            for value in values where taken.contains(where: { $0.compared(to: value.value) == 0 }) {
                throw overlap(name, other.name, value.range)
            }
        }
    }

    private func checkRange(
        _ bound: PartitionBoundSpec, _ name: String, _ parent: OID,
        _ others: [(name: String, bound: PartitionBoundSpec)]
    ) throws(SQLError) {
        let range = bound.node.byteRange
        let lower = try rangeBound(bound.lowerdatums, parent)
        let upper = try rangeBound(bound.upperdatums, parent)
        if let order = compare(lower, upper), order >= 0 {
            func shown(_ list: NodeList) -> String { "(" + list.map(\.text).joined(separator: ", ") + ")" }
            throw SQLError(
                "42P17", "empty range bound specified for partition \"\(name)\"",
                detail: "Specified lower bound \(shown(bound.lowerdatums)) is greater than or equal to upper bound "
                    + "\(shown(bound.upperdatums)).", range: range)
        }
        for other in others {
            let otherLower = try rangeBound(other.bound.lowerdatums, parent)
            let otherUpper = try rangeBound(other.bound.upperdatums, parent)
            if let first = compare(lower, otherUpper), let second = compare(otherLower, upper), first < 0, second < 0 {
                throw overlap(name, other.name, range)
            }
        }
    }

    /// `partition_rbound_cmp`; nil if it is not known.
    private func compare(_ left: [BoundValue], _ right: [BoundValue]) -> Int? {
        for (one, other) in zip(left, right) {
            guard let order = one.compared(to: other) else { return nil }
            if order != 0 { return order }
            // Behind MINVALUE and MAXVALUE nothing is compared.
            if one == .minimum || one == .maximum { return 0 }
        }
        return 0
    }

    /// `transformPartitionRangeBounds`.
    private func rangeBound(_ nodes: NodeList, _ parent: OID) throws(SQLError) -> [BoundValue] {
        var values: [BoundValue] = []
        for (place, node) in nodes.enumerated() {
            let value: BoundValue
            switch ColumnRef(node).flatMap({ $0.fields.count == 1 ? $0.fields.strings.first : nil }) {
            case "minvalue": value = .minimum
            case "maxvalue": value = .maximum
            default:
                value = try boundValue(node, keyPart(place, of: parent))
                if value == .null {
                    throw SQLError("42P17", "cannot specify NULL in range bound", range: node.byteRange)
                }
            }
            if let last = values.last, last == .minimum || last == .maximum, value != last {
                let word = last == .minimum ? "MINVALUE" : "MAXVALUE"
                throw .datatypeMismatch(
                    "every bound following \(word) must also be \(word)", range: node.byteRange)
            }
            values.append(value)
        }
        return values
    }

    /// `transformPartitionBoundValue`.
    private func boundValue(_ node: Node, _ part: (type: TypeReference, name: String)) throws(SQLError) -> BoundValue {
        let analyzed = try analyzeExpression(node, .partitionBound)
        if analyzed.type.oid != .unknown, !canCoerce([analyzed.type.oid], to: [part.type.oid], .assignment) {
            throw .datatypeMismatch(
                "specified value cannot be cast to type \(database.formatType(TypeReference(part.type.oid))) for column \"\(part.name)\"",
                range: node.byteRange)
        }
        return try constant(node, baseType(part.type).oid)
    }

    private func constant(_ node: Node, _ type: OID) throws(SQLError) -> BoundValue {
        let isNumeric = database.types[type]?.category == "N"
        if let cast = TypeCast(node), let arg = cast.arg { return try constant(arg, type) }
        switch AConst(node)?.value {
        case .null: return .null
        case .integer(let value): return isNumeric ? .number(Double(value)) : .text(String(value))
        case .float(let digits): return isNumeric ? Double(digits).map { .number($0) } ?? .unknown : .text(digits)
        case .boolean(let value): return .text(value ? "true" : "false")
        case .string(let text): return try constant(text, type, isNumeric: isNumeric, range: node.byteRange)
        default: break
        }
        if let expression = AExpr(node), expression.kind == .op, expression.lexpr == nil,
            expression.name.strings == ["-"], let operand = expression.rexpr,
            case .number(let value) = try constant(operand, type)
        {
            return .number(-value)
        }
        return .unknown
    }

    /// A string constant as a value of a type.
    private func constant(_ text: String, _ type: OID, isNumeric: Bool, range: Range<Int>) throws(SQLError)
        -> BoundValue
    {
        if isNumeric {
            if let number = Double(text.filter { !$0.isWhitespace && $0 != "_" }) { return .number(number) }
            if type == .int2 || type == .int4 || type == .int8 || type == .numeric || type == .float8 {
                throw SQLError(
                    "22P02",
                    "invalid input syntax for type \(database.formatType(TypeReference(type))): \"\(text)\"",
                    range: range)
            }
            return .unknown
        }
        switch database.types[type]?.category {
        case "S", "E", "U": return .text(text)
        case "B": return .text(["t", "true", "y", "yes", "on", "1"].contains(text.lowercased()) ? "true" : "false")
        case "D": return dateOrTime(text)
        default: return .unknown
        }
    }

    /// A date or time in ISO's form, made so that such texts compare as what they mean.
    private func dateOrTime(_ text: String) -> BoundValue {
        var parts = text.split(whereSeparator: { $0 == " " || $0 == "T" }).map(String.init)
        guard let date = parts.first else { return .unknown }
        let numbers = date.split(separator: "-").map(String.init)
        guard numbers.count == 3, numbers[0].count == 4, numbers.allSatisfy({ Int($0) != nil }) else { return .unknown }
        parts[0] = numbers[0] + "-" + numbers[1...].map { $0.count == 1 ? "0" + $0 : $0 }.joined(separator: "-")
        if parts.count == 1 { return .text(parts[0] + " 00:00:00") }
        guard parts.count == 2 else { return .unknown }
        let time = parts[1]
        if time.contains("+") || time.contains("-") || time.contains("Z") {
            let clock = time.prefix { $0 != "+" && $0 != "-" && $0 != "Z" }
            let zone = time.dropFirst(clock.count)
            guard ["+00", "Z", "+00:00", "+0"].contains(String(zone)) else { return .unknown }
            return .text(parts[0] + " " + clock)
        }
        return .text(parts[0] + " " + (time.count == 5 ? time + ":00" : time))
    }
}
