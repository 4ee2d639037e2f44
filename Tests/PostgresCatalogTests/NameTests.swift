import PostgresSyntax
import Testing

@testable import PostgresCatalog

@Suite struct NameTests {
    @Test(arguments: [
        ("plain", "plain"), ("a_1", "a_1"), ("_", "_"), ("1a", "\"1a\""), ("Mixed", "\"Mixed\""), ("a b", "\"a b\""),
        ("quote\"d", "\"quote\"\"d\""), ("", "\"\""), ("order", "\"order\""), ("user", "\"user\""),
        ("abort", "abort"), ("name", "name"), ("between", "\"between\""), ("left", "\"left\""), ("é", "\"é\""),
        ("a$b", "\"a$b\""),
    ])
    func identifiersAreQuotedAsPostgreSQLDoes(_ name: String, _ quoted: String) {
        #expect(QuotedName.identifier(name) == quoted)
    }

    @Test func literalsEscapeQuotesAndBackslashes() {
        #expect(QuotedName.literal("it's") == "'it''s'")
        #expect(QuotedName.literal(#"a\b'"#) == #"E'a\\b'''"#)
    }

    @Test func listsAndDottedNamesAreSplit() {
        #expect(QuotedName.split(#" Public, "$user" ,"A,b""c""#) == ["public", "$user", "A,b\"c"])
        #expect(QuotedName.split("") == [])
        #expect(QuotedName.split("a,,b") == nil)
        #expect(QuotedName.parts(#"App."T.x""#) == ["app", "T.x"])
        #expect(QuotedName.parts("a.") == nil)
    }

    @Test func identitiesAreThoseOfPostgreSQL() {
        let function = ObjectIdentity(
            .function, schema: "public", name: "f", arguments: ["integer", "pg_catalog.text"])
        #expect(function.identity == "public.f(integer,pg_catalog.text)")
        let constraint = ObjectIdentity(.tableConstraint, schema: "s", parent: "T", name: "order")
        #expect(constraint.identity == #""order" on s."T""#)
        #expect(ObjectIdentity(.defaultValue, schema: "s", parent: "t", name: "c").identity == "for s.t.c")
    }
}

@Suite struct AutomaticNameTests {
    private let long = String(repeating: "abcdefghij", count: 6)

    @Test func shortNamesAreJoined() {
        #expect(AutomaticName.make("t", "a", label: "key") == "t_a_key")
        #expect(AutomaticName.make("t", nil, label: "pkey") == "t_pkey")
    }

    @Test func theLongerPartIsCut() {
        let name = AutomaticName.make(long, "id", label: "fkey")
        #expect(name == long.prefix(55) + "_id_fkey")
        #expect(name.utf8.count == 63)
        let both = AutomaticName.make(long, long, label: "key")
        #expect(both == long.prefix(29) + "_" + long.prefix(29) + "_key")
    }

    @Test func namesAreCutBetweenCharacters() {
        let name = AutomaticName.make(String(repeating: "ü", count: 31), nil, label: "pkey")
        #expect(name == String(repeating: "ü", count: 29) + "_pkey")
    }

    @Test func takenNamesAreNumbered() {
        var taken: Set<String> = []
        let names = (0..<3).map { _ in
            let name = AutomaticName.choose("t", "a", label: "check") { taken.contains($0) }
            taken.insert(name)
            return name
        }
        #expect(names == ["t_a_check", "t_a_check1", "t_a_check2"])
    }

    @Test func columnsAreJoinedUntilTheNameIsFull() {
        #expect(AutomaticName.addition(["a", "b"]) == "a_b")
        #expect(AutomaticName.addition([long, "bcd", "x"]) == long + "_bcd")
        #expect(AutomaticName.indexColumns(["a", nil, nil, "a"]) == ["a", "expr", "expr1", "a1"])
    }
}
