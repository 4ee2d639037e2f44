/// `; did you mean 'parse'?` for the candidate that was probably meant; empty when none is near enough.
///
/// Near is a candidate that begins with the name, or one that a third of its letters (at least one) turn into it.
func suggestion(for name: String, among candidates: [String]) -> String {
    let letters = name.drop { $0 == "-" }
    let near = candidates.compactMap { candidate -> (distance: Int, candidate: String)? in
        let wanted = candidate.drop { $0 == "-" }
        guard wanted.count > 2, letters.count > 2 else { return nil }
        if wanted.hasPrefix(letters) { return (0, candidate) }
        let distance = editDistance(Array(letters), Array(wanted))
        return distance <= max(1, wanted.count / 3) ? (distance, candidate) : nil
    }
    guard let nearest = near.min(by: { $0.distance < $1.distance }) else { return "" }
    return "; did you mean '\(nearest.candidate)'?"
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbor to make `left` of `right`.
func editDistance<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int {
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
