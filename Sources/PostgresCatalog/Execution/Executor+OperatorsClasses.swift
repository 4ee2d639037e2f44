import PostgresSyntax

/// What an index access method asks of operator classes: parts of `IndexAmRoutine`.
private struct IndexMethodRules {
    var strategies = 0
    var support = 0
    var optionsFunction = 0
    var hasStorage = true
    var canOrder = false
    var canHash = false
    var canOrderByOperator = false
    /// The support functions that an operator class cannot be without; nil where all are tied to the class.
    var requiredFunctions: [Int]?
    /// Whether operators and functions between one type belong to the class of that type.
    var tiesToType = false

    /// By the number of the handler function.
    static let all: [OID: IndexMethodRules] = [
        OID(330): IndexMethodRules(
            strategies: 5, support: 6, optionsFunction: 5, hasStorage: false, canOrder: true, requiredFunctions: [1],
            tiesToType: true),
        OID(331): IndexMethodRules(
            strategies: 1, support: 3, optionsFunction: 3, hasStorage: false, canHash: true, requiredFunctions: [1],
            tiesToType: true),
        OID(332): IndexMethodRules(
            support: 12, optionsFunction: 10, canOrderByOperator: true, requiredFunctions: [1, 2, 5, 6, 7]),
        OID(333): IndexMethodRules(support: 7, optionsFunction: 7, requiredFunctions: [2, 3]),
        OID(334): IndexMethodRules(
            support: 7, optionsFunction: 7, canOrderByOperator: true, requiredFunctions: [1, 2, 3, 4, 5]),
        OID(335): IndexMethodRules(support: 15, optionsFunction: 5),
    ]

    /// What is known of a method that no rule is known of.
    static let unknown = IndexMethodRules(support: Int(Int16.max), canOrderByOperator: true)
}

/// An operator or function on its way into a family, and what it belongs to.
private struct FamilyMember {
    var isFunction: Bool
    var number: Int
    var left = OID.none
    var right = OID.none
    var object = OID.none
    var sortFamily = OID.none
    /// Whether what it belongs to cannot be without it.
    var isHard: Bool
    /// The class or family it belongs to.
    var owner: ObjectAddress
    var range: Range<Int>?
}

/// Operator classes and families.
extension Executor {
    // MARK: Names

    /// `get_index_am_oid`.
    func indexMethod(_ name: String) throws(SQLError) -> OID {
        guard let oid = database.accessMethods.find(name), let row = database.accessMethods[oid] else {
            throw .undefinedObject("access method", name)
        }
        guard row.type == "i" else { throw SQLError("55000", "access method \"\(name)\" is not of type INDEX") }
        return oid
    }

    /// The class of this name for an access method: `get_opclass_oid`.
    func operatorClass(_ name: QualifiedName, accessMethod: OID) throws(SQLError) -> OID {
        let (schemas, last) = try lookup(name.parts, range: name.range)
        for schema in schemas {
            let found = database.operatorClasses.findAll(last, in: schema).first {
                database.operatorClasses[$0]?.accessMethod == accessMethod
            }
            if let found {
                noteName(name.parts, in: schema, range: name.range)
                return found
            }
        }
        throw missing("operator class", name, accessMethod)
    }

    /// The family of this name for an access method: `get_opfamily_oid`.
    func operatorFamily(_ name: QualifiedName, accessMethod: OID) throws(SQLError) -> OID {
        let (schemas, last) = try lookup(name.parts, range: name.range)
        for schema in schemas {
            if let found = findFamily(last, in: schema, accessMethod) {
                noteName(name.parts, in: schema, range: name.range)
                return found
            }
        }
        throw missing("operator family", name, accessMethod)
    }

    private func findFamily(_ name: String, in schema: OID, _ accessMethod: OID) -> OID? {
        database.operatorFamilies.findAll(name, in: schema).first {
            database.operatorFamilies[$0]?.accessMethod == accessMethod
        }
    }

    private func missing(_ kind: String, _ name: QualifiedName, _ accessMethod: OID) -> SQLError {
        let method = database.accessMethods[accessMethod]?.name ?? ""
        return SQLError(
            "42704", "\(kind) \"\(name.text)\" does not exist for access method \"\(method)\"", range: name.range)
    }

    private func rules(of accessMethod: OID) -> IndexMethodRules {
        IndexMethodRules.all[database.accessMethods[accessMethod]?.handler ?? .none] ?? .unknown
    }

