import PostgresSyntax

/// Collects the names in a statement that may mean objects; names of WITH queries are none.
struct ReferenceCollector: SyntaxWalker {
    /// What was found, in source order.
    private(set) var uses: [NameUse] = []
    /// Whether rows are grouped somewhere: such a query can rest on a primary key.
    private(set) var hasGrouping = false

    /// Nodes that name what the statement creates.
    private let skipped: [Node]
    /// The names of WITH queries in scope, the innermost statement last.
    private var scopes: [[String]] = []

    init(skipping skipped: [Node] = []) {
        self.skipped = skipped
    }

    mutating func enter(_ node: Node) -> Bool {
        switch node.kind {
        case .rangeVar: addRelation(node)
        case .typeName: addType(node)
        case .funcCall: addCall(node)
        case .typeCast: addConstant(node)
        case .aExpr: addOperator(node)
        case .collateClause: add(.other(.collation), node.children(.collname))
        case .indexElem, .partitionElem:
            add(.other(.collation), node.children(.collation))
            add(.other(.operatorClass), node.children(.opclass))
        case .selectStmt:
            if !hasGrouping, node.child(.groupClause) != nil { hasGrouping = true }
            openScope(node)
        case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt: openScope(node)
        default: break
        }
        return true
    }

    mutating func leave(_ node: Node) {
        switch node.kind {
        case .commonTableExpr:
            if let name = node.string(.ctename) { scopes[scopes.count - 1].append(name) }
        case .selectStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt:
            if node.child(.withClause) != nil { scopes.removeLast() }
        default: break
        }
    }

    /// In a recursive WITH all of its names are in scope at once, in any other each one only behind its query.
    private mutating func openScope(_ node: Node) {
        guard let clause = node.child(.withClause).flatMap(WithClause.init) else { return }
        scopes.append(clause.recursive ? clause.ctes.compactMap { $0.string(.ctename) } : [])
    }

    private mutating func addRelation(_ node: Node) {
        guard !skipped.contains(node), let relation = RangeVar(node), let name = relation.relname else { return }
        let schema = relation.schemaname
        if schema == nil, scopes.contains(where: { $0.contains(name) }) { return }
        uses.append(NameUse(kind: .relation, schema: schema, name: name, range: relation.nameRange))
    }

    private mutating func addType(_ node: Node) {
        let names = node.children(.names)
        if TypeName(node)?.pctType == true {
            add(.relation, names.dropLast().map { $0 })
        } else {
            add(.type, names)
        }
    }

    private mutating func addCall(_ node: Node) {
        guard let call = FuncCall(node) else { return }
        let names = call.funcname
        let arguments = call.args
        add(.routine(argumentCount: arguments.count), names)
        switch names.strings.last {
        case "nextval", "currval", "setval":
            if let argument = arguments.first { addString(argument) }
        default: break
        }
    }

    /// `'name'::regclass` names a relation.
    private mutating func addConstant(_ node: Node) {
        guard let cast = TypeCast(node), let argument = cast.arg else { return }
        if cast.typeName?.names.strings.last == "regclass" { addString(argument) }
    }

    private mutating func addString(_ node: Node) {
        guard case .string(let text)? = AConst(node)?.value, let parts = QuotedName.parts(text), parts.count <= 3 else {
            return
        }
        uses.append(
            NameUse(
                kind: .relationInString, schema: parts.dropLast().last, name: parts[parts.count - 1],
                range: node.byteRange))
    }

    private mutating func addOperator(_ node: Node) {
        let names = node.children(.name)
        guard let name = names.last?.stringNodeValue else { return }
        if names.count == 1, Self.commonOperators.contains(name) { return }
        add(.operator, names)
    }

    /// Operators that every installation has; they are found in any search path.
    private static let commonOperators: Set<String> = [
        "=", "<>", "<", ">", "<=", ">=", "+", "-", "*", "/", "||", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*",
        "BETWEEN", "NOT BETWEEN", "BETWEEN SYMMETRIC", "NOT BETWEEN SYMMETRIC",
    ]

    /// Adds a dotted name; what is PostgreSQL's own by its schema is left out.
    mutating func add(_ kind: NameUse.Kind, _ names: some RandomAccessCollection<Node>) {
        let parts = names.compactMap(\.stringNodeValue)
        guard let name = parts.last, let first = names.first, let last = names.last else { return }
        let schema = parts.dropLast().last
        if schema == "pg_catalog" || schema == "information_schema" { return }
        let start = first.byteRange.lowerBound
        uses.append(
            NameUse(kind: kind, schema: schema, name: name, range: start..<max(start, last.byteRange.upperBound)))
    }
}

extension RangeVar {
    /// The bytes of the dotted name, without `ONLY` before it and the alias behind it.
    public var nameRange: Range<Int> {
        let range = node.byteRange
        let start = location ?? range.lowerBound
        return start..<max(start, node.child(.relname)?.byteRange.upperBound ?? range.upperBound)
    }
}
