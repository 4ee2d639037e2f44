extension LintConfiguration {
    /// A configuration file with comments that changes nothing.
    public static let example = """
        // What schemac knows about this project. Comments and commas behind the last element are allowed.
        {
            // The versions of PostgreSQL that run the files: 17, or "15..18".
            "versions": "14..18",

            // What says what exists, in the order in which it is run: a dump, then folders of migrations. With it, a
            // file that is linted alone is seen in the database that it is for.
            "sources": [
                // "db/schema.sql",
                // "db/migrations",
            ],

            // What files are: "dump", "schema", "migration" or "query"; "detected" tells from each file.
            "profile": "detected",

            // Who runs migrations: "psql", "flyway", "liquibase", "sqlx", "dbmate", "rails", "alembic", "django",
            // "golang-migrate" or "supabase"; or whether it runs a file in one transaction, and sets timeouts itself.
            "runner": { "transaction": false, "timeouts": false },

            "lint": {
                // Rules or categories: correctness, locks, rewrites, destructive, robustness, design, naming, security.
                // Nothing in "select" stands for all.
                "select": [],
                "ignore": [],

                // "off", "info", "warning" or "error", or an object with "level" and a rule's options:
                // 'schemac explain RULE' shows them.
                "rules": {
                    // "drop-column": "error",
                },

                // Other settings for some files.
                "files": [
                    // { "path": "db/legacy/**", "ignore": ["design"] },
                    // { "path": "vendor", "exclude": true },
                ],

                // The least level that makes the exit code 1: "error", "warning", "info" or "never".
                "fail-on": "error",

                // Findings that are known: a file of 'schemac lint --write-baseline'.
                // "baseline": "schemac.baseline.json",
            },
        }

        """
}
