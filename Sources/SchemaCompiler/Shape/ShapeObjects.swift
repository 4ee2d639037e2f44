import PostgresCatalog
import PostgresSyntax

/// Collects the relations and types that a script creates, each with the statements that make it what it is.
struct ShapeObjects {
    private let program: Program
    private let forms: StatementForms
    /// The objects in the order in which the script creates them.
    private(set) var objects: [ShapeObject] = []
    private var places: [ObjectAddress: Int] = [:]

    init(program: Program, forms: StatementForms, steps: [Step]) {
        self.program = program
        self.forms = forms
        for step in steps { add(program[step.change]) }
    }

    private mutating func add(_ change: Change) {
        guard let statement = change.statement, change.effect.isOfShape,
            let retargeting = Retargeting(change, in: program)
        else { return }
        let object = retargeting.object
        if retargeting.isCreation, places[object] == nil { create(object, statement, change) }
        guard let place = places[object] else { return }
        if let parent = retargeting.parent { objects[place].parent = parent }
        if let isLogged = retargeting.isLogged { objects[place].kind = isLogged ? "table" : "unlogged table" }
        for edits in retargeting.statements {
            var text: [UInt8] = edits.prefix
            let all = SourceEdits(forms.qualifying(change, after: edits.edits))
            if let range = edits.range {
                all.append(range, of: change.source, to: &text)
            } else {
                FormWriter.append(change, all, to: &text)
            }
            objects[place].statements.append(text + edits.suffix)
        }
    }

    private mutating func create(_ object: ObjectAddress, _ statement: Node, _ change: Change) {
        guard let identity = program.database.objectIdentity(object), let kind = Self.kind(of: statement, identity)
        else { return }
        places[object] = objects.count
        var shape = ShapeObject(kind: kind, schema: identity.schema ?? "", name: identity.name)
        shape.keys = program.database.foreignKeyDefinitions(of: object)
        shape.copies = CreateStmt(statement)?.tableElts.contains { $0.kind == .tableLikeClause } ?? false
        if change.trace.needsSearchPath {
            shape.path = change.trace.searchPath.map(QuotedName.identifier).joined(separator: ", ")
        }
        objects.append(shape)
    }

    private static func kind(of statement: Node, _ identity: ObjectIdentity) -> String? {
        let isUnlogged = statement.child(.relation) ?? statement.child(.sequence)
        let persistence = isUnlogged.flatMap(RangeVar.init)?.relpersistence == "u" ? "unlogged " : ""
        switch identity.kind {
        case .table, .sequence: return persistence + identity.kind.rawValue
        case .foreignTable, .view, .materializedView: return identity.kind.rawValue
        case .compositeType: return "type"
        case .type: return statement.kind == .createDomainStmt ? "domain" : "type"
        default: return nil
        }
    }
}

extension Change.Effect {
    /// Whether it makes objects what they are.
    fileprivate var isOfShape: Bool {
        switch self {
        case .creation, .replacement, .alteration, .removal: true
        default: false
        }
    }
}
