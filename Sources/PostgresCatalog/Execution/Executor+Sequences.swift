import PostgresSyntax

/// Sequences: sequence.c.
extension Executor {
    func createSequence(_ statement: CreateSeqStmt) throws(SQLError) {
        guard let name = statement.sequence else { return }
        let target = try creationTarget(name)
        if statement.ifNotExists, let existing = database.relations.find(target.name, in: target.schema) {
            noteExisting(.relation, existing)
            return
        }
        let options = statement.options.compactMap(DefElem.init)
        var row = SequenceRow(type: OID(20))
        try setOptions(options, of: &row, isNew: true, isIdentity: false)
        let sequence = try createSequence(
            target.name, schema: target.schema, try persistence(of: name, in: target.schema), row, range: name.nameRange
        )
        if let owner = options.last(where: { $0.defname == "owned_by" }) {
            try setOwner(of: sequence, owner, isIdentity: false)
        }
    }

    private func createSequence(
        _ name: String, schema: OID, _ persistence: RelationRow.Persistence, _ sequence: SequenceRow, range: Range<Int>?
    ) throws(SQLError) -> OID {
        var row = RelationRow(name: name, schema: schema, kind: .sequence)
        row.persistence = persistence
        row.sequence = sequence
        let columns = [("last_value", OID(20)), ("log_cnt", OID(20)), ("is_called", OID.bool)].map { name, type in
            var column = ColumnDefinition(name: name, type: TypeReference(type))
            column.isNotNull = true
            return column
        }
        let oid = database.newOID()
        try createRelation(oid, row, columns, range: range)
        return oid
    }

    func alterSequence(_ statement: AlterSeqStmt) throws(SQLError) {
        guard let name = statement.sequence else { return }
        if statement.missingOk, try findRelation(name) == nil { return }
        let oid = try relation(name)
        guard database.relations[oid]?.sequence != nil else {
            throw .wrongObjectType("\"\(relationName(oid))\" is not a sequence", range: name.nameRange)
        }
        try alterSequence(oid, statement.options.compactMap(DefElem.init), isIdentity: false)
    }

    func alterSequence(_ oid: OID, _ options: [DefElem], isIdentity: Bool) throws(SQLError) {
        guard var row = database.relations[oid]?.sequence else { return }
        try setOptions(options, of: &row, isNew: false, isIdentity: isIdentity)
        database.relations.update(oid) { [row] in $0.sequence = row }
        noteChange(ObjectAddress(.relation, oid))
        if let owner = options.last(where: { $0.defname == "owned_by" }) {
            try setOwner(of: oid, owner, isIdentity: isIdentity)
        }
    }

    // MARK: Serial and identity columns

    /// The sequence of a serial or identity column: `generateSerialExtraStmts`.
    ///
    /// - Parameter template: the sequence of the column it is copied from.
    func createImplicitSequence(
        _ table: TableTransformation, column: String, type: OID?, options: [DefElem], isIdentity: Bool,
        template: SequenceRow? = nil
    ) throws(SQLError) -> OID {
        var persistence = table.persistence
        var nameOption: DefElem?
        var loggedOption: DefElem?
        for option in options {
            let isName = option.defname == "sequence_name"
            let isLogged = option.defname == "logged" || option.defname == "unlogged"
            if (isName && nameOption != nil) || (isLogged && loggedOption != nil) { throw conflicting(option) }
            if isName { nameOption = option }
            if isLogged { loggedOption = option }
        }
        if let logged = loggedOption {
            if persistence == .temporary {
                throw .invalidTableDefinition(
                    "cannot set logged status of a temporary sequence", range: logged.node.byteRange)
            }
            persistence = logged.defname == "logged" ? .permanent : .unlogged
        }
        var schema = table.schema
        let name: String
        if let given = nameOption?.arg?.listItems.strings, let last = given.last {
            name = last
            if given.count > 1 { schema = try self.schema(given[given.count - 2], range: nameOption?.node.byteRange) }
        } else {
            name = chooseRelationName(table.name, column, "seq", schema: schema)
        }
        var row = template ?? SequenceRow(type: OID(20))
        if template == nil {
            let rest = options.filter { !["sequence_name", "logged", "unlogged"].contains($0.defname ?? "") }
            try setOptions(rest, of: &row, isNew: true, isIdentity: isIdentity, type: type)
        }
        row.isIdentity = isIdentity
        return try createSequence(name, schema: schema, persistence, row, range: nil)
    }

