/// A need of one file for another: a statement of it needs an object that a statement of the other one creates.
public struct FileNeed: Sendable {
    /// The statement that needs the object.
    public let statement: StatementID
    /// The bytes of that statement's source that name the object; nil if nothing names it.
    public let range: Range<Int>?
    /// What is needed.
    public let object: ObjectName
    /// The statement that creates it.
    public let creation: StatementID
    /// Whether the statement fails without the object; if not, the object is named in the text of a routine, which has
    /// to be there only when the routine runs.
    public let isRequired: Bool
}

extension Database {
    /// What statements need of other files, in the order of the statements.
    public func fileNeeds() -> [FileNeed] {
        let graph = dependencyGraph()
        let files = statements.indices.map { file(of: StatementID(index: $0)) }
        var needs: [FileNeed] = []
        func add(
            _ statement: StatementID, _ range: Range<Int>?, _ object: ObjectName, _ creation: StatementID?,
            isRequired: Bool = true
        ) {
            guard let creation, files[creation.index] != files[statement.index] else { return }
            needs.append(
                FileNeed(
                    statement: statement, range: range, object: object, creation: creation, isRequired: isRequired))
        }
        for edge in graph.edges {
            let node = graph.nodes[edge.to]
            add(edge.statement, edge.range, node.name, node.statements.first, isRequired: edge.isRecorded)
        }
        for node in graph.nodes {
            for change in node.statements.dropFirst() { add(change, nil, node.name, node.statements.first) }
        }
        for (index, statement) in statements.enumerated() {
            for use in statement.uses {
                let address = ObjectAddress(.relation, use.relation)
                guard let name = name(of: address) else { continue }
                add(StatementID(index: index), use.range, name, records[address]?.statements.first)
            }
        }
        return needs.sorted { ($0.statement, $0.creation) < ($1.statement, $1.creation) }
    }
}
