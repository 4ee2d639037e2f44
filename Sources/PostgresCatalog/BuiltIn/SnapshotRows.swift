/// A row that a text of ``CatalogSnapshot`` holds, its fields in the order of the section's columns, without the number
/// before them. The first one is the name it is found by.
protocol SnapshotRow: CatalogRow {
    /// Whether the second field is the schema, and so the scope of the name.
    static var isInSchema: Bool { get }
    init(reading reader: inout SnapshotReader)
}

extension SnapshotRow {
    static var isInSchema: Bool { true }
}

extension NamespaceRow: SnapshotRow {
    static var isInSchema: Bool { false }

    init(reading reader: inout SnapshotReader) { self.init(name: reader.string()) }
}

extension TypeRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), kind: Kind(rawValue: reader.letter()!)!,
            category: reader.letter()!, isPreferred: reader.flag(), isDefined: reader.flag(), relation: reader.oid(),
            element: reader.oid(), array: reader.oid(), isTrueArray: reader.flag())
        let base = TypeReference(reader.oid(), modifier: reader.integer())
        if base.oid != .none { self.base = base }
        collation = reader.oid()
        subtype = reader.oid()
        rangePartner = reader.oid()
        length = reader.integer()
        isPassedByValue = reader.flag()
        alignment = reader.letter()!
        storage = reader.letter()!
        delimiter = reader.letter()!
        functions = reader.oids()
        isSubscriptable = functions.last != OID.none
        labels = reader.list { $0.word() }
    }
}

extension ProcedureRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), kind: Kind(rawValue: reader.letter()!)!,
            language: reader.oid(), returnType: reader.oid(), returnsSet: reader.flag(), argumentTypes: reader.oids(),
            parameters: reader.list {
                Parameter(mode: Mode(rawValue: $0.letter()!)!, type: $0.oid(), name: $0.word())
            },
            defaultCount: reader.integer(), variadicType: reader.oid(), volatility: reader.letter()!,
            isStrict: reader.flag())
        aggregateKind = reader.letter().flatMap(AggregateKind.init)
        directArgumentCount = reader.integer()
        transitionType = reader.oid()
    }
}

extension OperatorRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), left: reader.oid(), right: reader.oid(), result: reader.oid(),
            procedure: reader.oid(), commutator: reader.oid(), negator: reader.oid(), restriction: reader.oid(),
            join: reader.oid(), canMerge: reader.flag(), canHash: reader.flag())
    }
}

extension CastRow: SnapshotRow {
    static var isInSchema: Bool { false }

    init(reading reader: inout SnapshotReader) {
        self.init(
            source: reader.oid(), target: reader.oid(), function: reader.oid(),
            context: Context(rawValue: reader.letter()!)!, method: Method(rawValue: reader.letter()!)!)
    }
}

extension OperatorClassRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), accessMethod: reader.oid(), family: reader.oid(),
            inputType: reader.oid(), keyType: reader.oid(), isDefault: reader.flag())
    }
}

extension OperatorFamilyRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), accessMethod: reader.oid(),
            operators: reader.list(Member.init), procedures: reader.list(Member.init))
    }
}

extension OperatorFamilyRow.Member {
    init(reading reader: inout SnapshotReader) {
        self.init(
            oid: reader.oid(), number: reader.integer(), left: reader.oid(), right: reader.oid(), object: reader.oid(),
            sortFamily: reader.oid())
    }
}

extension AccessMethodRow: SnapshotRow {
    static var isInSchema: Bool { false }

    init(reading reader: inout SnapshotReader) {
        self.init(name: reader.string(), type: reader.letter()!, handler: reader.oid())
    }
}

extension CollationRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), isDeterministic: reader.flag(), provider: reader.letter()!)
        let locale = reader.string()
        if !locale.isEmpty { self.locale = locale }
    }
}

extension ConversionRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), function: reader.oid(), isDefault: reader.flag(),
            sourceEncoding: reader.string(), targetEncoding: reader.string())
    }
}

extension LanguageRow: SnapshotRow {
    static var isInSchema: Bool { false }

    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), isTrusted: reader.flag(), handler: reader.oid(), inline: reader.oid(),
            validator: reader.oid())
    }
}

extension TextSearchRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(name: reader.string(), schema: reader.oid(), references: reader.oids())
        for (token, dictionary) in reader.list({ ($0.word(), $0.oid()) }) {
            mapping[token, default: []].append(dictionary)
        }
        let options = reader.string()
        if !options.isEmpty { self.options = options.split(separator: ",").map(String.init) }
    }
}

extension TransformRow: SnapshotRow {
    static var isInSchema: Bool { false }

    init(reading reader: inout SnapshotReader) {
        self.init(type: reader.oid(), language: reader.oid(), fromSQL: reader.oid(), toSQL: reader.oid())
    }
}

extension NamedRow: SnapshotRow {
    static var isInSchema: Bool { false }

    init(reading reader: inout SnapshotReader) { self.init(name: reader.string(), references: reader.oids()) }
}

extension RelationRow: SnapshotRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), kind: Kind(rawValue: reader.letter()!)!, rowType: reader.oid())
        accessMethod = reader.oid()
        attributes = reader.list(AttributeRow.init)
    }
}

extension AttributeRow {
    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.word(), type: TypeReference(reader.oid(), modifier: reader.integer()), collation: reader.oid(),
            isNotNull: reader.flag())
    }
}

extension RoleRow: SnapshotRow {
    static var isInSchema: Bool { false }

    init(reading reader: inout SnapshotReader) { self.init(name: reader.string(), memberOf: reader.oids()) }
}

extension ExtensionRow: SnapshotRow {
    static var isInSchema: Bool { false }

    init(reading reader: inout SnapshotReader) {
        self.init(
            name: reader.string(), schema: reader.oid(), version: reader.string(), isRelocatable: reader.flag())
    }
}
