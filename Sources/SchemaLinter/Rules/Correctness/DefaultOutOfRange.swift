import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let defaultOutOfRange = Rule(
        "default-out-of-range", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "A default that its column cannot hold: a number beyond its type, a text longer than its limit.",
            why: "The table is made, and each INSERT that leaves the column out fails.",
            bad: """
                CREATE TABLE item (id int PRIMARY KEY, size smallint DEFAULT 99999, code varchar(3) DEFAULT 'none');
                INSERT INTO item (id) VALUES (1);
                """,
            good: """
                CREATE TABLE item (id int PRIMARY KEY, size int DEFAULT 99999, code varchar(4) DEFAULT 'none');
                INSERT INTO item (id) VALUES (1);
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables {
                for (number, column) in catalog.columns(of: oid) {
                    guard let value = column.defaultExpression?.expression, column.generated == nil,
                        let problem = column.type.problem(with: value, catalog.database)
                    else { continue }
                    let name = "\(catalog.name(oid)).\(QuotedName.identifier(column.name))"
                    let type = catalog.database.formatType(column.type)
                    catalog.report(
                        "the default \(value.sourceLine) of column \(name) \(problem) \(type): INSERT without it fails",
                        about: ObjectAddress(.relation, oid, column: number), at: value)
                }
            }
        })
}

extension TypeReference {
    /// Why a constant cannot be a value of the type; nil if it can, or if it is none.
    fileprivate func problem(with value: Node, _ database: Database) -> String? {
        let constant = TypeCast(value)?.arg.flatMap(AConst.init) ?? AConst(value)
        switch (constant?.value, oid) {
        case (.integer(let number), .int2) where Int16(exactly: number) == nil: return "is out of range for"
        case (.float(let digits), .int4), (.float(let digits), .int2):
            return digits.allSatisfy(\.isNumber) ? "is out of range for" : nil
        case (.string(let text), .varchar), (.string(let text), .bpchar):
            // Blanks beyond the limit are cut.
            let length = text.unicodeScalars.count - text.unicodeScalars.reversed().prefix { $0 == " " }.count
            return modifier >= 4 && length > Int(modifier) - 4 ? "is too long for" : nil
        default: return nil
        }
    }
}
