import PostgresSyntax

extension Executor {
    /// Analyzes an expression over the columns of `relations`: defaults, checks, index expressions, policies, conditions.
    ///
    /// - Parameter target: the type it is coerced to, as in an assignment; nil to leave it as it is.
    func analyzeExpression(
        _ node: Node, _ purpose: ExpressionPurpose, relations: [AnalysisRelation] = [],
        parameters: [AnalysisParameter] = [], target: TypeReference? = nil
    ) throws(SQLError) -> AnalyzedExpression {
        AnalyzedExpression(type: target ?? TypeReference(.unknown))
    }

    /// Analyzes a query (`SELECT`, `INSERT`, `UPDATE`, `DELETE`, `MERGE`), as a view, a rule, a SQL routine has it.
    func analyzeQuery(
        _ node: Node, relations: [AnalysisRelation] = [], parameters: [AnalysisParameter] = []
    ) throws(SQLError) -> AnalyzedQuery {
        AnalyzedQuery()
    }
}
