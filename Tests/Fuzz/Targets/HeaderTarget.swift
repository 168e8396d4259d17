import DotationText
import Spreadsheet

@testable import DotationSheets
@testable import Dotations

/// Titles and the other short texts of a sheet: matched the same whatever their case and white space, and never a trap.
enum HeaderTarget: FuzzTarget {
    static let name = "header"
    static let longestInput = 300
    static let words =
        SheetColumn.allCases.map(\.title) + [
            "E-mail", "Tél. portable", "N° portable", "Courriel", "(", ")", "\u{A0}", "\u{301}", "e\u{301}", "ﬁ", "㎏", "ß", "İ",
            "1 000,00 €", "1.000,00", "550€",
            "20200821", "21/08/2020", "2 800 901", "1.184351E7", "É", ";", "\n",
        ]

    static func seeds() throws -> [[UInt8]] {
        words.map { Array($0.utf8) }
            + ["Adresse Mail;Téléphone;Identifiant dotation", "PrÃ©nom", "20200821_Titres_Dématérialisés_Commande_2800886.xlsx"].map {
                Array($0.utf8)
            }
    }

    static func run(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        let key = Folding.key(text)
        require(Array(Folding.key(key).utf8) == Array(key.utf8), "a key that folds to another")
        let header = TableHeader<SheetColumn>(
            row: 1, titles: text.unicodeScalars.split(separator: ";", omittingEmptySubsequences: false).map { String($0) })
        func meaning(_ title: String) -> SheetColumn? { TableHeader<SheetColumn>(row: 1, titles: [title]).columns.first ?? nil }
        let known = meaning(text)
        // Longer ones are no titles.
        if text.utf8.count < 250 {
            require(meaning(" \u{A0}" + text + "\t") == known, "a title that means something else within white space")
        }
        if input.allSatisfy({ $0 < 0x80 }) {
            require(meaning(text.uppercased()) == known, "a title that means something else in capital letters")
        }
        for column in SheetColumn.allCases {
            require(header.has(column) == header.columns.contains(column), "a column that is there and is not")
        }
        _ = (header.isMojibake, header.duplicate, header.unknownTitles)
        values(text)
    }

    private static func values(_ text: String) {
        if let euros = Euros(text) {
            require(Euros(euros.sheetText) == euros, "an amount that is not read as it is written")
            _ = euros.onePercent
        }
        if let number = OrderNumber(text) {
            require(OrderNumber(number.grouped) == number, "an order's number that is not read as it is shown")
        }
        if let date = CalendarDate(text) { require(CalendarDate(date.compact) == date, "a date that is not read as it is written") }
        if let id = Dotation.ID(text) { require(Dotation.ID(id.description) == id, "an identifier that is not read as it is written") }
        _ = OrderNumber(fileName: text)
        let status = DotationStatus(text)
        require(status == DotationStatus(status.label), "a status that is not the same as itself")
        require(VisibleText.of(text).unicodeScalars.count <= 80 * 12, "a text that is shown too long")
        let known = DotationStatus.activated.label
        for value in [SheetValue.text(text), .number(Double(text) ?? 0)] {
            _ = (value.shown, value.matches(text), value.matches(known), Euros(cell: value), OrderNumber(cell: value))
        }
    }
}