    // MARK: CREATE OPERATOR FAMILY

    /// `DefineOpFamily`.
    func createOperatorFamily(_ statement: CreateOpFamilyStmt) throws(SQLError) {
        let name = QualifiedName(statement.opfamilyname)
        let (schema, last) = try creationTarget(name)
        let method = try indexMethod(statement.amname ?? "")
        _ = try createFamily(last, in: schema, method, name)
    }

    /// `CreateOpFamily`.
    private func createFamily(_ last: String, in schema: OID, _ method: OID, _ name: QualifiedName)
        throws(SQLError) -> OID
    {
        let methodName = database.accessMethods[method]?.name ?? ""
        guard findFamily(last, in: schema, method) == nil else {
            throw SQLError(
                "42710", "operator family \"\(last)\" for access method \"\(methodName)\" already exists",
                range: name.range)
        }
        let oid = database.newOID()
        database.operatorFamilies.insert(
            OperatorFamilyRow(name: last, schema: schema, accessMethod: method), oid)
        let address = ObjectAddress(.operatorFamily, oid)
        register(address)
        depend(address, on: ObjectAddress(.accessMethod, method), .auto)
        depend(address, on: ObjectAddress(.namespace, schema), range: name.schemaRange)
        return oid
    }

    // MARK: CREATE OPERATOR CLASS

    /// `DefineOpClass`.
    func createOperatorClass(_ statement: CreateOpClassStmt) throws(SQLError) {
        let name = QualifiedName(statement.opclassname)
        let (schema, last) = try creationTarget(name)
        let methodName = statement.amname ?? ""
        let method = try indexMethod(methodName)
        guard let typeName = statement.datatype else { return }
        let type = try self.type(typeName).oid
        let familyName = QualifiedName(statement.opfamilyname)
        let family: OID
        if !familyName.parts.isEmpty {
            family = try operatorFamily(familyName, accessMethod: method)
        } else if let existing = findFamily(last, in: schema, method) {
            family = existing
        } else {
            family = try createFamily(last, in: schema, method, name)
        }
        let oid = database.newOID()
        let address = ObjectAddress(.operatorClass, oid)
        let items = statement.items.compactMap(CreateOpClassItem.init)
        var members: [FamilyMember] = []
        for item in items where item.itemtype != 3 {
            let member = try member(item, method, type: type, isHard: true, owner: address)
            try add(member, to: &members)
        }
        let storage = try storageType(items, type, method, methodName)
        try checkClass(statement, last, in: schema, method, type)
        var row = OperatorClassRow(
            name: last, schema: schema, accessMethod: method, family: family, inputType: type,
            isDefault: statement.isDefault)
        row.keyType = storage?.type ?? .none
        database.operatorClasses.insert(row, oid)
        register(address)
        adjust(&members, method, family)
        for member in members {
            try checkOperatorIsNew(member, in: family)
            store(member, in: family)
        }
        depend(address, on: ObjectAddress(.namespace, schema), range: name.schemaRange)
        depend(
            address, on: ObjectAddress(.operatorFamily, family), .auto,
            range: familyName.parts.isEmpty ? nil : familyName.range)
        depend(address, on: ObjectAddress(.type, type), range: typeName.node.byteRange)
        if let storage { depend(address, on: ObjectAddress(.type, storage.type), range: storage.range) }
    }

    private func storageType(_ items: [CreateOpClassItem], _ type: OID, _ method: OID, _ methodName: String)
        throws(SQLError) -> (type: OID, range: Range<Int>)?
    {
        let names = items.filter { $0.itemtype == 3 }.compactMap(\.storedtype)
        guard let name = names.first else { return nil }
        if names.count > 1 { throw .invalidObjectDefinition("storage type specified more than once") }
        let storage = try self.type(name).oid
        if storage == type { return nil }
        guard rules(of: method).hasStorage else {
            throw .invalidObjectDefinition(
                "storage type cannot be different from data type for access method \"\(methodName)\"",
                range: name.node.byteRange)
        }
        return (storage, name.node.byteRange)
    }

