import PostgresSyntax

/// The objects of a database and what each of them needs, with what has no statement of its own folded into its owner.
///
/// Row and array types stand for their relation or type, indexes behind constraints for the constraint, multiranges and
/// the functions of a range for the range, members of operator families for the family, columns for their relation, and
/// members of an extension for the extension. PostgreSQL's own objects, temporary ones and self-edges are left out.
public struct DependencyGraph: Sendable {
    /// The objects, by kind and name.
    public let nodes: [Node]
    /// What needs what, by the indices of the nodes.
    public let edges: [Edge]

    /// An object.
    public struct Node: Sendable {
        /// What it is and what it is called.
        public let name: ObjectName
        /// The schema it is in, or that its table is in; nil for kinds without.
        public let schema: String?
        /// The relation it belongs to, for what has its name in the scope of one; index in ``DependencyGraph/nodes``.
        public internal(set) var owner: Int?
        /// The statements that made it what it is; indices in ``Database/statements``.
        public let statements: [StatementID]
    }

    /// A dependency: `from` cannot be without `to`.
    public struct Edge: Hashable, Sendable {
        /// Index of the node that needs the other.
        public let from: Int
        /// Index of the node that is needed.
        public let to: Int
        /// Whether PostgreSQL records it; if not, it was found in the text of a routine.
        public let isRecorded: Bool
        /// Whether `from` is a part of `to` and goes with it.
        public let isPart: Bool
        /// The statement that causes it.
        public let statement: StatementID
        /// The bytes of that statement's source that name what is needed; nil if nothing names it.
        public let range: Range<Int>?
    }
}

extension Database {
    /// The objects and what each of them needs.
    public func dependencyGraph() -> DependencyGraph {
        var builder = GraphBuilder(database: self)
        return builder.build()
    }
}

private struct GraphBuilder {
    let database: Database
    private var indices: [ObjectAddress: Int] = [:]
    private var addresses: [ObjectAddress] = []
    private var names: [ObjectName] = []
    private var folded: [ObjectAddress: ObjectAddress] = [:]

    init(database: Database) { self.database = database }

    mutating func build() -> DependencyGraph {
        let all = database.dependencies.all
        collectFolds(all)
        collectNodes(all)
        var nodes = addresses.indices.map(node)
        let order = nodes.indices.sorted { nodes[$0].name < nodes[$1].name }
        var places = [Int](repeating: 0, count: order.count)
        for (place, index) in order.enumerated() { places[index] = place }
        var edges = collectEdges(all, nodes).map { edge in
            DependencyGraph.Edge(
                from: places[edge.from], to: places[edge.to], isRecorded: edge.isRecorded, isPart: edge.isPart,
                statement: edge.statement, range: edge.range)
        }
        edges.sort { ($0.from, $0.to, $0.isRecorded ? 0 : 1) < ($1.from, $1.to, $1.isRecorded ? 0 : 1) }
        for index in nodes.indices { nodes[index].owner = owner(of: addresses[index]).map { places[$0] } }
        return DependencyGraph(nodes: order.map { nodes[$0] }, edges: edges)
    }

    // MARK: Folding

    /// Finds what stands for another object.
    private mutating func collectFolds(_ edges: [DependencyEdge]) {
        for (oid, row) in database.types.userRows {
            let address = ObjectAddress(.type, oid)
            if row.isTrueArray, row.element != .none {
                folded[address] = ObjectAddress(.type, row.element)
            } else if row.kind == .multirange {
                folded[address] = ObjectAddress(.type, row.rangePartner)
            } else if row.relation != .none, let relation = database.relations[row.relation] {
                if relation.kind == .compositeType {
                    folded[ObjectAddress(.relation, row.relation)] = address
                } else {
                    folded[address] = ObjectAddress(.relation, row.relation)
                }
            }
        }
        for (oid, row) in database.constraints.userRows where [.primaryKey, .unique, .exclusion].contains(row.kind) {
            if row.index != .none { folded[ObjectAddress(.relation, row.index)] = ObjectAddress(.constraint, oid) }
        }
        for (oid, row) in database.operatorFamilies.userRows {
            let family = ObjectAddress(.operatorFamily, oid)
            for member in row.operators { folded[ObjectAddress(.accessMethodOperator, member.oid)] = family }
            for member in row.procedures { folded[ObjectAddress(.accessMethodProcedure, member.oid)] = family }
        }
        for edge in edges where edge.kind == .internal {
            switch edge.dependent.catalog {
            case .procedure,
                .cast where edge.referenced.catalog == .type:
                folded[edge.dependent.whole] = edge.referenced.whole
            default: break
            }
        }
    }

