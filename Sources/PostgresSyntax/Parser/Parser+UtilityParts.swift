/// What the productions of utility statements share.
extension Parser {
    /// Reads `WITH` as a word of its own.
    mutating func expectWith() throws(ParseFailure) {
        guard at(.with) else { throw syntaxError() }
        advance()
    }

    // MARK: Options

    /// Completes a `DefElem` whose name no token spells; the argument has been built.
    mutating func closeOption(_ name: WellKnownName, _ mark: Mark) {
        stringField(.defname, .wellKnown(name), token: mark.token)
        close(.defElem, mark)
    }

    /// A `DefElem` with a truth value.
    mutating func closeOption(_ name: WellKnownName, _ value: Bool, _ mark: Mark) {
        leaf(.boolean, .arg, value: value ? 1 : 0, token: mark.token)
        closeOption(name, mark)
    }

    /// A `DefElem` without argument that is named by the current word, which is read.
    mutating func bareOption(_ field: FieldName) {
        let mark = mark()
        stringField(.defname)
        close(.defElem, mark)
        label(field)
    }

    // MARK: Constants

    /// An `A_Const` for a string that no token spells as it is.
    mutating func stringConstant(_ field: FieldName, _ text: StringReference, token: Int) {
        constant(.string, field, value: text.raw, token: token)
    }

    /// A number with an optional sign, as an `A_Const`.
    mutating func numericConstant(_ field: FieldName) throws(ParseFailure) {
        try parseNumericOnly()
        let number = tree[tree.count - 1]
        let variant: ConstantVariant = number.kind == .integer ? .integer : .float
        tree[tree.count - 1] = .leaf(
            .aConst, field, value: number.word1, token: Int(number.word2), flags: variant.rawValue | number.flags)
    }

    // MARK: Names of objects

    /// Reads a name (`ColId`) whose node is built later; the result is its token.
    mutating func nameToken() throws(ParseFailure) -> Int {
        guard kind.isColId else { throw syntaxError() }
        advance()
        return position - 1
    }

    /// `any_name` as a list, the way objects that are not relations are named.
    mutating func nameList() throws(ParseFailure) {
        let list = mark()
        try parseAnyName(.items)
        close(.list, list)
    }

    /// `name ON any_name` as a list, the way what belongs to a table is named: the table stands first.
    mutating func nameOnTable() throws(ParseFailure) {
        let list = mark()
        let name = try nameToken()
        try expect(.on)
        try parseAnyName(.items)
        stringNode(.items, .token(name), token: name)
        close(.list, list)
    }

    /// `any_name USING name` as the elements of a list, the way operator classes and families are named: the access
    /// method stands first.
    mutating func nameUsingAccessMethod() throws(ParseFailure) {
        let first = tree.count
        stringNode(.items, .token(position), token: position)
        try parseAnyName(.items)
        try expect(.using)
        let method = try nameToken()
        tree[first] = .leaf(.string, .items, value: StringReference.token(method).raw, token: method)
    }

    /// `CASCADE` or `RESTRICT` and the end of a `DropStmt`.
    mutating func closeDrop(_ type: ObjectType, _ statement: Mark, missingOk: Bool, concurrent: Bool = false) {
        let behavior = parseOptDropBehavior()
        close(
            .dropStmt, statement,
            scalars: .dropStmt(
                removeType: type, behavior: behavior, missingOk: missingOk, concurrent: concurrent))
    }
}
