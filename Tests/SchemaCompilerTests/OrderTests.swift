import Testing

@testable import PostgresCatalog
@testable import SchemaCompiler

@Suite struct OrderTests {
    private func sort(_ count: Int, _ dependencies: [(Int, Int)]) -> TopologicalSort {
        var sort = TopologicalSort(count: count)
        for (node, dependency) in dependencies { sort.add(node, dependsOn: dependency) }
        return sort
    }

    @Test func nothingMovesWithoutDependencies() {
        #expect(sort(5, []).sorted() == [0, 1, 2, 3, 4])
        #expect(sort(5, [(3, 1), (4, 0)]).sorted() == [0, 1, 2, 3, 4])
    }

    @Test func whatIsNeededIsPulledAheadToWhereItIsNeeded() {
        #expect(sort(6, [(1, 4)]).sorted() == [0, 4, 1, 2, 3, 5])
        #expect(sort(6, [(1, 4), (4, 5)]).sorted() == [0, 5, 4, 1, 2, 3])
    }

    @Test func repeatedAndOwnDependenciesDoNotCount() {
        #expect(sort(3, [(0, 2), (0, 2), (1, 1)]).sorted() == [2, 0, 1])
    }

    @Test func cyclesAreFound() {
        let sort = sort(5, [(0, 1), (1, 2), (2, 0), (3, 2)])
        #expect(sort.sorted().count < 5)
        #expect(sort.cycles() == [[0, 1, 2]])
    }

    @Test func longChainsAreNoProblem() {
        let count = 100_000
        let chain = sort(count, (0..<count - 1).map { ($0, $0 + 1) })
        #expect(chain.sorted() == (0..<count).reversed())
        #expect(chain.cycles().isEmpty)
    }
}
