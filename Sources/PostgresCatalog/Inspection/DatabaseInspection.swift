/// What a database holds, in plain values: the facts that people and other programs ask for.
///
/// Members of extensions and temporary objects are left out. Names are `pg_identify_object()`'s, types `format_type()`'s;
/// expressions and queries are printed as the source has them.
public struct DatabaseInspection: Sendable {
    /// Tables, views, materialized views and foreign tables.
    public var relations: [Relation] = []
    /// Enums.
    public var enums: [Enumeration] = []
    /// Functions, procedures and aggregates.
    public var functions: [Function] = []
    /// Triggers.
    public var triggers: [Trigger] = []
    /// Sequences, those of identity columns among them.
    public var sequences: [Sequence] = []
    /// All objects of other kinds.
    public var others: [Object] = []

    /// The facts of nothing.
    public init() {}

    /// What there is to know of an object whatever its kind.
    public struct Object: Sendable {
        /// What it is and what it is called.
        public let name: ObjectName
        /// The role that owns it; nil for kinds without an owner.
        public let owner: String?
        /// What `COMMENT ON` says.
        public let comment: String?
        /// Who may do what with it, beyond its owner.
        public let grants: [Grant]
        /// The statements that made it what it is; the first one created it.
        public let statements: [StatementID]
    }

    /// What a role may do.
    public struct Grant: Sendable {
        /// The role; nil for PUBLIC.
        public let grantee: String?
        /// The column it is about; nil for the whole object.
        public let column: String?
        /// Such as `SELECT`; `ALL` for all there are.
        public let privileges: [String]
        /// Whether the role may pass it on.
        public let isGrantable: Bool
    }

    /// A table, view, materialized view or foreign table.
    public struct Relation: Sendable {
        /// What is common to all objects.
        public let object: Object
        /// Its columns in their order.
        public let columns: [Column]
        /// Its constraints by name, NOT NULL left out.
        public let constraints: [Constraint]
        /// Its indexes by name, those behind constraints left out.
        public let indexes: [Index]
        /// The foreign keys of other tables that refer to it.
        public var referencedBy: [Constraint] = []
        /// Its row-security policies.
        public var policies: [Policy] = []
        /// The tables it inherits from, or the one it is a partition of.
        public var parents: [String] = []
        /// `FOR VALUES …` or `DEFAULT`, if it is a partition.
        public var partitionBound: String?
        /// `RANGE (…)` and the like, if it is partitioned.
        public var partitionKey: String?
        /// Its partitions, or the tables that inherit from it.
        public var children: [String] = []
        /// The query of a view.
        public var query: String?
        /// Whether row security is on.
        public var hasRowSecurity = false
        /// Storage parameters, each as `name=value`.
        public var options: [String] = []

        /// What it is and what it is called.
        public var name: ObjectName { object.name }
    }

    /// A column.
    public struct Column: Sendable {
        /// Its name.
        public let name: String
        /// Its type with its modifier.
        public let type: String
        /// Its collation, if it is not that of the type.
        public let collation: String?
        /// Whether it cannot be NULL.
        public let isNotNull: Bool
        /// Whether it has a default; an expression that generates it is none.
        public let hasDefault: Bool
        /// Its default, or the expression that generates it.
        public let expression: String?
        /// `always`, `by default` or nil.
        public let identity: String?
        /// `stored`, `virtual` or nil.
        public let generated: String?
        /// What `COMMENT ON` says.
        public let comment: String?
    }

    /// A constraint of a table.
    public struct Constraint: Sendable {
        /// Its name.
        public let name: String
        /// What its table is called.
        public let table: String
        /// `primary key`, `unique`, `foreign key`, `check` or `exclusion`.
        public let type: String
        /// The columns it is about.
        public let columns: [String]
        /// Such as `FOREIGN KEY (a) REFERENCES public.t(b)`.
        public let definition: String
        /// What the table that a foreign key refers to is called.
        public let referencedTable: String?
        /// The statement that created it.
        public let statement: StatementID?
    }

    /// An index.
    public struct Index: Sendable {
        /// Its name.
        public let name: String
        /// Such as `UNIQUE btree (lower(name)) WHERE …`.
        public let definition: String
        /// The statement that created it.
        public let statement: StatementID?
    }

    /// A row-security policy.
    public struct Policy: Sendable {
        /// Its name.
        public let name: String
        /// Such as `FOR SELECT TO reader USING (…)`.
        public let definition: String
        /// The statement that created it.
        public let statement: StatementID?
    }

    /// An enum.
    public struct Enumeration: Sendable {
        /// What is common to all objects.
        public let object: Object
        /// Its labels in their order.
        public let labels: [String]
    }

    /// A function, procedure or aggregate.
    public struct Function: Sendable {
        /// What is common to all objects.
        public let object: Object
        /// The language it is written in.
        public let language: String
        /// What it returns, as `pg_get_function_result()` prints it; nil for a procedure.
        public let returns: String?
        /// Its parameters, as `pg_get_function_arguments()` prints them.
        public let arguments: String
        /// `immutable`, `stable` or `volatile`.
        public let volatility: String
        /// Whether it runs with the rights of its owner.
        public let isSecurityDefiner: Bool

        /// What it is and what it is called.
        public var name: ObjectName { object.name }
    }

    /// A trigger.
    public struct Trigger: Sendable {
        /// What its table is called.
        public let table: String
        /// Its name.
        public let name: String
        /// What the function that it runs is called.
        public let function: String
        /// Such as `BEFORE INSERT FOR EACH ROW EXECUTE FUNCTION public.f()`.
        public let definition: String
        /// The statement that created it.
        public let statement: StatementID?
    }

    /// A sequence.
    public struct Sequence: Sendable {
        /// What is common to all objects.
        public let object: Object
        /// The column that owns it.
        public let ownedBy: String?
        /// Such as `bigint, start 1, increment 1, minimum 1, maximum 9223372036854775807`.
        public let definition: String
    }
}
