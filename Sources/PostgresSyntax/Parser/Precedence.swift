/// How tightly operators bind, loosest first: PostgreSQL's operator table.
///
/// Parsing an expression "from" a level takes every operator of that level and above. The first three levels have
/// no operators; they tell what may stand behind a whole expression.
enum Precedence: UInt8 {
    /// An output column, where a keyword such as `AND` or `IS` is the column's label unless an operand follows it.
    case targetElement
    /// The first argument of `SUBSTRING`, where a `SIMILAR` without `TO` belongs to the function.
    case substringArgument
    /// Any other expression.
    case expression
    case or
    case and
    case not
    /// `IS`, `ISNULL`, `NOTNULL`; not associative.
    case `is`
    /// `<`, `>`, `=`, `<=`, `>=`, `<>`; not associative.
    case comparison
    /// `BETWEEN`, `IN`, `LIKE`, `ILIKE`, `SIMILAR` and their negations; not associative.
    case matching
    /// Every operator that has no level of its own.
    case `operator`
    case additive
    case multiplicative
    case power
    /// `AT TIME ZONE`, `AT LOCAL`.
    case at
    case collate
    case unaryMinus

    @inline(__always)
    static func <= (left: Precedence, right: Precedence) -> Bool {
        left.rawValue <= right.rawValue
    }
}

extension TokenKind {
    /// `<`, `>`, `=`, `<=`, `>=` and `<>`.
    @inline(__always)
    var isComparison: Bool {
        switch self {
        case .equals, .less, .greater, .lessEquals, .greaterEquals, .notEquals: true
        default: false
        }
    }

    /// Whether it is a number, a string or a bit string.
    @inline(__always)
    var isConstant: Bool {
        switch self {
        case .stringConstant, .bitStringConstant, .hexStringConstant, .integerConstant, .floatConstant: true
        default: false
        }
    }

    /// Whether an expression can begin with it.
    var beginsExpression: Bool {
        switch self {
        case .integerConstant, .floatConstant, .stringConstant, .bitStringConstant, .hexStringConstant,
            .positionalParameter, .leftParenthesis, .operatorSymbol, .plus, .minus, .array, .case, .cast,
            .currentCatalog, .currentDate, .currentRole, .currentTime, .currentTimestamp, .currentUser, .default,
            .false, .localtime, .localtimestamp, .not, .notLA, .null, .sessionUser, .systemUser, .true, .unique, .user:
            true
        default: isColId || isTypeFunctionName
        }
    }
}

extension Parser {
    /// Whether an operator of the level of `LIKE` stands next.
    private var atMatching: Bool {
        switch kind {
        case .between, .in, .like, .ilike, .similar, .notLA: true
        default: false
        }
    }

    /// Rejects a second operator of a level that is not associative.
    @inline(__always)
    mutating func requireNoFurther(_ level: Precedence) throws(ParseFailure) {
        let isFurther =
            switch level {
            case .is: kind == .is || kind == .isnull || kind == .notnull
            case .comparison: kind.isComparison
            case .matching: atMatching
            default: false
            }
        if isFurther { throw syntaxError() }
    }

    /// Whether the operator keyword that stands next is the label of an output column: nothing it could be applied to
    /// follows.
    func isLabel(after level: Precedence) -> Bool {
        guard level == .targetElement else { return false }
        let next = peek()
        switch kind {
        case .and, .or: return !next.beginsExpression
        case .like, .ilike: return !next.beginsExpression && next != .any && next != .some && next != .all
        case .between: return !next.beginsExpression && next != .symmetric && next != .asymmetric
        case .in, .operator: return next != .leftParenthesis
        case .similar: return next != .to
        case .at: return next != .time && next != .local
        case .collate: return !next.isColId
        case .is:
            switch next {
            case .null, .not, .true, .false, .unknown, .distinct, .document, .normalized, .nfc, .nfd, .nfkc, .nfkd,
                .json:
                return false
            default: return true
            }
        default: return false
        }
    }
}
