import PostgresCatalog
import PostgresSyntax

/// The place of a change in ``Program/changes``, which is the order of the sources.
struct ChangeID: Hashable, Comparable, Sendable {
    let index: Int

    static func < (left: ChangeID, right: ChangeID) -> Bool { left.index < right.index }
}

/// One thing a script does: a statement, a part of one that stands for itself, or a line for psql.
///
/// A class, since it is large and is handed from each part of the work to the next.
final class Change {
    /// What it does to the database.
    typealias Effect = CompiledStep.Effect

    /// Where it stands.
    let element: ScriptElement
    /// What the offline database did with it; nil for a line for psql.
    let executed: ExecutedStatement?
    /// The data behind a `COPY … FROM STDIN`.
    let data: ScriptElement?
    /// The statements around it, if it is one of several that load rows into an empty table.
    let load: OwnForms.RowLoad?
    /// Its place in an order in which all changes can be done.
    let order: Int
    var effect: Effect
    /// The object it creates, changes or speaks of.
    let subject: ObjectAddress?
    /// What the subject is called where the change stands.
    let identity: ObjectIdentity?
    /// The place of what was run in the database's statements; nil for a line for psql.
    let id: StatementID?
    /// What it did in the offline database.
    let trace: StatementTrace
    /// The part of the statement that it is, an `AlterTableCmd` or a `Constraint`; nil for the whole.
    let part: Node?
    /// The statement's tree.
    let statement: Node?
    /// The action, if it is one of an `ALTER TABLE`.
    let action: AlterTableCmd?
    /// The constraints that its CREATE TABLE or CREATE DOMAIN has.
    private(set) lazy var writtenConstraints: [WrittenConstraint] =
        switch statement?.kind {
        case .createStmt: WrittenConstraint.all(in: CreateStmt(statement!)!.tableElts)
        case .createDomainStmt: WrittenConstraint.all(in: CreateDomainStmt(statement!)!.constraints)
        default: []
        }

    init(
        element: ScriptElement, executed: (id: StatementID, statement: ExecutedStatement)?, data: ScriptElement? = nil,
        load: OwnForms.RowLoad? = nil, order: Int, effect: Effect, subject: ObjectAddress? = nil,
        identity: ObjectIdentity? = nil
    ) {
        self.element = element
        self.executed = executed?.statement
        id = executed?.id
        trace = executed?.statement.trace ?? StatementTrace()
        part = executed?.statement.part
        statement = element.statement?.node
        action = part.map { AlterTableCmd($0) } ?? statement.flatMap(AlterTableStmt.init)?.onlyAction
        self.data = data
        self.load = load
        self.order = order
        self.effect = effect
        self.subject = subject
        self.identity = identity
    }

    /// The element of the script that it is, or stands in.
    var outermostElement: ScriptElement { load?.first ?? executed?.place?.element ?? element }

    /// The last element that it consists of.
    var lastElement: ScriptElement { load?.last ?? outermostElement }

    /// Its tree: the part's, or the statement's.
    var node: Node? { part ?? statement }

    /// The source it stands in.
    var source: SourceText { element.tree.source }

    /// Whether a diagnostic is about it.
    func contains(_ diagnostic: Diagnostic) -> Bool {
        let (source, range) = self.source.origin(of: element.byteRange)
        return source === diagnostic.source && range.contains(diagnostic.range.lowerBound)
    }
}

extension AlterTableStmt {
    /// Its action, if it has only one.
    var onlyAction: AlterTableCmd? { cmds.count == 1 ? AlterTableCmd(cmds[0]) : nil }
}

/// Where a statement, or a part of one, begins.
struct StatementStart: Hashable {
    private let source: ObjectIdentifier
    private let offset: Int

    init(_ element: ScriptElement) {
        source = ObjectIdentifier(element.tree.source)
        offset = element.byteRange.lowerBound
    }

    init(_ node: Node) {
        source = ObjectIdentifier(node.tree.source)
        offset = node.byteRange.lowerBound
    }
}

// MARK: What a statement is

extension Node {
    /// What kind of effect a statement that succeeded has, as far as its kind tells.
    var effectOfKind: Change.Effect? {
        switch kind {
        case .commentStmt, .alterOwnerStmt, .secLabelStmt: .annotation
        case .grantStmt, .grantRoleStmt, .alterDefaultPrivilegesStmt: .privilege
        case .variableSetStmt, .variableShowStmt, .discardStmt: .session
        case .transactionStmt, .constraintsSetStmt: .transaction
        case .selectStmt: isSetConfig ? .session : .data
        case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .copyStmt, .truncateStmt, .refreshMatViewStmt,
            .callStmt, .doStmt:
            .data
        case .dropStmt, .dropOwnedStmt, .dropRoleStmt, .dropUserMappingStmt, .dropSubscriptionStmt: .removal
        default: nil
        }
    }

    /// Whether it is a `SELECT set_config(…)`.
    private var isSetConfig: Bool { calledFunction == "set_config" }

    /// Whether the statement is there to define something; if it has no effect, it allows for what is missing or there.
    var isDefinition: Bool {
        switch kind {
        case .alterTableCmd, .alterTableStmt, .renameStmt, .alterObjectSchemaStmt, .alterSeqStmt, .alterFunctionStmt,
            .alterDomainStmt, .alterEnumStmt, .alterTypeStmt, .alterExtensionStmt:
            true
        default: createdClass != nil
        }
    }

    /// Whether the statement creates an object, and the catalog of that object; nil for other statements.
    var createdClass: CatalogClass? {
        switch kind {
        case .createStmt, .createForeignTableStmt, .createTableAsStmt, .viewStmt, .createSeqStmt, .indexStmt,
            .compositeTypeStmt, .selectStmt:
            .relation
        case .createFunctionStmt: .procedure
        case .createEnumStmt, .createRangeStmt, .createDomainStmt: .type
        case .createTrigStmt: .trigger
        case .ruleStmt: .rewrite
        case .createPolicyStmt: .policy
        case .createSchemaStmt: .namespace
        case .createExtensionStmt: .extension
        case .createCastStmt: .cast
        case .createConversionStmt: .conversion
        case .createPLangStmt: .language
        case .createOpClassStmt: .operatorClass
        case .createOpFamilyStmt: .operatorFamily
        case .createTransformStmt: .transform
        case .createFdwStmt: .foreignDataWrapper
        case .createForeignServerStmt: .foreignServer
        case .createUserMappingStmt: .userMapping
        case .createPublicationStmt: .publication
        case .createSubscriptionStmt: .subscription
        case .createEventTrigStmt: .eventTrigger
        case .createStatsStmt: .statistics
        case .createAmStmt: .accessMethod
        case .createRoleStmt: .role
        case .createTableSpaceStmt: .tablespace
        case .createdbStmt: .database
        case .defineStmt: DefineStmt(self)?.kind.catalogClass
        case .constraint: .constraint
        default: nil
        }
    }
}

extension ObjectType {
    /// The catalog of what `CREATE … (key = value)` defines.
    fileprivate var catalogClass: CatalogClass? {
        switch self {
        case .aggregate: .procedure
        case .operator: .operator
        case .type: .type
        case .collation: .collation
        case .tsparser: .textSearchParser
        case .tstemplate: .textSearchTemplate
        case .tsdictionary: .textSearchDictionary
        case .tsconfiguration: .textSearchConfiguration
        default: nil
        }
    }
}
