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
    case nullability
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
    init(_ change: Change, in program: Program) {
        let isMade = change.effect == .creation || change.effect == .replacement
        if change.effect == .privilege {
            self = .privilege
        } else if isMade, let identity = change.identity, let subject = change.subject {
            let isKey = program.database.isForeignKey(subject)
            self = isKey ? .foreignKey : Priority(identity.kind, isReplaced: change.effect == .replacement)
        } else if let action = change.action {
            self.init(action, of: change.identity?.kind)
        } else if change.part.flatMap(Constraint.init)?.contype == .default {
            self = .columnDefault
        } else if change.statement?.kind == .alterSeqStmt {
            self = .sequenceOwner
        } else if let identity = change.identity {
            self.init(identity.kind, isReplaced: false)
        } else {
            self = .tableOption
        }
    }

    private init(_ kind: ObjectKind, isReplaced: Bool) {
        switch kind {
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
        case .tableConstraint: self = .constraint
        case .column: self = .table
        case .largeObject: self = .tableOption
        }
    }

    private init(_ action: AlterTableCmd, of kind: ObjectKind?) {
        switch action.subtype {
        case .attachPartition: self = kind == .index ? .indexAttachment : .attachment
        case .addInherit: self = .attachment
        case .setNotNull: self = .nullability
        case .columnDefault, .addIdentity: self = .columnDefault
        case _ where action.changesShape: self = kind == .compositeType ? .type : .table
        default: self = .tableOption
        }
    }
}
