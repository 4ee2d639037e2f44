import PostgresSyntax

extension RangeVar {
    /// The bytes of the dotted name, without `ONLY` before it and the alias behind it.
    public var nameRange: Range<Int> {
        let range = node.byteRange
        let start = location ?? range.lowerBound
        return start..<max(start, node.child(.relname)?.byteRange.upperBound ?? range.upperBound)
    }
}
