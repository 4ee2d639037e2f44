/// The system catalog that holds objects of a kind.
public enum CatalogClass: UInt8, Hashable, Sendable, CaseIterable {
    case relation, type, procedure, namespace, constraint, attributeDefault, `operator`, operatorClass, operatorFamily
    case accessMethodOperator, accessMethodProcedure, accessMethod, cast, collation, conversion, language, rewrite
    case trigger, policy, eventTrigger, `extension`, foreignDataWrapper, foreignServer, userMapping, statistics
    case textSearchParser, textSearchTemplate, textSearchDictionary, textSearchConfiguration, publication
    case publicationRelation, publicationNamespace, subscription, transform, largeObject, defaultACL, role,
        roleMembership
    case tablespace, database, parameterACL
}

/// Which object, or which column of it: what `pg_depend` holds twice in a row.
public struct ObjectAddress: Hashable, Sendable {
    /// The catalog it is in.
    public let catalog: CatalogClass
    /// Its number there.
    public let oid: OID
    /// The number of a relation's column, from 1; 0 for the whole object.
    public let column: Int16

    package init(_ catalog: CatalogClass, _ oid: OID, column: Int16 = 0) {
        self.catalog = catalog
        self.oid = oid
        self.column = column
    }

    /// Hashes all three numbers as one.
    public func hash(into hasher: inout Hasher) {
        let column = UInt64(UInt16(bitPattern: column))
        hasher.combine(UInt64(catalog.rawValue) << 48 | UInt64(oid.rawValue) << 16 | column)
    }

    /// The object without the column.
    public var whole: ObjectAddress { ObjectAddress(catalog, oid) }

    /// Whether it can be dropped: what every database has from the beginning cannot, but for the schema `public`.
    var isDroppable: Bool { !oid.isBuiltIn || (catalog == .namespace && oid == .publicSchema) }
}
