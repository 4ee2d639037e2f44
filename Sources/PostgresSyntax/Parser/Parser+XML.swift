/// SQL/XML functions; their opening parenthesis has been read.
extension Parser {
    /// One of the functions whose names begin with XML.
    mutating func xmlFunction(_ function: TokenKind, _ mark: Mark) throws(ParseFailure) {
        switch function {
        case .xmlconcat:
            try parseExprList(.args)
            try closeXML(.xmlconcat, mark)
        case .xmlelement:
            try xmlElement(mark)
        case .xmlexists:
            try parseCExpr()
            label(.args)
            try parseXmlexistsArgument()
            try endSystemFunction(.xmlexists, mark)
        case .xmlforest:
            try parseXmlAttributeList()
            try closeXML(.xmlforest, mark)
        case .xmlparse:
            try xmlParse(mark)
        case .xmlpi:
            try xmlName()
            if eat(.comma) {
                try parseAExpr()
                label(.args)
            }
            try closeXML(.xmlpi, mark)
        case .xmlroot:
            try xmlRoot(mark)
        default:
            try xmlSerialize(mark)
        }
    }

    private mutating func closeXML(
        _ op: XmlExprOp, _ mark: Mark, _ option: XmlOptionType = .document
    ) throws(ParseFailure) {
        try expect(.rightParenthesis)
        close(.xmlExpr, mark, scalars: .xmlExpr(op: op, xmloption: option))
    }

    private mutating func xmlName() throws(ParseFailure) {
        try expect(.name)
        try parseColLabel(.stringValue, .name)
    }

    private mutating func xmlElement(_ mark: Mark) throws(ParseFailure) {
        try xmlName()
        if eat(.comma) {
            if at(.xmlattributes, .leftParenthesis) {
                try parseXmlAttributes()
                if eat(.comma) { try parseExprList(.args) }
            } else {
                try parseExprList(.args)
            }
        }
        try closeXML(.xmlelement, mark)
    }

    /// ```ebnf
    /// xml_attributes = "XMLATTRIBUTES" "(" xml_attribute_list ")" ;
    /// ```
    private mutating func parseXmlAttributes() throws(ParseFailure) {
        try expect(.xmlattributes, .leftParenthesis)
        try parseXmlAttributeList()
        try expect(.rightParenthesis)
    }

    /// ```ebnf
    /// xml_attribute_list = xml_attribute_el { "," xml_attribute_el } ;
    /// ```
    private mutating func parseXmlAttributeList() throws(ParseFailure) {
        repeat {
            try parseXmlAttributeEl()
            label(.namedArgs)
        } while eat(.comma)
    }

    /// A value with or without a name.
    ///
    /// ```ebnf
    /// xml_attribute_el = a_expr [ "AS" ColLabel ] ;
    /// ```
    private mutating func parseXmlAttributeEl() throws(ParseFailure) {
        let mark = mark()
        try parseAExpr()
        label(.val)
        if eat(.as) { try parseColLabel(.stringValue, .name) }
        close(.resTarget, mark)
    }

    /// What `XMLEXISTS` looks at, with the words that say how it is passed before it, behind it or both.
    ///
    /// ```ebnf
    /// xmlexists_argument = "PASSING" xml_passing_mech c_expr xml_passing_mech ;
    /// ```
    mutating func parseXmlexistsArgument() throws(ParseFailure) {
        try expect(.passing)
        if peek() == .ref || peek() == .value { try parseXmlPassingMech() }
        try parseCExpr()
        label(.args)
        try parseXmlPassingMech()
    }

    /// `BY REF` or `BY VALUE`, if it is there; both mean nothing.
    ///
    /// ```ebnf
    /// xml_passing_mech = [ "BY" ( "REF" | "VALUE" ) ] ;
    /// ```
    mutating func parseXmlPassingMech() throws(ParseFailure) {
        guard eat(.by) else { return }
        guard at(.ref) || at(.value) else { throw syntaxError() }
        advance()
    }

    /// ```ebnf
    /// document_or_content = "DOCUMENT" | "CONTENT" ;
    /// ```
    mutating func parseDocumentOrContent() throws(ParseFailure) -> XmlOptionType {
        if eat(.document) { return .document }
        try expect(.content)
        return .content
    }

    private mutating func xmlParse(_ mark: Mark) throws(ParseFailure) {
        let option = try parseDocumentOrContent()
        try parseAExpr()
        label(.args)
        let preserves = eat(.preserve)
        if preserves || eat(.strip) { try expect(.whitespace) }
        constant(.boolean, .args, value: preserves ? 1 : 0, token: -1)
        try closeXML(.xmlparse, mark, option)
    }

    /// PostgreSQL's codes for the `STANDALONE` clause of `XMLROOT`.
    private enum Standalone {
        static let yes = 0
        static let no = 1
        static let noValue = 2
        static let omitted = 3
    }

    private mutating func xmlRoot(_ mark: Mark) throws(ParseFailure) {
        try parseAExpr()
        label(.args)
        try expect(.comma, .version)
        if at(.no, .value) {
            advance()
            advance()
            constant(.null, token: -1)
        } else {
            try parseAExpr()
        }
        label(.args)
        integerConstant(.args, try parseOptXmlRootStandalone(), token: -1)
        try closeXML(.xmlroot, mark)
    }

    /// ```ebnf
    /// opt_xml_root_standalone = [ "," "STANDALONE" ( "YES" | "NO" [ "VALUE" ] ) ] ;
    /// ```
    private mutating func parseOptXmlRootStandalone() throws(ParseFailure) -> Int {
        guard eat(.comma) else { return Standalone.omitted }
        try expect(.standalone)
        if eat(.yes) { return Standalone.yes }
        try expect(.no)
        return eat(.value) ? Standalone.noValue : Standalone.no
    }

    private mutating func xmlSerialize(_ mark: Mark) throws(ParseFailure) {
        let option = try parseDocumentOrContent()
        try parseAExpr()
        label(.expr)
        try expect(.as)
        try parseSimpleTypename()
        label(.typeName)
        let indents = eat(.indent)
        if !indents { _ = try eat(.no, .indent) }
        try expect(.rightParenthesis)
        close(.xmlSerialize, mark, scalars: .xmlSerialize(xmloption: option, indent: indents))
    }
}
