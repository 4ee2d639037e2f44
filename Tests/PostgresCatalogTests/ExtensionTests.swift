import PostgresSyntax
import Testing

@testable import PostgresCatalog

/// CREATE and ALTER EXTENSION, and what extensions bring.
@Suite struct ExtensionTests {
    private func run(_ script: String) -> Executor {
        let executor = Executor()
        executor.run(SyntaxTree.parse(SourceText(name: "test.sql", text: script)), script: 0)
        return executor
    }

    @Test func membersAreFoundInTheSchemaOfTheExtension() throws {
        let executor = run("CREATE SCHEMA tools; CREATE EXTENSION citext SCHEMA tools;")
        let database = executor.database
        #expect(database.diagnostics.isEmpty)
        let schema = try #require(database.namespaces.find("tools"))
        let type = try #require(database.types.find("citext", in: schema))
        let row = try #require(database.types[type])
        #expect(row.category == "S" && row.collation == OID(100) && database.types[row.array]?.element == type)
        #expect(database.casts.find(CastRow.name(type, OID(25))) != nil)
        let found = try #require(database.extensions.find("citext"))
        #expect(database.records[ObjectAddress(.type, type)]?.memberOf == found)
        #expect(database.procedures.findAll("regexp_replace", in: schema).count == 2)
        #expect(executor.database.newOID() > database.procedures.findAll("citext_hash", in: schema)[0])
    }

    @Test func numbersOfRequiredExtensionsAreTheirs() throws {
        let database = run("CREATE TYPE first AS ENUM (); CREATE EXTENSION earthdistance CASCADE;").database
        #expect(database.diagnostics.isEmpty)
        let earth = try #require(database.types.find("earth", in: .publicSchema))
        #expect(database.types[earth]?.base?.oid == database.types.find("cube", in: .publicSchema))
    }

    @Test(arguments: [
        ("CREATE EXTENSION earthdistance;", "required extension \"cube\" is not installed"),
        ("CREATE EXTENSION cube; CREATE EXTENSION cube;", "extension \"cube\" already exists"),
        ("CREATE EXTENSION plpgsql;", "extension \"plpgsql\" already exists"),
        ("CREATE EXTENSION \"a--b\";", "invalid extension name: \"a--b\""),
        (
            "CREATE EXTENSION plpython3u SCHEMA public;",
            "extension \"plpython3u\" must be installed in schema \"pg_catalog\""
        ),
        ("ALTER EXTENSION cube UPDATE;", "extension \"cube\" does not exist"),
        ("ALTER EXTENSION plpgsql ADD EXTENSION plpgsql;", "cannot add an object of this type to an extension"),
    ])
    func whatCannotBeDone(script: String, message: String) {
        #expect(run(script).database.diagnostics.map(\.message) == [message])
    }

    @Test func extensionsOfUnknownContentAreTaken() {
        let known = run("CREATE EXTENSION postgis; CREATE EXTENSION IF NOT EXISTS postgis;")
        #expect(known.database.diagnostics.isEmpty && known.mayComeFromExtension() == "postgis")
        let unknown = run("CREATE EXTENSION nobody_knows;")
        #expect(unknown.database.diagnostics.map(\.severity) == [.warning])
        #expect(unknown.mayComeFromExtension() == "nobody_knows")
        #expect(run("CREATE EXTENSION hstore;").mayComeFromExtension() == nil)
    }

    @Test func plpgsqlCanBeDroppedAndCreatedAgain() throws {
        let database = run("DROP EXTENSION plpgsql; CREATE EXTENSION plpgsql;").database
        #expect(database.diagnostics.isEmpty)
        let language = try #require(database.languages.find("plpgsql"))
        #expect(!language.isBuiltIn && database.records[ObjectAddress(.language, language)]?.memberOf != OID.none)
    }

    /// All of contrib can be created in one database, and no number means nothing.
    @Test func allExtensionsCanBeCreated() throws {
        let names = [
            "btree_gin", "btree_gist", "citext", "cube", "dblink", "earthdistance", "hstore", "intarray", "isn",
            "ltree",
            "pg_trgm", "pgcrypto", "postgres_fdw", "tablefunc", "unaccent", "uuid-ossp", "pg_stat_statements",
            "plpython3u", "hstore_plpython3u", "ltree_plpython3u", "bloom", "dict_int", "seg", "xml2",
        ]
        let database = run(names.map { "CREATE EXTENSION \"\($0)\";" }.joined()).database
        #expect(database.diagnostics.isEmpty)
        for (_, row) in database.procedures.userRows {
            #expect(database.types[row.returnType] != nil && row.argumentTypes.allSatisfy { database.types[$0] != nil })
        }
        for (_, row) in database.operatorClasses.userRows {
            #expect(database.operatorFamilies[row.family] != nil && database.types[row.inputType] != nil)
        }
        for (_, row) in database.types.userRows where row.isTrueArray {
            #expect(database.types[row.element]?.array != OID.none)
        }
    }
}

/// Collations that servers have of their own.
@Suite struct ServerCollationTests {
    @Test(arguments: [
        ("\"C\"", true), ("pg_catalog.\"default\"", true), ("\"de_AT\"", true), ("\"en_US.utf8\"", true),
        ("pg_catalog.\"de-x-icu\"", true), ("\"C.UTF-8\"", true), ("\"ca_ES@valencia\"", true), ("german", false),
        ("\"en_US.iso88591\"", false), ("information_schema.\"de_AT\"", false), ("\"de_at\"", false),
    ])
    func collationsOfLocalesAreTaken(name: String, exists: Bool) {
        let executor = Executor()
        let script = "CREATE TABLE named (name text COLLATE \(name));"
        executor.run(SyntaxTree.parse(SourceText(name: "test.sql", text: script)), script: 0)
        #expect(executor.database.diagnostics.isEmpty == exists)
    }
}
