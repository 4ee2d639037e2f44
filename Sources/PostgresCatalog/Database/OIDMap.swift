/// Values by the numbers of objects.
///
/// The numbers lie close together, so that slots in pages of ``pageSize`` take little room and nothing is hashed.
struct OIDMap<Value> {
    private static var pageSize: Int { 64 }

    private var pages: [[Value?]] = []
    /// The first page with slots.
    private var firstPage = Int.max

    subscript(_ oid: OID) -> Value? {
        get {
            let page = Int(oid.rawValue) / Self.pageSize
            guard page < pages.count, !pages[page].isEmpty else { return nil }
            return pages[page][Int(oid.rawValue) % Self.pageSize]
        }
        set {
            let page = Int(oid.rawValue) / Self.pageSize
            makePage(page)
            pages[page][Int(oid.rawValue) % Self.pageSize] = newValue
        }
    }

    /// Changes the value of `oid` where it is, `initial` if it has none.
    mutating func update(_ oid: OID, default initial: @autoclosure () -> Value, _ body: (inout Value) -> Void) {
        let page = Int(oid.rawValue) / Self.pageSize
        let slot = Int(oid.rawValue) % Self.pageSize
        makePage(page)
        if pages[page][slot] == nil { pages[page][slot] = initial() }
        body(&pages[page][slot]!)
    }

    private mutating func makePage(_ page: Int) {
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty { pages[page] = [Value?](repeating: nil, count: Self.pageSize) }
        firstPage = min(firstPage, page)
    }

    /// What `transform` makes of each value, by number.
    func compactMap<Result>(_ transform: (OID, Value) -> Result?) -> [Result] {
        var results: [Result] = []
        for page in pages.indices.dropFirst(firstPage) where !pages[page].isEmpty {
            for slot in 0..<Self.pageSize {
                guard let value = pages[page][slot] else { continue }
                if let result = transform(OID(UInt32(page * Self.pageSize + slot)), value) { results.append(result) }
            }
        }
        return results
    }
}

/// Values by the addresses of whole objects; the column of an address means nothing.
struct AddressMap<Value> {
    private var maps = [OIDMap<Value>](repeating: OIDMap(), count: CatalogClass.allCases.count)

    subscript(_ address: ObjectAddress) -> Value? {
        get { maps[Int(address.catalog.rawValue)][address.oid] }
        set { maps[Int(address.catalog.rawValue)][address.oid] = newValue }
    }

    /// Changes the value of `address` where it is, `initial` if it has none.
    mutating func update(
        _ address: ObjectAddress, default initial: @autoclosure () -> Value, _ body: (inout Value) -> Void
    ) {
        maps[Int(address.catalog.rawValue)].update(address.oid, default: initial(), body)
    }

    /// The addresses whose values are meant, by number, then by catalog.
    func addresses(where isMeant: (Value) -> Bool = { _ in true }) -> [ObjectAddress] {
        CatalogClass.allCases.flatMap { catalog in
            maps[Int(catalog.rawValue)].compactMap { oid, value in
                isMeant(value) ? ObjectAddress(catalog, oid) : nil
            }
        }.sorted { ($0.oid, $0.catalog.rawValue) < ($1.oid, $1.catalog.rawValue) }
    }
}
