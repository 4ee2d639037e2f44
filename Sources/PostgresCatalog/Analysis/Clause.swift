/// The part of a statement that an expression stands in: `ParseExprKind`.
enum Clause {
    case none, joinOn, joinUsing, fromSubselect, fromFunction, `where`, policy, having, filter
    case windowPartition, windowOrder, windowFrameRange, windowFrameRows, windowFrameGroups
    case selectTarget, insertTarget, updateSource, updateTarget, mergeWhen, groupBy, orderBy, distinctOn
    case limit, offset, returning, mergeReturning, values, valuesSingle
    case checkConstraint, domainCheck, columnDefault, functionDefault, indexExpression, indexPredicate
    case statistics, alterColumnTransform, executeParameter, triggerWhen, partitionBound, partitionExpression
    case callArgument, copyWhere, generatedColumn, cycleMark

    /// `ParseExprKindName`.
    var name: String {
        switch self {
        case .none: "invalid expression context"
        case .joinOn: "JOIN/ON"
        case .joinUsing: "JOIN/USING"
        case .fromSubselect: "sub-SELECT in FROM"
        case .fromFunction: "function in FROM"
        case .where, .copyWhere: "WHERE"
        case .policy: "POLICY"
        case .having: "HAVING"
        case .filter: "FILTER"
        case .windowPartition: "window PARTITION BY"
        case .windowOrder: "window ORDER BY"
        case .windowFrameRange: "window RANGE"
        case .windowFrameRows: "window ROWS"
        case .windowFrameGroups: "window GROUPS"
        case .selectTarget: "SELECT"
        case .insertTarget: "INSERT"
        case .updateSource, .updateTarget: "UPDATE"
        case .mergeWhen: "MERGE WHEN"
        case .groupBy: "GROUP BY"
        case .orderBy: "ORDER BY"
        case .distinctOn: "DISTINCT ON"
        case .limit: "LIMIT"
        case .offset: "OFFSET"
        case .returning, .mergeReturning: "RETURNING"
        case .values, .valuesSingle: "VALUES"
        case .checkConstraint, .domainCheck: "CHECK"
        case .columnDefault, .functionDefault: "DEFAULT"
        case .indexExpression: "index expression"
        case .indexPredicate: "index predicate"
        case .statistics: "statistics expression"
        case .alterColumnTransform: "USING"
        case .executeParameter: "EXECUTE"
        case .triggerWhen: "WHEN"
        case .partitionBound: "partition bound"
        case .partitionExpression: "PARTITION BY"
        case .callArgument: "CALL"
        case .generatedColumn: "GENERATED AS"
        case .cycleMark: "CYCLE"
        }
    }

    /// What an aggregate, a window function … cannot stand in, in the words of its errors; nil where only the keyword
    /// is said.
    private var place: String? {
        switch self {
        case .joinOn, .joinUsing: "JOIN conditions"
        case .fromFunction: "functions in FROM"
        case .policy: "policy expressions"
        case .windowFrameRange: "window RANGE"
        case .windowFrameRows: "window ROWS"
        case .windowFrameGroups: "window GROUPS"
        case .mergeWhen: "MERGE WHEN conditions"
        case .checkConstraint, .domainCheck: "check constraints"
        case .columnDefault, .functionDefault: "DEFAULT expressions"
        case .indexExpression: "index expressions"
        case .indexPredicate: "index predicates"
        case .statistics: "statistics expressions"
        case .alterColumnTransform: "transform expressions"
        case .executeParameter: "EXECUTE parameters"
        case .triggerWhen: "trigger WHEN conditions"
        case .partitionBound: "partition bound"
        case .partitionExpression: "partition key expressions"
        case .generatedColumn: "column generation expressions"
        case .callArgument: "CALL arguments"
        case .copyWhere: "COPY FROM WHERE conditions"
        default: nil
        }
    }

