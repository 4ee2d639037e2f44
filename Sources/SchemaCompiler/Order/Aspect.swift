import PostgresCatalog
import PostgresSyntax

/// What there is to see of an object: some changes shape only a part of it, and some steps see only a part.
enum Aspect: Int, CaseIterable {
    /// What it is called, its columns by their names, their types.
    case definition
    /// Which columns it has.
    case columns
    /// What stands in its rows.
    case rows
}

/// What happens to an aspect of objects, step by step.
struct ShapeHistory {
    /// The last step that shaped each object.
    private(set) var last: [ObjectAddress: Int] = [:]
    /// The steps that have used it since.
    var users: [ObjectAddress: [Int]] = [:]

    /// Notes that a step shapes an object.
    ///
    /// - Returns: the steps that it comes behind.
    mutating func shape(_ object: ObjectAddress, by node: Int) -> [Int] {
        let others = (users.removeValue(forKey: object) ?? []) + [last[object]].compactMap { $0 }
        last[object] = node
        return others
    }
}

extension Change {
    /// The aspects of its subject that it makes something else of.
    var shapedAspects: [Aspect] {
        if !trace.renamed.isEmpty { return Aspect.allCases }
        switch effect {
        case .replacement: return Aspect.allCases
        case .alteration where action == nil:
            // An ALTER TABLE that is not divided gives columns other types.
            return [.alterEnumStmt, .alterTableStmt].contains(statement?.kind) ? Aspect.allCases : []
        case .alteration: return action!.shapedAspects
        default: return []
        }
    }

    /// The aspects that make a difference to it of what it uses.
    var seenAspects: [Aspect] {
        [.definition] + (namesColumns ? [] : [.columns]) + (readsRows ? [.rows] : [])
    }

    /// Whether a type of which there was only the name gets all the rest by it.
    var completesShell: Bool { effect == .replacement && subject?.catalog == .type }

    /// Whether it reads the rows of what it names.
    var readsRows: Bool {
        if effect == .data { return true }
        guard effect == .creation, let into = statement.flatMap(CreateTableAsStmt.init)?.into else { return false }
        return !into.skipData
    }

    /// Whether all it uses of a table it names, so that a column that is added makes no difference to it.
    private var namesColumns: Bool {
        if part?.kind == .constraint { return true }
        guard let node = statement else { return false }
        switch node.kind {
        case .indexStmt, .createTrigStmt, .createPolicyStmt, .createStatsStmt, .createPublicationStmt,
            .alterPublicationStmt, .createSeqStmt, .alterSeqStmt:
            return true
        case .alterTableStmt: return action.map { !$0.comparesColumns } ?? false
        case .grantStmt: return !GrantStmt(node)!.privileges.contains { !(AccessPriv($0)?.cols.isEmpty ?? true) }
        case .viewStmt, .createTableAsStmt, .ruleStmt, .createFunctionStmt: return !node.takesAllColumns
        default: return false
        }
    }
}

extension AlterTableCmd {
    /// Whether the action changes what other statements see of the relation, so that it must keep its place among those
    /// that use it.
    var changesShape: Bool { !shapedAspects.isEmpty }

    fileprivate var shapedAspects: [Aspect] {
        switch subtype {
        case .addColumn: [.columns]
        case .setExpression: [.rows]
        case .dropColumn, .alterColumnType, .dropConstraint, .dropExpression, .addOf, .dropOf, .dropInherit,
            .detachPartition, .detachPartitionFinalize, .dropIdentity, .dropNotNull:
            Aspect.allCases
        default: []
        }
    }

    /// Whether what it needs has to have the same columns as its table.
    fileprivate var comparesColumns: Bool {
        switch subtype {
        case .attachPartition, .addInherit, .addOf: true
        default: false
        }
    }
}

extension Node {
    /// Whether there is `*`, or NATURAL, in it.
    var takesAllColumns: Bool {
        contains(.aStar) || descendants(.joinExpr).contains { JoinExpr($0)?.isNatural == true }
    }
}
