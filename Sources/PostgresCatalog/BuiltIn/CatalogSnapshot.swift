/// The rows that PostgreSQL's catalogs hold from the beginning and that extensions bring, as texts: a line a row, its
/// fields between tabs, as `Grammar/README.md` describes them. ``SnapshotReader`` reads them.
enum CatalogSnapshot {
    /// A catalog of PostgreSQL's own, with the tables by which ``BuiltInRows`` finds rows in it.
    struct Table {
        /// The rows; those of one name stand together, by number.
        let rows: StaticString
        /// Where the first row of each name begins, found by hash: a slot has four digits of base 64.
        let byName: StaticString
        /// Where the row of each number begins, in the same way.
        let byNumber: StaticString
    }
}
