import PostgresCatalog

/// Conditions over PostgreSQL's catalogs, by natural key, true under any search path.
enum Condition {
    /// A schema-qualified name as the string that `to_regclass()` and its kin read.
    static func name(_ schema: String?, _ name: String) -> String {
        QuotedName.literal(QuotedName.qualified(schema, name))
    }

    /// The row of a schema in `pg_namespace`.
    static func schema(_ name: String?) -> String {
        "pg_catalog.to_regnamespace(\(QuotedName.literal(QuotedName.identifier(name ?? ""))))"
    }

    /// A relation's OID, or NULL.
    static func relation(_ identity: ObjectIdentity) -> String {
        relation(named: QuotedName.qualified(identity.schema, identity.name))
    }

    /// The OID of a relation of this name, which is SQL, or NULL.
    static func relation(named name: String) -> String {
        "pg_catalog.to_regclass(\(QuotedName.literal(name)))"
    }

    /// The OID of the table that a constraint, trigger or policy belongs to, or NULL.
    static func table(of identity: ObjectIdentity) -> String {
        "pg_catalog.to_regclass(\(name(identity.schema, identity.parent ?? "")))"
    }

    static func exists(_ catalog: String, _ tests: String...) -> String {
        exists(catalog, tests)
    }

    static func exists(_ catalog: String, _ tests: [String]) -> String {
        joined("EXISTS (SELECT FROM pg_catalog." + catalog, tests, ")")
    }

    /// A query over a catalog, whose rows pass all of `tests`.
    static func joined(_ start: String, _ tests: [String], _ end: String) -> String {
        var text = start
        text.reserveCapacity(tests.reduce(start.utf8.count + end.utf8.count + 7) { $0 + $1.utf8.count + 5 })
        for (index, test) in tests.enumerated() {
            text += index == 0 ? " WHERE " : " AND "
            text += test
        }
        text += end
        return text
    }

    static func equal(_ column: String, _ text: String) -> String {
        var test = column + " = "
        QuotedName.append(literal: text, to: &test)
        return test
    }

    /// A relation is there.
    static func relationExists(_ identity: ObjectIdentity) -> String { "\(relation(identity)) IS NOT NULL" }

    /// A relation, or a column of one, that no source makes is not there; the relation is looked for as the statement
    /// that names it does.
    static func isMissing(_ name: MissingName) -> String {
        let relation = "pg_catalog.to_regclass(\(QuotedName.literal(name.relation)))"
        guard let column = name.column else { return "(\(relation) IS NULL)" }
        return "(NOT "
            + exists("pg_attribute", "attrelid = \(relation)", equal("attname", column), "NOT attisdropped") + ")"
    }

    /// A type is there.
    static func type(_ identity: ObjectIdentity, isDefined: Bool = false) -> String {
        var tests = [equal("typname", identity.name), "typnamespace = \(schema(identity.schema))"]
        if isDefined { tests.append("typisdefined") }
        return exists("pg_type", tests)
    }

    /// A table's constraint is there; of primary keys there is only one, whatever its name.
    static func constraint(_ identity: ObjectIdentity, isPrimary: Bool) -> String {
        let isNamed = equal("conname", identity.name)
        return exists(
            "pg_constraint", "conrelid = \(table(of: identity))", isPrimary ? "(\(isNamed) OR contype = 'p')" : isNamed)
    }

    /// An index is not there, or can be used: its building was not interrupted.
    static func isValidIndex(_ name: String) -> String {
        let index = "pg_catalog.to_regclass(\(QuotedName.literal(name)))"
        return "NOT " + exists("pg_index", "indexrelid = \(index)", "NOT indisvalid")
    }

    /// A column is declared NOT NULL.
    static func notNull(_ table: ObjectIdentity, column: String) -> String {
        exists("pg_attribute", "attrelid = \(relation(table))", equal("attname", column), "attnotnull")
    }

