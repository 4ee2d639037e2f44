/// What an object was when it was dropped, as far as a server can be asked whether it still has it.
public struct DroppedObject: Sendable {
    /// What it was called.
    public let identity: ObjectIdentity
    /// The columns of a relation; the one that it was, if it was a column.
    public let columns: [NamedColumnType]
    /// What a routine returned, as SQL.
    public let result: String?
}

/// A column's name and type.
public struct NamedColumnType: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its type.
    public let type: ColumnType

    package init(name: String, type: ColumnType) {
        self.name = name
        self.type = type
    }
}

/// The type of a column, in terms that a server can be asked for under any search path.
public struct ColumnType: Hashable, Sendable {
    /// The type with its schema, as `to_regtype()` reads it.
    public let name: String
    /// `atttypmod`; -1 if there is none.
    public let modifier: Int32
}

/// A column that got another type.
public struct Retyping: Sendable {
    /// The column.
    public let column: ObjectAddress
    /// Its types before and after.
    public let old, new: ColumnType
}

extension Database {
    /// What an object was when it was dropped; nil if it was not.
    public func dropped(_ object: ObjectAddress) -> DroppedObject? { traces.dropped[object] }

    /// The columns that a relation has in the end.
    public func columnTypes(of object: ObjectAddress) -> [NamedColumnType] {
        guard object.catalog == .relation, let row = relations[object.oid] else { return [] }
        return row.liveAttributes.map { namedType($0.row) }
    }

    /// The type that a column has in the end; nil if there is no such column.
    public func columnType(of column: ObjectAddress) -> ColumnType? {
        guard column.catalog == .relation, let row = relations[column.oid], column.column > 0,
            Int(column.column) <= row.attributes.count, !row.attributes[Int(column.column) - 1].isDropped
        else { return nil }
        return columnType(row.attributes[Int(column.column) - 1].type)
    }

    /// What a routine returns in the end, as SQL; nil if there is none.
    public func resultTypeName(of object: ObjectAddress) -> String? {
        guard object.catalog == .procedure else { return nil }
        return procedures[object.oid].map { formatType($0.returnType, alwaysQualified: true) }
    }

    /// What there is to remember of an object that is about to be dropped.
    func description(ofDropped object: ObjectAddress) -> DroppedObject? {
        guard let identity = objectIdentity(object) else { return nil }
        var columns: [NamedColumnType] = []
        if object.column > 0 {
            columns = relations[object.oid].map { [namedType($0.attributes[Int(object.column) - 1])] } ?? []
        } else {
            columns = columnTypes(of: object)
        }
        return DroppedObject(identity: identity, columns: columns, result: resultTypeName(of: object))
    }

    func columnType(_ type: TypeReference) -> ColumnType {
        ColumnType(name: formatType(type.oid, alwaysQualified: true), modifier: type.modifier)
    }

    private func namedType(_ row: AttributeRow) -> NamedColumnType {
        NamedColumnType(name: row.name, type: columnType(row.type))
    }
}
