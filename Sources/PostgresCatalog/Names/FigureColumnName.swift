import PostgresSyntax

/// The name PostgreSQL gives to a column that is an expression.
enum FigureColumnName {
    /// The name of an index's column; nil if the expression suggests none.
    ///
    /// PostgreSQL's `FigureIndexColname`.
    static func indexColumn(_ expression: Node) -> String? {
        figure(expression).name
    }

    /// The name of a column of a query: PostgreSQL's `FigureColname`.
    static func column(_ expression: Node) -> String {
        figure(expression).name ?? "?column?"
    }

    /// A name, and whether it is a good one (2) or one to be given up for a better one (1).
    private typealias Guess = (name: String?, strength: Int)

    /// What an expression suggests.
    private static func figure(_ node: Node) -> Guess {
        switch node.kind {
        case .columnRef: (node.children(.fields).strings.last, 2)
        case .aIndirection: indirection(node)
        case .funcCall: (node.children(.funcname).strings.last, 2)
        case .aExpr: AExpr(node)?.kind == .nullif ? ("nullif", 2) : (nil, 0)
        case .typeCast: cast(node)
        case .collateClause: node.child(.arg).map(figure) ?? (nil, 0)
        case .groupingFunc: ("grouping", 2)
        case .subLink: subLink(node)
        case .caseExpr: caseExpression(node)
        case .aArrayExpr: ("array", 2)
        case .rowExpr: ("row", 2)
        case .coalesceExpr: ("coalesce", 2)
        case .minMaxExpr: (MinMaxExpr(node)?.op == .greatest ? "greatest" : "least", 2)
        case .sqlValueFunction: (sqlValueFunction(node), 2)
        case .xmlExpr: xml(node)
        case .xmlSerialize: ("xmlserialize", 2)
        case .mergeSupportFunc: ("merge_action", 2)
        case .jsonParseExpr: ("json", 2)
        case .jsonScalarExpr: ("json_scalar", 2)
        case .jsonSerializeExpr: ("json_serialize", 2)
        case .jsonObjectConstructor: ("json_object", 2)
        case .jsonArrayConstructor, .jsonArrayQueryConstructor: ("json_array", 2)
        case .jsonObjectAgg: ("json_objectagg", 2)
        case .jsonArrayAgg: ("json_arrayagg", 2)
        case .jsonFuncExpr: (jsonFunction(node), 2)
        default: (nil, 0)
        }
    }

    private static func indirection(_ node: Node) -> Guess {
        if let field = node.children(.indirection).strings.last { return (field, 2) }
        return node.child(.arg).map(figure) ?? (nil, 0)
    }

    private static func cast(_ node: Node) -> Guess {
        let inner: Guess = node.child(.arg).map(figure) ?? (nil, 0)
        if inner.strength > 1 { return inner }
        guard let type = TypeCast(node)?.typeName?.names.strings.last else { return inner }
        return (type, 1)
    }

    private static func subLink(_ node: Node) -> Guess {
        guard let subLink = SubLink(node) else { return (nil, 0) }
        switch subLink.subLinkType {
        case .existsSublink: return ("exists", 2)
        case .arraySublink: return ("array", 2)
        case .exprSublink:
            let target = node.child(.subselect).flatMap(SelectStmt.init)?.targetList.first.flatMap(ResTarget.init)
            if let name = target?.name { return (name, 2) }
            return target?.val.map(figure) ?? (nil, 0)
        default: return (nil, 0)
        }
    }

    private static func caseExpression(_ node: Node) -> Guess {
        let inner: Guess = CaseExpr(node)?.defresult.map(figure) ?? (nil, 0)
        return inner.strength > 1 ? inner : ("case", 1)
    }

    private static func xml(_ node: Node) -> Guess {
        switch XmlExpr(node)?.op {
        case .xmlconcat: ("xmlconcat", 2)
        case .xmlelement: ("xmlelement", 2)
        case .xmlforest: ("xmlforest", 2)
        case .xmlparse: ("xmlparse", 2)
        case .xmlpi: ("xmlpi", 2)
        case .xmlroot: ("xmlroot", 2)
        default: (nil, 0)
        }
    }

    private static func sqlValueFunction(_ node: Node) -> String? {
        switch SQLValueFunction(node)?.op {
        case .currentDate: "current_date"
        case .currentTime, .currentTimeN: "current_time"
        case .currentTimestamp, .currentTimestampN: "current_timestamp"
        case .localtime, .localtimeN: "localtime"
        case .localtimestamp, .localtimestampN: "localtimestamp"
        case .currentRole: "current_role"
        case .currentUser: "current_user"
        case .user: "user"
        case .sessionUser: "session_user"
        case .currentCatalog: "current_catalog"
        case .currentSchema: "current_schema"
        case nil: nil
        }
    }

    private static func jsonFunction(_ node: Node) -> String? {
        switch JsonFuncExpr(node)?.op {
        case .existsOp: "json_exists"
        case .queryOp: "json_query"
        case .valueOp: "json_value"
        default: nil
        }
    }
}
