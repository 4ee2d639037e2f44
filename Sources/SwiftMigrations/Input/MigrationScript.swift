import PostgresSyntax

/// One step of a migration folder: the script that makes a change, and the one that undoes it, if there is one.
///
/// It knows the conventions of golang-migrate and sqlx (`….up.sql`, `….down.sql`), Flyway (`V1__….sql`, `U1__….sql`,
/// `R__….sql`, `afterMigrate__….sql`), goose and sql-migrate (`-- +goose Up`) and dbmate (`-- migrate:up`).
public struct MigrationScript: Sendable {
    /// The file's name without version, direction and extension; empty if there is no more to it.
    public var name: String
    /// Whether a migration tool wrote the name.
    public var isVersioned: Bool
    /// What makes the change.
    public var up: SourceText
    /// What undoes it.
    public var down: SourceText?
    /// Whether its statements run in one transaction.
    public var runsInTransaction = true

    /// The steps in the order in which they run. A file that undoes what no other file makes is a step like any other.
    ///
    /// Files keep the order they are given in; Flyway's are put in the order of their versions, those that are repeated
    /// behind all others.
    public static func steps(_ sources: [SourceText]) -> [MigrationScript] {
        let files = sources.map(MigrationFile.init)
        let made = Set(files.lazy.filter { $0.direction == .up }.map(\.key))
        var steps: [(file: MigrationFile, step: MigrationScript)] = []
        for file in files where file.direction == .up || !made.contains(file.key) {
            var step = file.step()
            if step.down == nil, file.direction == .up {
                step.down = files.first { $0.direction == .down && $0.key == file.key }?.source
            }
            steps.append((file, step))
        }
        if steps.allSatisfy({ $0.file.flywayVersion != nil }) {
            let order = steps.indices.sorted { left, right in
                let (first, second) = (steps[left].file.flywayVersion!, steps[right].file.flywayVersion!)
                return first == second ? left < right : first.lexicographicallyPrecedes(second)
            }
            steps = order.map { steps[$0] }
        }
        return steps.map(\.step)
    }
}

/// A file of a migration folder.
private struct MigrationFile {
    enum Direction {
        case up
        case down
    }

    let source: SourceText
    /// What the files of both directions have in common.
    let key: String
    let direction: Direction
    /// The numbers of a version of Flyway's; those of a repeated migration are larger than any.
    let flywayVersion: [Int]?
    private let name: String
    private let isVersioned: Bool

    init(_ source: SourceText) {
        self.source = source
        let path = source.name.split(separator: "/")
        var stem = String(path.last ?? "")
        if stem.lowercased().hasSuffix(".sql") { stem.removeLast(4) }
        let folder = path.dropLast().joined(separator: "/")
        if let flyway = Self.flyway(stem) {
            direction = flyway.letter == "U" ? .down : .up
            flywayVersion = flyway.letter == "R" ? [Int.max] : flyway.version
            key = "\(folder)/\(flyway.version)"
            (name, isVersioned) = (flyway.name, true)
            return
        }
        flywayVersion = nil
        let lower = stem.lowercased()
        let isDown = lower.hasSuffix(".down")
        if isDown { stem.removeLast(5) } else if lower.hasSuffix(".up") { stem.removeLast(3) }
        direction = isDown ? .down : .up
        key = "\(folder)/\(stem)"
        let rest = stem.drop { $0.isNumber || "_-.".contains($0) }
        name = String(rest)
        // Whole numbers such as 00_init are for reading; tools write times and padded counters.
        isVersioned = lower.hasSuffix(".up") || stem.prefix { $0.isNumber }.count >= 4
    }

    /// The parts of `V1_2__name`.
    private static func flyway(_ stem: String) -> (letter: Character, version: [Int], name: String)? {
        guard let letter = stem.first, let separator = stem.firstRange(of: "__") else { return nil }
        if stem.hasPrefix("afterMigrate") {
            let name = stem[separator.upperBound...].drop { $0.isNumber || $0 == "_" }
            return ("R", [], "apply_" + name)
        }
        guard "VUR".contains(letter) else { return nil }
        let version = stem[..<separator.lowerBound].dropFirst()
        let numbers = version.split { $0 == "." || $0 == "_" }.map { Int($0) }
        guard letter == "R" ? version.isEmpty : !numbers.isEmpty && !numbers.contains(nil) else { return nil }
        return (letter, numbers.compactMap { $0 }, String(stem[separator.upperBound...]))
    }

    /// The step that the file makes, its sections apart.
    func step() -> MigrationScript {
        var step = MigrationScript(name: name, isVersioned: isVersioned, up: source)
        var sections: [(direction: Direction, start: Int, line: Int)] = []
        var ends: [Int] = []
        var (offset, number) = (0, 0)
        let bytes = source.bytes(in: 0..<source.count)
        while offset < bytes.count {
            let start = offset
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            offset = end + 1
            number += 1
            guard let mark = Mark(bytes[start..<end]) else { continue }
            if !mark.runsInTransaction { step.runsInTransaction = false }
            guard let direction = mark.direction else { continue }
            ends.append(start)
            sections.append((direction, min(offset, source.count), number + 1))
        }
        guard !sections.isEmpty else { return step }
        ends.append(source.count)
        step.isVersioned = true
        step.up = SourceText(name: source.name, text: "")
        for (index, section) in sections.enumerated() {
            let range = section.start..<max(section.start, ends[index + 1])
            let part = SourceText(
                name: source.name, bytes: bytes[range], firstOffset: section.start, firstLine: section.line)
            if section.direction == .up { step.up = part } else { step.down = part }
        }
        return step
    }

    /// A comment that a migration tool understands.
    private struct Mark {
        var direction: Direction?
        var runsInTransaction = true

        /// The mark in a line, if there is one.
        init?(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
            guard line.starts(with: "--".utf8) else { return nil }
            let text = line.dropFirst(2).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard let first = text.first, "+mM".utf8.contains(first) else { return nil }
            let words = String(decoding: text, as: UTF8.self).lowercased().split { $0.isWhitespace }.map(String.init)
            switch words.first {
            case "migrate:up": direction = .up
            case "migrate:down": direction = .down
            case "+goose", "+migrate":
                switch words.dropFirst().first {
                case "up": direction = .up
                case "down": direction = .down
                case "no": runsInTransaction = words.dropFirst(2).first != "transaction"
                default: return nil
                }
            default: return nil
            }
            if words.contains("transaction:false") || words.contains("notransaction") { runsInTransaction = false }
        }
    }
}
