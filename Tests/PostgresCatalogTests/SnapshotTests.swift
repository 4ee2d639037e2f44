import Testing

@testable import PostgresCatalog

/// What PostgreSQL holds from the beginning.
@Suite struct SnapshotTests {
    private let database = Database()

    @Test func everyCatalogIsRead() {
        #expect(BuiltIn.namespaces.all.count == 4)
        #expect(BuiltIn.types.all.count == 621)
        #expect(BuiltIn.procedures.all.count == 3413)
        #expect(BuiltIn.operators.all.count == 799)
        #expect(BuiltIn.casts.all.count == 235)
        #expect(BuiltIn.operatorClasses.all.count == 177)
        #expect(BuiltIn.operatorFamilies.all.count == 146)
        #expect(BuiltIn.operatorFamilies.all.map(\.row.operators.count).reduce(0, +) == 945)
        #expect(BuiltIn.operatorFamilies.all.map(\.row.procedures.count).reduce(0, +) == 714)
        #expect(BuiltIn.accessMethods.all.count == 7)
        #expect(BuiltIn.collations.all.count == 8)
        #expect(BuiltIn.conversions.all.count == 128)
        #expect(BuiltIn.languages.all.map(\.row.name) == ["c", "internal", "plpgsql", "sql"])
        #expect(BuiltIn.textSearchParsers.all.count == 1)
        #expect(BuiltIn.textSearchTemplates.all.count == 5)
        #expect(BuiltIn.textSearchDictionaries.all.count == 30)
        #expect(BuiltIn.textSearchConfigurations.all.count == 30)
        #expect(BuiltIn.roles.all.count == 17)
        #expect(BuiltIn.relations.all.count == 213)
        #expect(BuiltIn.relations.all.map(\.row.attributes.count).reduce(0, +) == 2119)
        #expect(BuiltIn.extensions.all.map(\.row.name) == ["plpgsql"])
    }

    @Test func everyRowIsFoundByItsName() {
        expectFound(BuiltIn.namespaces)
        expectFound(BuiltIn.relations)
        expectFound(BuiltIn.types)
        expectFound(BuiltIn.procedures)
        expectFound(BuiltIn.operators)
        expectFound(BuiltIn.casts)
        expectFound(BuiltIn.operatorClasses)
        expectFound(BuiltIn.operatorFamilies)
        expectFound(BuiltIn.collations)
        expectFound(BuiltIn.conversions)
        expectFound(BuiltIn.roles)
    }

    private func expectFound<Row: CatalogRow>(_ table: BuiltInTable<Row>) {
        let lost = table.all.filter { oid, row in !table.find(row.name, in: row.scope).contains(oid) }
        #expect(lost.isEmpty, "\(Row.self): \(lost.map(\.row.name))")
        #expect(table.find("no such name", in: .pgCatalog).isEmpty)
    }

    @Test func typesAreFoundByNameAndNumber() throws {
        let integer = try #require(database.types.find("int4", in: .pgCatalog))
        #expect(integer == OID(23))
        let row = try #require(database.types[integer])
        #expect(row.name == "int4" && row.kind == .base && row.category == "N" && row.array == OID(1007))
        #expect(row.length == 4 && row.isPassedByValue && row.alignment == "i" && row.storage == "p")
        let array = try #require(database.types[row.array])
        #expect(array.name == "_int4" && array.isTrueArray && array.isSubscriptable && array.element == integer)
        let range = try #require(database.types.find("int4range", in: .pgCatalog).flatMap { database.types[$0] })
        #expect(range.kind == .range && range.subtype == integer)
        #expect(database.types[range.rangePartner]?.name == "int4multirange")
        #expect(database.types.find("int4", in: .publicSchema) == nil)
        let identifier = database.types.find("sql_identifier", in: .informationSchema)
        #expect(identifier.flatMap { database.types[$0] }?.base?.oid == database.types.find("name", in: .pgCatalog))
    }

    @Test func routinesHaveTheirParameters() throws {
        let overloads = database.procedures.findAll("generate_series", in: .pgCatalog)
        #expect(overloads.count == 9)
        #expect(overloads.allSatisfy { database.procedures[$0]?.returnsSet == true })
        let make = try #require(database.procedures.find("make_interval", in: .pgCatalog))
        let row = try #require(database.procedures[make])
        #expect(row.parameters.map(\.name) == ["years", "months", "weeks", "days", "hours", "mins", "secs"])
        #expect(row.defaultCount == 7 && row.isStrict && row.volatility == "i")
        let percentile = database.procedures.findAll("percentile_cont", in: .pgCatalog)
        #expect(percentile.allSatisfy { database.procedures[$0]?.aggregateKind == .orderedSet })
        #expect(percentile.allSatisfy { database.procedures[$0]?.directArgumentCount == 1 })
        let concat = try #require(
            database.procedures.find("concat", in: .pgCatalog).flatMap { database.procedures[$0] })
        #expect(concat.variadicType == OID(2276) && concat.parameters.isEmpty == false)
    }

    @Test func systemRelationsHaveTheirColumns() throws {
        let relation = try #require(database.relations.find("pg_class", in: .pgCatalog))
        let row = try #require(database.relations[relation])
        #expect(row.kind == .table && row.attribute("relname")?.row.type.oid == OID(19))
        #expect(database.types[row.rowType]?.relation == relation)
        #expect(database.relations.find("columns", in: .informationSchema) != nil)
    }

    @Test func castsAreFoundByTheirTypes() throws {
        let cast = try #require(database.casts.find(CastRow.name(OID(23), OID(20))))
        #expect(database.casts[cast]?.context == .implicit)
        #expect(database.casts.find(CastRow.name(OID(20), OID(3802))) == nil)
    }
}
