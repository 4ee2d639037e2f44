import GrammarModel
import Testing

@testable import PostgresSyntax

@Suite struct NodeLayoutTests {
    @Test func fieldsAreThoseOfTheGrammar() throws {
        let grammar = try Grammar(root: packageRoot)
        let kinds = Dictionary(
            uniqueKeysWithValues: NodeKind.allCases.map { (String(describing: $0.postgresName), $0) })
        for node in grammar.nodes {
            let kind = try #require(kinds[node.name])
            let names = kind.fields.map { String(describing: $0.name.postgresName(in: kind)) }
            #expect(names == (node.isLeaf ? [] : node.fields.map(\.name)))
            for (field, definition) in zip(kind.fields, node.fields) {
                #expect(field.shape == shape(of: definition.type, grammar: grammar, kinds: kinds))
            }
        }
        #expect(NodeKind.allCases.count == grammar.nodes.count + 4)
    }

    private func shape(of type: FieldType, grammar: Grammar, kinds: [String: NodeKind]) -> NodeField.Shape? {
        switch type {
        case .string: .string
        case .bool: .bool
        case .enumeration(let name):
            grammar.enums.firstIndex { $0.name == name }.flatMap { EnumType(rawValue: UInt8($0)) }.map {
                .enumeration($0)
            }
        case .character(let letters):
            (0...).lazy.compactMap(ScalarAlphabet.init).first { String(describing: $0.letters) == String(letters) }
                .map { .letter($0) }
        case .integer: .integer
        case .constant(let value): .constant(value)
        case .location: .location
        case .locationValue: .locationValue
        case .node: .node
        case .specificNode(let name): kinds[name].map { .specificNode($0) }
        case .list: .list
        }
    }

    @Test func enumsAreThoseOfTheGrammar() throws {
        for (index, definition) in try Grammar(root: packageRoot).enums.enumerated() {
            let type = try #require(EnumType(rawValue: UInt8(index)))
            let names = definition.values.indices.map { type.postgresName(of: UInt8($0)).map(String.init(describing:)) }
            #expect(names == definition.values)
            #expect(type.postgresName(of: UInt8(definition.values.count)) == nil)
        }
    }

    @Test func scalarsArePackedAndChanged() throws {
        var scalars = Scalars.constraint(
            contype: .foreign, deferrable: true, fkMatchtype: UInt8(ascii: "s"), fkDelAction: UInt8(ascii: "d"))
        func value(_ name: FieldName) throws -> UInt8 {
            scalars.value(of: try #require(NodeKind.constraint.fields.first { $0.name == name }))
        }
        #expect(try value(.contype) == ConstrType.foreign.rawValue)
        #expect(try value(.deferrable) == 1)
        #expect(try value(.initdeferred) == 0)
        #expect(try value(.fkUpdAction) == 0)
        #expect(ScalarAlphabet.fkMatchtype.letter(try value(.fkMatchtype)) == "s")
        #expect(ScalarAlphabet.fkUpdAction.letter(try value(.fkDelAction)) == "d")
        #expect(ScalarAlphabet.fkUpdAction.letter(0) == nil)
        scalars.set(.contype, of: .constraint, to: ConstrType.check.rawValue)
        scalars.set(.deferrable, of: .constraint, to: 0)
        #expect(try value(.contype) == ConstrType.check.rawValue)
        #expect(try value(.deferrable) == 0)
        #expect(ScalarAlphabet.fkMatchtype.letter(try value(.fkMatchtype)) == "s")
    }
}