    private func checkClass(
        _ statement: CreateOpClassStmt, _ name: String, in schema: OID, _ method: OID, _ type: OID
    ) throws(SQLError) {
        let isTaken = database.operatorClasses.findAll(name, in: schema).contains {
            database.operatorClasses[$0]?.accessMethod == method
        }
        if isTaken {
            throw SQLError(
                "42710",
                "operator class \"\(name)\" for access method \"\(statement.amname ?? "")\" already exists")
        }
        let standard = database.operatorClasses.oids {
            $0.isDefault && $0.accessMethod == method && $0.inputType == type
        }.first
        guard statement.isDefault, let row = standard.flatMap({ database.operatorClasses[$0] }) else { return }
        throw SQLError(
            "42710",
            "could not make operator class \"\(name)\" be default for type \(statement.datatype?.writtenName ?? "")",
            detail: "Operator class \"\(row.name)\" already is the default.")
    }

    // MARK: ALTER OPERATOR FAMILY

    /// `AlterOpFamily`.
    func alterOperatorFamily(_ statement: AlterOpFamilyStmt) throws(SQLError) {
        let methodName = statement.amname ?? ""
        let method = try indexMethod(methodName)
        let name = QualifiedName(statement.opfamilyname)
        let family = try operatorFamily(name, accessMethod: method)
        let address = ObjectAddress(.operatorFamily, family)
        var members: [FamilyMember] = []
        for item in statement.items.compactMap(CreateOpClassItem.init) {
            let member =
                try statement.isDrop
                ? droppedMember(item, method, address)
                : member(item, method, type: .none, isHard: false, owner: address)
            try add(member, to: &members)
        }
        if !statement.isDrop { adjust(&members, method, family) }
        // Operators first, as PostgreSQL stores them.
        for member in members.filter({ !$0.isFunction }) + members.filter(\.isFunction) {
            let existing = find(member, in: family)
            let kind = member.isFunction ? "function" : "operator"
            let text = "\(kind) \(member.number)(\(format(member.left)),\(format(member.right)))"
            if statement.isDrop {
                guard let existing else {
                    throw SQLError("42704", "\(text) does not exist in operator family \"\(name.text)\"")
                }
                let catalog = member.isFunction ? CatalogClass.accessMethodProcedure : .accessMethodOperator
                try dropObjects([ObjectAddress(catalog, existing)], cascade: false)
            } else {
                if existing != nil {
                    throw SQLError("42710", "\(text) already exists in operator family \"\(name.text)\"")
                }
                try checkOperatorIsNew(member, in: family)
                store(member, in: family)
            }
        }
        noteChange(address)
    }

    /// An operator stands in a family once: PostgreSQL leaves it to an index to find that.
    private func checkOperatorIsNew(_ member: FamilyMember, in family: OID) throws(SQLError) {
        let isThere = database.operatorFamilies[family]?.operators.contains {
            $0.object == member.object && ($0.sortFamily == .none) == (member.sortFamily == .none)
        }
        if !member.isFunction, isThere == true {
            throw SQLError(
                "23505", "duplicate key value violates unique constraint \"pg_amop_opr_fam_index\"",
                range: member.range)
        }
    }

    private func droppedMember(_ item: CreateOpClassItem, _ method: OID, _ owner: ObjectAddress) throws(SQLError)
        -> FamilyMember
    {
        var member = FamilyMember(isFunction: item.itemtype == 2, number: item.number, isHard: false, owner: owner)
        try checkNumber(member, rules(of: method))
        (member.left, member.right) = try memberTypes(item.classArgs)
        return member
    }

    private func find(_ member: FamilyMember, in family: OID) -> OID? {
        guard let row = database.operatorFamilies[family] else { return nil }
        return (member.isFunction ? row.procedures : row.operators).first {
            Int($0.number) == member.number && $0.left == member.left && $0.right == member.right
        }?.oid
    }
}

// MARK: - Members

extension Executor {
    private func member(
        _ item: CreateOpClassItem, _ method: OID, type: OID, isHard: Bool, owner: ObjectAddress
    ) throws(SQLError) -> FamilyMember {
        let rules = rules(of: method)
        guard item.itemtype != 3, let object = item.name else {
            throw .syntax("STORAGE cannot be specified in ALTER OPERATOR FAMILY")
        }
        let name = QualifiedName(object.objname)
        var member = FamilyMember(
            isFunction: item.itemtype == 2, number: item.number, isHard: isHard, owner: owner, range: name.range)
        try checkNumber(member, rules)
        if member.isFunction {
            member.object = try routine(object, .function)
            if !item.classArgs.isEmpty { (member.left, member.right) = try memberTypes(item.classArgs) }
            try assignFunctionTypes(&member, rules, type)
            return member
        }
        if !object.objargs.isEmpty {
            member.object = try operatorOID(object)
        } else if type != .none {
            member.object = try operatorOID(name, type, type)
        } else {
            throw .syntax("operator argument types must be specified in ALTER OPERATOR FAMILY", range: name.range)
        }
        if !item.orderFamily.isEmpty {
            member.sortFamily = try operatorFamily(QualifiedName(item.orderFamily), accessMethod: .btree)
        }
        try assignOperatorTypes(&member, rules, method)
        return member
    }

