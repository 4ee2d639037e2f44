import PostgresCatalog
import PostgresSyntax

/// What the compiler writes, found again in its sources: a script that it made is compiled to itself.
///
/// Most forms need nothing of it: guards are DO blocks, which the offline database takes apart, and what is natively
/// re-runnable stays as it is.
enum OwnForms {
    /// The last words of a script's first line.
    static let titleEnd = "; it can be run any number of times."

    /// The comments that a script of the compiler's own begins with: who made it, and of what; empty for another.
    static func header(of tree: SyntaxTree) -> [Range<Int>] {
        let comments = tree.tokens.comments(before: 0)
        guard let first = comments.first.map(tree.source.text), first.hasPrefix("-- Compiled by "),
            first.hasSuffix(titleEnd)
        else { return [] }
        return [comments[0]]
            + comments.dropFirst().prefix { tree.source.text(in: $0).hasPrefix("-- Source: ") }
    }

    /// The lines of a script's title that name a source: for a script of the compiler's own those that it has itself.
    static func sources(_ tree: SyntaxTree) -> [String] {
        let header = header(of: tree)
        guard header.isEmpty else { return header.dropFirst().map { String(tree.source.text(in: $0).dropFirst(3)) } }
        return ["Source: \(tree.source.name.prefix { $0 != "\n" })"]
    }

    /// The four statements that load rows only into an empty table: a temporary table, COPY into it, a DO block that
    /// takes the rows on, and DROP.
    struct RowLoad {
        let first: ScriptElement
        let copy: ScriptElement
        let data: ScriptElement
        let last: ScriptElement

        /// - Parameter elements: the rest of a script.
        init?(_ elements: some RandomAccessCollection<ScriptElement>) {
            let parts = Array(elements.prefix(5))
            guard parts.count == 5, parts[2].kind == .copyData,
                let table = parts[0].statement.flatMap({ CreateTableAsStmt($0.node) })?.into?.rel,
                table.relname == CopyForm.temporaryTable, table.relpersistence == "t",
                let copy = parts[1].statement.flatMap({ CopyStmt($0.node) })?.relation,
                copy.relname == CopyForm.temporaryTable, parts[3].statement?.kind == .doStmt,
                parts[4].statement?.kind == .dropStmt
            else { return nil }
            (first, self.copy, data, last) = (parts[0], parts[1], parts[2], parts[4])
        }

        /// The columns that are loaded.
        var columns: [String] {
            let query = first.statement.flatMap { CreateTableAsStmt($0.node) }?.query.flatMap(SelectStmt.init)
            return (query.map { Array($0.targetList) } ?? []).compactMap { target in
                ResTarget(target)?.val.flatMap(ColumnRef.init)?.fields.strings.last
            }
        }
    }

    /// Whether a call of `setval()` keeps a sequence from being set back.
    static func isMonotone(_ select: SelectStmt) -> Bool {
        guard select.fromClause.count == 1, let call = select.targetList.first.flatMap(ResTarget.init)?.val else {
            return false
        }
        let arguments = FuncCall(call)?.args
        return FuncCall(call)?.funcname.strings.last == "setval" && arguments?.count == 3
            && arguments?.dropFirst().allSatisfy { $0.kind == .caseExpr } == true
    }

    /// Whether a large object is made only where it is not there.
    static func isGuarded(_ select: SelectStmt) -> Bool {
        guard let condition = select.whereClause.flatMap(BoolExpr.init), condition.boolop == .notExpr else {
            return false
        }
        return condition.args.first?.kind == .subLink
    }
}
