/// The framework that runs migrations.
public enum MigrationTarget: String, CaseIterable, Sendable {
    /// FluentKit, as Vapor uses it.
    case fluent
    /// PostgresMigrations, of Hummingbird.
    case hummingbird
    /// PostgresNIO alone.
    case postgresNIO = "postgres-nio"
}

/// How the tables of Fluent migrations are written.
public enum MigrationStyle: String, CaseIterable, Sendable {
    /// As SQL.
    case raw
    /// With the schema builder, where that is proven to make the same table.
    case builder
}

/// Who sees the migrations.
public enum MigrationAccess: String, CaseIterable, Sendable {
    /// The module they are in.
    case `internal`
    /// Everyone.
    case `public`
}

/// Into how many migrations a schema is split.
public enum MigrationSplit: String, CaseIterable, Sendable {
    /// One for all.
    case schema
    /// One for each table with what belongs to it.
    case table
    /// One for each kind of object.
    case object
    /// One for each file of the input.
    case file
}

/// What there is to choose about generated migrations.
public struct MigrationOptions: Sendable {
    /// The framework.
    public var target: MigrationTarget
    /// How tables are written.
    public var style = MigrationStyle.raw
    /// Who sees the migrations.
    public var access = MigrationAccess.internal
    /// How many there are.
    public var split = MigrationSplit.schema
    /// The name of what the migrations make, such as `Shop`, if one migration makes all.
    public var name: String?
    /// The schema of names that are written without one.
    public var defaultSchema = "public"
    /// Whether statements that give objects to roles are kept.
    public var keepsOwners = false
    /// Whether statements that give privileges to roles are kept.
    public var keepsPrivileges = false

    /// The options of a target.
    public init(target: MigrationTarget) {
        self.target = target
    }
}
