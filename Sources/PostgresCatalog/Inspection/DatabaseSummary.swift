import PostgresSyntax

/// What a person wants to know first of the scripts that made a database.
public struct DatabaseSummary: Sendable {
    /// How many objects there are of each kind, the most frequent first.
    public var counts: [KindCount] = []
    /// What is defined where it was defined before, in the order of the statements.
    public var redefinitions: [Redefinition] = []
    /// What names mean nothing, in the order of the statements.
    public var unresolved: [UnresolvedReference] = []
    /// The files in the order in which they were run.
    public var files: [File] = []

    /// How many objects there are of a kind.
    public struct KindCount: Sendable {
        /// In PostgreSQL's words; constraints by what they do.
        public let kind: String
        /// How many.
        public let count: Int
    }

    /// A definition of what was defined before.
    public struct Redefinition: Sendable {
        /// What the second definition does.
        public enum Effect: String, Sendable {
            /// Nothing, because of `IF NOT EXISTS`.
            case skipped
            /// It takes the place of the first one.
            case replaces
            /// It fails.
            case fails
        }

        /// What is defined twice.
        public let name: ObjectName
        /// The statement that created it.
        public let first: StatementID
        /// The later definition.
        public let again: StatementID
        /// What that does.
        public let effect: Effect
    }

    /// A name that means nothing, wherever it is used.
    public struct UnresolvedReference: Sendable {
        /// PostgreSQL's words, such as `relation "items" does not exist`.
        public let message: String
        /// Where it is used.
        public internal(set) var places: [SourcePlace]
    }

    /// What a file contributes.
    public struct File: Sendable {
        /// The file's path as it was given.
        public let name: String
        /// How many statements it has.
        public internal(set) var statements = 0
        /// How many of them fail.
        public internal(set) var failures = 0
        /// How many objects of each kind come from it, the most frequent kind first.
        public internal(set) var creates: [KindCount] = []
        /// How many objects of other files it changes.
        public internal(set) var changes = 0
    }
}

extension Database {
    /// The conditions of a name that means nothing: undefined table, object, function, column and schema.
    public static let undefinedStates: Set<String> = ["42P01", "42704", "42883", "42703", "3F000"]
    /// The conditions of a name that is taken: duplicate table, object, function, column, schema and
    /// database.
    public static let duplicateStates: Set<String> = ["42P07", "42710", "42723", "42701", "42P06", "42P04"]

    /// What there is to say first.
    public func summary() -> DatabaseSummary {
        var summary = DatabaseSummary()
        let shown = records.addresses.filter(isShown)
        let counted = countedObjects(shown)
        summary.counts = Self.count(counted.map(\.kind))
        summary.redefinitions = redefinitions(shown)
        for diagnostic in diagnostics where Self.undefinedStates.contains(diagnostic.rule) {
            let (line, column) = diagnostic.source.position(at: diagnostic.range.lowerBound)
            let place = SourcePlace(file: diagnostic.source.name, line: line, column: column)
            if let known = summary.unresolved.firstIndex(where: { $0.message == diagnostic.message }) {
                summary.unresolved[known].places.append(place)
            } else {
                summary.unresolved.append(
                    DatabaseSummary.UnresolvedReference(message: diagnostic.message, places: [place]))
            }
        }
        summary.files = contributions(counted)
        return summary
    }

    /// The objects that are counted, with what they are counted as.
    private func countedObjects(_ shown: [ObjectAddress]) -> [(address: ObjectAddress, kind: String)] {
        // The indexes behind constraints are counted as those.
        var behind: Set<OID> = []
        for (_, row) in constraints.userRows where [.primaryKey, .unique, .exclusion].contains(row.kind) {
            behind.insert(row.index)
        }
        return shown.compactMap { address in
            if address.catalog == .relation, behind.contains(address.oid) { return nil }
            return countedKind(address).map { (address, $0) }
        }
    }

