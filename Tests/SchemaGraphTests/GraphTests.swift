import PostgresCatalog
import PostgresSyntax
import TestSupport
import Testing

@testable import SchemaGraph

/// Fixtures/graph: scripts, and the pictures of what they make.
@Suite struct GraphTests {
    @Test(arguments: Fixture.all("graph"))
    func pictures(_ fixture: Fixture) throws {
        let graph = SchemaGraph(try database(fixture), level: .table)
        #expect(try fixture.difference(of: graph.dot, from: "dot") == nil)
        #expect(try fixture.difference(of: graph.mermaid, from: "mmd") == nil)
        #expect(try fixture.difference(of: graph.svg, from: "svg") == nil)
    }

    @Test(arguments: Fixture.all("graph"), SchemaGraph.Level.allCases)
    func theSameScriptsGiveTheSamePicture(_ fixture: Fixture, level: SchemaGraph.Level) throws {
        let first = SchemaGraph(try database(fixture), level: level)
        let second = SchemaGraph(try database(fixture), level: level)
        #expect(first.html == second.html)
        #expect(first.dot == second.dot)
    }

    @Test(arguments: Fixture.all("graph"), SchemaGraph.Level.allCases)
    func framesDoNotOverlapAndEdgesHaveRoutes(_ fixture: Fixture, level: SchemaGraph.Level) throws {
        let graph = SchemaGraph(try database(fixture), level: level)
        expectTidy(Drawing(graph).layout, graph)
    }

    /// Many nodes, with a hub, chains, cycles and some that stand alone.
    @Test(arguments: [1, 2, 10, 73, 300])
    func layoutsOfManyNodesAreTidy(count: Int) {
        let nodes = (0..<count).map { SchemaGraph.Node(kind: "table", name: "s\($0 % 3).t\($0)", schema: "s\($0 % 3)") }
        let pairs = (0..<count).flatMap { [($0, 0), ($0, $0 / 2), ($0, ($0 * 7 + 3) % count)] }
        let edges = pairs.filter { $0 != $1 && $0 % 5 > 0 }
            .map { SchemaGraph.Edge(from: $0, to: $1, isRecorded: true, place: nil, text: nil) }
        let graph = SchemaGraph(nodes: nodes, edges: edges)
        expectTidy(Drawing(graph).layout, graph)
    }

    @Test func filesInAnyOrderAreOrdered() {
        let sources = [
            SourceText(name: "a.sql", text: "CREATE TABLE orders (customer int REFERENCES customers);"),
            SourceText(name: "b.sql", text: "CREATE TABLE customers (id int PRIMARY KEY);"),
            SourceText(name: "c.sql", text: "COMMENT ON TABLE orders IS 'bought';"),
        ]
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            var options = ExecutionOptions()
            options.retriesMissing = true
            let graph = SchemaGraph(.running(order.map { .parse(sources[$0]) }, options: options), level: .file)
            #expect(graph.order().map { graph.nodes[$0.node].name } == ["b.sql", "a.sql", "c.sql"])
            #expect(graph.cycles().isEmpty)
        }
    }

    @Test func filesThatNeedEachOtherAreACycle() throws {
        let sources = [
            SourceText(
                name: "a.sql", text: "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (v int REFERENCES v);"),
            SourceText(name: "b.sql", text: "CREATE TABLE v (id int PRIMARY KEY, t int REFERENCES t);"),
        ]
        var options = ExecutionOptions()
        options.retriesMissing = true
        let graph = SchemaGraph(.running(sources.map { .parse($0) }, options: options), level: .file)
        let cycle = try #require(graph.cycles().first)
        #expect(cycle.nodes.map { graph.nodes[$0].name } == ["a.sql", "b.sql"])
        #expect(cycle.edges.map { graph.edges[$0].text } == ["table public.v", "table public.t"])
    }

    private func database(_ fixture: Fixture) throws -> Database {
        .running([.parse(SourceText(name: "\(fixture.name).sql", bytes: try fixture.input()))])
    }

    private func expectTidy(
        _ layout: SchemaLayout, _ graph: SchemaGraph, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for (index, frame) in layout.frames.enumerated() {
            #expect(frame.maxX <= layout.size.width && frame.maxY <= layout.size.height, sourceLocation: sourceLocation)
            for other in layout.frames[(index + 1)...] {
                let isApart =
                    frame.maxX <= other.x || other.maxX <= frame.x || frame.maxY <= other.y || other.maxY <= frame.y
                #expect(isApart, "\(frame) and \(other)", sourceLocation: sourceLocation)
            }
        }
        #expect(layout.routes.count == graph.edges.count, sourceLocation: sourceLocation)
        #expect(layout.routes.allSatisfy { $0.count >= 2 }, sourceLocation: sourceLocation)
    }
}
