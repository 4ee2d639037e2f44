/// How two texts differ, line by line: the fewest lines that have to go and to come, found with Myers' algorithm.
///
/// Where more than ``maximumCost`` lines would have to, the texts have little in common: all that stands between the
/// lines they begin and end with counts as replaced.
package struct LineDifference<Line: Hashable> {
    /// Lines of the old text, and those of the new one that stand in their place; one of both can be empty.
    package struct Change: Hashable {
        package var old: Range<Int>
        package var new: Range<Int>

        package init(old: Range<Int>, new: Range<Int>) {
            self.old = old
            self.new = new
        }
    }

    package let old: [Line]
    package let new: [Line]
    /// In order; there is a common line between two of them.
    package let changes: [Change]

    /// The most lines to remove and add that are looked for; the memory taken grows with its square.
    static var maximumCost: Int { 2000 }

    package init(from old: [Line], to new: [Line]) {
        self.old = old
        self.new = new
        var numbers: [Line: Int32] = [:]
        /// Numbers compare faster than lines.
        func number(_ line: Line) -> Int32 {
            if let number = numbers[line] { return number }
            let number = Int32(numbers.count)
            numbers[line] = number
            return number
        }
        let (left, right) = (old.map(number), new.map(number))
        let start = zip(left, right).prefix { $0 == $1 }.count
        let end = zip(left[start...].reversed(), right[start...].reversed()).prefix { $0 == $1 }.count
        changes = Self.changes(left[start..<left.count - end], right[start..<right.count - end])
    }

    /// The changes that make `new` of `old`.
    private static func changes(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>) -> [Change] {
        var changes: [Change] = []
        /// Adds a change in front of those found so far, or makes it one with the first.
        func prepend(_ change: Change) {
            if let first = changes.last, first.old.lowerBound == change.old.upperBound,
                first.new.lowerBound == change.new.upperBound
            {
                changes[changes.count - 1].old = change.old.lowerBound..<first.old.upperBound
                changes[changes.count - 1].new = change.new.lowerBound..<first.new.upperBound
            } else {
                changes.append(change)
            }
        }
        guard let frontiers = frontiers(old, new) else { return [Change(old: old.indices, new: new.indices)] }
        // Back from the ends of both texts: each step is one line that goes or comes, and lines in common behind it.
        var (x, y) = (old.count, new.count)
        for cost in stride(from: frontiers.count, to: 0, by: -1) {
            let frontier = frontiers[cost - 1]
            let isAddition = frontier.addsLine(onDiagonal: x - y, cost: cost)
            let diagonal = isAddition ? x - y + 1 : x - y - 1
            x = frontier[diagonal]
            y = x - diagonal
            let (place, newPlace) = (old.startIndex + x, new.startIndex + y)
            prepend(
                isAddition
                    ? Change(old: place..<place, new: newPlace..<newPlace + 1)
                    : Change(old: place..<place + 1, new: newPlace..<newPlace))
        }
        return changes.reversed()
    }

    /// For each cost below the least one that reaches the ends of both texts, how far one gets with it; nil if that is
    /// more than ``maximumCost``.
    private static func frontiers(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>) -> [Frontier]? {
        var frontiers: [Frontier] = []
        for cost in 0...min(old.count + new.count, maximumCost) {
            var frontier = Frontier(cost: cost)
            for diagonal in stride(from: -cost, through: cost, by: 2) {
                var x = 0
                if let last = frontiers.last {
                    x = last.addsLine(onDiagonal: diagonal, cost: cost) ? last[diagonal + 1] : last[diagonal - 1] + 1
                }
                var y = x - diagonal
                while x < old.count, y < new.count, old[old.startIndex + x] == new[new.startIndex + y] {
                    x += 1
                    y += 1
                }
                if x >= old.count, y >= new.count { return frontiers }
                frontier[diagonal] = x
            }
            frontiers.append(frontier)
        }
        return nil
    }
}

/// For each diagonal (lines taken from the old text less lines taken from the new one), how many lines of the old text
/// one can take at a certain cost.
private struct Frontier {
    private let cost: Int
    private var reach: [Int32]

    init(cost: Int) {
        self.cost = cost
        reach = [Int32](repeating: 0, count: 2 * cost + 1)
    }

    subscript(diagonal: Int) -> Int {
        get { Int(reach[diagonal + cost]) }
        set { reach[diagonal + cost] = Int32(newValue) }
    }

    /// Whether the best way to `diagonal` at `cost`, one more than that of this frontier, adds a line of the new text.
    func addsLine(onDiagonal diagonal: Int, cost: Int) -> Bool {
        diagonal == -cost || (diagonal != cost && self[diagonal - 1] < self[diagonal + 1])
    }
}

extension LineDifference where Line == ArraySlice<UInt8> {
    /// The difference of two texts.
    package init(from old: some Sequence<UInt8>, to new: some Sequence<UInt8>) {
        self.init(from: Self.lines(of: old), to: Self.lines(of: new))
    }

    /// The lines of `text`, without their ends.
    package static func lines(of text: some Sequence<UInt8>) -> [Line] {
        var lines = Array(text).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// The lines of a unified difference, without their ends; none if the texts are equal.
    ///
    /// - Parameter context: how many common lines are shown around a change.
    package func unified(from oldName: String, to newName: String, context: Int = 3) -> [[UInt8]] {
        guard !changes.isEmpty else { return [] }
        var lines = [Array("--- \(oldName)".utf8), Array("+++ \(newName)".utf8)]
        func append(_ mark: Unicode.Scalar, _ text: ArraySlice<Line>) {
            lines += text.map { [UInt8(ascii: mark)] + $0 }
        }
        for hunk in hunks(context: context) {
            var place = max(hunk[0].old.lowerBound - context, 0)
            let end = min(hunk[hunk.count - 1].old.upperBound + context, old.count)
            let newPlace = hunk[0].new.lowerBound - (hunk[0].old.lowerBound - place)
            let newEnd = hunk[hunk.count - 1].new.upperBound + (end - hunk[hunk.count - 1].old.upperBound)
            lines.append(Array("@@ -\(Self.label(place..<end)) +\(Self.label(newPlace..<newEnd)) @@".utf8))
            for change in hunk {
                append(" ", old[place..<change.old.lowerBound])
                append("-", old[change.old])
                append("+", new[change.new])
                place = change.old.upperBound
            }
            append(" ", old[place..<end])
        }
        return lines
    }

    /// The changes in groups whose common lines around them meet.
    private func hunks(context: Int) -> [[Change]] {
        var hunks: [[Change]] = []
        for change in changes {
            if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
                hunks[hunks.count - 1].append(change)
            } else {
                hunks.append([change])
            }
        }
        return hunks
    }

    /// Lines as a hunk's head names them: the number of the first one, or of the one before if there is none, and how
    /// many they are unless that is one.
    private static func label(_ lines: Range<Int>) -> String {
        let first = lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1
        return lines.count == 1 ? "\(first)" : "\(first),\(lines.count)"
    }
}
