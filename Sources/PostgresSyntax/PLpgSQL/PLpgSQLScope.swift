/// A variable as far as the parser has to know it.
struct PLpgSQLVariable {
    /// What a variable can hold.
    enum Shape {
        case scalar
        case record
        /// A value of a type that only a database's catalog knows: scalar, domain or row.
        case unknown
    }

    var shape: Shape
    /// Whether it is a cursor; nil where only a catalog could tell.
    var isCursor: Bool? = false
    /// Whether it was declared together with its query.
    var isBoundCursor = false
    var isConstant = false
    var name = PLpgSQLScope.Name()
    /// The arguments of a bound cursor: a range of ``PLpgSQLScope/cursorArguments``.
    var arguments = 0..<0
}

/// The labels and variables that can be seen at a place in a body: PostgreSQL's chain of name space items.
struct PLpgSQLScope {
    /// A name: a range of ``names``.
    struct Name {
        var start = 0
        var end = 0
    }

    /// What a name stands for.
    enum Kind {
        case blockLabel, loopLabel, otherLabel, variable
    }

    struct Item {
        let kind: Kind
        let name: Name
        /// Index of the variable.
        let variable: Int
    }

    /// What a name was found to be.
    struct Match {
        let variable: Int
        /// Whether the name goes on behind the variable, to one of its fields.
        let isField: Bool
    }

    private(set) var names: [UInt8] = []
    private var items: [Item] = []
    var variables: [PLpgSQLVariable] = []
    var cursorArguments: [Name] = []

    // MARK: Names

    /// Keeps the decoded text of the token at `index`.
    mutating func name(ofToken index: Int, in tokens: TokenBuffer) -> Name {
        let start = names.count
        tokens.appendDecoded(index, to: &names)
        return Name(start: start, end: names.count)
    }

    mutating func name(_ text: some Sequence<UInt8>) -> Name {
        let start = names.count
        names.append(contentsOf: text)
        return Name(start: start, end: names.count)
    }

    /// Forgets the names kept since `name` was, which nothing refers to.
    mutating func forget(since name: Name) {
        names.removeSubrange(name.start...)
    }

    func isEqual(_ first: Name, _ second: Name) -> Bool {
        names[first.start..<first.end] == names[second.start..<second.end]
    }

    func text(_ name: Name) -> String {
        String(decoding: names[name.start..<name.end], as: UTF8.self)
    }

    // MARK: Items

    /// Opens a level of names; a label without a name is empty.
    mutating func push(_ kind: Kind, _ name: Name = Name()) {
        items.append(Item(kind: kind, name: name, variable: 0))
    }

    /// Closes the innermost level.
    mutating func pop() {
        while let item = items.popLast(), item.kind == .variable {}
    }

    /// Makes `variable` known by its own name and returns its index.
    @discardableResult
    mutating func declare(_ variable: PLpgSQLVariable) -> Int {
        variables.append(variable)
        add(variables.count - 1, as: variable.name)
        return variables.count - 1
    }

    /// Makes the variable at `index` known as `name` too.
    mutating func add(_ index: Int, as name: Name) {
        items.append(Item(kind: .variable, name: name, variable: index))
    }

    /// Whether the innermost level has a variable of this name.
    func isDeclaredHere(_ name: Name) -> Bool {
        for item in items.reversed() {
            if item.kind != .variable { return false }
            if isEqual(item.name, name) { return true }
        }
        return false
    }

    /// The innermost label of this name.
    func label(_ name: Name) -> Item? {
        items.last { $0.kind != .variable && isEqual($0.name, name) }
    }

    var isInsideLoop: Bool { items.contains { $0.kind == .loopLabel } }

    /// The variable that `first`, `first.second` or `first.second.third` names, from the innermost level outwards; a
    /// label can stand before its variable, and behind a variable that may have fields the name of one.
    func lookup(_ first: Name, _ second: Name? = nil, _ third: Name? = nil) -> Match? {
        var end = items.count
        while end > 0 {
            guard let label = items[..<end].lastIndex(where: { $0.kind != .variable }) else { return nil }
            let level = items[label + 1..<end].reversed()
            for item in level where isEqual(item.name, first) && (second == nil || hasFields(item)) {
                return Match(variable: item.variable, isField: second != nil)
            }
            if let second, isEqual(items[label].name, first), items[label].name.end > items[label].name.start {
                for item in level where isEqual(item.name, second) && (third == nil || hasFields(item)) {
                    return Match(variable: item.variable, isField: third != nil)
                }
            }
            end = label
        }
        return nil
    }

    private func hasFields(_ item: Item) -> Bool { variables[item.variable].shape != .scalar }
}
