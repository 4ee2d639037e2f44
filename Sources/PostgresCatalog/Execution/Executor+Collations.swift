/// Collations by name.
extension Executor {
    /// `get_collation_oid`; a collation of the server's locales is taken as existing, like its roles.
    func collation(named parts: [String], range: Range<Int>?) throws(SQLError) -> OID {
        if let found = try find(database.collations, parts, range: range) { return found }
        let name = parts.last ?? ""
        let isUnqualified = parts.count == 1 || parts[parts.count - 2] == "pg_catalog"
        if options.assumesCollations, isUnqualified, let provider = ServerCollation.provider(of: name) {
            let oid = database.newServerOID()
            let row = CollationRow(name: name, schema: .pgCatalog, provider: provider, locale: name)
            database.collations.insert(row, oid)
            return oid
        }
        throw SQLError(
            "42704", "collation \"\(parts.joined(separator: "."))\" for encoding \"UTF8\" does not exist", range: range)
    }
}

/// The collations that initdb makes of the locales of a server, which differ between servers.
private enum ServerCollation {
    /// `collprovider` of a collation of this name: i for `de-AT-x-icu`, c for `de_AT` or `de_AT.utf8`; nil if no server
    /// with databases in UTF-8 gives it.
    static func provider(of name: String) -> Character? {
        if name.hasSuffix("-x-icu") { return "i" }
        let withoutModifier = name.split(separator: "@", maxSplits: 1).first ?? ""
        let parts = withoutModifier.split(separator: ".", maxSplits: 1)
        guard let locale = parts.first else { return nil }
        if parts.count == 2, !["utf8", "utf-8"].contains(parts[1].lowercased()) { return nil }
        if locale == "C" || locale == "POSIX" { return parts.count == 2 ? "c" : nil }
        let words = locale.split(separator: "_", omittingEmptySubsequences: false)
        guard words.count == 2, 2...3 ~= words[0].utf8.count, words[1].utf8.count == 2 else { return nil }
        let isLocale =
            words[0].utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
            && words[1].utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
        return isLocale ? "c" : nil
    }
}
