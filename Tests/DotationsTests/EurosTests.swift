import Testing

@testable import Dotations

@Suite struct EurosTests {
    @Test(arguments: [
        ("1000", 100_000), ("1000.0", 100_000), ("1000,00", 100_000), ("1 000,00 €", 100_000), ("1\u{A0}000,00\u{A0}€", 100_000),
        ("1\u{202F}000,00\u{202F}€", 100_000), ("1\u{2009}000", 100_000), ("1.000,00", 100_000), ("1,000.00", 100_000), ("550€", 55_000),
        ("550 €", 55_000), ("700€", 70_000), ("€ 12,5", 1250), ("12,05 EUR", 1205), ("0", 0), ("1.234.567,89", 123_456_789),
        ("1.234.567", 123_456_700), (" 150 € ", 15_000),
    ])
    func anAmountIsReadAsItIsWritten(_ text: String, _ cents: Int) {
        #expect(Euros(text)?.cents == cents)
    }

    @Test(arguments: [
        "", "€", "1.000", "1,000", "-5", "12,345", "1 00", "10 00,00", "1.00.000", "abc", "12a", "1e3", "1,2,3", "99999999999", "1..2",
        ",50", "1,",
        "1 000.000", "٣",
    ])
    func whatIsNotClearlyAnAmountIsNone(_ text: String) {
        #expect(Euros(text) == nil)
    }

    @Test func aNumericCellIsAnAmountWhereItIsWholeCents() {
        #expect(Euros(1000.0)?.cents == 100_000)
        #expect(Euros(0.1 + 0.2)?.cents == 30)
        #expect(Euros(12.345) == nil)
        for number in [Double.nan, .infinity, -1, 1e300] { #expect(Euros(number) == nil) }
    }

    @Test func amountsAreShownAsFrenchWritesThem() {
        #expect(Euros(cents: 1_010_000).description == "10\u{202F}100,00\u{A0}€")
        #expect(Euros(cents: 5).description == "0,05\u{A0}€")
        #expect(Euros(cents: 100_000).sheetText == "1000")
        #expect(Euros(cents: 15_050).sheetText == "150,50")
    }

    @Test(arguments: [
        (10, 1000, "10 000,00 €", "100,00 €", "10 100,00 €"), (4, 1000, "4 000,00 €", "40,00 €", "4 040,00 €"),
        (6, 100, "600,00 €", "6,00 €", "606,00 €"),
    ])
    func theCommissionIsOnePercent(_ count: Int, _ euros: Int, _ face: String, _ commission: String, _ total: String) throws {
        let detail = try #require(OrderDetail(quantity: count, faceValue: Euros(cents: euros * 100 * count)))
        func plain(_ amount: Euros) -> String { String(amount.description.map { $0.isWhitespace ? " " : $0 }) }
        #expect(detail.lines.map(\.article) == ["Dotation Chèque-Vacances Connect", "Commission"])
        #expect(detail.lines.map(\.quantity) == [count, 1])
        #expect(plain(detail.lines[0].amount) == face && plain(detail.lines[1].amount) == commission && plain(detail.total) == total)
    }

    @Test(arguments: [(0, 0), (49, 0), (50, 1), (149, 1), (150, 2), (Int.max, Int.max / 100), (Int.min, Int.min / 100)])
    func onePercentIsRoundedHalfUp(_ cents: Int, _ expected: Int) {
        #expect(Euros(cents: cents).onePercent.cents == expected)
    }

    @Test func aSumThatDoesNotFitIsNone() {
        #expect(Euros.sum(of: [Euros(cents: .max), Euros(cents: 1)]) == nil)
        #expect(OrderDetail(quantity: 1, faceValue: Euros(cents: .max)) == nil)
        #expect(OrderDetail(quantity: 0, faceValue: .zero)?.total == .zero)
    }

    @Test func whatIsWrittenIsReadBack() {
        for cents in [0, 1, 99, 100, 12_345, 99_999_999_999] {
            #expect(Euros(Euros(cents: cents).description)?.cents == cents)
            #expect(Euros(Euros(cents: cents).sheetText)?.cents == cents)
        }
    }
}
