import PostgresCatalog
import PostgresSyntax

/// The blocks of a script that compare what exists with what the script creates.
struct ShapeScript {
    /// The dollar quote of these blocks, which no other statement begins with.
    static let tag = "$schemac_shape$"

    private let check: ShapeCheck
    private let objects: [ShapeObject]
    private let obstacles: [String]

    init(program: Program, forms: StatementForms, steps: [Step], check: ShapeCheck) {
        self.check = check
        guard check != .none else {
            objects = []
            obstacles = []
            return
        }
        let collected = ShapeObjects(program: program, forms: forms, steps: steps).objects
        objects = collected.filter { !$0.statements.isEmpty }
        obstacles = Self.obstacles(program, steps)
    }

    /// Whether a statement is a block that an earlier compilation wrote.
    static func isBlock(_ change: Change) -> Bool {
        change.statement?.kind == .doStmt && change.element.text.hasPrefix("DO \(tag)")
    }

    // MARK: At the head

    /// What stops the script where it differs: a view's columns, a routine's result, an object of another kind.
    var head: [UInt8] {
        guard !obstacles.isEmpty else { return [] }
        return Array(
            """
            DO \(Self.tag)
            #variable_conflict use_column
            DECLARE
                difference text;
                differences text[];
            BEGIN
                differences := ARRAY(
                    SELECT \(Self.message("o.kind || ' ' || o.identity", "d"))
                    FROM (VALUES
                        \(obstacles.joined(separator: ",\n            "))
                    ) AS o (kind, schema, name, identity, definition) CROSS JOIN LATERAL (
            \(ShapeQuery.obstacles)
                    ) AS d (member, "is", expected));
                \(report)
            END
            \(Self.tag)
            """.utf8)
    }

    private static func obstacles(_ program: Program, _ steps: [Step]) -> [String] {
        var rows: [String] = []
        var seen: Set<ObjectAddress> = []
        for change in steps.map({ program[$0.change] }) where change.effect == .creation {
            guard let subject = change.subject, let identity = program.database.objectIdentity(subject),
                seen.insert(subject).inserted
            else { continue }
            var schema = identity.schema
            var definition: String?
            switch identity.kind {
            case .table, .materializedView, .sequence, .foreignTable: break
            case .view:
                definition = program.database.columns(of: subject)
                    .map { QuotedName.identifier($0.name) + " " + $0.type }.joined(separator: ", ")
            case .function, .procedure, .aggregate: definition = program.database.resultType(of: subject)
            case .extension:
                let options = change.statement?.children(.options).compactMap(DefElem.init) ?? []
                guard let option = options.first(where: { $0.defname == "schema" }) else { continue }
                schema = option.arg?.stringNodeValue
            default: continue
            }
            let values = [identity.kind.rawValue, schema, identity.name, identity.identity, definition]
            rows.append("(" + values.map { $0.map(QuotedName.literal) ?? "NULL" }.joined(separator: ", ") + ")")
        }
        return rows
    }

    // MARK: At the end

    /// What exists is described, and so is what the script creates, built once more in `pg_temp` by the script's own
    /// statements; a subtransaction that always fails takes it back.
    var end: [UInt8] {
        guard !objects.isEmpty else { return [] }
        let start = """
            DO \(Self.tag)
            #variable_conflict use_column
            DECLARE
                object record;
                found record;
                difference text;
                differences text[] := '{}';
            BEGIN
            FOR object IN SELECT * FROM (VALUES

            """
        let rest = """

            ) AS objects (kind, schema, name, parent, copies, path, keys, definitions, statements) LOOP
                BEGIN
                    PERFORM pg_catalog.set_config('search_path', object.path, true);
                    IF object.parent IS NOT NULL THEN
                        EXECUTE pg_catalog.format('CREATE TEMPORARY TABLE \(Retargeting.parentName) (LIKE %s INCLUDING ALL) '
                            'PARTITION BY %s', object.parent, pg_catalog.pg_get_partkeydef(object.parent::pg_catalog.regclass));
                    END IF;
                    FOREACH difference IN ARRAY object.statements LOOP
                        EXECUTE difference;
                    END LOOP;
                    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
                    FOR found IN
            \(ShapeQuery.differences)
                    LOOP
                        differences := differences
                            || \(Self.message("format('%s %I.%I', object.kind, object.schema, object.name)", "found"));
                    END LOOP;
                    RAISE EXCEPTION USING ERRCODE = 'SHAPE';
                EXCEPTION
                    WHEN SQLSTATE 'SHAPE' THEN NULL;
                    WHEN OTHERS THEN
                        differences := differences || pg_catalog.format('%s %I.%I: it cannot be compared: %s',
                            object.kind, object.schema, object.name, SQLERRM);
                END;
            END LOOP;
                \(report)
            END
            \(Self.tag)
            """
        var bytes = Array(start.utf8)
        for (place, object) in objects.enumerated() {
            if place > 0 { bytes += Array(",\n".utf8) }
            append(object, to: &bytes)
        }
        return bytes + Array(rest.utf8)
    }

    private func append(_ object: ShapeObject, to bytes: inout [UInt8]) {
        let values = [
            QuotedName.literal(object.kind), QuotedName.literal(object.schema), QuotedName.literal(object.name),
            object.parent.map(QuotedName.literal) ?? "NULL", object.copies ? "true" : "false",
            QuotedName.literal(object.path), Self.array(object.keys.map(\.name)),
            Self.array(object.keys.map(\.definition)),
        ]
        bytes += Array("(\(values.joined(separator: ", ")), ARRAY[".utf8)
        for (place, statement) in object.statements.enumerated() {
            let tag = FormWriter.freshTag(isIn: { statement.contains($0) })
            bytes += Array(((place > 0 ? ",\n    " : "\n    ") + tag).utf8) + statement + Array(tag.utf8)
        }
        bytes += Array("]::text[])".utf8)
    }

    private static func array(_ values: [String]) -> String {
        "ARRAY[" + values.map(QuotedName.literal).joined(separator: ", ") + "]::text[]"
    }

    // MARK: What both say

    /// One line about what differs.
    private static func message(_ object: String, _ difference: String) -> String {
        "pg_catalog.regexp_replace(pg_catalog.format('%s: %s is %s, expected is %s', \(object), \(difference).member, "
            + "\(difference).\"is\", \(difference).expected), '\\s+', ' ', 'g')"
    }

    private var report: String {
        guard check == .error else {
            return "FOREACH difference IN ARRAY differences LOOP RAISE WARNING '%', difference; END LOOP;"
        }
        return """
            IF differences <> '{}' THEN
                RAISE EXCEPTION USING MESSAGE = 'the database differs from what this script creates: '
                    || pg_catalog.array_to_string(differences, '; ');
            END IF;
            """
    }
}
