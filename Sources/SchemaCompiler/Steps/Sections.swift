import PostgresCatalog
import PostgresSyntax

/// Finds the section of each step, by the boundaries that pg_dump draws.
///
/// Run one after the other the sections do what the whole script does. So a key or a trigger that stands before an
/// INSERT into its table, as it does where people write scripts by hand, is a definition before the data.
struct Sections {
    /// What there is to know of each step, in order.
    struct Item {
        /// Where pg_dump would have it; nil for what belongs to all sections.
        var natural: ScriptSection?
        var role: Role
        /// The relations it speaks of, each once.
        var relations: [ObjectAddress]
        var after: [Int]
        var isPinned: Bool
    }

    enum Role {
        /// It makes, changes or describes something.
        case definition
        /// It writes rows: what it finds on its tables matters to it.
        case rows
        /// It drops something, which others may stand for later.
        case removal
        /// It may do anything.
        case opaque
    }

    /// The section of each step; nil for what stands in all of them.
    static func sections(of items: [Item]) -> [ScriptSection?] {
        pushedBack(items, natural: pulledAhead(items))
    }

    /// The sections without those behind the data for what rows need, or code that may need anything.
    private static func pulledAhead(_ items: [Item]) -> [ScriptSection?] {
        var isNeeded = Array(repeating: false, count: items.count)
        var users: [ObjectAddress: [Int]] = [:]
        var firstFree = 0
        // Of what stands behind the last rows nothing is needed for rows.
        let end = items.lastIndex { $0.role != .definition } ?? -1
        for (index, item) in items[...end].enumerated() {
            switch item.role {
            case .definition: break
            case .opaque:
                for earlier in firstFree..<index { isNeeded[earlier] = true }
                firstFree = index
            case .rows where item.natural == .postData: break
            case .rows, .removal:
                for relation in item.relations {
                    for earlier in users.removeValue(forKey: relation) ?? [] { isNeeded[earlier] = true }
                }
                for earlier in item.after { isNeeded[earlier] = true }
            }
            for relation in item.relations { users[relation, default: []].append(index) }
        }
        var sections = items.map(\.natural)
        for index in items.indices.reversed() where isNeeded[index] {
            if sections[index] == .postData { sections[index] = .preData }
            for earlier in items[index].after { isNeeded[earlier] = true }
        }
        return sections
    }

    /// The sections with nothing before what it must follow.
    private static func pushedBack(_ items: [Item], natural: [ScriptSection?]) -> [ScriptSection?] {
        var sections = natural
        var all = ScriptSection.preData
        var pinned = ScriptSection.preData
        for (index, item) in items.enumerated() {
            guard var section = sections[index] else { continue }
            section = item.after.reduce(max(section, all)) { max($0, sections[$1] ?? .preData) }
            if item.isPinned {
                section = max(section, pinned)
                pinned = section
            }
            if item.role == .opaque || item.role == .removal { all = section }
            sections[index] = section
        }
        return sections
    }
}

extension Sections.Item {
    init(_ step: CompiledStep, _ change: Change, in program: Program) {
        natural = ScriptSection(step, change)
        role = Self.role(of: step, change)
        after = step.after
        isPinned = step.isPinned
        let trace = change.trace
        relations = []
        for need in trace.needs { add(need.object) }
        for object in trace.dropped { add(object) }
        for object in trace.changed { add(object) }
        if let subject = change.subject {
            add(subject)
            if let owner = program.database.owner(of: subject) { add(owner) }
        }
    }

    private mutating func add(_ object: ObjectAddress) {
        if object.catalog == .relation, !relations.contains(object.whole) { relations.append(object.whole) }
    }

    private static func role(of step: CompiledStep, _ change: Change) -> Sections.Role {
        switch step.kind {
        case .rows, .sequenceValue, .largeObject, .refresh, .transaction: return .rows
        case .code, .metaCommand, .other: return .opaque
        default:
            switch change.effect {
            case .removal: return .removal
            case .unknown, .unresolved: return .opaque
            default: return .definition
            }
        }
    }
}

extension ScriptSection {
    /// Where pg_dump has what a step does; nil for settings.
    fileprivate init?(_ step: CompiledStep, _ change: Change) {
        switch step.kind {
        case .setting: return nil
        case .rows, .sequenceValue, .largeObject, .transaction: self = .data
        case .constraint, .foreignKey, .index, .statistics, .rule, .trigger, .policy, .publication, .subscription,
            .eventTrigger, .refresh:
            self = .postData
        case .privilege where change.statement?.kind == .alterDefaultPrivilegesStmt: self = .postData
        case _ where step.object?.kind == .largeObject: self = .data
        case _ where change.action?.subtype == .enableRowSecurity: self = .postData
        default: self = .preData
        }
    }
}