    /// Makes a sequence the property of a column: the last part of `process_owned_by`.
    func own(_ sequence: OID, relation: OID, column: Int16, isIdentity: Bool) {
        let address = ObjectAddress(.relation, sequence)
        let kind: DependencyEdge.Kind = isIdentity ? .internal : .auto
        database.dependencies.removeDependencies(of: address) { $0.kind == kind && $0.referenced.catalog == .relation }
        let owner = ObjectAddress(.relation, relation, column: column)
        depend(address, on: owner, kind)
        database.relations.update(sequence) {
            $0.sequence?.ownedBy = owner
            $0.sequence?.isIdentity = isIdentity
        }
    }

    /// `process_owned_by`.
    private func setOwner(of sequence: OID, _ option: DefElem, isIdentity: Bool) throws(SQLError) {
        let range = option.node.byteRange
        let parts = option.arg?.listItems.strings ?? []
        guard parts.count > 1 else {
            guard parts == ["none"] else {
                throw SQLError(
                    "42601", "invalid OWNED BY option",
                    hint: "Specify OWNED BY table.column or OWNED BY NONE.", range: range)
            }
            try requireNoIdentity(sequence, isIdentity: isIdentity, range: range)
            let kind: DependencyEdge.Kind = isIdentity ? .internal : .auto
            database.dependencies.removeDependencies(of: ObjectAddress(.relation, sequence)) {
                $0.kind == kind && $0.referenced.catalog == .relation
            }
            database.relations.update(sequence) { $0.sequence?.ownedBy = nil }
            return
        }
        let table = try relation(Array(parts.dropLast()), .column, range: range)
        guard let row = database.relations[table] else { return }
        guard row.isTable || row.kind == .view else {
            throw .wrongObjectType(
                "sequence cannot be owned by relation \"\(row.name)\"", detail: row.kind.notSupported,
                range: range)
        }
        if owner(of: sequence) != owner(of: table) {
            throw SQLError("55000", "sequence must have same owner as table it is linked to", range: range)
        }
        if row.schema != database.relations[sequence]?.schema {
            throw SQLError("55000", "sequence must be in same schema as table it is linked to", range: range)
        }
        guard let column = row.attribute(parts[parts.count - 1]) else {
            throw .undefinedColumn(parts[parts.count - 1], of: row.name, range: range)
        }
        try requireNoIdentity(sequence, isIdentity: isIdentity, range: range)
        own(sequence, relation: table, column: column.number, isIdentity: isIdentity)
    }

    private func owner(of relation: OID) -> OID? { database.records[ObjectAddress(.relation, relation)]?.owner }

    private func requireNoIdentity(_ sequence: OID, isIdentity: Bool, range: Range<Int>) throws(SQLError) {
        guard !isIdentity, let row = database.relations[sequence], row.sequence?.isIdentity == true,
            let owner = row.sequence?.ownedBy
        else { return }
        throw SQLError(
            "0A000", "cannot change ownership of identity sequence",
            detail: "Sequence \"\(row.name)\" is linked to table \"\(relationName(owner.oid))\".", range: range)
    }

    // MARK: Options

    func conflicting(_ option: DefElem) -> SQLError {
        .syntax("conflicting or redundant options", range: option.node.byteRange)
    }

    /// The options of a sequence, by name: `init_params`.
    ///
    /// - Parameter type: the type of the column it is made for.
    func setOptions(
        _ options: [DefElem], of row: inout SequenceRow, isNew: Bool, isIdentity: Bool, type: OID? = nil
    ) throws(SQLError) {
        var given: [String: DefElem] = [:]
        for option in options {
            let name = option.defname ?? ""
            if name == "sequence_name" {
                throw .syntax("invalid sequence option SEQUENCE NAME", range: option.node.byteRange)
            }
            guard given.updateValue(option, forKey: name) == nil, !(name == "as" && type != nil) else {
                throw conflicting(option)
            }
        }
        var resets = (maximum: false, minimum: false)
        var newType = type
        if let option = given["as"], let name = option.arg.flatMap(TypeName.init) { newType = try self.type(name).oid }
        if let newType {
            guard Self.limits(of: newType) != nil else {
                throw SQLError(
                    "22023",
                    isIdentity
                        ? "identity column type must be smallint, integer, or bigint"
                        : "sequence type must be smallint, integer, or bigint", range: given["as"]?.node.byteRange)
            }
            if !isNew, let old = Self.limits(of: row.type) {
                resets = (row.maximum == old.upperBound, row.minimum == old.lowerBound)
            }
            row.type = newType
        }
        if let option = given["increment"] {
            row.increment = try integer(option)
            if row.increment == 0 {
                throw SQLError("22023", "INCREMENT must not be zero", range: option.node.byteRange)
            }
        }
        if let option = given["cycle"] { row.cycles = option.arg?.booleanNodeValue ?? true }
        try setLimits(given, of: &row, isNew: isNew, resets)
        try setStart(given, of: &row, isNew: isNew)
        if let option = given["cache"] {
            row.cache = try integer(option)
            if row.cache <= 0 {
                throw SQLError("22023", "CACHE (\(row.cache)) must be greater than zero", range: option.node.byteRange)
            }
        }
    }

