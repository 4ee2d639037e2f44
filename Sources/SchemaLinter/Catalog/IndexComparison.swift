import PostgresCatalog

extension RelationRow {
    /// Whether an index holds the same as another, in the same way.
    func isSame(as other: RelationRow) -> Bool {
        guard let mine = index, let others = other.index, isComparable(with: other) else { return false }
        return mine.columns == others.columns && mine.keyCount == others.keyCount
            && mine.expressions.map(\.sourceLine) == others.expressions.map(\.sourceLine)
            && mine.predicate?.sourceLine == others.predicate?.sourceLine && mine.begins(like: others)
    }

    /// Whether an index finds all that a shorter one finds: the columns of that are its first ones.
    func extends(_ other: RelationRow) -> Bool {
        guard let mine = index, let others = other.index, isComparable(with: other), accessMethod == .btree else {
            return false
        }
        return mine.keyCount > others.keyCount && others.columns.count == others.keyCount
            && !others.columns.contains(0) && mine.predicate == nil && others.predicate == nil
            && mine.begins(like: others)
    }

    /// Whether an index only makes reading faster: nothing rests on it.
    var isDroppableIndex: Bool {
        guard let index else { return false }
        return !index.isUnique && !index.isExclusion && !index.isReplicaIdentity && index.parent == .none
    }

    private func isComparable(with other: RelationRow) -> Bool {
        accessMethod == other.accessMethod && index?.isValid == true && index?.parent == OID.none
            && other.index?.parent == OID.none
    }
}

extension IndexRow {
    /// Whether the first keys are those of another index, with the same operators and order.
    fileprivate func begins(like other: IndexRow) -> Bool {
        let count = other.keyCount
        return columns.prefix(count) == other.columns.prefix(count)
            && operatorClasses.prefix(count) == other.operatorClasses.prefix(count)
            && collations.prefix(count) == other.collations.prefix(count)
            && columnOptions.prefix(count) == other.columnOptions.prefix(count)
    }
}

extension CatalogContext {
    /// Reports an index that another one makes superfluous.
    func reportSuperfluous(
        _ index: (oid: OID, row: RelationRow, index: IndexRow), because reason: String,
        _ other: (oid: OID, row: RelationRow, index: IndexRow), on table: OID
    ) {
        let (name, otherName) = (self.name(index.oid), self.name(other.oid))
        report(
            "index \(name) on \(self.name(table)) \(reason) \(otherName): writes pay for both",
            about: ObjectAddress(.relation, index.oid), recipe: ["DROP INDEX \(name);"],
            others: [(ObjectAddress(.relation, other.oid), "the other index")])
    }
}
