import PostgresSyntax

/// Finds syntax that is newer than the server a script is for.
struct TargetVersion: SyntaxWalker {
    /// An error for each piece of such syntax.
    private(set) var diagnostics: [Diagnostic] = []
    private let target: Int

    /// What `trees` say that PostgreSQL `target` does not understand.
    static func check(_ trees: [SyntaxTree], target: Int) -> [Diagnostic] {
        var check = TargetVersion(target: target)
        for tree in trees {
            for element in tree.script { element.statement?.node.walk(&check) }
        }
        return check.diagnostics
    }

    private init(target: Int) {
        self.target = target
    }

    mutating func enter(_ node: Node) -> Bool {
        switch node.kind {
        case .constraint: checkConstraint(Constraint(node)!)
        case .indexStmt: require(15, "NULLS NOT DISTINCT", node, if: IndexStmt(node)!.nullsNotDistinct)
        case .mergeStmt: require(15, "MERGE", node)
        case .mergeWhenClause:
            require(17, "WHEN NOT MATCHED BY SOURCE", node, if: MergeWhenClause(node)!.matchKind == .notMatchedBySource)
        case .viewStmt:
            for option in ViewStmt(node)!.options where option.string(.defname) == "security_invoker" {
                require(15, "security_invoker", option)
            }
        case .publicationObjSpec:
            let object = PublicationObjSpec(node)!
            require(15, "TABLES IN SCHEMA", node, if: object.pubobjtype == .tablesInSchema)
        case .publicationTable:
            let table = PublicationTable(node)!
            require(15, "a column list or WHERE in a publication", node, if: table.whereClause != nil)
        case .alterTableCmd:
            let action = AlterTableCmd(node)!
            require(17, "SET EXPRESSION", node, if: action.subtype == .setExpression)
            let constraint = action.def.flatMap(Constraint.init)
            let addsNotNull = action.subtype == .addConstraint && constraint?.contype == .notnull
            require(18, "ADD CONSTRAINT … NOT NULL", node, if: addsNotNull)
        case .columnDef:
            require(16, "STORAGE in a column's definition", node, if: node.child(.storageName) != nil)
        default: break
        }
        return true
    }

    mutating func leave(_ node: Node) {}

    private mutating func checkConstraint(_ constraint: Constraint) {
        let node = constraint.node
        let isUnenforced =
            constraint.contype == .attrNotEnforced
            || [.check, .foreign].contains(constraint.contype) && !constraint.isEnforced
        require(18, "NOT ENFORCED", node, if: isUnenforced)
        require(18, "VIRTUAL", node, if: constraint.contype == .generated && constraint.generatedKind == "v")
        require(18, "WITHOUT OVERLAPS", node, if: constraint.withoutOverlaps)
        require(18, "PERIOD", node, if: constraint.fkWithPeriod || constraint.pkWithPeriod)
        require(15, "NULLS NOT DISTINCT", node, if: constraint.nullsNotDistinct)
        require(15, "a column list behind SET NULL or SET DEFAULT", node, if: !constraint.fkDelSetCols.isEmpty)
    }

    private mutating func require(_ version: Int, _ syntax: String, _ node: Node, if isUsed: Bool = true) {
        guard isUsed, version > target else { return }
        diagnostics.append(
            Diagnostic(
                .error, rule: "target-version", "\(syntax) needs PostgreSQL \(version)",
                hint: "the script is for PostgreSQL \(target)", source: node.tree.source, range: node.byteRange))
    }
}