    private func checkNumber(_ member: FamilyMember, _ rules: IndexMethodRules) throws(SQLError) {
        let word = member.isFunction ? "function" : "operator"
        let limit = member.isFunction ? rules.support : rules.strategies == 0 ? Int(Int16.max) : rules.strategies
        guard (1...max(limit, 1)).contains(member.number) else {
            throw .invalidObjectDefinition(
                "invalid \(word) number \(member.number), must be between 1 and \(limit)", range: member.range)
        }
    }

    /// `processTypesSpec`.
    private func memberTypes(_ nodes: NodeList) throws(SQLError) -> (left: OID, right: OID) {
        let types = try nodes.compactMap(TypeName.init).map { (name) throws(SQLError) in try type(name).oid }
        guard types.count <= 2 else { throw .syntax("one or two argument types must be specified") }
        return (types.first ?? .none, types.last ?? .none)
    }

    /// `assignOperTypes`.
    private func assignOperatorTypes(_ member: inout FamilyMember, _ rules: IndexMethodRules, _ method: OID)
        throws(SQLError)
    {
        guard let row = database.operators[member.object] else { return }
        if row.left == .none { throw .invalidObjectDefinition("index operators must be binary", range: member.range) }
        if member.sortFamily != .none {
            guard rules.canOrderByOperator else {
                let name = database.accessMethods[method]?.name ?? ""
                throw .invalidObjectDefinition("access method \"\(name)\" does not support ordering operators")
            }
        } else if row.result != .bool {
            throw .invalidObjectDefinition("index search operators must return boolean", range: member.range)
        }
        member.left = row.left
        member.right = row.right
    }

    /// `assignProcTypes`.
    private func assignFunctionTypes(_ member: inout FamilyMember, _ rules: IndexMethodRules, _ type: OID)
        throws(SQLError)
    {
        guard let row = database.procedures[member.object] else { return }
        if member.number == rules.optionsFunction {
            try checkOptionsFunction(member, row, type)
        } else if rules.canOrder {
            try assignOrderingTypes(&member, row)
        } else if rules.canHash {
            try assignHashTypes(&member, row)
        }
        if member.left == .none { member.left = type }
        if member.right == .none { member.right = type }
        if member.left == .none || member.right == .none {
            throw .invalidObjectDefinition(
                "associated data types must be specified for index support function", range: member.range)
        }
    }

    private func checkOptionsFunction(_ member: FamilyMember, _ row: ProcedureRow, _ type: OID) throws(SQLError) {
        if type != .none {
            if [member.left, member.right].contains(where: { $0 != .none && $0 != type }) {
                throw .invalidObjectDefinition(
                    "associated data types for operator class options parsing functions must match opclass input type")
            }
        } else if member.left != member.right {
            throw .invalidObjectDefinition(
                "left and right associated data types for operator class options parsing functions must match")
        }
        guard row.returnType == .void, row.argumentTypes == [.internal] else {
            throw .invalidObjectDefinition(
                "invalid operator class options parsing function",
                hint: "Valid signature of operator class options parsing function is (internal) RETURNS void.",
                range: member.range)
        }
    }

    private func assignOrderingTypes(_ member: inout FamilyMember, _ row: ProcedureRow) throws(SQLError) {
        func require(_ condition: Bool, _ message: String) throws(SQLError) {
            if !condition { throw .invalidObjectDefinition(message, range: member.range) }
        }
        let arguments = row.argumentTypes
        switch member.number {
        case 1:
            try require(arguments.count == 2, "ordering comparison functions must have two arguments")
            try require(row.returnType == .int4, "ordering comparison functions must return integer")
            if member.left == .none { member.left = arguments[0] }
            if member.right == .none { member.right = arguments[1] }
        case 2:
            try require(arguments == [.internal], "ordering sort support functions must accept type \"internal\"")
            try require(row.returnType == .void, "ordering sort support functions must return void")
        case 3:
            try require(arguments.count == 5, "ordering in_range functions must have five arguments")
            try require(row.returnType == .bool, "ordering in_range functions must return boolean")
            if member.left == .none { member.left = arguments[0] }
            if member.right == .none { member.right = arguments[2] }
        case 4:
            try require(arguments.count == 1, "ordering equal image functions must have one argument")
            try require(row.returnType == .bool, "ordering equal image functions must return boolean")
            try require(member.left == member.right, "ordering equal image functions must not be cross-type")
        case 6:
            try require(arguments == [.internal], "btree skip support functions must accept type \"internal\"")
            try require(row.returnType == .void, "btree skip support functions must return void")
            try require(member.left == member.right, "btree skip support functions must not be cross-type")
        default: break
        }
    }

