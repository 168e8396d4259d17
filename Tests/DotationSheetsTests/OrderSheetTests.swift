import DotationSheets
import Dotations
import Spreadsheet
import Testing

@Suite struct OrderSheetTests {
    static let titles = ["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"]
    static let number = Sample.order().number

    static func read(_ rows: [[CellValue]], titles: [String] = titles) throws -> OrderSheet.Content {
        try OrderSheet(SheetFile(bytes: Sample.workbook([titles.map { .text($0) }] + rows))).read(for: number)
    }

    static func row(
        _ matricule: CellValue = .text("001"), _ lastName: CellValue = .text("LOIR"), _ firstName: CellValue = .text("ngoc"),
        _ email: CellValue = .text("is-lef201@yopmail.com"), _ mobile: CellValue = .text("0609679607"), _ amount: CellValue = .number(150)
    ) -> [CellValue] {
        [matricule, lastName, firstName, email, mobile, amount]
    }

    @Test func aRowMakesADotation() throws {
        let content = try Self.read([
            Self.row(), [],
            Self.row(.number(3), .text("LOU"), .text("adrien"), .text("is-lef202@yopmail.com"), .text("0609679607"), .text("1 000,50 €")),
        ])
        #expect(content.refused.isEmpty && content.doubtful.isEmpty && content.rowCount == 2)
        let first = try #require(content.dotations.first)
        #expect(first.row == 2 && first.id == nil && first.status == .integration && first.amount == Euros(cents: 15_000))
        #expect((first.matricule, first.lastName, first.firstName) == ("001", "LOIR", "ngoc"))
        #expect(first.contact == Contact(email: "is-lef201@yopmail.com", mobile: "0609679607"))
        #expect(content.dotations.last?.matricule == "3" && content.dotations.last?.amount == Euros(cents: 100_050))
        #expect(content.dotations.last?.row == 4)
    }

    @Test func whatIsNoAmountOrNotMoreThanNothingRefusesTheRow() throws {
        for amount in [CellValue.number(0), .text("0"), .number(-5), .text("-5,00 €"), .text("−5"), .text("beaucoup")] {
            var row = Self.row()
            row[5] = amount
            #expect(try Self.read([row]).refused.first?.reasons.map(\.code) == [.amountSyntax], "\(amount)")
        }
    }

