import PostgresSyntax

/// Expressions with the collation that their operands give them: `parse_collate.c`.
extension Analyzer {
    /// An expression of these operands.
    func make(
        _ kind: Expression.Kind, _ type: TypeReference, _ operands: [Expression], _ range: Range<Int>,
        nameRange: Range<Int>? = nil, returnsSet: Bool = false
    ) throws(SQLError) -> Expression {
        var collation = OID.none
        var strength = Expression.CollationStrength.none
        let own = executor.collation(ofType: type.oid)
        if own != .none || operands.count > 1 {
            (collation, strength) = try combinedCollation(operands, kind)
        }
        if own == .none {
            collation = .none
            strength = .none
        } else if case .domainCoercion = kind, own != .defaultCollation {
            collation = own
            strength = .implicit
        } else if strength == .none {
            collation = own
            strength = .implicit
        }
        return Expression(
            kind, type, collation: collation, strength: strength, operands: operands, range: range,
            nameRange: nameRange, returnsSet: returnsSet)
    }

    /// `merge_collation_state` over the operands.
    private func combinedCollation(
        _ operands: [Expression], _ kind: Expression.Kind
    ) throws(SQLError) -> (OID, Expression.CollationStrength) {
        var collation = OID.none
        var strength = Expression.CollationStrength.none
        for operand in operands {
            if operand.strength > strength {
                collation = operand.collation
                strength = operand.strength
            } else if operand.strength == strength, operand.collation != collation {
                switch strength {
                case .implicit:
                    // Any other collation goes before the default one.
                    if collation == .defaultCollation {
                        collation = operand.collation
                    } else if operand.collation != .defaultCollation {
                        collation = .none
                        strength = .conflict
                    }
                case .explicit:
                    if case .row = kind { break }
                    throw SQLError(
                        "42P21",
                        "collation mismatch between explicit collations \"\(name(of: collation))\" and "
                            + "\"\(name(of: operand.collation))\"", range: operand.range)
                default: break
                }
            }
        }
        return (collation, strength)
    }

    private func name(of collation: OID) -> String { executor.database.collations[collation]?.name ?? "" }

    /// `value COLLATE collation`.
    func collate(
        _ value: Expression, _ collation: OID, _ range: Range<Int>, nameRange: Range<Int>?
    ) -> Expression {
        Expression(
            .collate(collation), value.type, collation: collation, strength: .explicit, operands: [value],
            range: range, nameRange: nameRange)
    }

    /// `transformCollateClause`.
    func collateClause(_ node: CollateClause) throws(SQLError) -> Expression {
        guard let argument = node.arg else { throw .syntax("COLLATE of nothing") }
        var value = try expression(argument)
        if value.type.oid == .unknown {
            value = try coerceIfPossible(value, to: TypeReference(OID.text), .implicit) ?? value
        } else if executor.collation(ofType: value.type.oid) == .none, !value.isOpaque {
            throw .datatypeMismatch(
                "collations are not supported by type \(executor.format(value.type.oid))",
                range: node.node.errorRange)
        }
        let collation = try executor.collation(node.collname.strings, range: node.collname.range)
        return collate(value, collation, node.node.byteRange, nameRange: node.collname.range)
    }

    /// A constant.
    func constant(_ text: String?, _ type: OID, _ range: Range<Int>) -> Expression {
        let collation = executor.collation(ofType: type)
        return Expression(
            .constant(text), TypeReference(type), collation: collation,
            strength: collation == .none ? .none : .implicit, range: range)
    }

    /// A parameter.
    func parameter(_ number: Int, _ type: TypeReference, _ range: Range<Int>) -> Expression {
        let collation = executor.collation(ofType: type.oid)
        return Expression(
            .parameter(number), type, collation: collation, strength: collation == .none ? .none : .implicit,
            range: range)
    }
}