    private func assignHashTypes(_ member: inout FamilyMember, _ row: ProcedureRow) throws(SQLError) {
        let isExtended = member.number == 2
        if row.argumentTypes.count != (isExtended ? 2 : 1) {
            throw .invalidObjectDefinition(
                isExtended ? "hash function 2 must have two arguments" : "hash function 1 must have one argument",
                range: member.range)
        }
        if row.returnType != (isExtended ? .int8 : .int4) {
            throw .invalidObjectDefinition(
                isExtended ? "hash function 2 must return bigint" : "hash function 1 must return integer",
                range: member.range)
        }
        if member.left == .none { member.left = row.argumentTypes[0] }
        if member.right == .none { member.right = row.argumentTypes[0] }
    }

    /// `addFamilyMember`.
    private func add(_ member: FamilyMember, to members: inout [FamilyMember]) throws(SQLError) {
        let isThere = members.contains {
            $0.isFunction == member.isFunction && $0.number == member.number && $0.left == member.left
                && $0.right == member.right
        }
        if isThere {
            let word = member.isFunction ? "function" : "operator"
            throw .invalidObjectDefinition(
                "\(word) number \(member.number) for (\(format(member.left)),\(format(member.right))) "
                    + "appears more than once", range: member.range)
        }
        members.append(member)
    }

    /// Decides what each member belongs to, the class or the family: `amadjustmembers`.
    private func adjust(_ members: inout [FamilyMember], _ method: OID, _ family: OID) {
        let rules = rules(of: method)
        guard let required = rules.requiredFunctions else { return }
        for index in members.indices {
            let member = members[index]
            let isOptional = member.isFunction ? !required.contains(member.number) : !rules.tiesToType
            if isOptional || rules.tiesToType && member.left != member.right {
                members[index].isHard = false
                members[index].owner = ObjectAddress(.operatorFamily, family)
            } else if !rules.tiesToType {
                members[index].isHard = true
            } else if let owner = operatorClass(of: member.left, in: family) {
                members[index].isHard = true
                members[index].owner = ObjectAddress(.operatorClass, owner)
            } else {
                members[index].isHard = false
                members[index].owner = ObjectAddress(.operatorFamily, family)
            }
        }
    }

    /// `opclass_for_family_datatype`.
    private func operatorClass(of type: OID, in family: OID) -> OID? {
        database.operatorClasses.oids { $0.family == family && $0.inputType == type }.first
    }

    /// `storeOperators` and `storeProcedures`.
    private func store(_ member: FamilyMember, in family: OID) {
        let oid = database.newOID()
        let row = OperatorFamilyRow.Member(
            oid: oid, number: Int16(clamping: member.number), left: member.left, right: member.right,
            object: member.object, sortFamily: member.sortFamily)
        database.operatorFamilies.update(family) {
            if member.isFunction { $0.procedures.append(row) } else { $0.operators.append(row) }
        }
        let address = ObjectAddress(member.isFunction ? .accessMethodProcedure : .accessMethodOperator, oid)
        let kind: DependencyEdge.Kind = member.isHard ? .normal : .auto
        depend(
            address, on: ObjectAddress(member.isFunction ? .procedure : .operator, member.object), kind,
            range: member.range)
        depend(address, on: member.owner, member.isHard ? .internal : .auto)
        let known: [OID] =
            member.isFunction
            ? database.procedures[member.object]?.argumentTypes ?? []
            : database.operators[member.object].map { [$0.left, $0.right] } ?? []
        for type in [member.left, member.right] where !known.contains(type) {
            depend(address, on: ObjectAddress(.type, type), kind)
        }
        if member.sortFamily != .none { depend(address, on: ObjectAddress(.operatorFamily, member.sortFamily), kind) }
    }
}