    /// What an object is counted as; nil for what is not counted.
    private func countedKind(_ address: ObjectAddress) -> String? {
        switch address.catalog {
        case .constraint:
            guard let row = constraints[address.oid], row.relation != .none, let words = row.kind.words else {
                return nil
            }
            return words.hasSuffix("key") ? words : words + " constraint"
        case .type:
            guard let row = types[address.oid], !row.isTrueArray, row.kind != .multirange else { return nil }
            if row.kind == .enum { return "enum" }
            if row.kind == .domain { return "domain" }
            if row.kind != .composite { return "type" }
            return relations[row.relation]?.kind == .compositeType ? "composite type" : nil
        case .relation where relations[address.oid]?.kind == .compositeType: return nil
        case .attributeDefault: return nil
        case .role where roles[address.oid]?.isAssumed == true: return nil
        default: return kindName(address)
        }
    }

    private static func count(_ kinds: [String]) -> [DatabaseSummary.KindCount] {
        Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { DatabaseSummary.KindCount(kind: $0.key, count: $0.value) }
    }

    // MARK: Files

    /// The file that a statement stands in.
    public func file(of statement: StatementID) -> String {
        let element = statements[statement.index].element
        return element.tree.source.origin(of: element.byteRange).source.name
    }

    /// The files that statements stand in, in the order in which they were run.
    public var files: [String] {
        var seen: Set<String> = []
        return statements.indices.map { file(of: StatementID(index: $0)) }.filter { seen.insert($0).inserted }
    }

    private func contributions(_ counted: [(address: ObjectAddress, kind: String)]) -> [DatabaseSummary.File] {
        var files: [DatabaseSummary.File] = []
        var places: [String: Int] = [:]
        var last = (name: "", place: -1)
        let fileOfStatement = statements.indices.map { index -> Int in
            let name = file(of: StatementID(index: index))
            if last.place >= 0, last.name == name { return last.place }
            let place = places[name] ?? files.count
            if place == files.count {
                places[name] = place
                files.append(DatabaseSummary.File(name: name))
            }
            last = (name, place)
            return place
        }
        for index in statements.indices {
            files[fileOfStatement[index]].statements += 1
            if !statements[index].succeeded { files[fileOfStatement[index]].failures += 1 }
        }
        var created = [[String]](repeating: [], count: files.count)
        for (address, kind) in counted {
            guard let list = records[address]?.statements, let creation = list.first else { continue }
            let home = fileOfStatement[creation.index]
            created[home].append(kind)
            if list.count == 1 { continue }
            for other in Set(list.map { fileOfStatement[$0.index] }) where other != home { files[other].changes += 1 }
        }
        for index in files.indices { files[index].creates = Self.count(created[index]) }
        return files
    }

    // MARK: What is defined again

    private func redefinitions(_ shown: [ObjectAddress]) -> [DatabaseSummary.Redefinition] {
        var touched = [[ObjectAddress]](repeating: [], count: statements.count)
        for address in shown {
            for statement in records[address]!.statements { touched[statement.index].append(address) }
        }
        var found: [DatabaseSummary.Redefinition] = []
        for index in statements.indices {
            let id = StatementID(index: index)
            let succeeded = statements[index].succeeded
            let isDuplicate = statements[index].sqlState.map(Self.duplicateStates.contains) ?? false
            guard succeeded || isDuplicate else { continue }
            let own = touched[index]
            // What made objects only, and all of them, defines nothing again.
            if !own.isEmpty, own.allSatisfy({ creation(of: $0) == id }) { continue }
            guard let node = statements[index].element.statement?.node, let definition = DefinedName(node) else {
                continue
            }
            let candidates = own.isEmpty ? objects(definition) : own.filter { ownName(of: $0) == definition.name }
            guard let address = candidates.first(where: { creation(of: $0).map { $0 < id } ?? false }) else { continue }
            found.append(
                DatabaseSummary.Redefinition(
                    name: name(of: address)!, first: creation(of: address)!, again: id,
                    effect: !succeeded ? .fails : own.isEmpty ? .skipped : .replaces))
        }
        return found
    }

