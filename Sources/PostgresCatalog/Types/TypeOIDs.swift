/// Types that PostgreSQL's rules speak of by name.
extension OID {
    package static let bool = OID(16)
    package static let bytea = OID(17)
    package static let char = OID(18)
    package static let name = OID(19)
    package static let int8 = OID(20)
    package static let int2 = OID(21)
    package static let int2vector = OID(22)
    package static let int4 = OID(23)
    package static let regproc = OID(24)
    package static let text = OID(25)
    package static let oid = OID(26)
    package static let tid = OID(27)
    package static let xid = OID(28)
    package static let cid = OID(29)
    package static let oidvector = OID(30)
    package static let json = OID(114)
    package static let xml = OID(142)
    package static let float4 = OID(700)
    package static let float8 = OID(701)
    /// `unknown`: that of a string constant whose type its place decides.
    package static let unknown = OID(705)
    package static let bpchar = OID(1042)
    package static let varchar = OID(1043)
    package static let date = OID(1082)
    package static let time = OID(1083)
    package static let timestamp = OID(1114)
    package static let timestamptz = OID(1184)
    package static let interval = OID(1186)
    package static let timetz = OID(1266)
    package static let bit = OID(1560)
    package static let varbit = OID(1562)
    package static let money = OID(790)
    package static let numeric = OID(1700)
    package static let uuid = OID(2950)
    package static let refcursor = OID(1790)
    package static let regprocedure = OID(2202)
    package static let regoper = OID(2203)
    package static let regoperator = OID(2204)
    package static let regclass = OID(2205)
    package static let regtype = OID(2206)
    package static let textArray = OID(1009)
    package static let tsquery = OID(3615)
    package static let regconfig = OID(3734)
    package static let regdictionary = OID(3769)
    package static let jsonb = OID(3802)
    package static let regnamespace = OID(4089)
    package static let regrole = OID(4096)
    package static let regcollation = OID(4191)
    package static let jsonpath = OID(4072)
}

/// Pseudo-types.
extension OID {
    package static let record = OID(2249)
    package static let cstring = OID(2275)
    package static let any = OID(2276)
    package static let anyarray = OID(2277)
    package static let void = OID(2278)
    package static let trigger = OID(2279)
    package static let languageHandler = OID(2280)
    package static let `internal` = OID(2281)
    package static let anyelement = OID(2283)
    package static let recordArray = OID(2287)
    package static let anynonarray = OID(2776)
    package static let fdwHandler = OID(3115)
    package static let indexAMHandler = OID(325)
    package static let tableAMHandler = OID(269)
    package static let tsmHandler = OID(3310)
    package static let anyenum = OID(3500)
    package static let anyrange = OID(3831)
    package static let eventTrigger = OID(3838)
    package static let anymultirange = OID(4537)
    package static let anycompatible = OID(5077)
    package static let anycompatiblearray = OID(5078)
    package static let anycompatiblenonarray = OID(5079)
    package static let anycompatiblerange = OID(5080)
    package static let anycompatiblemultirange = OID(4538)
}

/// Other objects that PostgreSQL's rules speak of.
extension OID {
    package static let defaultCollation = OID(100)
    package static let internalLanguage = OID(12)
    package static let cLanguage = OID(13)
    package static let sqlLanguage = OID(14)
    package static let btree = OID(403)
    package static let hash = OID(405)
    package static let gist = OID(783)
    package static let gin = OID(2742)
    package static let brin = OID(3580)
    package static let spgist = OID(4000)
}

extension TypeRow {
    /// What a function of ``functions`` does; its place there.
    package enum FunctionRole: Int {
        case input, output, receive, send, modifierInput, modifierOutput, analyze, subscripting
    }

    /// ``OID/none`` if there is none.
    package func function(_ role: FunctionRole) -> OID {
        functions.indices.contains(role.rawValue) ? functions[role.rawValue] : .none
    }

    /// The functions of a type in the order of ``FunctionRole``, by their numbers.
    package static func functions(
        _ input: UInt32, _ output: UInt32, _ receive: UInt32, _ send: UInt32, analyze: UInt32 = 0,
        subscripting: UInt32 = 0
    ) -> [OID] {
        [input, output, receive, send, 0, 0, analyze, subscripting].map(OID.init)
    }
}
