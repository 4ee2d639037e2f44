import PostgresSyntax

/// Something that an expression or a query needs, and where it names it.
package struct FoundDependency: Sendable {
    package var address: ObjectAddress
    /// The bytes that name it; nil where nothing does, as with the type of a constant.
    package var range: Range<Int>?
}

/// An expression after parse analysis.
struct AnalyzedExpression {
    var type: TypeReference
    var collation = OID.none
    /// What PostgreSQL's `find_expr_references` finds in it.
    var dependencies: [FoundDependency] = []
    /// The numbers of the columns it uses, of the relation it was analyzed for, in order of appearance.
    var columns: [Int16] = []
}

/// A query after parse analysis.
struct AnalyzedQuery {
    var columns: [OutputColumn] = []
    /// What PostgreSQL's `find_expr_references` finds in it.
    var dependencies: [FoundDependency] = []

    /// A column of the result.
    struct OutputColumn {
        var name: String
        var type: TypeReference
        var collation = OID.none
        /// Where it comes straight from a column: the relation and the column's number.
        var origin: ObjectAddress?
    }
}

/// What an expression is for; it decides what it may contain, and the words of the error.
enum ExpressionPurpose: Sendable {
    case columnDefault, generatedColumn, checkConstraint, domainCheck, domainDefault, indexExpression, indexPredicate
    case policy, partitionKey, partitionBound, triggerCondition, statistics, publicationFilter, functionDefault
    case ruleCondition, alterTypeUsing, copyFilter, callArgument
}

/// A name that an expression may use besides the columns of relations: a parameter of a routine, OLD and NEW.
struct AnalysisParameter {
    var name: String?
    var type: TypeReference
}

/// A relation whose columns an expression may use, under a name.
struct AnalysisRelation {
    var relation: OID
    /// The name it has in the expression: its own, or `old` and `new`.
    var alias: String
}
