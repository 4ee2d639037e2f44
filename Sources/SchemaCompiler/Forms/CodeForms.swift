import PostgresCatalog
import PostgresSyntax

/// Routines, triggers, rules and policies.
extension StatementForms {
    func codeForm(_ change: Change, _ node: Node, _ identity: ObjectIdentity) -> Form {
        switch node.kind {
        case .createFunctionStmt:
            return CreateFunctionStmt(node)!.replace ? .statement(qualifying(change)) : replacing(change)
        case .ruleStmt:
            return RuleStmt(node)!.replace ? .statement(qualifying(change)) : replacing(change)
        case .createTrigStmt:
            // OR REPLACE would enable a trigger again that someone has disabled.
            return guarded(unless: Condition.trigger(identity), change)
        default: return guarded(unless: Condition.policy(identity), change)
        }
    }
}
