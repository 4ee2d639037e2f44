import Testing

@testable import Platform

@Suite struct NaturalOrderTests {
    @Test(arguments: [
        ["V1__init.sql", "V2__next.sql", "V10__later.sql"],
        ["V1__init.sql", "V1.1__fix.sql", "V1.2__fix.sql", "V1.10__fix.sql", "V2__next.sql"],
        ["V1__init.sql", "V1_1__fix.sql", "V1_2__fix.sql", "V2__next.sql"],
        ["1.sql", "1.1.sql", "1.1.1.sql", "1.2.sql", "2.sql"],
        ["01_2fa.sql", "01_users.sql", "02_items.sql", "10_last.sql"],
        ["2024-01-02-a.sql", "2024-01-10-b.sql", "2024-02-01-c.sql"],
        ["007.sql", "07.sql", "7.sql", "8.sql"],
        ["99999999999999999999998.sql", "99999999999999999999999.sql", "100000000000000000000000.sql"],
        ["a", "a0", "a1", "ab", "b", "é"],
        ["", "0", "a"],
    ])
    func everyPairIsInOrder(names: [String]) {
        for (index, left) in names.enumerated() {
            for right in names[(index + 1)...] {
                #expect(naturalOrder(left, right), "\(left) before \(right)")
                #expect(!naturalOrder(right, left), "\(right) not before \(left)")
            }
            #expect(!naturalOrder(left, left))
        }
    }
}
