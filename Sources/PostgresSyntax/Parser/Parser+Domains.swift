/// Domains.
extension Parser {
    /// `CREATE DOMAIN`.
    ///
    /// ```ebnf
    /// CreateDomainStmt = "CREATE" "DOMAIN" any_name [ "AS" ] Typename ColQualList ;
    /// ```
    mutating func parseCreateDomainStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .domain)
        try parseAnyName(.domainname)
        _ = eat(.as)
        try parseTypename()
        label(.typeName)
        try parseColQualList()
        close(.createDomainStmt, statement)
    }

    /// `ALTER DOMAIN` behind the domain's name, whose parts stand in `typeName`.
    ///
    /// ```ebnf
    /// AlterDomainStmt =
    ///       "ALTER" "DOMAIN" any_name "SET" "DEFAULT" a_expr
    ///     | "ALTER" "DOMAIN" any_name "DROP" "DEFAULT"
    ///     | "ALTER" "DOMAIN" any_name ( "SET" | "DROP" ) "NOT" "NULL"
    ///     | "ALTER" "DOMAIN" any_name "ADD" DomainConstraint
    ///     | "ALTER" "DOMAIN" any_name "DROP" "CONSTRAINT" [ "IF" "EXISTS" ] name opt_drop_behavior
    ///     | "ALTER" "DOMAIN" any_name "VALIDATE" "CONSTRAINT" name ;
    /// ```
    mutating func parseAlterDomainStmt(statement: Mark) throws(ParseFailure) {
        switch kind {
        case .set:
            advance()
            if eat(.default) {
                try parseAExpr()
                label(.def)
                alterDomain(statement, "T")
            } else {
                guard at(.not) else { throw syntaxError() }
                try expect(.not, .null)
                alterDomain(statement, "O")
            }
        case .drop:
            try dropOfDomain(statement)
        case .add:
            advance()
            try parseDomainConstraint()
            label(.def)
            alterDomain(statement, "C")
        case .validate:
            advance()
            try expect(.constraint)
            try parseName(.stringValue, .name)
            alterDomain(statement, "V")
        default:
            throw syntaxError()
        }
    }

    private mutating func dropOfDomain(_ statement: Mark) throws(ParseFailure) {
        try expect(.drop)
        switch kind {
        case .default:
            advance()
            alterDomain(statement, "T")
        case .not:
            try expect(.not, .null)
            alterDomain(statement, "N")
        case .constraint:
            advance()
            let missingOk = try eatIfExists()
            try parseName(.stringValue, .name)
            alterDomain(statement, "X", behavior: parseOptDropBehavior(), missingOk: missingOk)
        default:
            throw syntaxError()
        }
    }

    /// Closes an `AlterDomainStmt` whose kind of change has this letter.
    private mutating func alterDomain(
        _ statement: Mark, _ subtype: Unicode.Scalar, behavior: DropBehavior = .restrict, missingOk: Bool = false
    ) {
        close(
            .alterDomainStmt, statement,
            scalars: .alterDomainStmt(
                subtype: UInt8(ascii: subtype), behavior: behavior, missingOk: missingOk))
    }
}