    /// The values of the types that a sequence can have.
    private static func limits(of type: OID) -> ClosedRange<Int64>? {
        switch type.rawValue {
        case 21: Int64(Int16.min)...Int64(Int16.max)
        case 23: Int64(Int32.min)...Int64(Int32.max)
        case 20: Int64.min...Int64.max
        default: nil
        }
    }

    private func setLimits(
        _ given: [String: DefElem], of row: inout SequenceRow, isNew: Bool, _ resets: (maximum: Bool, minimum: Bool)
    ) throws(SQLError) {
        let limits = Self.limits(of: row.type) ?? Int64.min...Int64.max
        let typeName = database.formatType(TypeReference(row.type))
        if let option = given["maxvalue"], option.arg != nil {
            row.maximum = try integer(option)
        } else if isNew || given["maxvalue"] != nil || resets.maximum {
            row.maximum = row.increment > 0 || resets.maximum ? limits.upperBound : -1
        }
        guard limits.contains(row.maximum) else {
            throw SQLError(
                "22023", "MAXVALUE (\(row.maximum)) is out of range for sequence data type \(typeName)",
                range: given["maxvalue"]?.node.byteRange)
        }
        if let option = given["minvalue"], option.arg != nil {
            row.minimum = try integer(option)
        } else if isNew || given["minvalue"] != nil || resets.minimum {
            row.minimum = row.increment < 0 || resets.minimum ? limits.lowerBound : 1
        }
        guard limits.contains(row.minimum) else {
            throw SQLError(
                "22023", "MINVALUE (\(row.minimum)) is out of range for sequence data type \(typeName)",
                range: given["minvalue"]?.node.byteRange)
        }
        guard row.minimum < row.maximum else {
            throw SQLError("22023", "MINVALUE (\(row.minimum)) must be less than MAXVALUE (\(row.maximum))")
        }
    }

    private func setStart(_ given: [String: DefElem], of row: inout SequenceRow, isNew: Bool) throws(SQLError) {
        if let option = given["start"] {
            row.start = try integer(option)
        } else if isNew {
            row.start = row.increment > 0 ? row.minimum : row.maximum
        }
        func check(_ value: Int64, _ what: String) throws(SQLError) {
            if value < row.minimum {
                throw SQLError("22023", "\(what) value (\(value)) cannot be less than MINVALUE (\(row.minimum))")
            }
            if value > row.maximum {
                throw SQLError("22023", "\(what) value (\(value)) cannot be greater than MAXVALUE (\(row.maximum))")
            }
        }
        try check(row.start, "START")
        if let option = given["restart"] { try check(option.arg == nil ? row.start : try integer(option), "RESTART") }
    }

    /// `defGetInt64`.
    private func integer(_ option: DefElem) throws(SQLError) -> Int64 {
        if let value = option.arg?.integerNodeValue { return Int64(value) }
        guard let digits = option.arg?.floatNodeValue else {
            throw .syntax("\(option.defname ?? "") requires a numeric value", range: option.node.byteRange)
        }
        if let value = Int64(digits) { return value }
        let isWhole = digits.drop { $0 == "-" }.allSatisfy(\.isNumber)
        throw SQLError(
            isWhole ? "22003" : "22P02",
            isWhole
                ? "value \"\(digits)\" is out of range for type bigint"
                : "invalid input syntax for type bigint: \"\(digits)\"", range: option.node.byteRange)
    }
}
