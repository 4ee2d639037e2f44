import PostgresCatalog

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
