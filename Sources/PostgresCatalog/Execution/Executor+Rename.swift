import PostgresSyntax

/// ALTER … RENAME.
extension Executor {
    func executeRename(_ statement: RenameStmt) throws(SQLError) {
        let newName = statement.newname ?? ""
        switch statement.renameType {
        case .table, .view, .matview, .sequence, .index, .foreignTable:
            try renameRelation(statement, to: newName)
        case .column, .attribute: try renameColumn(statement, to: newName)
        case .tabconstraint: try renameConstraint(statement, to: newName)
        case .domconstraint:
            guard let object = statement.object, let type = try address(object, .domain) else { return }
            try renameMember(
                "constraint", \.constraints, .constraint, statement, owner: type.oid, "domain", to: newName)
        case .trigger: try renameTableMember("trigger", \.triggers, .trigger, statement, to: newName)
        case .rule: try renameTableMember("rule", \.rewrites, .rewrite, statement, to: newName)
        case .policy: try renameTableMember("policy", \.policies, .policy, statement, to: newName)
        case .schema, .role, .database, .tablespace: try renameByName(statement, to: newName)
        default: try renameObject(statement, to: newName)
        }
    }

    // MARK: Relations

    private func renameRelation(_ statement: RenameStmt, to newName: String) throws(SQLError) {
        guard let name = statement.relation, let oid = try relationToAlter(name, statement.missingOk),
            let row = database.relations[oid]
        else { return }
        let type = statement.renameType
        let fits: Bool =
            switch type {
            case .view: row.kind == .view
            case .matview: row.kind == .materializedView
            case .sequence: row.kind == .sequence
            case .foreignTable: row.kind == .foreignTable
            // ALTER TABLE and ALTER INDEX rename whatever it is, but for composite types.
            default: true
            }
        guard fits else {
            let noun = type == .matview ? "materialized view" : type == .foreignTable ? "foreign table" : "\(type)"
            throw .wrongObjectType("\"\(row.name)\" is not a \(noun)", range: name.nameRange)
        }
        guard row.kind != .compositeType else {
            throw SQLError(
                "42809", "\"\(row.name)\" is a composite type", hint: "Use ALTER TYPE instead.", range: name.nameRange)
        }
        try setName(ofRelation: oid, newName, range: name.nameRange)
    }

    /// The relation that ALTER names; nil if it is missing and may be.
    private func relationToAlter(_ name: RangeVar, _ missingOk: Bool) throws(SQLError) -> OID? {
        guard missingOk else { return try relation(name) }
        return try findRelation(name)
    }

    /// `RenameRelationInternal`: a relation takes its row type and the constraint it stands behind along.
    func setName(ofRelation oid: OID, _ newName: String, range: Range<Int>? = nil) throws(SQLError) {
        guard let row = database.relations[oid] else { return }
        if database.relations.find(newName, in: row.schema) != nil { throw .duplicateTable(newName, range: range) }
        noteRenaming(of: ObjectAddress(.relation, oid))
        database.relations.update(oid) { $0.name = newName }
        noteChange(ObjectAddress(.relation, oid))
        if row.rowType != .none { try setName(ofType: row.rowType, newName, range: range) }
        guard row.isIndex else { return }
        let constraint = database.dependencies.dependencies(of: ObjectAddress(.relation, oid)).first {
            $0.kind == .internal && $0.referenced.catalog == .constraint
        }
        if let constraint = constraint?.referenced.oid {
            noteRenaming(of: ObjectAddress(.constraint, constraint))
            database.constraints.update(constraint) { $0.name = newName }
            noteChange(ObjectAddress(.constraint, constraint))
        }
    }

    /// `RenameTypeInternal`: the array type goes along.
    func setName(ofType oid: OID, _ newName: String, range: Range<Int>? = nil) throws(SQLError) {
        guard let row = database.types[oid] else { return }
        if let taken = database.types.find(newName, in: row.schema), taken != oid {
            try moveArrayTypeAway(taken, newName, range: range)
        }
        noteRenaming(of: ObjectAddress(.type, oid))
        database.types.update(oid) { $0.name = newName }
        guard row.array != .none else { return }
        let arrayName = freeArrayTypeName(for: newName, in: row.schema, except: row.array)
        database.types.update(row.array) { $0.name = arrayName }
    }

    /// An array type that stands where a type is to be gets another name: `moveArrayTypeName`.
    private func moveArrayTypeAway(_ taken: OID, _ name: String, range: Range<Int>?) throws(SQLError) {
        guard let row = database.types[taken], row.isTrueArray,
            database.types[row.element]?.array == taken
        else { throw SQLError("42710", "type \"\(name)\" already exists", range: range) }
        let newName = freeArrayTypeName(for: name, in: row.schema, except: taken)
        database.types.update(taken) { $0.name = newName }
    }

