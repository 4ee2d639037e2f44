import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let mixedCaseIdentifier = Rule(
        "mixed-case-identifier", in: .naming, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "A table or column whose name has capitals, blanks or other signs; reported once for each table.",
            why: "It has to be written in double quotes for ever, by everybody, in exactly this way.",
            bad: "CREATE TABLE \"Orders\" (id int PRIMARY KEY);",
            good: "CREATE TABLE orders (id int PRIMARY KEY);"),
        checks: .catalog { catalog in
            catalog.reportNames("has to be quoted wherever it is used") { name in
                !name.unicodeScalars.allSatisfy { scalar in
                    scalar.value > 127
                        ? !scalar.properties.isUppercase
                        : ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "$"
                }
            }
        })
}
