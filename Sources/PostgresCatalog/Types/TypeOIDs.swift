/// Types that PostgreSQL's rules speak of by name.
extension OID {
    static let bool = OID(16)
    static let bytea = OID(17)
    static let char = OID(18)
    static let name = OID(19)
    static let int8 = OID(20)
    static let int2 = OID(21)
    static let int2vector = OID(22)
    static let int4 = OID(23)
    static let regproc = OID(24)
    static let text = OID(25)
    static let oid = OID(26)
    static let tid = OID(27)
    static let xid = OID(28)
    static let cid = OID(29)
    static let oidvector = OID(30)
    static let json = OID(114)
    static let xml = OID(142)
    static let float4 = OID(700)
    static let float8 = OID(701)
    /// `unknown`: that of a string constant whose type its place decides.
    static let unknown = OID(705)
    static let bpchar = OID(1042)
    static let varchar = OID(1043)
    static let date = OID(1082)
    static let time = OID(1083)
    static let timestamp = OID(1114)
    static let timestamptz = OID(1184)
    static let interval = OID(1186)
    static let timetz = OID(1266)
    static let bit = OID(1560)
    static let varbit = OID(1562)
    static let numeric = OID(1700)
    static let refcursor = OID(1790)
    static let regprocedure = OID(2202)
    static let regoper = OID(2203)
    static let regoperator = OID(2204)
    static let regclass = OID(2205)
    static let regtype = OID(2206)
    static let textArray = OID(1009)
    static let tsquery = OID(3615)
    static let regconfig = OID(3734)
    static let regdictionary = OID(3769)
    static let jsonb = OID(3802)
    static let regnamespace = OID(4089)
    static let regrole = OID(4096)
    static let regcollation = OID(4191)
    static let jsonpath = OID(4072)
}

/// Pseudo-types.
extension OID {
    static let record = OID(2249)
    static let cstring = OID(2275)
    static let any = OID(2276)
    static let anyarray = OID(2277)
    static let void = OID(2278)
    static let trigger = OID(2279)
    static let languageHandler = OID(2280)
    static let `internal` = OID(2281)
    static let anyelement = OID(2283)
    static let recordArray = OID(2287)
    static let anynonarray = OID(2776)
    static let fdwHandler = OID(3115)
    static let indexAMHandler = OID(325)
    static let tableAMHandler = OID(269)
    static let tsmHandler = OID(3310)
    static let anyenum = OID(3500)
    static let anyrange = OID(3831)
    static let eventTrigger = OID(3838)
    static let anymultirange = OID(4537)
    static let anycompatible = OID(5077)
    static let anycompatiblearray = OID(5078)
    static let anycompatiblenonarray = OID(5079)
    static let anycompatiblerange = OID(5080)
    static let anycompatiblemultirange = OID(4538)
}

/// Other objects that PostgreSQL's rules speak of.
extension OID {
    static let defaultCollation = OID(100)
    static let internalLanguage = OID(12)
    static let cLanguage = OID(13)
    static let sqlLanguage = OID(14)
    static let btree = OID(403)
    static let hash = OID(405)
    static let gist = OID(783)
    static let gin = OID(2742)
    static let brin = OID(3580)
    static let spgist = OID(4000)
}

extension TypeRow {
    /// What a function of ``functions`` does; its place there.
    enum FunctionRole: Int {
        case input, output, receive, send, modifierInput, modifierOutput, analyze, subscripting
    }

    /// ``OID/none`` if there is none.
    func function(_ role: FunctionRole) -> OID {
        functions.indices.contains(role.rawValue) ? functions[role.rawValue] : .none
    }

    /// The functions of a type in the order of ``FunctionRole``, by their numbers.
    static func functions(
        _ input: UInt32, _ output: UInt32, _ receive: UInt32, _ send: UInt32, analyze: UInt32 = 0,
        subscripting: UInt32 = 0
    ) -> [OID] {
        [input, output, receive, send, 0, 0, analyze, subscripting].map(OID.init)
    }
}
