/// What libFuzzer calls with bytes of its own making: every reader of the syntax library, which must not crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let source = SourceText(name: "fuzz", bytes: bytes)
    for mode in [LexerMode.script, .server] {
        let tree = SyntaxTree.parse(source, mode: mode)
        var next = 0
        for element in tree.script {
            precondition(element.tokenRange.lowerBound >= next, "elements overlap")
            precondition(!element.tokenRange.isEmpty, "an element without tokens")
            // A script that sets variables is parsed as psql expands it.
            precondition(element.byteRange.upperBound <= tree.source.count, "an element behind the end")
            next = element.tokenRange.upperBound
            _ = element.leadingComments
        }
        for index in 0..<tree.tokens.count { _ = tree.tokens.decoded(index) }
        for diagnostic in tree.diagnostics { _ = diagnostic.source.position(at: diagnostic.range.lowerBound) }
        _ = tree.pgJSON()
        _ = tree.diagnosticsWithBodies
    }
    return 0
}