    /// `makeArrayTypeName`.
    private func freeArrayTypeName(for name: String, in schema: OID, except own: OID) -> String {
        var candidate = name
        repeat {
            candidate = "_" + AutomaticName.prefix(of: candidate, count: AutomaticName.maximumCount - 1)
        } while database.types.find(candidate, in: schema).map { $0 != own } ?? false
        return candidate
    }

    // MARK: Columns

    private func renameColumn(_ statement: RenameStmt, to newName: String) throws(SQLError) {
        guard let name = statement.relation, let oid = try relationToAlter(name, statement.missingOk) else { return }
        let old = statement.subname ?? ""
        if statement.renameType == .attribute, database.relations[oid]?.kind != .compositeType {
            throw .wrongObjectType(
                "\"\(database.relations[oid]?.name ?? "")\" is not a composite type", range: name.nameRange)
        }
        let recurses = name.inh && statement.renameType != .attribute
        try renameColumn(old, to: newName, of: oid, recurses: recurses, expectedParents: 0, statement)
    }

    /// `renameatt_internal`.
    private func renameColumn(
        _ old: String, to newName: String, of oid: OID, recurses: Bool, expectedParents: Int, _ statement: RenameStmt
    ) throws(SQLError) {
        let range = statement.node.byteRange
        if recurses {
            let inheritors = allInheritors(of: oid)
            for (child, parentCount) in inheritors {
                try renameColumn(
                    old, to: newName, of: child, recurses: false, expectedParents: parentCount, statement)
            }
        } else if expectedParents == 0, !inheritanceChildren(of: oid).isEmpty {
            throw .invalidTableDefinition(
                "inherited column \"\(old)\" must be renamed in child tables too", range: range)
        }
        guard let row = database.relations[oid] else { return }
        if row.kind == .compositeType { try renameInTypedTables(old, to: newName, of: row, statement) }
        guard let (number, attribute) = row.attribute(old) else {
            if SystemColumn.names.contains(old) {
                throw SQLError("0A000", "cannot rename system column \"\(old)\"", range: range)
            }
            throw SQLError("42703", "column \"\(old)\" does not exist", range: range)
        }
        guard attribute.inheritCount <= expectedParents else {
            throw .invalidTableDefinition("cannot rename inherited column \"\(old)\"", range: range)
        }
        if SystemColumn.names.contains(newName) {
            throw SQLError(
                "42701", "column name \"\(newName)\" conflicts with a system column name", range: range)
        }
        if row.attribute(newName) != nil { throw .duplicateColumn(newName, of: row.name, range: range) }
        noteRenaming(of: ObjectAddress(.relation, oid, column: number))
        database.relations.update(oid) { $0.attributes[Int(number) - 1].name = newName }
        noteChange(ObjectAddress(.relation, oid))
    }

    private func renameInTypedTables(_ old: String, to newName: String, of row: RelationRow, _ statement: RenameStmt)
        throws(SQLError)
    {
        let tables = database.dependencies.dependents(of: ObjectAddress(.type, row.rowType)).map(\.dependent)
            .filter { $0.catalog == .relation && database.relations[$0.oid]?.ofType == row.rowType }
        for table in tables {
            guard statement.behavior == .cascade else {
                throw SQLError(
                    "2BP01", "cannot alter type \"\(row.name)\" because it is the type of a typed table",
                    hint: "Use ALTER ... CASCADE to alter the typed tables too.", range: statement.node.byteRange)
            }
            try renameColumn(old, to: newName, of: table.oid, recurses: true, expectedParents: 0, statement)
        }
    }

    // MARK: Inheritance

    /// The relations that inherit from one directly, in the order of creation.
    func inheritanceChildren(of oid: OID) -> [OID] {
        var children: [OID] = []
        for edge in database.dependencies.dependents(of: ObjectAddress(.relation, oid)) {
            let child = edge.dependent
            guard child.catalog == .relation, database.relations[child.oid]?.parents.contains(oid) == true,
                !children.contains(child.oid)
            else { continue }
            children.append(child.oid)
        }
        return children.sorted()
    }

    /// All relations that inherit from one, with the number of parents each has among them: `find_all_inheritors`
    /// without the relation itself.
    func allInheritors(of oid: OID) -> [(oid: OID, parentCount: Int)] {
        var found: [(oid: OID, parentCount: Int)] = [(oid, 0)]
        var places = [oid: 0]
        var next = 0
        while next < found.count {
            for child in inheritanceChildren(of: found[next].oid) {
                if let place = places[child] {
                    found[place].parentCount += 1
                } else {
                    places[child] = found.count
                    found.append((child, 1))
                }
            }
            next += 1
        }
        return Array(found.dropFirst())
    }

    // MARK: Members of tables

    private func renameConstraint(_ statement: RenameStmt, to newName: String) throws(SQLError) {
        guard let name = statement.relation, let oid = try relationToAlter(name, statement.missingOk) else { return }
        try renameConstraint(
            statement.subname ?? "", to: newName, of: oid, recurses: name.inh, expectedParents: 0, statement)
    }

