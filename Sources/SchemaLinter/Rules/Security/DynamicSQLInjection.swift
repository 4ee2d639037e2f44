import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dynamicSQLInjection = Rule(
        "dynamic-sql-injection", in: .security, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "EXECUTE in a PL/pgSQL body, of text that variables are put into without quoting.",
            why: "Who decides what is in the variable decides what is run, with the rights of the routine.",
            bad: """
                CREATE FUNCTION clear(name text) RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                    EXECUTE 'TRUNCATE ' || name;
                END $$;
                """,
            good: """
                CREATE FUNCTION clear(name text) RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                    EXECUTE format('TRUNCATE %I', name);
                END $$;
                """),
        checks: .statements([.createFunctionStmt]) { statement in
            // Most bodies are not read again.
            guard statement.node.mentions("execute"), let body = RoutineBody(statement.node),
                let function = body.function
            else { return }
            var finder = UnquotedFinder()
            function.node.walk(&finder)
            for found in finder.found {
                statement.report(
                    "EXECUTE runs text into which \(found.sourceLine) is put without quoting",
                    at: body.fileRange(found.byteRange),
                    recipe: ["Use format() with %I for names and %L for values, or USING for values."])
            }
        })
}

extension Node {
    /// Whether some letters, in lower case here, stand anywhere in it in any case.
    fileprivate func mentions(_ letters: String) -> Bool {
        let bytes = tree.source.bytes(in: byteRange)
        let letters = Array(letters.utf8)
        return (0..<max(0, bytes.count - letters.count + 1)).contains { start in
            letters.indices.allSatisfy { bytes[start + $0] | 0x20 == letters[$0] }
        }
    }
}

/// Finds variables that are put into text that is executed.
private struct UnquotedFinder: SyntaxWalker {
    var found: [Node] = []

    mutating func enter(_ node: Node) -> Bool {
        guard let part = PlpgsqlNode(node), part.kind == .dynexecute, let query = part.dynquery else { return true }
        var finder = ConcatenatedFinder()
        query.walk(&finder)
        found += finder.found.prefix(1)
        return true
    }
}

/// Finds the operands of `||` that are neither constants nor calls of functions.
private struct ConcatenatedFinder: SyntaxWalker {
    var found: [Node] = []

    mutating func enter(_ node: Node) -> Bool {
        if node.kind == .funcCall { return false }
        guard let operation = AExpr(node), operation.name.strings == ["||"] else { return true }
        for operand in [operation.lexpr, operation.rexpr].compactMap({ $0 }) where operand.kind == .columnRef {
            found.append(operand)
        }
        return true
    }
}
