/// What rules of other linters are called here, so that their comments go on meaning something.
enum ForeignRules {
    /// The rule of this linter for one of squawk's or sqlfluff's; nil if there is none.
    static subscript(_ name: String) -> String? {
        let known = names[name] ?? (Rule.named(name) == nil ? nil : name)
        return known
    }

    /// By squawk's and sqlfluff's names, without those that are the same.
    private static let names: [String: String] = [
        "adding-field-with-default": "add-column-volatile-default",
        "adding-foreign-key-constraint": "add-foreign-key-not-valid",
        "adding-not-nullable-field": "set-not-null-scan",
        "adding-required-field": "add-required-column",
        "adding-serial-primary-key-field": "add-primary-key-without-index",
        "ban-alter-domain-with-add-constraint": "alter-domain-constraint-scan",
        "ban-char-field": "no-char",
        "ban-concurrent-index-creation-in-transaction": "concurrently-in-transaction",
        "ban-create-domain-with-constraint": "domain-with-constraint",
        "ban-drop-column": "drop-column",
        "ban-drop-database": "drop-database",
        "ban-drop-not-null": "drop-not-null",
        "ban-drop-table": "drop-table",
        "ban-truncate-cascade": "truncate-cascade",
        "ban-uncommitted-transaction": "uncommitted-transaction",
        "changing-column-type": "change-column-type-rewrite",
        "constraint-missing-not-valid": "add-check-not-valid",
        "disallowed-unique-constraint": "add-unique-without-index",
        "prefer-big-int": "prefer-bigint",
        "prefer-bigint-over-int": "prefer-bigint",
        "prefer-bigint-over-smallint": "prefer-bigint",
        "prefer-identity": "prefer-identity",
        "prefer-robust-stmts": "prefer-guards",
        "prefer-text-field": "prefer-text",
        "prefer-timestamp-tz": "prefer-timestamptz",
        "renaming-column": "rename-object",
        "renaming-table": "rename-object",
        "require-concurrent-partition-detach": "detach-partition-without-concurrently",
        "require-concurrent-reindex": "reindex-without-concurrently",
        "require-enum-value-ordering": "enum-value-ordering",
        "require-timeout-settings": "require-lock-timeout",
        "transaction-nesting": "transaction-nesting",
        "syntax-error": "syntax-error",
        "PRS": "syntax-error",
        "CV05": "null-comparison",
        "PG01": "require-concurrent-index-creation",
        "PG02": "add-foreign-key-not-valid",
    ]
}
