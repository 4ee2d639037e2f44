import PostgresCatalog
import PostgresSyntax

extension StatementReader {
    /// The group that a statement belongs to, by what it made or, if it made nothing, by what it is.
    func kind(of node: Node, _ made: [Int], _ relation: Int?) -> MigrationStatement.Kind {
        switch node.kind {
        case .commentStmt, .secLabelStmt: return .comment
        case .grantStmt, .grantRoleStmt, .alterDefaultPrivilegesStmt, .alterOwnerStmt: return .privilege
        case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .copyStmt, .truncateStmt: return .rows
        case .selectStmt where Self.functionName(node) == "setval": return .rows
        case .doStmt, .callStmt, .selectStmt, .executeStmt: return .other
        case .alterTableStmt: return kind(ofAlter: node, made)
        case .alterSeqStmt: return ownedBy(node) == nil ? .sequence : .table
        case .alterPolicyStmt: return .policy
        case .createPublicationStmt, .alterPublicationStmt, .createSubscriptionStmt, .alterSubscriptionStmt:
            return .publication
        case .createFdwStmt, .createForeignServerStmt, .createUserMappingStmt: return .foreignServer
        case .createEventTrigStmt: return .trigger
        case .createAmStmt: return .operator
        case .alterFunctionStmt, .createFunctionStmt: return .function
        case .viewStmt: return .view
        case .defineStmt where made.isEmpty: return .type
        case .alterEnumStmt, .alterDomainStmt, .alterTypeStmt: return .type
        default: break
        }
        let isRenaming = node.kind == .renameStmt || node.kind == .alterObjectSchemaStmt
        let main = mains(made, relation).first ?? made.first ?? (isRenaming ? relation : nil)
        return main.flatMap { Self.kinds[graph.nodes[$0].name.type] } ?? .other
    }

    private func kind(ofAlter node: Node, _ made: [Int]) -> MigrationStatement.Kind {
        let commands = node.children(.cmds).compactMap(AlterTableCmd.init)
        if commands.allSatisfy({ $0.subtype == .changeOwner }) { return .privilege }
        if commands.allSatisfy({ $0.subtype == .addConstraint }) {
            let isForeign = commands.allSatisfy { $0.def.flatMap(Constraint.init)?.contype == .foreign }
            return isForeign ? .foreignKey : .constraint
        }
        switch AlterTableStmt(node)?.objtype {
        case .view, .matview: return .view
        case .index: return .index
        case .sequence: return .sequence
        case .type: return .type
        default: return .table
        }
    }

    private static let kinds: [String: MigrationStatement.Kind] = [
        "extension": .extension, "schema": .schema, "type": .type, "composite type": .type, "collation": .type,
        "domain constraint": .type, "function": .function, "procedure": .function, "aggregate": .function,
        "sequence": .sequence, "table": .table, "foreign table": .table, "default value": .table,
        "table constraint": .constraint, "index": .index, "statistics object": .index, "view": .view,
        "materialized view": .view, "rule": .view, "trigger": .trigger, "event trigger": .trigger, "policy": .policy,
        "operator": .operator, "operator class": .operator, "operator family": .operator, "cast": .operator,
        "conversion": .operator, "transform": .operator, "language": .operator, "access method": .operator,
        "text search parser": .textSearch, "text search template": .textSearch,
        "text search dictionary": .textSearch, "text search configuration": .textSearch,
        "foreign-data wrapper": .foreignServer, "server": .foreignServer, "user mapping": .foreignServer,
        "publication": .publication, "publication relation": .publication, "publication namespace": .publication,
        "subscription": .publication,
    ]

    /// Whether PostgreSQL runs a statement in a transaction block.
    static func runsInTransaction(_ node: Node) -> Bool {
        switch node.kind {
        case .indexStmt: !(IndexStmt(node)?.concurrent ?? false)
        case .dropStmt: !(DropStmt(node)?.concurrent ?? false)
        case .reindexStmt:
            !node.children(.params).contains { $0.string(.defname) == "concurrently" }
                && ![.database, .schema, .system].contains(ReindexStmt(node)?.kind)
        case .alterTableStmt:
            !node.children(.cmds).contains { command in
                command.child(.def).flatMap(PartitionCmd.init)?.concurrent ?? false
            }
        case .vacuumStmt: !(VacuumStmt(node)?.isVacuumcmd ?? false)
        case .createSubscriptionStmt:
            node.children(.options).contains {
                ["connect", "create_slot"].contains($0.string(.defname))
                    && ["false", "off", "0"].contains($0.child(.arg).map { $0.text.lowercased() })
            }
        case .createdbStmt, .dropdbStmt, .createTableSpaceStmt, .dropTableSpaceStmt, .alterSystemStmt,
            .dropSubscriptionStmt:
            false
        default: true
        }
    }
}