    /// `rename_constraint_internal`.
    private func renameConstraint(
        _ old: String, to newName: String, of oid: OID, recurses: Bool, expectedParents: Int, _ statement: RenameStmt
    ) throws(SQLError) {
        let range = statement.node.byteRange
        guard let row = database.relations[oid] else { return }
        if let place = row.attributes.firstIndex(where: { $0.notNullConstraint?.name == old }) {
            try requireFreeConstraintName(newName, of: oid, range: range)
            database.relations.update(oid) { $0.attributes[place].notNullConstraint?.name = newName }
            noteChange(ObjectAddress(.relation, oid))
            if recurses {
                for (child, count) in allInheritors(of: oid) {
                    try renameConstraint(
                        old, to: newName, of: child, recurses: false, expectedParents: count, statement)
                }
            }
            return
        }
        guard let constraint = database.constraints.find(old, in: oid), let found = database.constraints[constraint]
        else {
            throw SQLError("42704", "constraint \"\(old)\" for table \"\(row.name)\" does not exist", range: range)
        }
        if found.kind == .check, !found.isNoInherit {
            if recurses {
                for (child, count) in allInheritors(of: oid) {
                    try renameConstraint(
                        old, to: newName, of: child, recurses: false, expectedParents: count, statement)
                }
            } else if expectedParents == 0, !inheritanceChildren(of: oid).isEmpty {
                throw .invalidTableDefinition(
                    "inherited constraint \"\(old)\" must be renamed in child tables too", range: range)
            }
            guard found.inheritCount <= expectedParents else {
                throw .invalidTableDefinition("cannot rename inherited constraint \"\(old)\"", range: range)
            }
        }
        if found.index != .none, [.primaryKey, .unique, .exclusion].contains(found.kind) {
            try setName(ofRelation: found.index, newName, range: range)
        } else {
            try requireFreeConstraintName(newName, of: oid, range: range)
            noteRenaming(of: ObjectAddress(.constraint, constraint))
            database.constraints.update(constraint) { $0.name = newName }
            noteChange(ObjectAddress(.constraint, constraint))
        }
    }

    private func requireFreeConstraintName(_ name: String, of oid: OID, range: Range<Int>) throws(SQLError) {
        guard let row = database.relations[oid] else { return }
        let isTaken =
            database.constraints.find(name, in: oid) != nil
            || row.attributes.contains { $0.notNullConstraint?.name == name }
        guard !isTaken else {
            throw SQLError(
                "42710", "constraint \"\(name)\" for relation \"\(row.name)\" already exists", range: range)
        }
    }

    private func renameTableMember<Row: RenamableRow>(
        _ noun: String, _ table: KeyPath<Database, CatalogTable<Row>>, _ catalog: CatalogClass,
        _ statement: RenameStmt, to newName: String
    ) throws(SQLError) {
        guard let name = statement.relation, let oid = try relationToAlter(name, statement.missingOk) else { return }
        try renameMember(
            noun, table, catalog, statement, owner: oid, catalog == .rewrite ? "relation" : "table", to: newName)
    }

    private func renameMember<Row: RenamableRow>(
        _ noun: String, _ table: KeyPath<Database, CatalogTable<Row>>, _ catalog: CatalogClass,
        _ statement: RenameStmt, owner: OID, _ ownerNoun: String, to newName: String
    ) throws(SQLError) {
        let old = statement.subname ?? ""
        let shown = database.relations[owner]?.name ?? database.types[owner]?.name ?? ""
        let range = statement.node.byteRange
        guard let member = database[keyPath: table].find(old, in: owner) else {
            if statement.missingOk { return }
            throw SQLError("42704", "\(noun) \"\(old)\" for \(ownerNoun) \"\(shown)\" does not exist", range: range)
        }
        if database[keyPath: table].find(newName, in: owner) != nil {
            throw SQLError(
                "42710",
                "\(noun) \"\(newName)\" for \(ownerNoun == "table" && catalog != .policy ? "relation" : ownerNoun) \"\(shown)\" already exists",
                range: range)
        }
        noteRenaming(of: ObjectAddress(catalog, member))
        database[keyPath: table].update(member) { $0.name = newName }
        noteChange(ObjectAddress(catalog, member))
    }
}

/// The columns that every table has.
enum SystemColumn {
    static let names: Set<String> = ["tableoid", "cmax", "xmax", "cmin", "xmin", "ctid"]
}

/// A row whose object can be renamed.
protocol RenamableRow: CatalogRow {
    var name: String { get set }
}

extension ConstraintRow: RenamableRow {}
extension TriggerRow: RenamableRow {}
extension RewriteRow: RenamableRow {}
extension PolicyRow: RenamableRow {}