    /// A domain's constraint is there.
    static func domainConstraint(_ identity: ObjectIdentity) -> String {
        let domain = "pg_catalog.to_regtype(\(name(identity.schema, identity.parent ?? "")))"
        return exists("pg_constraint", "contypid = \(domain)", equal("conname", identity.name))
    }

    /// A trigger is there.
    static func trigger(_ identity: ObjectIdentity) -> String { exists("pg_trigger", triggerTests(identity)) }

    /// A trigger is there, and enabled.
    static func enabledTrigger(_ identity: ObjectIdentity) -> String {
        exists("pg_trigger", triggerTests(identity) + ["tgenabled <> 'D'"])
    }

    private static func triggerTests(_ identity: ObjectIdentity) -> [String] {
        ["tgrelid = \(table(of: identity))", equal("tgname", identity.name), "NOT tgisinternal"]
    }

    /// A policy is there.
    static func policy(_ identity: ObjectIdentity) -> String {
        exists("pg_policy", "polrelid = \(table(of: identity))", equal("polname", identity.name))
    }

    /// A column is an identity column.
    static func identityColumn(_ table: ObjectIdentity, column: String) -> String {
        exists(
            "pg_attribute", "attrelid = \(relation(table))", equal("attname", column), "attidentity <> ''")
    }

    /// A column is generated.
    static func generatedColumn(_ table: ObjectIdentity, column: String) -> String {
        exists("pg_attribute", "attrelid = \(relation(table))", equal("attname", column), "attgenerated <> ''")
    }

    /// A table inherits from, or is a partition of, another.
    static func inheritance(child: ObjectIdentity, parent: ObjectIdentity) -> String {
        exists("pg_inherits", "inhrelid = \(relation(child))", "inhparent = \(relation(parent))")
    }

    /// An operator is there, and no mere shell.
    static func `operator`(_ identity: ObjectIdentity) -> String {
        let operands = identity.arguments ?? []
        func operand(_ index: Int) -> String {
            guard index < operands.count, operands[index] != "NONE" else { return "0" }
            return "pg_catalog.to_regtype(\(QuotedName.literal(operands[index])))"
        }
        return exists(
            "pg_operator", equal("oprname", identity.name), "oprnamespace = \(schema(identity.schema))",
            "oprleft = \(operand(0))", "oprright = \(operand(1))", "oprcode <> 0")
    }

    /// A cast is there.
    static func cast(_ identity: ObjectIdentity) -> String {
        let types = (identity.arguments ?? []).map { "pg_catalog.to_regtype(\(QuotedName.literal($0)))" }
        guard types.count == 2 else { return "false" }
        return exists("pg_cast", "castsource = \(types[0])", "casttarget = \(types[1])")
    }

    /// An operator class or family is there.
    static func operatorGroup(_ identity: ObjectIdentity) -> String {
        exists(identity.kind == .operatorClass ? "pg_opclass" : "pg_opfamily", operatorGroupTests(identity))
    }

    private static func operatorGroupTests(_ identity: ObjectIdentity) -> String {
        let prefix = identity.kind == .operatorClass ? "opc" : "opf"
        let method = QuotedName.literal(identity.parent ?? "")
        return [
            equal("\(prefix)name", identity.name), "\(prefix)namespace = \(schema(identity.schema))",
            "\(prefix)method = (SELECT oid FROM pg_catalog.pg_am WHERE amname = \(method))",
        ].joined(separator: " AND ")
    }

