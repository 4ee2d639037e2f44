/// What the control file of an extension says, as far as it decides what CREATE EXTENSION does.
struct ExtensionControl {
    var name: String
    /// The version that is installed where none is asked for.
    var version: String?
    var isRelocatable = true
    /// The only schema it can be in.
    var schema: String?
    /// The extensions it needs.
    var requires: [String] = []
    /// The language that it brings, where that is all that is known of its members.
    var language: String?
    /// The text that holds its members; nil if they are not known.
    var members: StaticString?
    /// Whether it is an extension that there is, as far as is known.
    var isKnownByName = true
}

extension ExtensionControl {
    /// What is known of the extension of this name.
    init(named name: String) {
        self.init(name: name)
        if let members = CatalogSnapshot.members(ofExtension: name) {
            self.members = members
            var reader = SnapshotReader(members)
            _ = reader.section()
            readSnapshot(&reader)
        } else {
            isKnownByName = readOthers()
        }
    }

    /// Reads the section that a text of members begins with.
    private mutating func readSnapshot(_ reader: inout SnapshotReader) {
        name = reader.string()
        version = reader.string()
        isRelocatable = reader.flag()
        let schema = reader.string()
        if !schema.isEmpty { self.schema = schema }
        requires = reader.list { $0.word() }
    }

    /// Looks it up among the extensions of which only this is known.
    private mutating func readOthers() -> Bool {
        var reader = SnapshotReader(CatalogSnapshot.otherExtensions)
        while !reader.isAtEnd {
            let isMeant = reader.string() == name
            let isRelocatable = reader.flag()
            let schema = reader.string()
            let requires = reader.list { $0.word() }
            let language = reader.string()
            guard isMeant else { continue }
            self.isRelocatable = isRelocatable
            if !schema.isEmpty { self.schema = schema }
            self.requires = requires
            if !language.isEmpty { self.language = language }
            return true
        }
        return false
    }
}
