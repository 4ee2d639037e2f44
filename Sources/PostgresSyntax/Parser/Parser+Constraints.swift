/// Constraints of columns, tables and domains.
///
/// The functions for what stands behind `CONSTRAINT name` take the mark at which the constraint begins.
extension Parser {
    // MARK: Columns

    /// A column's constraints, in `constraints`, and its collation, in `collClause`.
    ///
    /// ```ebnf
    /// ColQualList = { ColConstraint | opt_collate_clause } ;
    /// ```
    mutating func parseColQualList() throws(ParseFailure) {
        var isCollated = false
        var secondCollation: Int?
        while true {
            switch kind {
            case .constraint, .not, .null, .unique, .primary, .check, .default, .generated, .references,
                .deferrable, .initially, .enforced:
                try parseColConstraint()
                label(.constraints)
            case .collate:
                if isCollated, secondCollation == nil { secondCollation = position }
                isCollated = true
                if try parseOptCollateClause() { label(.collClause) }
            default:
                if let secondCollation {
                    throw error("multiple COLLATE clauses not allowed", at: secondCollation)
                }
                return
            }
        }
    }

    /// A column's constraint or an attribute of the one before it, as a `Constraint`.
    ///
    /// ```ebnf
    /// ColConstraint = [ "CONSTRAINT" name ] ColConstraintElem | ConstraintAttr ;
    /// ```
    mutating func parseColConstraint() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .constraint:
            advance()
            try parseName(.stringValue, .conname)
            try parseColConstraintElem(mark)
        case .deferrable, .initially, .enforced:
            try parseConstraintAttr()
        case .not where peek() == .deferrable || peek() == .enforced:
            try parseConstraintAttr()
        default:
            try parseColConstraintElem(mark)
        }
    }

    /// A column's constraint without its name.
    ///
    /// ```ebnf
    /// ColConstraintElem =
    ///       "NOT" "NULL" opt_no_inherit
    ///     | "NULL"
    ///     | "UNIQUE" opt_unique_null_treatment opt_definition OptConsTableSpace
    ///     | "PRIMARY" "KEY" opt_definition OptConsTableSpace
    ///     | "CHECK" "(" a_expr ")" opt_no_inherit
    ///     | "DEFAULT" b_expr
    ///     | "GENERATED" generated_when "AS" "IDENTITY" OptParenthesizedSeqOptList
    ///     | "GENERATED" generated_when "AS" "(" a_expr ")" opt_virtual_or_stored
    ///     | "REFERENCES" qualified_name opt_column_list key_match key_actions ;
    /// ```
    mutating func parseColConstraintElem(_ mark: Mark) throws(ParseFailure) {
        switch kind {
        case .not:
            try expect(.not, .null)
            let isNoInherit = try parseOptNoInherit()
            close(
                .constraint, mark,
                scalars: .constraint(
                    contype: .notnull, isEnforced: true, initiallyValid: true, isNoInherit: isNoInherit))
        case .null:
            advance()
            close(.constraint, mark, scalars: .constraint(contype: .null))
        case .default:
            advance()
            try parseBExpr()
            label(.rawExpr)
            close(.constraint, mark, scalars: .constraint(contype: .default))
        case .unique:
            advance()
            let nullsNotDistinct = try parseOptUniqueNullTreatment()
            try indexParameters()
            close(
                .constraint, mark, scalars: .constraint(contype: .unique, nullsNotDistinct: nullsNotDistinct))
        case .primary:
            advance()
            try expect(.key)
            try indexParameters()
            close(.constraint, mark, scalars: .constraint(contype: .primary))
        case .check:
            try checkedExpression()
            let isNoInherit = try parseOptNoInherit()
            close(
                .constraint, mark,
                scalars: .constraint(
                    contype: .check, isEnforced: true, initiallyValid: true, isNoInherit: isNoInherit))
        case .generated:
            try generatedColumn(mark)
        case .references:
            try references(mark)
        default:
            throw syntaxError()
        }
    }

    /// The storage parameters and tablespace of a constraint's index.
    private mutating func indexParameters() throws(ParseFailure) {
        try parseOptDefinition(.options)
        try parseOptConsTableSpace()
    }

    /// `CHECK` and its expression in parentheses.
    private mutating func checkedExpression() throws(ParseFailure) {
        try expect(.check, .leftParenthesis)
        try parseAExpr()
        label(.rawExpr)
        try expect(.rightParenthesis)
    }

    /// `GENERATED … AS IDENTITY` or `GENERATED ALWAYS AS (expression)`.
    private mutating func generatedColumn(_ mark: Mark) throws(ParseFailure) {
        try expect(.generated)
        let when = position
        let generatedWhen = try parseGeneratedWhen()
        try expect(.as)
        if eat(.identity) {
            try parseOptParenthesizedSeqOptList(.options)
            close(.constraint, mark, scalars: .constraint(contype: .identity, generatedWhen: generatedWhen))
            return
        }
        try expect(.leftParenthesis)
        try parseAExpr()
        label(.rawExpr)
        try expect(.rightParenthesis)
        let kind = parseOptVirtualOrStored()
        guard generatedWhen == UInt8(ascii: "a") else {
            throw error(
                "for a generated column, GENERATED ALWAYS must be specified", at: when,
                readsNext: tokens[position - 1].kind == .rightParenthesis)
        }
        close(
            .constraint, mark,
            scalars: .constraint(contype: .generated, generatedWhen: generatedWhen, generatedKind: kind))
    }

    /// `REFERENCES` behind a column.
    private mutating func references(_ mark: Mark) throws(ParseFailure) {
        try expect(.references)
        try parseQualifiedName()
        label(.pktable)
        try parseOptColumnList(.pkAttrs)
        let match = try parseKeyMatch()
        let actions = try parseKeyActions()
        close(
            .constraint, mark,
            scalars: .constraint(
                contype: .foreign, isEnforced: true, initiallyValid: true, fkMatchtype: match,
                fkUpdAction: actions.update, fkDelAction: actions.delete))
    }

    /// An attribute that PostgreSQL keeps as a constraint of its own until the table is made.
    ///
    /// ```ebnf
    /// ConstraintAttr =
    ///       [ "NOT" ] "DEFERRABLE"
    ///     | "INITIALLY" ( "DEFERRED" | "IMMEDIATE" )
    ///     | [ "NOT" ] "ENFORCED" ;
    /// ```
    mutating func parseConstraintAttr() throws(ParseFailure) {
        let mark = mark()
        let contype: ConstrType
        switch try parseConstraintAttributeElem() {
        case .deferrable: contype = .attrDeferrable
        case .notDeferrable: contype = .attrNotDeferrable
        case .initiallyDeferred: contype = .attrDeferred
        case .initiallyImmediate: contype = .attrImmediate
        case .enforced: contype = .attrEnforced
        default: contype = .attrNotEnforced
        }
        close(.constraint, mark, scalars: .constraint(contype: contype))
    }

    /// Whether `NULLS NOT DISTINCT` stands here.
    ///
    /// ```ebnf
    /// opt_unique_null_treatment = [ "NULLS" [ "NOT" ] "DISTINCT" ] ;
    /// ```
    mutating func parseOptUniqueNullTreatment() throws(ParseFailure) -> Bool {
        guard at(.nulls) else { return false }
        advance()
        let nullsNotDistinct = eat(.not)
        try expect(.distinct)
        return nullsNotDistinct
    }

    /// When a generated value is used: `a` always, `d` by default.
    ///
    /// ```ebnf
    /// generated_when = "ALWAYS" | "BY" "DEFAULT" ;
    /// ```
    mutating func parseGeneratedWhen() throws(ParseFailure) -> UInt8 {
        if eat(.always) { return UInt8(ascii: "a") }
        try expect(.by, .default)
        return UInt8(ascii: "d")
    }

    /// Whether a generated column is stored (`s`) or virtual (`v`), which is the default.
    ///
    /// ```ebnf
    /// opt_virtual_or_stored = [ "STORED" | "VIRTUAL" ] ;
    /// ```
    mutating func parseOptVirtualOrStored() -> UInt8 {
        if eat(.stored) { return UInt8(ascii: "s") }
        _ = eat(.virtual)
        return UInt8(ascii: "v")
    }

    /// Whether `NO INHERIT` stands here.
    ///
    /// ```ebnf
    /// opt_no_inherit = [ "NO" "INHERIT" ] ;
    /// ```
    mutating func parseOptNoInherit() throws(ParseFailure) -> Bool {
        try eat(.no, .inherit)
    }

    // MARK: Tables

    /// A table's constraint, as a `Constraint`.
    ///
    /// ```ebnf
    /// TableConstraint = [ "CONSTRAINT" name ] ConstraintElem ;
    /// ```
    mutating func parseTableConstraint() throws(ParseFailure) {
        let mark = mark()
        if eat(.constraint) { try parseName(.stringValue, .conname) }
        try parseConstraintElem(mark)
    }

    /// A table's constraint without its name.
    ///
    /// ```ebnf
    /// ConstraintElem =
    ///       "CHECK" "(" a_expr ")" ConstraintAttributeSpec
    ///     | "NOT" "NULL" ColId ConstraintAttributeSpec
    ///     | "UNIQUE" opt_unique_null_treatment "(" columnList opt_without_overlaps ")" opt_c_include
    ///         opt_definition OptConsTableSpace ConstraintAttributeSpec
    ///     | "PRIMARY" "KEY" "(" columnList opt_without_overlaps ")" opt_c_include opt_definition
    ///         OptConsTableSpace ConstraintAttributeSpec
    ///     | ( "UNIQUE" | "PRIMARY" "KEY" ) ExistingIndex ConstraintAttributeSpec
    ///     | "EXCLUDE" access_method_clause "(" ExclusionConstraintElem { "," ExclusionConstraintElem } ")"
    ///         opt_c_include opt_definition OptConsTableSpace OptWhereClause ConstraintAttributeSpec
    ///     | "FOREIGN" "KEY" "(" columnList [ "," "PERIOD" ColId ] ")" "REFERENCES" qualified_name
    ///         opt_column_and_period_list key_match key_actions ConstraintAttributeSpec ;
    /// ```
    mutating func parseConstraintElem(_ mark: Mark) throws(ParseFailure) {
        switch kind {
        case .check: try checkConstraint(mark, enforceable: .enforced)
        case .not: try notNullConstraint(mark)
        case .unique:
            advance()
            try keyConstraint(mark, .unique, "UNIQUE")
        case .primary:
            advance()
            try expect(.key)
            try keyConstraint(mark, .primary, "PRIMARY KEY")
        case .exclude: try exclusionConstraint(mark)
        case .foreign: try foreignKey(mark)
        default: throw syntaxError()
        }
    }

    /// `CHECK` of a table, or of a domain, where it cannot be marked as enforced or not.
    private mutating func checkConstraint(
        _ mark: Mark, enforceable: ConstraintAttributes
    ) throws(ParseFailure) {
        try checkedExpression()
        let attributes = try parseConstraintAttributeSpec()
        try processCASbits(attributes, "CHECK", supported: [.notValid, .noInherit, enforceable])
        close(
            .constraint, mark,
            scalars: .constraint(
                contype: .check, isEnforced: attributes.isEnforced, skipValidation: attributes.skipsValidation,
                initiallyValid: !attributes.skipsValidation, isNoInherit: attributes.isNoInherit))
    }

    private mutating func notNullConstraint(_ mark: Mark) throws(ParseFailure) {
        try expect(.not, .null)
        try parseColId(.string, .keys)
        let attributes = try parseConstraintAttributeSpec()
        try processCASbits(attributes, "NOT NULL", supported: [.notValid, .noInherit])
        close(
            .constraint, mark,
            scalars: .constraint(
                contype: .notnull, skipValidation: attributes.skipsValidation,
                initiallyValid: !attributes.skipsValidation, isNoInherit: attributes.isNoInherit))
    }

    /// `UNIQUE` or `PRIMARY KEY` behind its first words: over columns, or with an index that exists.
    private mutating func keyConstraint(
        _ mark: Mark, _ contype: ConstrType, _ name: StaticString
    ) throws(ParseFailure) {
        var nullsNotDistinct = false
        var withoutOverlaps = false
        if !(try parseExistingIndex()) {
            if contype == .unique { nullsNotDistinct = try parseOptUniqueNullTreatment() }
            try expect(.leftParenthesis)
            try parseColumnList(.keys)
            withoutOverlaps = try parseOptWithoutOverlaps()
            try expect(.rightParenthesis)
            try parseOptCInclude()
            try indexParameters()
        }
        let attributes = try parseConstraintAttributeSpec()
        try processCASbits(attributes, name, supported: .deferrable)
        close(
            .constraint, mark,
            scalars: .constraint(
                contype: contype, deferrable: attributes.isDeferrable, initdeferred: attributes.isInitiallyDeferred,
                nullsNotDistinct: nullsNotDistinct, withoutOverlaps: withoutOverlaps))
    }

    private mutating func exclusionConstraint(_ mark: Mark) throws(ParseFailure) {
        try expect(.exclude)
        try parseAccessMethodClause()
        try expect(.leftParenthesis)
        repeat {
            try parseExclusionConstraintElem()
            label(.exclusions)
        } while eat(.comma)
        try expect(.rightParenthesis)
        try parseOptCInclude()
        try indexParameters()
        try parseOptWhereClause()
        let attributes = try parseConstraintAttributeSpec()
        try processCASbits(attributes, "EXCLUDE", supported: .deferrable)
        close(
            .constraint, mark,
            scalars: .constraint(
                contype: .exclusion, deferrable: attributes.isDeferrable,
                initdeferred: attributes.isInitiallyDeferred))
    }

    private mutating func foreignKey(_ mark: Mark) throws(ParseFailure) {
        try expect(.foreign, .key)
        try expect(.leftParenthesis)
        let fkWithPeriod = try columnAndPeriodList(.fkAttrs)
        try expect(.references)
        try parseQualifiedName()
        label(.pktable)
        let pkWithPeriod = try parseOptColumnAndPeriodList()
        let match = try parseKeyMatch()
        let actions = try parseKeyActions()
        let attributes = try parseConstraintAttributeSpec()
        try processCASbits(attributes, "FOREIGN KEY", supported: [.deferrable, .enforced, .notValid])
        close(
            .constraint, mark,
            scalars: .constraint(
                contype: .foreign, deferrable: attributes.isDeferrable, initdeferred: attributes.isInitiallyDeferred,
                isEnforced: attributes.isEnforced, skipValidation: attributes.skipsValidation,
                initiallyValid: !attributes.skipsValidation, fkWithPeriod: fkWithPeriod, pkWithPeriod: pkWithPeriod,
                fkMatchtype: match, fkUpdAction: actions.update, fkDelAction: actions.delete))
    }

    /// Columns to the closing parenthesis, the last perhaps after `PERIOD`; returns whether it is.
    private mutating func columnAndPeriodList(_ field: FieldName) throws(ParseFailure) -> Bool {
        try parseColId(.string, field)
        while eat(.comma) {
            if at(.period), peek() != .comma, peek() != .rightParenthesis {
                advance()
                try parseColId(.string, field)
                try expect(.rightParenthesis)
                return true
            }
            try parseColId(.string, field)
        }
        try expect(.rightParenthesis)
        return false
    }

    /// The columns that a foreign key refers to; returns whether the last stands after `PERIOD`.
    ///
    /// ```ebnf
    /// opt_column_and_period_list = [ "(" columnList [ "," "PERIOD" ColId ] ")" ] ;
    /// ```
    mutating func parseOptColumnAndPeriodList() throws(ParseFailure) -> Bool {
        eat(.leftParenthesis) ? try columnAndPeriodList(.pkAttrs) : false
    }

    /// Whether `WITHOUT OVERLAPS` stands here.
    ///
    /// ```ebnf
    /// opt_without_overlaps = [ "WITHOUT" "OVERLAPS" ] ;
    /// ```
    mutating func parseOptWithoutOverlaps() throws(ParseFailure) -> Bool {
        guard at(.without) else { return false }
        try expect(.without, .overlaps)
        return true
    }

    /// Columns that a constraint's index only carries.
    ///
    /// ```ebnf
    /// opt_c_include = [ "INCLUDE" "(" columnList ")" ] ;
    /// ```
    mutating func parseOptCInclude() throws(ParseFailure) {
        guard eat(.include) else { return }
        try expect(.leftParenthesis)
        try parseColumnList(.including)
        try expect(.rightParenthesis)
    }

    /// `WHERE` with its expression in parentheses, or nothing.
    ///
    /// ```ebnf
    /// OptWhereClause = [ "WHERE" "(" a_expr ")" ] ;
    /// ```
    mutating func parseOptWhereClause() throws(ParseFailure) {
        guard eat(.where) else { return }
        try expect(.leftParenthesis)
        try parseAExpr()
        label(.whereClause)
        try expect(.rightParenthesis)
    }

    /// The tablespace of a constraint's index.
    ///
    /// ```ebnf
    /// OptConsTableSpace = [ "USING" "INDEX" "TABLESPACE" name ] ;
    /// ```
    mutating func parseOptConsTableSpace() throws(ParseFailure) {
        guard eat(.using) else { return }
        try expect(.index, .tablespace)
        try parseName(.stringValue, .indexspace)
    }

    /// `USING INDEX` and the index's name; returns whether it stood here.
    ///
    /// ```ebnf
    /// ExistingIndex = "USING" "INDEX" name ;
    /// ```
    mutating func parseExistingIndex() throws(ParseFailure) -> Bool {
        guard eat(.using) else { return false }
        try expect(.index)
        try parseName(.stringValue, .indexname)
        return true
    }

    /// What is compared and by which operator, as a `List` of both.
    ///
    /// ```ebnf
    /// ExclusionConstraintElem = index_elem "WITH" ( any_operator | "OPERATOR" "(" any_operator ")" ) ;
    /// ```
    mutating func parseExclusionConstraintElem() throws(ParseFailure) {
        let mark = mark()
        try parseIndexElem()
        label(.items)
        guard at(.with) else { throw syntaxError() }
        advance()
        let names = self.mark()
        if at(.operator, .leftParenthesis) {
            advance()
            advance()
            try parseAnyOperator(.items)
            close(.list, names)
            try expect(.rightParenthesis)
        } else {
            try parseAnyOperator(.items)
            close(.list, names)
        }
        label(.items)
        close(.list, mark)
    }

    // MARK: Foreign keys

    /// How a foreign key treats nulls: `f` full or `s` simple.
    ///
    /// ```ebnf
    /// key_match = [ "MATCH" ( "FULL" | "PARTIAL" | "SIMPLE" ) ] ;
    /// ```
    mutating func parseKeyMatch() throws(ParseFailure) -> UInt8 {
        guard eat(.match) else { return UInt8(ascii: "s") }
        switch kind {
        case .full:
            advance()
            return UInt8(ascii: "f")
        case .simple:
            advance()
            return UInt8(ascii: "s")
        case .partial:
            throw error("MATCH PARTIAL not yet implemented", at: position - 1)
        default:
            throw syntaxError()
        }
    }

    /// `ON UPDATE` and `ON DELETE` in either order, as letters; `a` where left out.
    ///
    /// ```ebnf
    /// key_actions =
    ///       [ "ON" "UPDATE" key_action [ "ON" "DELETE" key_action ] | "ON" "DELETE" key_action [ "ON"
    ///         "UPDATE" key_action ] ] ;
    /// ```
    mutating func parseKeyActions() throws(ParseFailure) -> (update: UInt8, delete: UInt8) {
        var update: UInt8?
        var delete: UInt8?
        while at(.on), update == nil || delete == nil {
            advance()
            if update == nil, eat(.update) {
                update = try updateAction(on: position - 2)
            } else if delete == nil, eat(.delete) {
                delete = try parseKeyAction()
            } else {
                throw syntaxError()
            }
        }
        return (update ?? UInt8(ascii: "a"), delete ?? UInt8(ascii: "a"))
    }

    /// The action of `ON UPDATE`, which takes no columns; `on` is the `ON`.
    private mutating func updateAction(on: Int) throws(ParseFailure) -> UInt8 {
        let unit = tree.count
        let action = try parseKeyAction()
        guard tree.count == unit else {
            let name = action == UInt8(ascii: "n") ? "SET NULL" : "SET DEFAULT"
            throw error("a column list with \(name) is only supported for ON DELETE actions", at: on, readsNext: false)
        }
        return action
    }

    /// What is done to the referring rows, as a letter; columns that are set go to `fkDelSetCols`.
    ///
    /// ```ebnf
    /// key_action = "NO" "ACTION" | "RESTRICT" | "CASCADE" | "SET" ( "NULL" | "DEFAULT" ) opt_column_list ;
    /// ```
    mutating func parseKeyAction() throws(ParseFailure) -> UInt8 {
        switch kind {
        case .no:
            advance()
            try expect(.action)
            return UInt8(ascii: "a")
        case .restrict:
            advance()
            return UInt8(ascii: "r")
        case .cascade:
            advance()
            return UInt8(ascii: "c")
        case .set:
            advance()
            let action = at(.null) ? UInt8(ascii: "n") : UInt8(ascii: "d")
            guard eat(.null) || eat(.default) else { throw syntaxError() }
            try parseOptColumnList(.fkDelSetCols)
            return action
        default:
            throw syntaxError()
        }
    }

    // MARK: Domains

    /// A domain's constraint as `ALTER DOMAIN` adds it, a `Constraint`.
    ///
    /// ```ebnf
    /// DomainConstraint = [ "CONSTRAINT" name ] DomainConstraintElem ;
    /// ```
    mutating func parseDomainConstraint() throws(ParseFailure) {
        let mark = mark()
        if eat(.constraint) { try parseName(.stringValue, .conname) }
        try parseDomainConstraintElem(mark)
    }

    /// A domain's constraint without its name.
    ///
    /// ```ebnf
    /// DomainConstraintElem =
    ///       "CHECK" "(" a_expr ")" ConstraintAttributeSpec
    ///     | "NOT" "NULL" ConstraintAttributeSpec ;
    /// ```
    mutating func parseDomainConstraintElem(_ mark: Mark) throws(ParseFailure) {
        switch kind {
        case .check:
            try checkConstraint(mark, enforceable: [])
        case .not:
            try expect(.not, .null)
            stringNode(.keys, .wellKnown(.value), token: position - 1)
            try processCASbits(try parseConstraintAttributeSpec(), "NOT NULL", supported: [])
            close(.constraint, mark, scalars: .constraint(contype: .notnull, initiallyValid: true))
        default:
            throw syntaxError()
        }
    }
}
