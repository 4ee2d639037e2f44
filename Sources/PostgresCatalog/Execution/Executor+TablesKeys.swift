import PostgresSyntax

/// The indexes that PRIMARY KEY, UNIQUE and EXCLUDE ask for: parse_utilcmd.c.
extension Executor {
    /// `transformIndexConstraints`: keys that are declared twice become one index.
    func transformIndexConstraints(_ table: inout TableTransformation) throws(SQLError) -> [IndexDefinition] {
        var indexes: [IndexDefinition] = []
        var primary: IndexDefinition?
        for key in table.keys {
            let index = try transformIndexConstraint(key, &table)
            if index.isPrimary { primary = index } else { indexes.append(index) }
        }
        var final: [IndexDefinition] = primary.map { [$0] } ?? []
        for index in indexes {
            let place = final.firstIndex { prior in
                index.parameters.elementsEqual(prior.parameters) { $0.isEqual(to: $1) }
                    && index.including.elementsEqual(prior.including) { $0.isEqual(to: $1) }
                    && isSame(index.predicate, prior.predicate)
                    && index.exclusionOperators == prior.exclusionOperators
                    && index.accessMethod == prior.accessMethod && index.nullsNotDistinct == prior.nullsNotDistinct
                    && index.isDeferrable == prior.isDeferrable && index.isDeferred == prior.isDeferred
            }
            guard let place else {
                final.append(index)
                continue
            }
            if index.isUnique { final[place].isUnique = true }
            if final[place].name == nil { final[place].name = index.name }
        }
        return final
    }

    private func isSame(_ left: Node?, _ right: Node?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.hasSameContent(as: right)
    }

    /// `transformIndexConstraint`.
    private func transformIndexConstraint(_ key: ConstraintDefinition, _ table: inout TableTransformation)
        throws(SQLError) -> IndexDefinition
    {
        var key = key
        var index = IndexDefinition()
        index.range = key.range
        index.isUnique = key.kind != .exclusion
        index.isPrimary = key.kind == .primary
        if index.isPrimary {
            guard !table.hasPrimaryKey else {
                throw .invalidTableDefinition(
                    "multiple primary keys for table \"\(table.name)\" are not allowed", range: key.range)
            }
            table.hasPrimaryKey = true
        }
        index.isConstraint = true
        index.nullsNotDistinct = key.node?.nullsNotDistinct ?? false
        index.isWithoutOverlaps = key.node?.withoutOverlaps ?? false
        index.isDeferrable = key.isDeferrable
        index.isDeferred = key.isDeferred
        index.name = key.name
        index.accessMethod = key.node?.accessMethod ?? "btree"
        index.givenOptions = key.node?.options
        index.options = key.node?.options.compactMap(DefElem.init).map(\.optionText) ?? []
        index.tablespace = key.node?.indexspace
        index.predicate = key.node?.whereClause
        var including = key.node?.including.strings ?? []
        if let name = key.node?.indexname {
            let found = try existingIndex(named: name, key, table)
            index.existingIndex = found.index
            key.keys = found.keys
            including = found.including
            if index.isPrimary {
                for column in found.keys { table.notNulls.append(.notNull(column, range: key.range)) }
            }
        }
        if key.kind == .exclusion {
            for pair in key.node?.exclusions.map({ $0 }) ?? [] {
                let items = pair.listItems
                guard items.count == 2, let element = IndexElem(items[0]) else { continue }
                index.parameters.append(IndexParameter(element))
                index.exclusionOperators.append(items[1].listItems.strings)
            }
        } else {
            for (place, column) in key.keys.enumerated() {
                try addKey(column, isLast: place == key.keys.count - 1, key, &index, &table)
            }
            if index.isWithoutOverlaps {
                guard key.keys.count > 1 else {
                    throw .syntax(
                        "constraint using WITHOUT OVERLAPS needs at least two columns", range: key.range)
                }
                index.accessMethod = "gist"
            }
        }
        for column in including {
            if try keyColumn(column, table) == nil, !table.isAlter, !SystemColumn.names.contains(column) {
                throw SQLError("42703", "column \"\(column)\" named in key does not exist", range: key.range)
            }
            index.including.append(IndexParameter(name: column, range: key.range))
        }
        return index
    }