    /// A member of an operator family is there.
    ///
    /// - Parameter types: the types of its operands, as SQL.
    static func familyMember(
        _ family: ObjectIdentity, isFunction: Bool, types: (left: String, right: String), number: Int
    ) -> String {
        let prefix = isFunction ? "amproc" : "amop"
        let group = ObjectIdentity(
            .operatorFamily, schema: family.schema, parent: family.parent, name: family.name)
        return exists(
            isFunction ? "pg_amproc" : "pg_amop",
            "\(prefix)family IN (SELECT oid FROM pg_catalog.pg_opfamily WHERE \(operatorGroupTests(group)))",
            "\(prefix)lefttype = pg_catalog.to_regtype(\(QuotedName.literal(types.left)))",
            "\(prefix)righttype = pg_catalog.to_regtype(\(QuotedName.literal(types.right)))",
            "\(isFunction ? "amprocnum" : "amopstrategy") = \(number)")
    }

    /// A text search configuration has dictionaries for a kind of token.
    static func mapping(_ configuration: ObjectIdentity, token: String) -> String {
        """
        EXISTS (SELECT FROM pg_catalog.pg_ts_config AS c, pg_catalog.pg_ts_config_map AS m, \
        LATERAL pg_catalog.ts_token_type(c.cfgparser) AS t WHERE m.mapcfg = c.oid AND t.tokid = m.maptokentype \
        AND \(equal("c.cfgname", configuration.name)) AND c.cfgnamespace = \(schema(configuration.schema)) \
        AND \(equal("t.alias", token)))
        """
    }

    /// A table is in a publication.
    static func published(table: String, in publication: String) -> String {
        exists(
            "pg_publication_rel", "prpubid = \(publicationRow(publication))",
            "prrelid = pg_catalog.to_regclass(\(QuotedName.literal(table)))")
    }

    /// The tables of a schema are in a publication.
    static func published(schema name: String, in publication: String) -> String {
        exists(
            "pg_publication_namespace", "pnpubid = \(publicationRow(publication))", "pnnspid = \(schema(name))")
    }

    private static func publicationRow(_ name: String) -> String {
        "(SELECT oid FROM pg_catalog.pg_publication WHERE \(equal("pubname", name)))"
    }

    /// A subscription is there, in this database: each has its own.
    static func subscription(_ identity: ObjectIdentity) -> String {
        let database = "(SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
        return exists("pg_subscription", equal("subname", identity.name), "subdbid = \(database)")
    }

    /// The options of a foreign table, as a query's FROM and WHERE.
    static func tableOptions(_ identity: ObjectIdentity) -> String {
        "pg_foreign_table, pg_catalog.pg_options_to_table(ftoptions) WHERE ftrelid = \(relation(identity))"
    }

    /// The options of a foreign table's column.
    static func columnOptions(_ identity: ObjectIdentity, column: String) -> String {
        "pg_attribute, pg_catalog.pg_options_to_table(attfdwoptions) WHERE attrelid = \(relation(identity)) "
            + "AND \(equal("attname", column))"
    }

    /// The options of a server, foreign-data wrapper or user mapping.
    static func options(_ identity: ObjectIdentity) -> String {
        switch identity.kind {
        case .server:
            "pg_foreign_server, pg_catalog.pg_options_to_table(srvoptions) WHERE \(equal("srvname", identity.name))"
        case .foreignDataWrapper:
            "pg_foreign_data_wrapper, pg_catalog.pg_options_to_table(fdwoptions) "
                + "WHERE \(equal("fdwname", identity.name))"
        default:
            "pg_user_mappings, pg_catalog.pg_options_to_table(umoptions) "
                + "WHERE \(equal("srvname", identity.parent ?? "")) AND \(equal("usename", identity.name))"
        }
    }

    /// An option of this name is among those that ``options(_:)`` and its kin give.
    static func option(_ name: String, among options: String) -> String {
        "EXISTS (SELECT FROM pg_catalog.\(options) AND \(equal("option_name", name)))"
    }

    /// A large object is there.
    static func largeObject(_ oid: String) -> String { exists("pg_largeobject_metadata", "oid = \(oid)") }

    /// A column is there.
    static func column(_ identity: ObjectIdentity) -> String {
        exists("pg_attribute", "attrelid = \(table(of: identity))", equal("attname", identity.name), "NOT attisdropped")
    }

