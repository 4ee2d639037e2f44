import PostgresCatalog
import PostgresSyntax

/// What has a file of its own when a script is split.
public enum SplitMode: String, Sendable, CaseIterable {
    /// Each kind of objects.
    case kind
    /// Each object, in a folder for its kind.
    case object
    /// Each schema.
    case schema
}

/// A file of a split script.
public struct ScriptFile: Sendable {
    /// The file that runs the others.
    public static let mainName = "main.sql"
    /// What a file that is a part of a split script begins with, and no other.
    public static let marker = "-- Written by schemac compile --split"

    /// Where it stands in the folder of the script, with slashes.
    public let path: String
    /// What it holds.
    public internal(set) var text = ScriptText()
}

extension CompiledPlan {
    /// The script as several files, the one that runs the others with `\ir` first.
    ///
    /// A file is run once: where what it holds cannot be run in one go, for something in another file has to be done
    /// in between, the rest stands in a second file of that name and a number.
    public func files(by mode: SplitMode) -> [ScriptFile] {
        var division = Division(mode: mode)
        for step in steps { division.add(step) }
        var main = ScriptFile(path: ScriptFile.mainName)
        main.text.append("\(ScriptFile.marker): run this with psql, it runs the other files in their order.\n")
        main.text.append(header)
        main.text.append("\n")
        var files: [ScriptFile] = []
        var state = SettingsState(frame)
        for entry in division.entries {
            guard let path = entry.path else {
                for step in entry.steps { main.text.append(scriptText(of: step, state.changes(for: step))) }
                continue
            }
            main.text.append("\\ir \(path.contains(where: \.needsQuotes) ? "'\(path)'" : path)\n")
            files.append(ScriptFile(path: path, text: text(of: entry.steps)))
        }
        main.text.append(tail)
        return [main] + files
    }

    /// The text of a file; the settings that it changes are what they were when it ends.
    private func text(of steps: [CompiledStep]) -> ScriptText {
        var text = ScriptText("\(ScriptFile.marker): a part of \(ScriptFile.mainName).\n")
        var state = SettingsState(frame)
        for step in steps { text.append(scriptText(of: step, state.changes(for: step))) }
        let changed = state.differences(from: SettingsState(frame))
        if !changed.isEmpty { text.append("\n") }
        for (name, value) in changed { text.append(Self.setting(name, value) + "\n") }
        return text
    }
}

/// Divides steps among files, in an order in which the files can be run one after the other.
private struct Division {
    struct Entry {
        /// What its steps have in common.
        var group: Group
        /// Its file; nil for what stands in the main file.
        var path: String?
        var steps: [CompiledStep]
    }

    struct Group: Hashable {
        var folder: String?
        var names: [String]
    }

    let mode: SplitMode
    private(set) var entries: [Entry] = []
    /// The entry of each step.
    private var entryOfStep: [Int] = []
    private var entriesOfGroup: [Group: [Int]] = [:]
    /// Steps that follow stand in this entry or behind it.
    private var first = 0
    /// The paths that are taken, in lower case: some file systems know no other.
    private var paths: Set = [ScriptFile.mainName]

    init(mode: SplitMode) {
        self.mode = mode
    }

    mutating func add(_ step: CompiledStep) {
        guard let group = group(of: step) else {
            entries.append(Entry(group: Group(names: []), path: nil, steps: [step]))
            entryOfStep.append(entries.count - 1)
            first = entries.count
            return
        }
        // A step that is pinned stands behind all that were before it.
        let earliest = step.isPinned ? max(first, entries.count - 1) : first
        let needed = step.after.reduce(earliest) { max($0, entryOfStep[$1]) }
        var index = entriesOfGroup[group]?.first { $0 >= needed }
        if let index {
            entries[index].steps.append(step)
        } else {
            index = entries.count
            entriesOfGroup[group, default: []].append(entries.count)
            entries.append(Entry(group: group, path: freePath(group), steps: [step]))
        }
        entryOfStep.append(index!)
        if step.isPinned { first = index! }
    }

    private func group(of step: CompiledStep) -> Group? {
        let kind = step.object.flatMap {
            [.comment, .owner, .securityLabel].contains(step.kind) ? StepKind($0.kind) : nil
        }
        guard let folder = (kind ?? step.kind).folder else { return nil }
        switch mode {
        case .kind: return Group(names: [folder])
        case .object:
            guard let object = step.object else { return Group(names: [folder]) }
            return Group(folder: folder, names: [object.schema, object.parent ?? object.name].compactMap { $0 })
        case .schema:
            guard let schema = step.object?.schema else { return Group(names: ["global"]) }
            return Group(folder: "schemas", names: [schema])
        }
    }

    private mutating func freePath(_ group: Group) -> String {
        let name = group.names.map(\.fileName).joined(separator: ".").prefix(200)
        let base = (group.folder.map { $0 + "/" } ?? "") + name
        var path = base + ".sql"
        var number = 1
        while !paths.insert(path.lowercased()).inserted {
            number += 1
            path = "\(base)-\(number).sql"
        }
        return path
    }
}

extension StepKind {
    /// The file or folder for steps of the kind; nil for what stands between the files.
    fileprivate var folder: String? {
        switch self {
        case .setting, .transaction, .metaCommand: nil
        case .role, .membership: "roles"
        case .schema: "schemas"
        case .extension: "extensions"
        case .language, .accessMethod: "languages"
        case .collation, .conversion: "collations"
        case .type: "types"
        case .cast, .transform: "casts"
        case .function, .aggregate: "functions"
        case .operator, .operatorClass: "operators"
        case .textSearch: "text_search"
        case .foreignServer: "foreign_servers"
        case .table, .foreignTable, .defaultValue: "tables"
        case .sequence: "sequences"
        case .view, .materializedView: "views"
        case .constraint: "constraints"
        case .foreignKey: "foreign_keys"
        case .index, .statistics: "indexes"
        case .rule, .trigger: "triggers"
        case .policy: "policies"
        case .publication, .subscription: "replication"
        case .eventTrigger: "event_triggers"
        case .privilege: "privileges"
        case .rows, .sequenceValue, .largeObject: "data"
        case .refresh: "refresh"
        case .comment, .owner, .securityLabel, .code, .other: "other"
        }
    }
}

extension String {
    /// The name as a part of a file's name: dots, separators and what shells or file systems take otherwise as `%` and
    /// their number.
    fileprivate var fileName: String {
        unicodeScalars.map { scalar in
            let isPlain =
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
            if isPlain { return String(scalar) }
            return String(scalar).utf8.map { byte in
                (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }.joined()
        }.joined()
    }
}

extension Character {
    /// Whether psql reads it in a file's name only between quotes.
    fileprivate var needsQuotes: Bool { !isASCII }
}
