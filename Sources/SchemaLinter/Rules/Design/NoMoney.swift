import PostgresCatalog

extension Rule {
    static let noMoney = Rule(
        "no-money", in: .design, levels: .written(schema: .warning, migration: .warning),
        documentation: Documentation(
            what: "Columns of type money.",
            why:
                "How many digits it has, and how it is read, depends on lc_monetary of the server: no currency is stored.",
            bad: "CREATE TABLE item (id int PRIMARY KEY, price money);",
            good: "CREATE TABLE item (id int PRIMARY KEY, price numeric(12, 2));"),
        checks: .catalog { catalog in
            catalog.reportColumns("is money, whose meaning depends on lc_monetary", "Use numeric.") {
                $0.oid == .money
            }
        })
}
