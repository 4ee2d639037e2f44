import PostgresSyntax

/// A script without what reaches beyond the database it runs in: `\connect` and shell commands, roles, tablespaces,
/// other databases, settings of the server, its files and programs, other servers.
///
/// What functions do that the script calls is not looked into.
struct ConfinedScript {
    let tree: SyntaxTree
    /// The script, with as many lines in the places of what is left out.
    let bytes: [UInt8]
    /// Places of what is left out, in the tree's source.
    let omissions: [Range<Int>]

    init(_ tree: SyntaxTree) {
        self.tree = tree
        let source = tree.source.bytes(in: 0..<tree.source.count)
        var bytes: [UInt8] = []
        var omissions: [Range<Int>] = []
        var place = 0
        for element in tree.script {
            let range = element.byteRange
            guard let replacement = Self.replacement(of: element) else { continue }
            if !element.isWithoutEffect { omissions.append(range) }
            bytes += source[place..<range.lowerBound]
            bytes += Array(replacement.utf8)
            bytes += source[range].filter { $0 == UInt8(ascii: "\n") }
            place = range.upperBound
        }
        bytes += source[place...]
        self.bytes = bytes
        self.omissions = omissions
    }

    /// What stands in the place of an element that is left out; nil if it stays.
    ///
    /// A statement becomes one that does nothing rather than none: behind COPY data, psql ends at an empty one.
    private static func replacement(of element: ScriptElement) -> String? {
        switch element.kind {
        case .statement: element.statement?.node.reachesBeyondDatabase == true ? "SELECT" : nil
        case .metaCommand: element.isHarmless ? nil : element.endsStatement ? ";" : ""
        case .invalid, .copyData: nil
        }
    }

    /// What there is to say about what is left out.
    var diagnostic: Diagnostic? {
        guard let first = omissions.first else { return nil }
        let others = omissions.count == 1 ? "" : " (and \(omissions.count - 1) more)"
        return Diagnostic(
            .warning, rule: "left-out", "this reaches beyond the database, and is not verified" + others,
            source: tree.source, range: first)
    }

    /// The names of roles in the statements that are not left out.
    var roles: Set<String> {
        var roles: Set<String> = []
        tree.forEachNode { node in
            guard let role = RoleSpec(node), role.roletype == .cstring, let name = role.rolename else { return }
            if let place = node.location, omissions.contains(where: { $0.contains(place) }) { return }
            roles.insert(name)
        }
        return roles
    }

    /// The statement at whose end psql counts `line`; an empty range at the end if there is none.
    func statement(endingAtLine line: Int) -> Range<Int> {
        let count = tree.source.count
        var current = 1
        let end = tree.source.bytes(in: 0..<count).firstIndex { byte in
            if byte == UInt8(ascii: "\n") { current += 1 }
            return current > line
        }
        let last = tree.script.last { $0.kind == .statement && $0.byteRange.lowerBound < end ?? count }
        return last?.byteRange ?? count..<count
    }
}

/// What a meta-command does, as far as it matters here.
extension ScriptElement {
    private var command: Substring { text.dropFirst().prefix { !$0.isWhitespace && $0 != "\\" } }

    /// Commands that change nothing but how this psql reads and prints.
    private static let harmless: Set<Substring> = [
        "set", "unset", "if", "elif", "else", "endif", "echo", "qecho", "warn", "encoding", "errverbose", "gset",
        "gdesc", "g", "gx", "r", "reset", "p", "print", "pset", "timing", "x", "t", "a", "f", "C", "T",
    ]

    /// Whether a meta-command may run; a command in backquotes, a file or a pipe may not.
    fileprivate var isHarmless: Bool {
        let command = command
        guard !isCarriedOut, Self.harmless.contains(command), !text.contains("`") else { return false }
        return !["g", "gx"].contains(command) || text.dropFirst(command.count + 1).allSatisfy(\.isWhitespace)
    }

    /// Whether nothing is lost without it: a meta-command that has been carried out, or keeps a dump from running others.
    fileprivate var isWithoutEffect: Bool { isCarriedOut || (kind == .metaCommand && command.hasSuffix("restrict")) }

    /// Whether the server gets the statement before a meta-command, as if a semicolon stood there.
    fileprivate var endsStatement: Bool {
        ["g", "gx", "gexec", "gset", "gdesc", "crosstabview", "watch"].contains(command)
    }
}

extension Node {
    /// Whether the statement touches what a server's databases share, or something outside of the server.
    fileprivate var reachesBeyondDatabase: Bool {
        switch kind {
        case .createRoleStmt, .alterRoleStmt, .alterRoleSetStmt, .dropRoleStmt, .grantRoleStmt, .dropOwnedStmt,
            .reassignOwnedStmt, .createdbStmt, .alterDatabaseStmt, .alterDatabaseSetStmt,
            .alterDatabaseRefreshCollStmt, .dropdbStmt, .createTableSpaceStmt, .alterTableSpaceOptionsStmt,
            .dropTableSpaceStmt, .alterSystemStmt, .alterSubscriptionStmt, .dropSubscriptionStmt, .loadStmt:
            true
        case .commentStmt: CommentStmt(self)!.objtype.isShared
        case .secLabelStmt: SecLabelStmt(self)!.objtype.isShared
        case .grantStmt: GrantStmt(self)!.objtype.isShared
        case .renameStmt: RenameStmt(self)!.renameType.isShared
        case .alterOwnerStmt: AlterOwnerStmt(self)!.objectType.isShared
        case .copyStmt: CopyStmt(self)!.leavesServer
        case .createSubscriptionStmt: !CreateSubscriptionStmt(self)!.staysUnconnected
        case .doStmt: bodyReachesBeyondDatabase
        default: false
        }
    }

    /// Whether a statement in the body of a DO statement does, or one that it puts together from strings seems to.
    private var bodyReachesBeyondDatabase: Bool {
        var isFound = false
        RoutineBody(self)?.tree.forEachNode { node in
            if node.kind != .doStmt, node.reachesBeyondDatabase { isFound = true }
        }
        return isFound || namesSharedObject(text)
    }
}

/// Whether `text` has words such as `CREATE ROLE`.
private func namesSharedObject(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && $0 != "_" }
    let verbs: Set<Substring> = ["create", "alter", "drop"]
    let objects: Set<Substring> = ["role", "user", "group", "database", "tablespace", "system"]
    return words.indices.dropLast().contains { index in
        guard verbs.contains(words[index]), objects.contains(words[index + 1]) else { return false }
        return !words[(index + 1)...].starts(with: ["user", "mapping"])
    }
}

extension ObjectType {
    /// Whether the databases of a server share such objects.
    fileprivate var isShared: Bool { [.database, .role, .tablespace, .parameterAcl].contains(self) }
}

extension CopyStmt {
    /// Whether it runs a program, or writes a file of the server's.
    fileprivate var leavesServer: Bool { isProgram || (filename != nil && !isFrom) }
}

extension CreateSubscriptionStmt {
    /// Whether it says `connect = false`, as pg_dump does.
    fileprivate var staysUnconnected: Bool {
        options.contains { option in
            guard let option = DefElem(option), option.defname == "connect", let value = option.arg else {
                return false
            }
            return ["false", "off", "0"].contains(value.text.lowercased().filter { $0 != "'" })
        }
    }
}
