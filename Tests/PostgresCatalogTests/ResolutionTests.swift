import Foundation
import PostgresSyntax
import TestSupport
import Testing

@testable import PostgresCatalog

/// What operators and calls mean: each case is one line with what PostgreSQL 18 said, so that no server is needed.
@Suite struct ResolutionTests {
    /// A case: an operator between types or a call with types, and the operator or function with the result's type, or
    /// the error.
    private struct Case {
        let expression: String
        let expected: String

        static func all(_ name: String) throws -> [Case] {
            let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "Fixtures/resolution/\(name)")
            return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
                let parts = line.split(separator: "\t", maxSplits: 1)
                return Case(expression: String(parts[0]), expected: String(parts[1]))
            }
        }
    }

    /// A database with the types and functions of the cases.
    private func executor() throws -> Executor {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/resolution/setup.sql")
        let executor = Executor()
        executor.run(
            SyntaxTree.parse(SourceText(name: "setup.sql", bytes: Array(try Data(contentsOf: file)))), script: 0)
        #expect(executor.database.diagnostics.map(\.message) == [])
        return executor
    }

    @Test func operators() throws {
        let executor = try executor()
        for test in try Case.all("operators.tsv") {
            let words = test.expression.split(separator: " ").map(String.init)
            let actual = outcome(executor) { () throws(SQLError) in
                let left = words.count == 2 ? nil : try type(words[0], executor)
                let resolved = try executor.resolveOperator(
                    [words[words.count - 2]], left: left, right: try type(words[words.count - 1], executor),
                    range: 0..<0)
                let row = executor.database.operators[resolved.operatorOID]!
                let operands = [row.left, row.right].map { $0 == .none ? "NONE" : executor.format($0) }
                return "\(row.name)(\(operands.joined(separator: ","))) \(executor.format(resolved.result))"
            }
            #expect(actual == test.expected, "\(test.expression)")
        }
    }

    @Test func calls() throws {
        let executor = try executor()
        for test in try Case.all("calls.tsv") {
            let actual = outcome(executor) { () throws(SQLError) in
                let resolved = try executor.resolveCall(try shape(test.expression, executor))
                if resolved.isCoercion { return "cast" }
                return executor.shownProcedure(resolved.procedure) + " " + executor.format(resolved.returnType)
            }
            #expect(actual == test.expected, "\(test.expression)")
        }
    }

    private func outcome(_ executor: Executor, _ body: () throws(SQLError) -> String) -> String {
        do throws(SQLError) {
            return try body()
        } catch {
            return error.state + " " + error.message + (error.detail.map { " DETAIL " + $0 } ?? "")
                + (error.hint.map { " HINT " + $0 } ?? "")
        }
    }

    private func type(_ name: String, _ executor: Executor) throws(SQLError) -> OID {
        if name == "unknown" { return .unknown }
        guard name.hasSuffix("[]") else {
            return try executor.findType([name.trimmingCharacters(in: ["\""])]) ?? .none
        }
        return executor.database.types[try type(String(name.dropLast(2)), executor)]?.array ?? .none
    }

    /// `name(type, name => type, VARIADIC type)`, perhaps with `WITHIN GROUP (type, type)` or `OVER ()`.
    private func shape(_ expression: String, _ executor: Executor) throws(SQLError) -> CallShape {
        if let group = expression.range(of: " WITHIN GROUP (") {
            var call = try shape(String(expression[..<group.lowerBound]), executor)
            let ordered = expression[group.upperBound...].dropLast().split(separator: ",")
            for name in ordered { call.arguments.append(try type(name.trimmingCharacters(in: .whitespaces), executor)) }
            call.orderedCount = ordered.count
            return call
        }
        if expression.hasSuffix(" OVER ()") {
            var call = try shape(String(expression.dropLast(" OVER ()".count)), executor)
            call.hasOver = true
            return call
        }
        let parts = expression.dropLast().split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        var call = CallShape(name: parts[0].split(separator: ".").map(String.init), arguments: [], range: 0..<0)
        for argument in parts[1].split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            var type = argument
            if argument == "*" {
                call.isStar = true
                continue
            }
            if type.hasPrefix("VARIADIC ") {
                call.isVariadic = true
                type.removeFirst("VARIADIC ".count)
            }
            if let arrow = type.range(of: " => ") {
                call.argumentNames.append(String(type[..<arrow.lowerBound]))
                type = String(type[arrow.upperBound...])
            }
            call.arguments.append(try self.type(type, executor))
        }
        return call
    }
}
