extension [Migration] {
    /// SQL that tells a framework that these migrations have run, for a database that has their schema already.
    ///
    /// It makes the framework's table as the framework makes it, if there is none, and adds what is missing. PostgresNIO
    /// alone keeps no such table.
    public func baseline(_ target: MigrationTarget) -> String? {
        let names = map { "    (\($0.number), '\($0.name.replacing("'", with: "''"))')" }.joined(separator: ",\n")
        switch target {
        case .fluent:
            return """
                -- Tells Fluent that these migrations have run.
                BEGIN;

                CREATE TABLE IF NOT EXISTS "_fluent_migrations" (
                    "id" UUID PRIMARY KEY,
                    "name" TEXT NOT NULL,
                    "batch" BIGINT NOT NULL,
                    "created_at" TIMESTAMPTZ,
                    "updated_at" TIMESTAMPTZ,
                    CONSTRAINT "uq:_fluent_migrations.name" UNIQUE ("name")
                );

                INSERT INTO "_fluent_migrations" ("id", "name", "batch", "created_at", "updated_at")
                SELECT gen_random_uuid(), name, (SELECT coalesce(max("batch"), 0) + 1 FROM "_fluent_migrations"), now(), now()
                FROM (VALUES
                \(names)
                ) AS migration (number, name)
                WHERE NOT EXISTS (SELECT FROM "_fluent_migrations" AS log WHERE log."name" = migration.name)
                ORDER BY number;

                COMMIT;

                """
        case .hummingbird:
            return """
                -- Tells PostgresMigrations that these migrations have run.
                BEGIN;

                CREATE TABLE IF NOT EXISTS _hb_pg_migrations (
                    "order" SERIAL PRIMARY KEY,
                    "name" text,
                    "group" text
                );

                INSERT INTO _hb_pg_migrations ("name", "group")
                SELECT name, '_hb_default'
                FROM (VALUES
                \(names)
                ) AS migration (number, name)
                WHERE NOT EXISTS (SELECT FROM _hb_pg_migrations AS log WHERE log."name" = migration.name)
                ORDER BY number;

                COMMIT;

                """
        case .postgresNIO:
            return nil
        }
    }
}
