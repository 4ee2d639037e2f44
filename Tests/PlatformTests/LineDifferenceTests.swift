import TestSupport
import Testing

@testable import Platform

@Suite struct LineDifferenceTests {
    private func difference(_ old: String, _ new: String) -> LineDifference<ArraySlice<UInt8>> {
        LineDifference(from: old.utf8, to: new.utf8)
    }

    private func unified(_ old: String, _ new: String, context: Int = 3) -> String {
        difference(old, new).unified(from: "a", to: "b", context: context)
            .map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }

    @Test func equalTextsHaveNone() {
        for text in ["", "a\n", "a\nb", "\n\n"] {
            #expect(difference(text, text).changes.isEmpty)
            #expect(unified(text, text) == "")
        }
    }

    @Test func linesThatGoAndCome() {
        #expect(
            unified("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5!\n6\n7\n8\n9\n10\n", context: 1) == """
                --- a
                +++ b
                @@ -4,3 +4,3 @@
                 4
                -5
                +5!
                 6
                @@ -9 +9,2 @@
                 9
                +10

                """)
    }

    @Test func changesNearEachOtherShareAHunk() {
        #expect(
            unified("a\nb\nc\nd\n", "b\nc\nx\nd\n", context: 2) == """
                --- a
                +++ b
                @@ -1,4 +1,4 @@
                -a
                 b
                 c
                +x
                 d

                """)
    }

    @Test(arguments: [("", "a\n", "@@ -0,0 +1 @@\n+a\n"), ("a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n")])
    func anEmptyText(old: String, new: String, hunk: String) {
        #expect(unified(old, new) == "--- a\n+++ b\n" + hunk)
    }

    /// Whatever the texts are, the changes make the one of the other, and there are no fewer than necessary.
    @Test func changesAreCompleteAndFewest() {
        var random = SplitMix(state: 1)
        for _ in 0..<2000 {
            let old = (0..<Int.random(in: 0...9, using: &random)).map { _ in Int.random(in: 0...2, using: &random) }
            let new = (0..<Int.random(in: 0...9, using: &random)).map { _ in Int.random(in: 0...2, using: &random) }
            let changes = LineDifference(from: old, to: new).changes
            var made: [Int] = []
            var place = 0
            for change in changes {
                #expect(place == 0 || change.old.lowerBound > place, "changes touch: \(old) \(new)")
                made += old[place..<change.old.lowerBound] + new[change.new]
                place = change.old.upperBound
            }
            #expect(made + old[place...] == new, "\(old) \(new)")
            let cost = changes.reduce(0) { $0 + $1.old.count + $1.new.count }
            #expect(cost == old.count + new.count - 2 * commonCount(old, new), "\(old) \(new)")
        }
    }

    @Test func textsWithLittleInCommonAreReplaced() {
        let old = [-1] + (0..<3000).map { $0 * 2 } + [-2]
        let new = [-1] + (0..<3000).map { $0 * 2 + 1 } + [-2]
        #expect(LineDifference(from: old, to: new).changes == [.init(old: 1..<3001, new: 1..<3001)])
    }

    /// The length of the longest common subsequence, by the textbook.
    private func commonCount(_ left: [Int], _ right: [Int]) -> Int {
        var previous = [Int](repeating: 0, count: right.count + 1)
        for element in left {
            var current = [0]
            for (column, other) in right.enumerated() {
                current.append(element == other ? previous[column] + 1 : max(previous[column + 1], current[column]))
            }
            previous = current
        }
        return previous[right.count]
    }
}