    /// A routine of exactly these input types is there.
    static func routine(_ identity: ObjectIdentity) -> String { routine(identity, with: []) }

    /// A routine of exactly these input types is there, and passes more tests.
    static func routine(_ identity: ObjectIdentity, with tests: [String]) -> String {
        let types = (identity.arguments ?? []).map {
            "pg_catalog.to_regtype(\(QuotedName.literal($0)))::pg_catalog.oid"
        }
        let isNamed = [
            equal("proname", identity.name), "pronamespace = \(schema(identity.schema))",
            types.isEmpty
                ? "pronargs = 0"
                : "proargtypes::pg_catalog.text = pg_catalog.concat_ws(' '\(types.map { ", " + $0 }.joined()))",
        ]
        return exists("pg_proc", isNamed + tests)
    }

    /// A rule is there.
    static func rule(_ identity: ObjectIdentity) -> String {
        exists("pg_rewrite", "ev_class = \(table(of: identity))", equal("rulename", identity.name))
    }

    /// The object is there, whatever its kind; nil for kinds that nothing is asked about.
    static func existence(of identity: ObjectIdentity) -> String? {
        switch identity.kind {
        case _ where identity.kind.isRelation: relationExists(identity)
        case _ where identity.kind.isRoutine: routine(identity)
        case .column: column(identity)
        case .type: type(identity)
        case .schema: "\(schema(identity.name)) IS NOT NULL"
        case .tableConstraint: constraint(identity, isPrimary: false)
        case .domainConstraint: domainConstraint(identity)
        case .trigger: trigger(identity)
        case .policy: policy(identity)
        case .rule: rule(identity)
        case .operator: self.operator(identity)
        case .operatorClass, .operatorFamily: operatorGroup(identity)
        case .cast: cast(identity)
        case .collation: exists("pg_collation", equal("collname", identity.name), inSchema("coll", identity))
        case .statistics: exists("pg_statistic_ext", equal("stxname", identity.name), inSchema("stx", identity))
        case .server: exists("pg_foreign_server", equal("srvname", identity.name))
        case .extension: exists("pg_extension", equal("extname", identity.name))
        case .subscription: subscription(identity)
        case .largeObject: largeObject(identity.name)
        default: named(identity)
        }
    }

    private static func inSchema(_ prefix: String, _ identity: ObjectIdentity) -> String {
        "\(prefix)namespace = \(schema(identity.schema))"
    }

    /// An object is there that its name, and its schema if it has one, tell from others; nil for kinds with a longer key.
    static func named(_ identity: ObjectIdentity) -> String? {
        let (catalog, column): (String, String)
        switch identity.kind {
        case .accessMethod: (catalog, column) = ("pg_am", "amname")
        case .conversion: (catalog, column) = ("pg_conversion", "conname")
        case .eventTrigger: (catalog, column) = ("pg_event_trigger", "evtname")
        case .foreignDataWrapper: (catalog, column) = ("pg_foreign_data_wrapper", "fdwname")
        case .language: (catalog, column) = ("pg_language", "lanname")
        case .publication: (catalog, column) = ("pg_publication", "pubname")
        case .role: (catalog, column) = ("pg_roles", "rolname")
        case .textSearchConfiguration: (catalog, column) = ("pg_ts_config", "cfgname")
        case .textSearchDictionary: (catalog, column) = ("pg_ts_dict", "dictname")
        case .textSearchParser: (catalog, column) = ("pg_ts_parser", "prsname")
        case .textSearchTemplate: (catalog, column) = ("pg_ts_template", "tmplname")
        default: return nil
        }
        let isNamed = equal(column, identity.name)
        guard identity.schema != nil else { return exists(catalog, isNamed) }
        let namespace = column.dropLast(4) + "namespace"
        return exists(catalog, isNamed, "\(namespace) = \(schema(identity.schema))")
    }
}
