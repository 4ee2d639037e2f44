import PostgresSyntax

/// A column as those need to know it who write its values.
public struct ColumnFacts: Sendable {
    /// Its name.
    public let name: String
    /// Its type as `format_type()` prints it.
    public let type: String
    /// Whether its values are computed, and so cannot be written.
    public let isGenerated: Bool
    /// Whether a row that leaves it out takes a value of a sequence.
    public let takesSequenceValue: Bool
}

/// A primary key, unique constraint or unique index over columns.
public struct UniqueKey: Sendable {
    /// The index behind it.
    public let index: ObjectAddress
    /// The names of its columns.
    public let columns: [String]
    /// Whether it is the primary key.
    public let isPrimary: Bool
}

/// What there is to know of relations for those who fill them.
extension Database {
    /// The columns of a relation that are not dropped, in their order.
    public func columns(of relation: ObjectAddress) -> [ColumnFacts] {
        (relations[relation.oid]?.liveAttributes ?? []).map { number, row in
            ColumnFacts(
                name: row.name, type: formatType(row.type), isGenerated: row.generated != nil,
                takesSequenceValue: row.identity != nil || usesSequence(row.defaultExpression))
        }
    }

    private func usesSequence(_ row: AttributeDefaultRow?) -> Bool {
        guard let row else { return false }
        return (row.text ?? row.expression?.text ?? "").contains("nextval")
    }

    /// The unique keys of each table that ON CONFLICT could take, its primary key first.
    public func uniqueKeys() -> [ObjectAddress: [UniqueKey]] {
        var keys: [ObjectAddress: [UniqueKey]] = [:]
        for (oid, row) in relations.userRows {
            guard let index = row.index, index.isUnique, index.predicate == nil,
                index.columns.prefix(index.keyCount).allSatisfy({ $0 > 0 }), let owner = relations[index.table]
            else { continue }
            let key = UniqueKey(
                index: ObjectAddress(.relation, oid),
                columns: owner.columnNames(Array(index.columns.prefix(index.keyCount))), isPrimary: index.isPrimary)
            let table = ObjectAddress(.relation, index.table)
            keys[table, default: []].insert(key, at: key.isPrimary ? 0 : keys[table]?.count ?? 0)
        }
        return keys
    }

    /// Whether `INSERT … ON CONFLICT DO NOTHING` into a table is allowed: it has no rules, and all keys are checked at once.
    public func takesOnConflict(_ table: ObjectAddress) -> Bool {
        if relations[table.oid]?.hasRules == true { return false }
        return !constraints.userRows.contains { _, row in
            row.relation == table.oid && row.isDeferrable && [.primaryKey, .unique, .exclusion].contains(row.kind)
        }
    }

    /// Whether a table is partitioned.
    public func isPartitioned(_ table: ObjectAddress) -> Bool { relations[table.oid]?.kind == .partitionedTable }

    /// The tables that inherit from a table directly, partitions among them, by name.
    public func children(of table: ObjectAddress) -> [ObjectAddress] {
        let dependents = dependencies.dependents(of: table).map(\.dependent)
        let children = dependents.filter { dependent in
            dependent.catalog == .relation && dependent.column == 0
                && relations[dependent.oid]?.parents.contains(table.oid) == true
        }
        let names = Set(children).map { (object: $0, name: objectIdentity($0)?.identity ?? "") }
        return names.sorted { $0.name < $1.name }.map(\.object)
    }

    /// A table with all that are partitions of it, and all that it is a partition of.
    public func partitionTree(of table: ObjectAddress) -> [ObjectAddress] {
        var tree = [table]
        var index = 0
        while index < tree.count {
            for dependent in dependencies.dependents(of: tree[index]).map(\.dependent)
            where dependent.catalog == .relation && !tree.contains(dependent) {
                let row = relations[dependent.oid]
                if row?.isPartition == true, row?.parents.contains(tree[index].oid) == true { tree.append(dependent) }
            }
            index += 1
        }
        return relations[table.oid]?.isPartition == true ? tree + ancestors(of: table) : tree
    }

    /// The tables that a table inherits from, directly or through others, or is a partition of.
    public func ancestors(of table: ObjectAddress) -> [ObjectAddress] {
        var found: [ObjectAddress] = []
        var rest = [table]
        while let table = rest.popLast() {
            for parent in (relations[table.oid]?.parents ?? []).map({ ObjectAddress(.relation, $0) })
            where !found.contains(parent) {
                found.append(parent)
                rest.append(parent)
            }
        }
        return found
    }

    /// Whether a sequence counts down.
    public func isDescending(_ sequence: ObjectAddress) -> Bool {
        (relations[sequence.oid]?.sequence?.increment ?? 1) < 0
    }