    @Test func anEmptyCellThatIsMergedRefusesItsRowAndSaysSo() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        try sheet.append(Self.titles.map { .text($0) })
        try sheet.append(Self.row())
        try sheet.append([.text("002"), .blank, .text("adrien"), .blank, .text("0609679607"), .number(150)])
        sheet.features.mergedRanges = ["B2:B3", "D2:D3"]
        let content = try OrderSheet(SheetFile(bytes: workbook.finish())).read(for: Self.number)
        #expect(content.dotations.count == 1)
        #expect(content.refused.map { $0.reasons.map(\.code.rawValue) } == [["cell.merged", "cell.merged"]])
        #expect(content.refused.first?.reasons.map(\.column) == [.lastName, .email])
    }

    @Test func aValueBesideTheTableIsReported() throws {
        var titles = Self.titles
        titles.insert("", at: 4)
        var rows = [Self.row(), Self.row(.text("002"), .text("LOU"))]
        for index in rows.indices { rows[index].insert(index == 1 ? .text("0612345678") : .blank, at: 4) }
        rows[0] += [.blank, .text("corrigé")]
        // Below the table.
        rows += [[], Array(repeating: .blank, count: 8) + [.text("Imprimé le 3 mai")]]
        let content = try Self.read(rows, titles: titles)
        #expect(content.refused.isEmpty && content.dotations.count == 2)
        let untitled = content.warnings.filter { $0.warning.code == .columnUntitled }
        #expect(untitled.map(\.row) == [2, 3])
        #expect(
            untitled.map(\.warning) == [.columnUntitled("I", firstRow: 2, count: 1), .columnUntitled("E", firstRow: 3, count: 1)])
        // A CSV may have fields that its header leaves without a title.
        let csv = "\(Self.titles.joined(separator: ";"));\n1;A;B;a@b.fr;0612345678;10;neuf\n"
        let other = try OrderSheet(SheetFile(bytes: Array(csv.utf8), name: "a.csv")).read(for: Self.number)
        #expect(other.warnings.map(\.warning) == [.columnUntitled("G", firstRow: 2, count: 1)])
    }

    @Test func aDateIsNoMatriculeAndNoContactAndALongNumberIsNoDate() throws {
        let date = CellValue.date(SerialDate(serial: 45_689))
        for column in [0, 1, 3, 4, 5] {
            var row = Self.row()
            row[column] = date
            let refused = try #require(try Self.read([row]).refused.first)
            guard case .cellDate(let title, "01/02/2025")? = refused.reasons.first, refused.reasons.count == 1 else {
                Issue.record("\(refused.reasons)")
                continue
            }
            #expect(title.title == Self.titles[column])
        }
        // Somebody gave all columns a date's format.
        var workbook = WorkbookWriter()
        let style = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "dd/mm/yyyy")))
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        try sheet.append(Self.titles.map { .text($0) })
        try sheet.beginRow()
        for value in Self.row() { try sheet.appendCell(value == Self.row()[4] ? .number(609_679_607) : value, style: style) }
        #expect(
            try OrderSheet(SheetFile(bytes: workbook.finish())).read(for: Self.number).refused.map(\.reasons) == [
                [.cellDate(.amount, "29/05/1900")]
            ])
    }

    @Test func titlesWithNothingBelowThemAreReported() throws {
        for rows in [[], [[]], [[.blank, .text("")]]] as [[[CellValue]]] {
            let content = try Self.read(rows)
            #expect(content.warnings == [PlannedWarning(row: 1, warning: .noRows)] && content.rowCount == 0)
        }
        #expect(try Self.read([Self.row()]).warnings.isEmpty)
    }

    @Test func aMisplacedQuotationMarkIsReportedWithItsRowTheHeaderToo() throws {
        func read(_ rows: [String]) throws -> [PlannedWarning] {
            let csv = ([Self.titles.joined(separator: ";") + ";Note \"x"] + rows).joined(separator: "\n")
            let file = try SheetFile(bytes: Array(csv.utf8), name: "a.csv", csv: .init(allowsStrayQuotes: true))
            return try OrderSheet(file).read(for: Self.number).warnings.filter { $0.warning.code == .strayQuotes }
        }
        let row = "1;A;B;a@b.fr;0609679607;10;"
        #expect(
            try read([row + "12\" x", row, row + "\"a\"b\"c"]) == [
                PlannedWarning(row: 1, warning: .strayQuotes(count: 1)), PlannedWarning(row: 2, warning: .strayQuotes(count: 1)),
                PlannedWarning(row: 4, warning: .strayQuotes(count: 2)),
            ])
        // So many at most, as of other warnings.
        #expect(try read(Array(repeating: row + "12\" x", count: 10_050)).map(\.row) == Array(1...10_000))
    }

    @Test func aTotalMakesNoDotationAndIsReported() throws {
        let content = try Self.read([Self.row(), [.text("TOTAL"), .blank, .blank, .blank, .blank, .number(150)]])
        #expect(content.refused.isEmpty)
        #expect(content.dotations.count == 1)
        #expect(content.rowCount == 1)
        #expect(content.warnings.map(\.row) == [3])
        #expect(content.warnings.map(\.warning) == [.rowTotal(label: "TOTAL")])
    }

    @Test func identifiersAndStatusesAreTakenWhereTheyAre() throws {
        let bytes = try OrderExport(order: Sample.order(), dotations: Sample.dotations, export: nil).bytes(as: .csv)
        let content = try OrderSheet(SheetFile(bytes: bytes, name: "20200821_Titres_Dématérialisés_Commande_2800886.csv")).read(
            for: Self.number)
        #expect(content.refused.isEmpty)
        #expect(content.dotations.map(\.id) == Sample.dotations.map(\.id))
        #expect(content.dotations.allSatisfy { $0.status == .production })
        #expect(content.dotations.map(\.contact) == Sample.dotations.map(\.contact))
        #expect(content.dotations.map(\.matricule) == Sample.dotations.map(\.matricule))
    }

    @Test(arguments: [
        (4, CellValue.text("+33 6 12 34 56 78"), "0612345678"), (4, .number(612_345_678), "0612345678"),
        (4, .text("06.12.34.56.78"), "0612345678"),
        (3, .text("  Jean <J@YOPMAIL.com> "), "J@yopmail.com"),
    ])
    func aContactIsKeptInItsNormalForm(_ column: Int, _ value: CellValue, _ expected: String) throws {
        var row = Self.row()
        row[column] = value
        let content = try Self.read([row])
        let contact = try #require(content.dotations.first?.contact)
        #expect((column == 3 ? contact.email : contact.mobile) == expected)
        #expect(content.doubtful.isEmpty)
    }

    @Test(arguments: [
        (3, CellValue.text("pas d'adresse"), "email.syntax", "pas d'adresse"),
        (4, .text("01 42 34 56 78"), "phone.not-mobile", "01 42 34 56 78"),
    ])
    func aContactThatIsNotRightIsKeptAndReported(_ column: Int, _ value: CellValue, _ code: String, _ kept: String) throws {
        var row = Self.row()
        row[column] = value
        let content = try Self.read([row])
        let contact = try #require(content.dotations.first?.contact)
        #expect((column == 3 ? contact.email : contact.mobile) == kept)
        #expect(content.doubtful.map { $0.reasons.map(\.code.rawValue) } == [[code]])
    }

    @Test(arguments: [
        (1, CellValue.blank, "cell.empty", SheetColumn.lastName), (2, .text(" \u{200B}"), "cell.empty", .firstName),
        (3, .blank, "email.empty", .email), (4, .blank, "phone.empty", .mobile),
        (4, .text("6,76E+08"), "phone.truncated-by-spreadsheet", .mobile),
        (5, .blank, "amount.syntax", .amount), (5, .text("mille"), "amount.syntax", .amount), (5, .number(-5), "amount.syntax", .amount),
        (5, .number(0), "amount.syntax", .amount), (5, .number(1.234), "amount.syntax", .amount),
        (5, .text("1.000"), "amount.syntax", .amount),
        (0, .error(.notAvailable), "cell.type", .matricule), (5, .boolean(true), "amount.syntax", .amount),
    ])
    func aRowThatLacksSomethingIsRefusedWithTheColumn(_ column: Int, _ value: CellValue, _ code: String, _ about: SheetColumn) throws {
        var row = Self.row()
        row[column] = value
        let content = try Self.read([Self.row(), row])
        #expect(content.dotations.count == 1 && content.rowCount == 2)
        #expect(content.refused.map(\.row) == [3])
        #expect(content.refused.first?.reasons.map(\.code.rawValue) == [code])
        #expect(content.refused.first?.reasons.first?.column == about)
    }

    @Test func identifiersAreWholeAndOnlyThereOnce() throws {
        let titles = ["Identifiant dotation"] + Self.titles
        let content = try Self.read(
            [[.text("11843511")] + Self.row(), [.number(11_843_511)] + Self.row(), [.text("1184351")] + Self.row(), [.blank] + Self.row()],
            titles: titles)
        #expect(content.refused.map { $0.reasons.map(\.code.rawValue) } == [["row.duplicate"], ["id.syntax"]])
        #expect(content.dotations.map(\.id?.rawValue) == [11_843_511, nil])
    }

    @Test func aRowOfAnotherOrderIsRefused() throws {
        let content = try Self.read(
            [Self.row() + [.number(2_800_886)], Self.row() + [.text("2 800 879")]], titles: Self.titles + ["N° de commande"])
        #expect(content.refused.map(\.row) == [3] && content.refused[0].reasons[0].code == .otherOrder)
    }

    @Test func theValueOfAFormulaCounts() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        try sheet.append(Self.titles.map { .text($0) })
        try sheet.append(Array(Self.row().dropLast()))
        try sheet.appendFormula("75*2", value: .number(150))
        let content = try OrderSheet(SheetFile(bytes: workbook.finish())).read(for: Self.number)
        #expect(content.dotations.map(\.amount) == [Euros(cents: 15_000)])
    }

    @Test func zerosThatANumberFormatShowsArePartOfTheMatricule() throws {
        var workbook = WorkbookWriter()
        let zeros = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "00000")))
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        try sheet.append(Self.titles.map { .text($0) })
        try sheet.beginRow()
        try sheet.appendNumber(42, style: zeros)
        for value in Self.row().dropFirst() { try sheet.appendCell(value) }
        #expect(try OrderSheet(SheetFile(bytes: workbook.finish())).read(for: Self.number).dotations.map(\.matricule) == ["00042"])
    }

    @Test func everyColumnIsNeeded() throws {
        for title in Self.titles {
            let rest = Self.titles.filter { $0 != title }
            let error = try expect("header.missing") { try OrderSheet(SheetFile(bytes: Sample.workbook([rest.map { .text($0) }]))) }
            #expect(error.header?.missing == [title])
        }
    }

    @Test func tooManyRefusedRowsRefuseTheFile() throws {
        let sheet = try OrderSheet(
            SheetFile(bytes: Sample.workbook([Self.titles.map { .text($0) }] + Array(repeating: [.text("x")], count: 6))))
        #expect(try sheet.read(for: Self.number, maximumRefusedRows: 6).refused.count == 6)
        try expect("limit.row-errors") { try sheet.read(for: Self.number, maximumRefusedRows: 5) }
    }
}