    /// Why an aggregate cannot belong to the query whose clause this is: `check_agglevels_and_constraints`.
    func aggregateError(isGrouping: Bool) -> String? {
        let what = isGrouping ? "grouping operations" : "aggregate functions"
        switch self {
        case .none, .having, .windowPartition, .windowOrder, .selectTarget, .orderBy, .distinctOn: return nil
        case .fromSubselect: return "\(what) are not allowed in FROM clause of their own query level"
        default: return "\(what) are not allowed in \(place ?? name)"
        }
    }

    /// Why a window function cannot stand here: `transformWindowFuncCall`.
    var windowError: String? {
        switch self {
        case .none, .selectTarget, .orderBy, .distinctOn: return nil
        case .windowPartition, .windowOrder, .windowFrameRange, .windowFrameRows, .windowFrameGroups:
            return "window functions are not allowed in window definitions"
        default: return "window functions are not allowed in \(place ?? name)"
        }
    }

    /// Why a function that returns a set cannot stand here: `check_srf_call_placement`.
    var setError: String? {
        switch self {
        case .none, .fromFunction, .selectTarget, .insertTarget, .groupBy, .orderBy, .distinctOn, .windowPartition,
            .windowOrder, .valuesSingle:
            return nil
        case .windowFrameRange, .windowFrameRows, .windowFrameGroups:
            return "set-returning functions are not allowed in window definitions"
        case .checkConstraint, .domainCheck: return "set-returning functions are not allowed in check constraints"
        default: return "set-returning functions are not allowed in \(place ?? name)"
        }
    }

    /// Why a subquery cannot stand here: `transformSubLink`.
    var subqueryError: String? {
        switch self {
        case .checkConstraint, .domainCheck: "cannot use subquery in check constraint"
        case .columnDefault, .functionDefault: "cannot use subquery in DEFAULT expression"
        case .indexExpression: "cannot use subquery in index expression"
        case .indexPredicate: "cannot use subquery in index predicate"
        case .statistics: "cannot use subquery in statistics expression"
        case .alterColumnTransform: "cannot use subquery in transform expression"
        case .executeParameter: "cannot use subquery in EXECUTE parameter"
        case .triggerWhen: "cannot use subquery in trigger WHEN condition"
        case .partitionBound: "cannot use subquery in partition bound"
        case .partitionExpression: "cannot use subquery in partition key expression"
        case .callArgument: "cannot use subquery in CALL argument"
        case .copyWhere: "cannot use subquery in COPY FROM WHERE condition"
        case .generatedColumn: "cannot use subquery in column generation expression"
        default: nil
        }
    }

    /// Why a column cannot stand here: `transformColumnRef`.
    var columnError: String? {
        switch self {
        case .columnDefault: "cannot use column reference in DEFAULT expression"
        case .partitionBound: "cannot use column reference in partition bound expression"
        default: nil
        }
    }
}

extension ExpressionPurpose {
    var clause: Clause {
        switch self {
        case .columnDefault: .columnDefault
        case .generatedColumn: .generatedColumn
        case .checkConstraint: .checkConstraint
        case .domainCheck: .domainCheck
        case .domainDefault: .columnDefault
        case .indexExpression: .indexExpression
        case .indexPredicate: .indexPredicate
        case .policy: .policy
        case .partitionKey: .partitionExpression
        case .partitionBound: .partitionBound
        case .triggerCondition: .triggerWhen
        case .statistics: .statistics
        case .publicationFilter: .where
        case .functionDefault: .functionDefault
        case .ruleCondition: .where
        case .alterTypeUsing: .alterColumnTransform
        case .copyFilter: .copyWhere
        case .callArgument: .callArgument
        }
    }

    /// What must be boolean, in the words of the error.
    var booleanConstruct: String? {
        switch self {
        case .checkConstraint, .domainCheck: "CHECK"
        case .indexPredicate: "WHERE"
        case .policy: "POLICY"
        case .triggerCondition: "WHEN"
        case .publicationFilter: "PUBLICATION WHERE"
        case .ruleCondition: "WHERE"
        case .copyFilter: "WHERE"
        default: nil
        }
    }
}