    /// The foreign keys: the tables they are on, and those they refer to.
    public var foreignKeys: [(table: ObjectAddress, referenced: ObjectAddress)] {
        constraints.userRows.compactMap { _, row in
            guard row.kind == .foreignKey else { return nil }
            return (ObjectAddress(.relation, row.relation), ObjectAddress(.relation, row.referencedRelation))
        }
    }

    /// Whether an object is a foreign key.
    public func isForeignKey(_ object: ObjectAddress) -> Bool {
        object.catalog == .constraint && constraints[object.oid]?.kind == .foreignKey
    }

    /// The object that another is made and dropped with; nil if it stands for itself.
    public func whole(of part: ObjectAddress) -> ObjectAddress? {
        if part.column > 0 { return part.whole }
        switch part.catalog {
        case .type:
            guard let row = types[part.oid] else { return nil }
            if row.relation != .none { return ObjectAddress(.relation, row.relation) }
            if row.isTrueArray { return ObjectAddress(.type, row.element) }
            if row.kind == .multirange { return ObjectAddress(.type, row.rangePartner) }
            return nil
        case .attributeDefault: return column(ofDefault: part.oid)
        case .accessMethodOperator, .accessMethodProcedure:
            return operatorFamily(ofMember: part.oid).map { ObjectAddress(.operatorFamily, $0) }
        case .rewrite:
            return rewrites[part.oid].map { ObjectAddress(.relation, $0.relation) }
        default:
            return dependencies.dependencies(of: part).first { $0.kind == .internal || $0.kind == .member }?.referenced
        }
    }

    /// The part of a partitioned table that one of a partition belongs to: an index, a constraint, a trigger.
    public func original(of copy: ObjectAddress) -> ObjectAddress? {
        let original: OID? =
            switch copy.catalog {
            case .relation where copy.column == 0: relations[copy.oid]?.index?.parent
            case .constraint: constraints[copy.oid]?.parent
            case .trigger: triggers[copy.oid]?.parent
            default: nil
            }
        guard let original, original != .none else { return nil }
        return ObjectAddress(copy.catalog, original)
    }

    /// The relation or type that a constraint, trigger, rule or policy belongs to.
    public func owner(of member: ObjectAddress) -> ObjectAddress? {
        switch member.catalog {
        case .relation: return member.column > 0 ? member.whole : nil
        case .constraint:
            guard let row = constraints[member.oid] else { return nil }
            return row.relation == .none ? ObjectAddress(.type, row.domain) : ObjectAddress(.relation, row.relation)
        case .trigger: return triggers[member.oid].map { ObjectAddress(.relation, $0.relation) }
        case .rewrite: return rewrites[member.oid].map { ObjectAddress(.relation, $0.relation) }
        case .policy: return policies[member.oid].map { ObjectAddress(.relation, $0.relation) }
        case .attributeDefault: return column(ofDefault: member.oid)?.whole
        default: return nil
        }
    }

    /// The sequences that belong to columns of a table.
    public func ownedSequences(of table: ObjectAddress) -> [ObjectAddress] {
        relations.userRows.filter { $0.row.sequence?.ownedBy?.oid == table.oid }
            .map { ObjectAddress(.relation, $0.oid) }
    }

    /// Whether an object is an index that stands for itself, behind no constraint.
    public func isPlainIndex(_ object: ObjectAddress) -> Bool {
        guard object.catalog == .relation, object.column == 0, relations[object.oid]?.index != nil else { return false }
        return whole(of: object) == nil
    }

    /// What an object is a part of, in the eyes of those who choose objects: the table of an index, of a column's
    /// sequence, of a statistics object; nil if it stands for itself.
    public func container(of object: ObjectAddress) -> ObjectAddress? {
        if let owner = owner(of: object) { return owner }
        if object.catalog == .relation, let row = relations[object.oid] {
            if let table = row.index?.table ?? row.sequence?.ownedBy?.oid { return ObjectAddress(.relation, table) }
            // A composite type's relation belongs to the type.
            return row.kind == .compositeType && row.rowType != .none ? ObjectAddress(.type, row.rowType) : nil
        }
        if object.catalog == .type, let row = types[object.oid], row.relation != .none {
            return relations[row.relation]?.kind == .compositeType ? nil : ObjectAddress(.relation, row.relation)
        }
        if object.catalog == .statistics { return statistics[object.oid].map { ObjectAddress(.relation, $0.relation) } }
        return whole(of: object)
    }

    /// The schema that an object is in; nil for kinds without one.
    public func schemaAddress(of object: ObjectAddress) -> ObjectAddress? {
        schema(of: object).map { ObjectAddress(.namespace, $0) }
    }

    /// The identity that an object had when it was dropped; nil if it was not.
    public func identityOfDropped(_ object: ObjectAddress) -> ObjectIdentity? { traces.dropped[object]?.identity }
}
