import PostgresSyntax

/// Types by name.
extension Executor {
    /// The type that a `TypeName` means, with its modifier: `typenameType`.
    func type(_ name: TypeName) throws(SQLError) -> TypeReference {
        guard let oid = try findType(name) else {
            throw .undefinedType(text(of: name), range: name.node.byteRange)
        }
        let modifier = try modifier(of: name, type: oid)
        guard database.types[oid]?.isDefined == true else {
            throw SQLError("42704", "type \"\(text(of: name))\" is only a shell", range: name.node.byteRange)
        }
        return TypeReference(oid, modifier: modifier)
    }

    /// The type that a `TypeName` means, shell types among them; nil if there is none: `LookupTypeName`.
    ///
    /// - Parameter isMissingOK: whether a schema, table or column that does not exist is no error either.
    func findType(_ name: TypeName, isMissingOK: Bool = false) throws(SQLError) -> OID? {
        let parts = name.names.strings
        if name.pctType { return try typeOfColumn(parts, isMissingOK: isMissingOK, range: name.node.byteRange) }
        if isMissingOK, parts.count > 1, database.namespaces.find(parts[parts.count - 2]) == nil { return nil }
        guard let found = try find(database.types, parts, range: name.node.byteRange) else { return nil }
        if name.arrayBounds.isEmpty { return found }
        let array = database.types[found]?.array ?? .none
        return array == .none ? nil : array
    }

    /// The type of a possibly qualified name, shell types among them; nil if there is none.
    func findType(_ parts: [String]) throws(SQLError) -> OID? { try find(database.types, parts) }

    /// `name%TYPE`: the type of a column.
    private func typeOfColumn(_ parts: [String], isMissingOK: Bool, range: Range<Int>) throws(SQLError) -> OID? {
        guard parts.count > 1 else {
            throw .syntax(
                "improper %TYPE reference (too few dotted names): \(parts.joined(separator: "."))", range: range)
        }
        guard parts.count < 5 else {
            throw .syntax(
                "improper %TYPE reference (too many dotted names): \(parts.joined(separator: "."))", range: range)
        }
        let relationParts = Array(parts.dropLast())
        if isMissingOK, parts.count > 2, database.namespaces.find(parts[parts.count - 3]) == nil { return nil }
        guard let oid = try find(database.relations, relationParts, range: range),
            let relation = database.relations[oid]
        else {
            if isMissingOK { return nil }
            throw .undefinedTable(relationParts.suffix(2).joined(separator: "."), range: range)
        }
        if let attribute = relation.attribute(parts[parts.count - 1]) { return attribute.row.type.oid }
        if isMissingOK { return nil }
        throw .undefinedColumn(parts[parts.count - 1], of: relation.name, range: range)
    }

    /// A `TypeName` in messages: `TypeNameToString`.
    func text(of name: TypeName) -> String { name.writtenName }
}