    /// What stands for an object in the graph.
    private func canonical(_ address: ObjectAddress) -> ObjectAddress {
        var current = address.whole
        var steps = 0
        while let next = folded[current], steps < 8 {
            current = next
            steps += 1
        }
        if let owner = database.records[current]?.memberOf, owner != .none { return ObjectAddress(.extension, owner) }
        return current
    }

    // MARK: Nodes

    private mutating func collectNodes(_ edges: [DependencyEdge]) {
        for (oid, row) in database.relations.userRows where row.kind != .toastTable {
            add(ObjectAddress(.relation, oid))
        }
        for (oid, _) in database.procedures.userRows { add(ObjectAddress(.procedure, oid)) }
        for (oid, _) in database.types.userRows { add(ObjectAddress(.type, oid)) }
        for (oid, _) in database.namespaces.userRows { add(ObjectAddress(.namespace, oid)) }
        for (oid, _) in database.extensions.userRows { add(ObjectAddress(.extension, oid)) }
        // Other objects are there if something is recorded of them.
        for edge in edges where edge.origin == .catalog {
            add(edge.dependent)
            add(edge.referenced)
        }
    }

    private mutating func add(_ address: ObjectAddress) {
        let address = canonical(address)
        guard !address.oid.isBuiltIn, indices[address] == nil, let name = database.name(of: address) else { return }
        let isTemporary = ["pg_temp", "pg_toast"].contains { name.identity.utf8.starts(with: $0.utf8) }
        guard !isTemporary else { return }
        indices[address] = addresses.count
        addresses.append(address)
        names.append(name)
    }

    private func node(_ index: Int) -> DependencyGraph.Node {
        DependencyGraph.Node(
            name: names[index], schema: schema(of: addresses[index]),
            statements: database.records[addresses[index]]?.statements ?? [])
    }

    private func schema(of address: ObjectAddress) -> String? {
        let schema: OID?
        if let relation = relation(of: address) {
            schema = database.relations[relation]?.schema
        } else if address.catalog == .constraint {
            schema = database.constraints[address.oid].flatMap { database.types[$0.domain]?.schema }
        } else {
            schema = database.schema(of: address)
        }
        return schema.flatMap { database.namespaces[$0]?.name }
    }

    /// The relation that an object is, or that it belongs to.
    private func relation(of address: ObjectAddress) -> OID? {
        switch address.catalog {
        case .relation:
            let row = database.relations[address.oid]
            return row?.index?.table ?? address.oid
        case .constraint: return database.constraints[address.oid].flatMap { $0.relation == .none ? nil : $0.relation }
        case .trigger: return database.triggers[address.oid]?.relation
        case .rewrite: return database.rewrites[address.oid]?.relation
        case .policy: return database.policies[address.oid]?.relation
        case .attributeDefault: return database.column(ofDefault: address.oid)?.oid
        default: return nil
        }
    }

    private func owner(of address: ObjectAddress) -> Int? {
        guard let relation = relation(of: address) else { return nil }
        let owner = canonical(ObjectAddress(.relation, relation))
        return owner == address ? nil : indices[owner]
    }

    // MARK: Edges

    private func collectEdges(_ all: [DependencyEdge], _ nodes: [DependencyGraph.Node]) -> [DependencyGraph.Edge] {
        struct Key: Hashable {
            let from: Int
            let to: Int
            let isRecorded: Bool
        }
        var places: [Key: Int] = [:]
        var edges: [DependencyGraph.Edge] = []
        for edge in all where edge.kind != .member {
            guard let from = indices[canonical(edge.dependent)], let to = indices[canonical(edge.referenced)],
                from != to
            else { continue }
            if nodes[from].name.type == "extension", nodes[to].name.type != "schema" { continue }
            let key = Key(from: from, to: to, isRecorded: edge.origin == .catalog)
            let found = DependencyGraph.Edge(
                from: from, to: to, isRecorded: key.isRecorded, isPart: edge.kind != .normal,
                statement: edge.statement, range: edge.range)
            if let place = places[key] {
                // The one that has a place in the source tells more.
                if edges[place].range == nil, found.range != nil { edges[place] = found }
            } else {
                places[key] = edges.count
                edges.append(found)
            }
        }
        return edges
    }
}