    private func creation(of address: ObjectAddress) -> StatementID? { records[address]?.statements.first }

    /// The objects that a definition of this name may mean.
    private func objects(_ definition: DefinedName) -> [ObjectAddress] {
        let name = definition.name
        let catalog = definition.catalog
        let all: [OID] =
            switch catalog {
            case .relation: relations.findEverywhere(name)
            case .type: types.findEverywhere(name)
            case .procedure: procedures.findEverywhere(name)
            case .namespace: namespaces.findEverywhere(name)
            case .extension: extensions.findEverywhere(name)
            case .trigger: triggers.findEverywhere(name).filter { named(triggers[$0]?.relation, definition) }
            case .policy: policies.findEverywhere(name).filter { named(policies[$0]?.relation, definition) }
            case .rewrite: rewrites.findEverywhere(name).filter { named(rewrites[$0]?.relation, definition) }
            default: []
            }
        return all.map { ObjectAddress(catalog, $0) }.filter { address in
            guard let schema = definition.schema, let found = self.schema(of: address) else { return true }
            return namespaces[found]?.name == schema
        }
    }

    private func named(_ relation: OID?, _ definition: DefinedName) -> Bool {
        relation.flatMap { relations[$0]?.name } == definition.relation
    }
}

/// The name that a CREATE statement gives.
private struct DefinedName {
    let catalog: CatalogClass
    var schema: String?
    let name: String
    /// The table of a trigger, policy or rule.
    var relation: String?

    init?(_ node: Node) {
        switch node.kind {
        case .createStmt: self.init(CreateStmt(node)?.relation)
        case .createForeignTableStmt: self.init(CreateForeignTableStmt(node)?.base?.relation)
        case .viewStmt: self.init(ViewStmt(node)?.view)
        case .createTableAsStmt: self.init(CreateTableAsStmt(node)?.into?.rel)
        case .createSeqStmt: self.init(CreateSeqStmt(node)?.sequence)
        case .indexStmt:
            self.init(.relation, IndexStmt(node)?.idxname, schema: IndexStmt(node)?.relation?.schemaname)
        case .createFunctionStmt: self.init(.procedure, names: CreateFunctionStmt(node)?.funcname.strings)
        case .createEnumStmt: self.init(.type, names: CreateEnumStmt(node)?.typeName.strings)
        case .createRangeStmt: self.init(.type, names: CreateRangeStmt(node)?.typeName.strings)
        case .createDomainStmt: self.init(.type, names: CreateDomainStmt(node)?.domainname.strings)
        case .compositeTypeStmt:
            let type = CompositeTypeStmt(node)?.typevar
            self.init(.type, type?.relname, schema: type?.schemaname)
        case .createSchemaStmt: self.init(.namespace, CreateSchemaStmt(node)?.schemaname)
        case .createExtensionStmt: self.init(.extension, CreateExtensionStmt(node)?.extname)
        case .createTrigStmt:
            self.init(.trigger, CreateTrigStmt(node)?.trigname, relation: CreateTrigStmt(node)?.relation?.relname)
        case .createPolicyStmt:
            self.init(.policy, CreatePolicyStmt(node)?.policyName, relation: CreatePolicyStmt(node)?.table?.relname)
        case .ruleStmt:
            self.init(.rewrite, RuleStmt(node)?.rulename, relation: RuleStmt(node)?.relation?.relname)
        default: return nil
        }
    }

    private init?(_ catalog: CatalogClass, _ name: String?, schema: String? = nil, relation: String? = nil) {
        guard let name else { return nil }
        self.catalog = catalog
        self.schema = schema
        self.name = name
        self.relation = relation
    }

    private init?(_ relation: RangeVar?) {
        self.init(.relation, relation?.relname, schema: relation?.schemaname)
    }

    private init?(_ catalog: CatalogClass, names: [String]?) {
        guard let names, let name = names.last else { return nil }
        self.init(catalog, name, schema: names.count > 1 ? names[names.count - 2] : nil)
    }
}
