import PostgresCatalog
import PostgresSyntax

/// The changes that a selection leaves in the script.
struct ChosenChanges {
    /// The changes that are left out.
    private(set) var leftOut: Set<ChangeID> = []
    /// What there is to say about it.
    private(set) var diagnostics: [Diagnostic] = []

    private let program: Program
    private let selection: Selection
    /// Whether objects are chosen, as far as it was asked for.
    private var isChosen: [ObjectAddress: Bool] = [:]

    init(_ program: Program, _ selection: Selection) {
        self.program = program
        self.selection = selection
        if selection.includesDependencies { addDependencies() }
        choose()
        if !selection.includesDependencies { reportMissing() }
        count()
    }

    // MARK: Objects

    /// Whether an object is chosen: it, or what it belongs to, and none of them left out.
    private mutating func chosen(_ object: ObjectAddress) -> Bool {
        if let known = isChosen[object] { return known }
        var chain: [ObjectIdentity] = []
        var next: ObjectAddress? = object
        // The deepest is the default of a column of a table.
        for _ in 0..<5 {
            guard let part = next else { break }
            if let identity = program.identity(of: part) { chain.append(identity) }
            next = program.database.container(of: part)
        }
        let isWanted =
            selection.only.isEmpty
            || chain.contains { identity in selection.only.contains { $0.matches(identity) } }
        let isUnwanted = chain.contains { identity in selection.excluded.contains { $0.matches(identity) } }
        let result = isWanted && !isUnwanted
        isChosen[object] = result
        return result
    }

    /// The object for itself that an object is a part of.
    private func top(of object: ObjectAddress) -> ObjectAddress {
        var object = object
        for _ in 0..<5 {
            guard let container = program.database.container(of: object) else { break }
            object = container
        }
        return object
    }

    /// Adds what the chosen changes need, and what those need that make it.
    private mutating func addDependencies() {
        var hasChanged: Bool
        repeat {
            hasChanged = false
            for id in program.changeIDs where isMade(program[id]) && subjectIsChosen(program[id]) {
                for object in neededObjects(of: program[id]) where !chosen(object) {
                    isChosen[object] = true
                    isChosen[top(of: object)] = true
                    hasChanged = true
                }
            }
            if hasChanged { forgetParts() }
        } while hasChanged
    }

    /// What belongs to an object that was added is chosen with it, unless it is left out by itself.
    private mutating func forgetParts() {
        let added = Set(isChosen.filter(\.value).keys)
        for (object, value) in isChosen where !value {
            let top = top(of: object)
            let isExcluded = program.identity(of: object).map { identity in
                selection.excluded.contains { $0.matches(identity) }
            }
            if top != object, added.contains(top), isExcluded != true { isChosen[object] = true }
        }
    }

    // MARK: Changes

    /// Whether a change makes or changes objects.
    private func isMade(_ change: Change) -> Bool {
        switch change.effect {
        case .creation, .replacement, .alteration: true
        default: false
        }
    }

    private mutating func subjectIsChosen(_ change: Change) -> Bool {
        guard let subject = change.subject else { return false }
        return chosen(subject) || chosen(top(of: subject)) && !isExcluded(subject)
    }

    private func isExcluded(_ object: ObjectAddress) -> Bool {
        guard let identity = program.identity(of: object) else { return false }
        return selection.excluded.contains { $0.matches(identity) }
    }

    /// The objects for themselves that a change needs beside its own, schemas left out.
    private func neededObjects(of change: Change) -> [ObjectAddress] {
        let own = change.subject.map(top)
        var seen: Set<ObjectAddress> = []
        return change.trace.needs.map { top(of: $0.object) }.filter { object in
            object != own && object.catalog != .namespace && program.creation(of: object) != nil
                && !change.trace.created.contains(object) && seen.insert(object).inserted
        }
    }

    /// Decides for each change.
    private mutating func choose() {
        var schemas: Set<ObjectAddress> = []
        for id in program.changeIDs where program[id].effect != .session && program[id].effect != .transaction {
            let change = program[id]
            if !isKept(change) {
                leftOut.insert(id)
            } else if let subject = change.subject, let schema = program.database.schemaAddress(of: top(of: subject)) {
                schemas.insert(schema)
            }
        }
        // The schemas of what is chosen come with it.
        for id in leftOut {
            if let subject = program[id].subject, schemas.contains(subject), program[id].effect == .creation,
                !isExcluded(subject)
            {
                leftOut.remove(id)
            }
        }
    }

    private mutating func isKept(_ change: Change) -> Bool {
        switch change.effect {
        case .session, .transaction: return true
        case .creation, .replacement, .alteration:
            guard subjectIsChosen(change) else { return false }
            // A foreign key goes with the table it refers to.
            guard let subject = change.subject, program.database.isForeignKey(subject) else { return true }
            for object in neededObjects(of: change) where !chosen(object) { return false }
            return true
        case .annotation, .privilege, .removal, .nothing, .duplicate, .leftOut, .data, .unresolved, .unknown,
            .metaCommand:
            let objects = change.trace.changed + change.trace.dropped + change.trace.needs.map(\.object)
            guard !objects.isEmpty else { return selection.only.isEmpty }
            for object in objects
            where program.creation(of: object) != nil && !chosen(object) && !chosen(top(of: object)) {
                return false
            }
            return !objects.contains(where: isExcluded)
        }
    }

    // MARK: What is said

    /// A chosen object that needs one that is not there could not be made.
    private mutating func reportMissing() {
        var seen: Set<[ObjectAddress]> = []
        for id in program.changeIDs where !leftOut.contains(id) && isMade(program[id]) {
            let change = program[id]
            guard let subject = change.subject else { continue }
            for object in neededObjects(of: change) {
                guard let creation = program.creation(of: object), leftOut.contains(creation),
                    seen.insert([top(of: subject), object]).inserted, let needed = program.identity(of: object),
                    let user = program.identity(of: top(of: subject))
                else { continue }
                let range = change.trace.needs.first { top(of: $0.object) == object && $0.range != nil }?.range
                diagnostics.append(
                    Diagnostic(
                        .error, rule: "missing-dependency",
                        "\(user.kind.rawValue) \(user.identity) needs \(needed.kind.rawValue) \(needed.identity), "
                            + "which is left out",
                        hint: "--with-dependencies takes in what the chosen objects need", source: change.source,
                        range: range ?? change.element.byteRange))
            }
        }
    }

    /// Says how much is left out.
    private mutating func count() {
        guard let first = program.changeIDs.first else { return }
        var kinds: [String: Int] = [:]
        var others = 0
        for id in leftOut {
            let change = program[id]
            if change.effect == .creation, let identity = change.identity, let subject = change.subject,
                program.database.container(of: subject) == nil
            {
                kinds[identity.kind.rawValue, default: 0] += 1
            } else {
                others += 1
            }
        }
        var parts = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            "\($0.value) \(Self.noun($0.key, $0.value))"
        }
        if others > 0 { parts.append("\(others) other \(Self.noun("statement", others))") }
        guard !parts.isEmpty else { return }
        diagnostics.append(
            Diagnostic(
                .note, rule: "not-selected", "left out: " + parts.joined(separator: ", "),
                source: program[first].source, range: 0..<0))
    }

    private static func noun(_ word: String, _ count: Int) -> String {
        if count == 1 { return word }
        if word.hasSuffix("y") { return word.dropLast() + "ies" }
        return word.hasSuffix("x") ? word + "es" : word.hasSuffix("s") ? word : word + "s"
    }
}
