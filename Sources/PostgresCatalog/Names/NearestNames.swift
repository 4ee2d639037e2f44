/// How many letters must be inserted, removed, replaced or swapped with their neighbor to make `left` of `right`.
///
/// - Parameter limit: the distance behind which nobody asks how far it is; what is further away may be said to be nearer,
///   but not as near as this.
package func editDistance<Element: Equatable>(
    _ left: [Element], _ right: [Element], limit: Int = .max
) -> Int {
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    var current = beforePrevious
    var leastOfPrevious = 0
    for row in left.indices {
        current[0] = row + 1
        var least = row + 1
        for column in right.indices {
            let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
            var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, beforePrevious[column - 1] + 1)
            }
            current[column + 1] = best
            least = min(least, best)
        }
        // Whatever follows builds on one of the last two rows.
        if min(least, leastOfPrevious) > limit { return least }
        leastOfPrevious = least
        swap(&beforePrevious, &previous)
        swap(&previous, &current)
    }
    return previous[right.count]
}

/// The names that were probably meant by one that nothing has.
struct NearestNames {
    /// The most names that are worth showing.
    private static let limit = 3

    private(set) var names: [String]

    /// - Parameters:
    ///   - candidates: the names that there are.
    ///   - shown: what has a name, as it is to be shown; nothing if that could not be meant.
    init(to name: String, among candidates: some Sequence<String>, shown: (String) -> [String] = { [$0] }) {
        let wanted = LettersOfName(name)
        var near: [(distance: Int, shown: String)] = []
        for candidate in candidates where candidate.utf8.count > 1 {
            guard let distance = wanted.distance(to: candidate) else { continue }
            near += shown(candidate).map { (distance, $0) }
        }
        let least = near.map(\.distance).min() ?? 0
        // What is further away than the nearest was not meant.
        let nearest = Set(near.filter { $0.distance == least }.map(\.shown)).sorted()
        names = nearest.count > Self.limit ? [] : nearest
    }

    /// `did you mean "a" or "b"?`; nil if no name is near.
    var hint: String? {
        guard let last = names.last else { return nil }
        let others = names.dropLast().map { "\"\($0)\"" }.joined(separator: ", ")
        return "did you mean " + (others.isEmpty ? "" : others + " or ") + "\"\(last)\"?"
    }
}

/// A name that many others are compared with.
private struct LettersOfName {
    private let letters: [UInt8]
    private let kinds: UInt64

    init(_ name: String) {
        letters = Array(name.utf8)
        kinds = Self.kinds(of: name)
    }

    /// How far away another name is; nil if it is too far to be meant.
    func distance(to name: String) -> Int? {
        let count = name.utf8.count
        let allowed = max(1, min(3, max(count, letters.count) / 3))
        // Each change of a letter takes one kind of letter away and brings one at most: most names end here.
        guard abs(count - letters.count) <= allowed,
            (kinds ^ Self.kinds(of: name)).nonzeroBitCount <= 2 * allowed
        else { return nil }
        let distance = editDistance(letters, Array(name.utf8), limit: allowed)
        return distance <= allowed ? distance : nil
    }

    /// A bit for each letter that a name has; letters whose codes end in the same six bits share one.
    private static func kinds(of name: String) -> UInt64 {
        name.utf8.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }
}