    private func addKey(
        _ name: String, isLast: Bool, _ key: ConstraintDefinition, _ index: inout IndexDefinition,
        _ table: inout TableTransformation
    ) throws(SQLError) {
        var type: OID?
        if let place = table.columns.firstIndex(where: { $0.name == name }) {
            type = table.columns[place].type?.oid
            if index.isPrimary, !table.isAlter {
                if table.columns[place].isNotNull {
                    if table.notNulls.first(where: { $0.keys == [name] })?.isNoInherit == true {
                        throw .syntax(
                            "conflicting NO INHERIT declaration for not-null constraint on column \"\(name)\"",
                            range: key.range)
                    }
                } else {
                    table.columns[place].isNotNull = true
                    table.notNulls.append(.notNull(name, range: key.range))
                }
            }
        } else if !SystemColumn.names.contains(name) {
            if let inherited = try keyColumn(name, table) {
                type = inherited
                if index.isPrimary, !table.isAlter { table.notNulls.append(.notNull(name, range: key.range)) }
            } else if !table.isAlter {
                throw SQLError("42703", "column \"\(name)\" named in key does not exist", range: key.range)
            }
        }
        if index.parameters.contains(where: { $0.name == name }) {
            throw SQLError(
                "42701",
                "column \"\(name)\" appears twice in \(index.isPrimary ? "primary key" : "unique") constraint",
                range: key.range)
        }
        if index.isWithoutOverlaps, isLast { try requireRange(name, type, key, table) }
        index.parameters.append(IndexParameter(name: name, range: key.range))
    }

    /// The type of a column that is declared or inherited; nil if there is none.
    private func keyColumn(_ name: String, _ table: TableTransformation) throws(SQLError) -> OID? {
        if let column = table.columns.first(where: { $0.name == name }), let type = column.type { return type.oid }
        for parent in table.parents {
            guard let row = database.relations[parent] else { continue }
            guard row.isTable else {
                throw .wrongObjectType("inherited relation \"\(row.name)\" is not a table or foreign table")
            }
            if let found = row.attribute(name) { return found.row.type.oid }
        }
        return nil
    }

    private func requireRange(_ name: String, _ type: OID?, _ key: ConstraintDefinition, _ table: TableTransformation)
        throws(SQLError)
    {
        let found = type ?? database.relations[table.relation]?.attribute(name)?.row.type.oid
        guard let found else { return }
        let kind = database.types[baseType(TypeReference(found)).oid]?.kind
        guard kind == .range || kind == .multirange else {
            throw .datatypeMismatch(
                "column \"\(name)\" in WITHOUT OVERLAPS is not a range or multirange type", range: key.range)
        }
    }

    /// The index that a constraint takes over, and its columns.
    private func existingIndex(named name: String, _ key: ConstraintDefinition, _ table: TableTransformation)
        throws(SQLError) -> (index: OID, keys: [String], including: [String])
    {
        let range = key.range
        let hopeless = "Cannot create a primary key or unique constraint using such an index."
        guard table.isAlter else {
            throw SQLError("0A000", "cannot use an existing index in CREATE TABLE", range: range)
        }
        guard let oid = database.relations.find(name, in: table.schema) else {
            throw .undefinedObject("index", name, range: range)
        }
        noteNeed(ObjectAddress(.relation, oid), range: range)
        guard let row = database.relations[oid], let index = row.index else {
            throw .wrongObjectType("\"\(name)\" is not an index", range: range)
        }
        if constraint(ofIndex: oid) != nil {
            throw SQLError("55000", "index \"\(name)\" is already associated with a constraint", range: range)
        }
        if index.table != table.relation {
            throw SQLError("55000", "index \"\(name)\" does not belong to table \"\(table.name)\"", range: range)
        }
        if !index.isValid { throw SQLError("55000", "index \"\(name)\" is not valid", range: range) }
        guard index.isUnique else {
            throw .wrongObjectType("\"\(name)\" is not a unique index", detail: hopeless, range: range)
        }
        if !index.expressions.isEmpty {
            throw .wrongObjectType("index \"\(name)\" contains expressions", detail: hopeless, range: range)
        }
        if index.predicate != nil {
            throw .wrongObjectType("\"\(name)\" is a partial index", detail: hopeless, range: range)
        }
        if database.accessMethods[row.accessMethod]?.name != "btree" {
            throw .wrongObjectType("index \"\(name)\" is not a btree", range: range)
        }
        let attributes = database.relations[table.relation]?.attributes ?? []
        for (place, number) in index.columns.prefix(index.keyCount).enumerated() where number > 0 {
            let attribute = attributes[Int(number) - 1]
            let isDefault =
                index.operatorClasses[place]
                == defaultOperatorClass(for: attribute.type.oid, accessMethod: row.accessMethod)
                && attribute.collation == index.collations[place] && index.columnOptions[place] == 0
            guard isDefault else {
                throw .wrongObjectType(
                    "index \"\(name)\" column number \(place + 1) does not have default sorting behavior",
                    detail: hopeless, range: range)
            }
        }
        let names = index.columns.map { columnName(table.relation, $0) }
        return (oid, Array(names.prefix(index.keyCount)), Array(names.dropFirst(index.keyCount)))
    }
}
