import PostgresCatalog
import PostgresSyntax

/// The order of the kinds of things in a script, as pg_dump has it.
enum Priority: Int {
    case role
    case schema
    case language
    case collation
    case transform
    case `extension`
    case type
    case cast
    case function
    case aggregate
    case accessMethod
    case `operator`
    case operatorFamily
    case operatorClass
    case conversion
    case textSearchParser
    case textSearchTemplate
    case textSearchDictionary
    case textSearchConfiguration
    case foreignDataWrapper
    case server
    case table
    case attachment
    case sequenceOwner
    case columnDefault
    case constraint
    case index
    case indexAttachment
    case statistics
    case rule
    case trigger
    case foreignKey
    case policy
    case tableOption
    case publication
    case subscription
    case privilege
    case eventTrigger

    /// The place of a change that is not bound to its own.
    init(_ change: Change, in catalog: Catalog) {
        if change.effect == .privilege {
            self = .privilege
        } else if change.effect == .creation || change.effect == .replacement, let subject = change.subject {
            self.init(catalog[subject], isReplaced: change.effect == .replacement)
        } else if let action = change.action.flatMap(AlterTableCmd.init) {
            self.init(action, of: change.subject.map { catalog[$0].identity.kind })
        } else if change.statement?.kind == .alterSeqStmt {
            self = .sequenceOwner
        } else if let subject = change.subject {
            self.init(catalog[subject], isReplaced: false)
        } else {
            self = .tableOption
        }
    }

    private init(_ object: CatalogObject, isReplaced: Bool) {
        switch object.identity.kind {
        case .role: self = .role
        case .schema: self = .schema
        case .language: self = .language
        case .collation: self = .collation
        case .transform: self = .transform
        case .extension: self = .extension
        case .type, .compositeType: self = .type
        case .cast: self = .cast
        case .function, .procedure: self = .function
        case .aggregate: self = .aggregate
        case .accessMethod: self = .accessMethod
        case .operator: self = .operator
        case .operatorFamily: self = .operatorFamily
        case .operatorClass: self = .operatorClass
        case .conversion: self = .conversion
        case .textSearchParser: self = .textSearchParser
        case .textSearchTemplate: self = .textSearchTemplate
        case .textSearchDictionary: self = .textSearchDictionary
        case .textSearchConfiguration: self = .textSearchConfiguration
        case .foreignDataWrapper: self = .foreignDataWrapper
        case .server, .userMapping: self = .server
        case .view: self = isReplaced ? .rule : .table
        case .table, .materializedView, .foreignTable, .sequence: self = .table
        case .defaultValue: self = .columnDefault
        case .index: self = .index
        case .statistics: self = .statistics
        case .rule: self = .rule
        case .trigger: self = .trigger
        case .policy: self = .policy
        case .publication: self = .publication
        case .subscription: self = .subscription
        case .eventTrigger: self = .eventTrigger
        case .domainConstraint: self = .type
        case .tableConstraint:
            if case .constraint(.foreign, _) = object.details { self = .foreignKey } else { self = .constraint }
        }
    }

    private init(_ action: AlterTableCmd, of kind: ObjectKind?) {
        switch action.subtype {
        case .attachPartition: self = kind == .index ? .indexAttachment : .attachment
        case .addInherit: self = .attachment
        case .columnDefault, .addIdentity, .setNotNull: self = .columnDefault
        case _ where action.changesShape: self = kind == .compositeType ? .type : .table
        default: self = .tableOption
        }
    }
}

extension AlterTableCmd {
    /// Whether the action changes what other statements see of the relation, so that it must keep its place among those
    /// that use it.
    var changesShape: Bool {
        switch subtype {
        case .addColumn, .dropColumn, .alterColumnType, .dropConstraint, .setExpression, .dropExpression, .addOf,
            .dropOf, .dropInherit, .detachPartition, .detachPartitionFinalize, .dropIdentity, .dropNotNull:
            true
        default: false
        }
    }
}
