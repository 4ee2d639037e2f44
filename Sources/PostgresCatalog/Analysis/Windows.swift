import PostgresSyntax

/// WINDOW and OVER: `transformWindowDefinitions`.
extension Analyzer {
    /// A window that is defined.
    private struct Window {
        var name: String?
        var order: [Query.SortGroup]
        var frameOptions: Int
    }

    /// The bits of `frameOptions`.
    private enum Frame {
        static let range = 0x2
        static let rows = 0x4
        static let groups = 0x8
        static let startOffset = 0x800 | 0x2000
        static let endOffset = 0x1000 | 0x4000
        /// RANGE UNBOUNDED PRECEDING to CURRENT ROW.
        static let defaults = 0x2 | 0x20 | 0x400
    }

    func defineWindows() throws(SQLError) {
        var defined: [Window] = []
        var index = 0
        while index < windows.count {
            let node = windows[index]
            index += 1
            let range = node.node.byteRange
            if let name = node.name, defined.contains(where: { $0.name == name }) {
                throw SQLError("42P20", "window \"\(name)\" is already defined", range: range)
            }
            var base: Window?
            if let name = node.refname {
                base = defined.first { $0.name == name }
                guard base != nil else { throw SQLError("42704", "window \"\(name)\" does not exist", range: range) }
            }
            let order = try sort(node.orderClause, .windowOrder, allowsNames: false)
            let partition = try group(node.partitionClause, sorted: order, .windowPartition, allowsNames: false)
            query.sortGroups += order + partition.clauses
            if let base { try checkCopy(of: base, node, partition.clauses, order) }
            let window = Window(
                name: node.name, order: order.isEmpty ? base?.order ?? [] : order, frameOptions: node.frameOptions)
            try frame(of: window, node)
            defined.append(window)
        }
    }

    private func checkCopy(
        of base: Window, _ node: WindowDef, _ partition: [Query.SortGroup], _ order: [Query.SortGroup]
    ) throws(SQLError) {
        let name = node.refname ?? ""
        let range = node.node.byteRange
        if !partition.isEmpty {
            throw SQLError("42P20", "cannot override PARTITION BY clause of window \"\(name)\"", range: range)
        }
        if !order.isEmpty, !base.order.isEmpty {
            throw SQLError("42P20", "cannot override ORDER BY clause of window \"\(name)\"", range: range)
        }
        guard base.frameOptions & ~0x1 != Frame.defaults else { return }
        let isPlain = node.name == nil && order.isEmpty && node.frameOptions & ~0x1 == Frame.defaults
        throw SQLError(
            "42P20", "cannot copy window \"\(name)\" because it has a frame clause",
            hint: isPlain ? "Omit the parentheses in this OVER clause." : nil, range: range)
    }

    private func frame(of window: Window, _ node: WindowDef) throws(SQLError) {
        let options = window.frameOptions
        let hasOffset = options & (Frame.startOffset | Frame.endOffset) != 0
        if options & Frame.range != 0, hasOffset, window.order.count != 1 {
            throw SQLError(
                "42P20", "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column",
                range: node.node.byteRange)
        }
        if options & Frame.groups != 0, window.order.isEmpty {
            throw SQLError("42P20", "GROUPS mode requires an ORDER BY clause", range: node.node.byteRange)
        }
        for offset in [node.startOffset, node.endOffset].compactMap({ $0 }) {
            try frameOffset(offset, window)
        }
    }

    /// `transformFrameOffset`.
    private func frameOffset(_ node: Node, _ window: Window) throws(SQLError) {
        let value: Expression
        let construct: String
        if window.frameOptions & Frame.range != 0 {
            construct = "RANGE"
            value = try rangeOffset(node, window)
        } else {
            let isRows = window.frameOptions & Frame.rows != 0
            construct = isRows ? "ROWS" : "GROUPS"
            value = try within(isRows ? .windowFrameRows : .windowFrameGroups) { () throws(SQLError) in
                try coerceTo(try expression(node), OID.int8, construct: construct)
            }
        }
        try checkWithoutColumns(value, construct)
        query.expressions.append(value)
    }

    /// An offset whose type depends on that of the column: the `in_range` function that fits.
    private func rangeOffset(_ node: Node, _ window: Window) throws(SQLError) -> Expression {
        let value = try within(.windowFrameRange) { () throws(SQLError) in try expression(node) }
        guard let order = window.order.first,
            let key = query.targets.first(where: { $0.sortGroupReference == order.reference })?.expression,
            let family = executor.orderingFamily(of: order.ordering).flatMap({ executor.database.operatorFamilies[$0] })
        else { return value }
        let input = family.operators.first { $0.object == order.ordering }?.left ?? key.type.oid
        let candidates = family.procedures.filter { $0.number == 3 && $0.left == input }
        let column = executor.format(input)
        guard !candidates.isEmpty else {
            throw SQLError(
                "0A000", "RANGE with offset PRECEDING/FOLLOWING is not supported for column type \(column)",
                range: value.range)
        }
        let matching = candidates.filter { canCoerce([value], to: [$0.right], .implicit) }
        let preferred = value.type.oid == .unknown ? input : value.type.oid
        let offset = executor.format(value.type.oid)
        guard let chosen = matching.first(where: { $0.right == preferred }) ?? matching.last else {
            throw SQLError(
                "0A000",
                "RANGE with offset PRECEDING/FOLLOWING is not supported for column type \(column) and offset type "
                    + offset, hint: "Cast the offset value to an appropriate type.", range: value.range)
        }
        if matching.count != 1, chosen.right != preferred {
            throw SQLError(
                "0A000",
                "RANGE with offset PRECEDING/FOLLOWING has multiple interpretations for column type \(column) and "
                    + "offset type \(offset)", hint: "Cast the offset value to the exact intended type.",
                range: value.range)
        }
        query.otherDependencies.append(
            FoundDependency(address: ObjectAddress(.procedure, chosen.object), range: nil))
        return try coerceTo(value, chosen.right, construct: "RANGE")
    }
}
