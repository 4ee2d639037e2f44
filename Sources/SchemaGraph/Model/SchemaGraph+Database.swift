import PostgresCatalog
import PostgresSyntax

extension SchemaGraph {
    /// The objects of a database at a level.
    public init(_ database: Database, level: Level = .object) {
        let graph = database.dependencyGraph()
        var builder = Builder(database: database, graph: graph)
        self = builder.build(level)
    }

    /// Puts the nodes of a dependency graph together to those of a level.
    private struct Builder {
        let database: Database
        let graph: DependencyGraph
        var nodes: [Node] = []
        /// The node that stands for each of the graph's; nil if none does.
        var groups: [Int?] = []

        /// There is one edge for each.
        private struct EdgeKey: Hashable {
            let from: Int
            let to: Int
            let isRecorded: Bool
        }

        init(database: Database, graph: DependencyGraph) {
            self.database = database
            self.graph = graph
        }

        mutating func build(_ level: Level) -> SchemaGraph {
            switch level {
            case .object: makeObjects()
            case .table: makeTables()
            case .file:
                let edges = makeFiles()
                return SchemaGraph(nodes: nodes, edges: edges)
            case .schema: makeSchemas()
            }
            return SchemaGraph(nodes: nodes, edges: makeEdges())
        }

        // MARK: Nodes

        private mutating func makeObjects() {
            for index in graph.nodes.indices {
                groups.append(nodes.count)
                nodes.append(node(index))
            }
        }

        private mutating func makeTables() {
            let inspection = database.inspection()
            let relations = Dictionary(
                inspection.relations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            var places: [Int: Int] = [:]
            for (index, node) in graph.nodes.enumerated() {
                guard let relation = relations[node.name] else { continue }
                places[index] = nodes.count
                var shown = self.node(index)
                shown.columns = columns(of: relation)
                nodes.append(shown)
            }
            let sequenceOwners = Dictionary(
                inspection.sequences.compactMap { sequence in
                    sequence.ownedBy.map {
                        (sequence.object.name.identity, String($0[..<($0.lastIndex(of: ".") ?? $0.endIndex)]))
                    }
                }, uniquingKeysWith: { first, _ in first })
            let byName = Dictionary(places.map { (nodes[$1].name, $1) }, uniquingKeysWith: { first, _ in first })
            for (index, node) in graph.nodes.enumerated() {
                let owner = node.owner.flatMap { places[$0] }
                let ofSequence = node.name.type == "sequence" ? sequenceOwners[node.name.identity] : nil
                groups.append(places[index] ?? owner ?? ofSequence.flatMap { byName[$0] })
            }
        }

        private func columns(of relation: DatabaseInspection.Relation) -> [Column] {
            let primary = Set(relation.constraints.filter { $0.type == "primary key" }.flatMap(\.columns))
            let foreign = Set(relation.constraints.filter { $0.type == "foreign key" }.flatMap(\.columns))
            return relation.columns.map { column in
                Column(
                    name: column.name, type: column.type, isNotNull: column.isNotNull,
                    isPrimary: primary.contains(column.name), isForeign: foreign.contains(column.name))
            }
        }

        /// The files in the order in which they were run, and for each pair of them the first statement that needs
        /// something of the other file.
        private mutating func makeFiles() -> [Edge] {
            var places: [String: Int] = [:]
            for file in database.files {
                places[file] = nodes.count
                nodes.append(
                    Node(kind: "file", name: file, schema: nil, place: SourcePlace(file: file, line: 1, column: 1)))
            }
            var edges: [Edge] = []
            var known: [EdgeKey: Int] = [:]
            for need in database.fileNeeds() {
                let key = EdgeKey(
                    from: places[database.file(of: need.statement)]!, to: places[database.file(of: need.creation)]!,
                    isRecorded: need.isRequired)
                if known[key] == nil {
                    known[key] = edges.count
                    edges.append(
                        Edge(
                            from: key.from, to: key.to, isRecorded: need.isRequired,
                            place: database.place(of: need.statement, range: need.range),
                            text: "\(need.object.type) \(need.object.identity)",
                            targetPlace: database.place(of: need.creation)))
                }
            }
            return edges
        }

        private mutating func makeSchemas() {
            var places: [String: Int] = [:]
            for (index, node) in graph.nodes.enumerated() {
                let name = node.name.type == "schema" ? node.name.identity : node.schema.map(QuotedName.identifier)
                guard let name else {
                    groups.append(nil)
                    continue
                }
                if places[name] == nil {
                    places[name] = nodes.count
                    nodes.append(Node(kind: "schema", name: name, schema: nil))
                }
                groups.append(places[name])
                if node.name.type == "schema" {
                    nodes[places[name]!].place = self.node(index).place
                    nodes[places[name]!].definition = self.node(index).definition
                }
            }
        }

        private mutating func node(_ index: Int) -> Node {
            let node = graph.nodes[index]
            var shown = Node(kind: node.name.type, name: node.name.identity, schema: node.schema)
            if let creation = node.statements.first {
                shown.place = database.place(of: creation)
                shown.definition = database.statements[creation.index].element.text
            }
            return shown
        }

        // MARK: Edges

        private mutating func makeEdges() -> [Edge] {
            var places: [EdgeKey: Int] = [:]
            var edges: [Edge] = []
            for edge in graph.edges {
                guard let from = groups[edge.from], let to = groups[edge.to], from != to else { continue }
                let key = EdgeKey(from: from, to: to, isRecorded: edge.isRecorded)
                guard places[key] == nil else { continue }
                places[key] = edges.count
                edges.append(shownEdge(edge, from: from, to: to))
            }
            return edges.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        }

        private mutating func shownEdge(_ edge: DependencyGraph.Edge, from: Int, to: Int) -> Edge {
            let source = database.statements[edge.statement.index].element.tree.source
            return Edge(
                from: from, to: to, isRecorded: edge.isRecorded,
                isForeignKey: graph.nodes[edge.from].name.type == "table constraint"
                    && graph.nodes[edge.from].owner != edge.to,
                place: database.place(of: edge.statement, range: edge.range),
                text: edge.range.map { source.text(in: $0) })
        }
    }
}
