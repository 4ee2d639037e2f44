/// What extensions bring, from the snapshot.
///
/// That members need one another and their schema is not recorded: they go with their extension.
extension Executor {
    /// Makes the members of an extension that was just created.
    func createMembers(_ control: ExtensionControl, _ numbers: SnapshotReader.Members) {
        creatingExtension = numbers.base
        defer { creatingExtension = .none }
        if let language = control.language {
            let oid = database.newOID()
            database.languages.insert(LanguageRow(name: language), oid)
            register(ObjectAddress(.language, oid))
        }
        guard let text = control.members else { return }
        var reader = SnapshotReader(text, members: numbers)
        while !reader.isAtEnd { readSection(&reader) }
        database.reserveOIDs(through: reader.highest)
    }

    private func readSection(_ reader: inout SnapshotReader) {
        switch reader.section() {
        case "namespaces": readMembers(&reader, \.namespaces, .namespace)
        case "types":
            readRows(&reader, \.types) { oid, row in
                if row.isTrueArray, !row.element.isBuiltIn {
                    self.registerPart(ObjectAddress(.type, oid), of: ObjectAddress(.type, row.element))
                } else if row.kind == .multirange {
                    self.registerPart(ObjectAddress(.type, oid), of: ObjectAddress(.type, row.rangePartner))
                } else if row.kind != .composite {
                    self.register(ObjectAddress(.type, oid))
                }
            }
        case "relations":
            readRows(&reader, \.relations) { oid, row in
                let relation = ObjectAddress(.relation, oid)
                let type = ObjectAddress(.type, row.rowType)
                let isType = row.kind == .compositeType
                self.register(isType ? type : relation)
                self.registerPart(isType ? relation : type, of: isType ? type : relation)
            }
        case "procedures": readMembers(&reader, \.procedures, .procedure)
        case "operators": readMembers(&reader, \.operators, .operator)
        case "casts": readMembers(&reader, \.casts, .cast)
        case "operator-families": readMembers(&reader, \.operatorFamilies, .operatorFamily)
        case "operator-classes": readMembers(&reader, \.operatorClasses, .operatorClass)
        case "access-methods": readMembers(&reader, \.accessMethods, .accessMethod)
        case "collations": readMembers(&reader, \.collations, .collation)
        case "conversions": readMembers(&reader, \.conversions, .conversion)
        case "languages": readMembers(&reader, \.languages, .language)
        case "text-search-parsers": readMembers(&reader, \.textSearchParsers, .textSearchParser)
        case "text-search-templates": readMembers(&reader, \.textSearchTemplates, .textSearchTemplate)
        case "text-search-dictionaries": readMembers(&reader, \.textSearchDictionaries, .textSearchDictionary)
        case "text-search-configurations": readMembers(&reader, \.textSearchConfigurations, .textSearchConfiguration)
        case "domain-constraints": readDomainConstraints(&reader)
        case "transforms": readMembers(&reader, \.transforms, .transform)
        case "foreign-data-wrappers": readMembers(&reader, \.foreignDataWrappers, .foreignDataWrapper)
        default:
            // The extension itself.
            _ = reader.bytes()
            reader.skipRest()
        }
    }

    private func readMembers<Row: SnapshotRow>(
        _ reader: inout SnapshotReader, _ table: KeyPath<Database, CatalogTable<Row>>,
        _ catalog: CatalogClass
    ) {
        readRows(&reader, table) { oid, _ in self.register(ObjectAddress(catalog, oid)) }
    }

    private func readRows<Row: SnapshotRow>(
        _ reader: inout SnapshotReader, _ table: KeyPath<Database, CatalogTable<Row>>,
        register: (OID, Row) -> Void
    ) {
        while !reader.isAtEnd, !reader.isAtSection {
            let oid = reader.oid()
            let row = Row(reading: &reader)
            database[keyPath: table].insert(row, oid)
            register(oid, row)
        }
    }

    /// The constraints of a domain are no members; each needs the domain and the functions it calls.
    private func readDomainConstraints(_ reader: inout SnapshotReader) {
        let current = creatingExtension
        creatingExtension = .none
        defer { creatingExtension = current }
        while !reader.isAtEnd, !reader.isAtSection {
            let address = ObjectAddress(.constraint, reader.oid())
            let row = ConstraintRow(name: reader.string(), kind: .check, domain: reader.oid())
            database.constraints.insert(row, address.oid)
            register(address)
            depend(address, on: ObjectAddress(.type, row.domain), .auto)
            for function in reader.oids() { depend(address, on: ObjectAddress(.procedure, function)) }
        }
    }

    /// Registers what is no member itself, but a part of one.
    private func registerPart(_ part: ObjectAddress, of owner: ObjectAddress) {
        let current = creatingExtension
        creatingExtension = .none
        register(part)
        creatingExtension = current
        depend(part, on: owner, .internal)
    }
}
