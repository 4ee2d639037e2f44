/// The rows that PostgreSQL's catalogs hold from the beginning and that extensions bring, as texts: a line a row, its
/// fields between tabs, as `Grammar/README.md` describes them. ``SnapshotReader`` reads them.
enum CatalogSnapshot {}
