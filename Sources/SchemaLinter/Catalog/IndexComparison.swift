import PostgresCatalog

extension TableIndex {
    /// Whether it holds the same as another, in the same way.
    func isSame(as other: TableIndex) -> Bool {
        isComparable(with: other) && index.columns == other.index.columns && index.keyCount == other.index.keyCount
            && index.expressions.map(\.sourceLine) == other.index.expressions.map(\.sourceLine)
            && index.predicate?.sourceLine == other.index.predicate?.sourceLine && index.begins(like: other.index)
    }

    /// Whether it finds all that a shorter one finds: the columns of that are its first ones.
    func extends(_ other: TableIndex) -> Bool {
        guard isComparable(with: other), row.accessMethod == .btree else { return false }
        return index.keyCount > other.index.keyCount && other.index.columns.count == other.index.keyCount
            && !other.index.columns.contains(0) && index.predicate == nil && other.index.predicate == nil
            && index.begins(like: other.index)
    }

    /// Whether it only makes reading faster: nothing rests on it.
    var isDroppable: Bool {
        !index.isUnique && !index.isExclusion && !index.isReplicaIdentity && index.parent == .none
    }

    private func isComparable(with other: TableIndex) -> Bool {
        row.accessMethod == other.row.accessMethod && index.isValid && index.parent == .none
            && other.index.parent == .none
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
        _ index: TableIndex, because reason: String, _ other: TableIndex, on table: OID
    ) {
        let (name, otherName) = (self.name(index.oid), self.name(other.oid))
        report(
            "index \(name) on \(self.name(table)) \(reason) \(otherName): writes pay for both",
            about: ObjectAddress(.relation, index.oid), recipe: ["DROP INDEX \(name);"],
            others: [(ObjectAddress(.relation, other.oid), "the other index")])
    }
}
