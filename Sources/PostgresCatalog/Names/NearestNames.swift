/// How many letters must be inserted, removed, replaced or swapped with their neighbor to make `left` of `right`.
package func editDistance<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
            var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, beforePrevious[column - 1] + 1)
            }
            current.append(best)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}

/// The names that were probably meant by one that nothing has.
struct NearestNames {
    /// The most names that are worth showing.
    private static let limit = 3

    private(set) var names: [String]

    /// - Parameter candidates: what there is, and how it is to be shown.
    init(to name: String, among candidates: [(name: String, shown: String)]) {
        let letters = Array(name.utf8)
        var near: [(distance: Int, shown: String)] = []
        for candidate in candidates {
            let wanted = Array(candidate.name.utf8)
            let allowed = max(1, min(3, max(wanted.count, letters.count) / 3))
            guard abs(wanted.count - letters.count) <= allowed, wanted.count > 1 else { continue }
            let distance = editDistance(letters, wanted)
            if distance <= allowed { near.append((distance, candidate.shown)) }
        }
        let least = near.map(\.distance).min() ?? 0
        // What is further away than the nearest was not meant.
        let shown = Set(near.filter { $0.distance == least }.map(\.shown)).sorted()
        names = shown.count > Self.limit ? [] : shown
    }

    /// `did you mean "a" or "b"?`; nil if no name is near.
    var hint: String? {
        guard let last = names.last else { return nil }
        let others = names.dropLast().map { "\"\($0)\"" }.joined(separator: ", ")
        return "did you mean " + (others.isEmpty ? "" : others + " or ") + "\"\(last)\"?"
    }
}
