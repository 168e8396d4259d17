import DotationSales
import DotationSheets
import Dotations
import Spreadsheet
import Testing

/// What people type into the cells of a sheet of sales.
@Suite struct TypedValueTests {
    static let titles = [
        "Session", "Matricule", "Nom", "Prénom", "E-mail", "Téléphone", "Quantité", "Prix payé", "Date", "Statut", "Référence de paiement",
    ]

    /// A row in which some cells say something else.
    static func cells(_ changes: [String: CellValue] = [:]) -> [CellValue] {
        let usual: [CellValue] = [
            .text("100€ de chèques ANCV"), .text("001"), .text("TEST1"), .text("ancv"), .text("ancv.rec1@yopmail.com"),
            .text("0665915236"), .number(1), .number(50), .text("15/04/2025"), .text("active"), .text("pi_1"),
        ]
        return zip(titles, usual).map { changes[$0] ?? $1 }
    }

    static func row(_ changes: [String: CellValue], titles: [String] = titles) throws -> SaleRow {
        let sheet = try SalesSheet(SheetFile(bytes: Sample.workbook([titles.map { .text($0) }, cells(changes)])))
        return try #require(try sheet.read().rows.first)
    }

    @Test(arguments: [
        "01/04/2025", "1/4/2025", "01/04/25", "1/4/25", "01.04.2025", "1-4-2025", "2025-04-01", "2025/04/01", "20250401", "1er avril 2025",
        "1 avril 2025", "mardi 1 avril 2025", "1 AVR. 2025", "01/04/2025 09:30", "01/04/2025 09h30", "2025-04-01T09:30:00", "01 04 2025",
        "01/04/2025 à 09:30:15", " 01/04/2025\u{A0}", "2025-04-01T09:30:00Z",
    ])
    func `a day is read as people type it`(text: String) throws {
        #expect(try Self.row(["Date": .text(text)]).date == CalendarDate("2025-04-01"))
    }

    @Test(arguments: [
        "04/13/2025", "31/04/2025", "30 février 2025", "1/4", "1/4/1", "1/4/202", "avril 2025", "hier", "01/04/2025 25:00", "1//4/abc",
        "01/04/2025 fin", "99999999999999999999/1/2025", "+1/4/2025", "1/4/99999",
    ])
    func `what is no day refuses the row`(text: String) throws {
        let row = try Self.row(["Date": .text(text)])
        #expect(row.date == nil && row.faults == [.dateSyntax(given: text)])
    }

    @Test func `a day may be a date, with a time, or a date that lost its format`() throws {
        let day = try #require(CalendarDate("2025-04-30"))
        let serial = try #require(SerialDate(CivilDateTime(year: 2025, month: 4, day: 30, hour: 23, minute: 59)))
        #expect(try Self.row(["Date": .date(serial)]).date == day)
        #expect(try Self.row(["Date": .number(serial.serial.rounded(.down))]).date == day)
        #expect(try Self.row(["Date": .number(20_250_430)]).date == day)
        #expect(try Self.row(["Date": .number(30)]).faults.map(\.code) == [.dateSyntax])
    }

    @Test func `a date that lost its format is read from a CSV as well, and no other number`() throws {
        for (text, day) in [("45777", "2025-04-30"), ("32874", "1990-01-01"), ("73415", "2100-12-31")] {
            #expect(try Self.row(["Date": .text(text)]).date == CalendarDate(day), "\(text)")
        }
        for text in ["32873", "73416", "99999", "045777", "45777,5", "4577"] {
            let row = try Self.row(["Date": .text(text)])
            #expect(row.date == nil && row.faults.map(\.code) == [.dateSyntax], "\(text)")
        }
    }

    @Test(arguments: [("1", 1), ("1,0", 1), ("2.00", 2), ("10,00", 10), ("007", 7), ("-1", -1), ("−2,0", -2), ("0", 0)])
    func `a quantity is a whole number, also with zeros after a comma, and also one that cannot be`(text: String, quantity: Int) throws {
        let row = try Self.row(["Quantité": .text(text)])
        #expect(row.quantity == quantity && row.faults.isEmpty)
    }

    @Test(arguments: ["1,5", "1.000", "1,", ",0", "1,0,0", "--1", "1e3", "une", "1 000 000 000 000"])
    func `what is no quantity refuses the row, and says so`(text: String) throws {
        let row = try Self.row(["Quantité": .text(text)])
        #expect(row.quantity == nil && row.faults == [.quantitySyntax(given: text)])
    }

    @Test func `a time in UTC gives the day in Paris`() throws {
        #expect(try Self.row(["Date": .text("2025-04-30T22:30:00Z")]).date == CalendarDate("2025-05-01"))
        #expect(try Self.row(["Date": .text("2025-01-31T23:30:00Z")]).date == CalendarDate("2025-02-01"))
        #expect(try Self.row(["Date": .text("2025-04-30T21:59:59Z")]).date == CalendarDate("2025-04-30"))
    }

    @Test(arguments: [
        ("50", 5000), ("50€", 5000), ("50 €", 5000), ("50,00 €", 5000), ("50.5", 5050), ("50 euros", 5000), ("1 250,50 EUR", 125_050),
        ("1\u{202F}000 €", 100_000), ("0", 0),
    ])
    func `a price is read as people type it`(text: String, cents: Int) throws {
        #expect(try Self.row(["Prix payé": .text(text)]).pricePaid == Euros(cents: cents))
    }

    @Test(arguments: ["-50", "cinquante", "50$", "1.000", "50,555", "euros"])
    func `what is no price refuses the row`(text: String) throws {
        #expect(try Self.row(["Prix payé": .text(text)]).faults.map(\.code) == [.priceSyntax])
    }

    @Test func `a negative price is kept as it is written`() throws {
        for (cell, given) in [(CellValue.text("-50"), "-50"), (.text("−50,00 €"), "−50,00 €"), (.number(-50), "-50")] {
            #expect(try Self.row(["Prix payé": cell]).faults == [.priceSyntax(given: given)])
        }
    }

    @Test func `one cell that is empty or cannot be read has one reason`() throws {
        let ledger = SalesLedger(EventTemplate.example)
        let today = try #require(CalendarDate("2025-05-02"))
        for (title, cell) in [
            ("Session", CellValue.blank), ("Session", .error(.notAvailable)), ("Matricule", .error(.notAvailable)),
            ("Date", .boolean(true)),
        ] {
            let plan = SalesPlan(.rows([try Self.row([title: cell])]), ledger: ledger, today: today)
            let columns = plan.refused.first?.reasons.map { $0.column?.title ?? "" }
            #expect(columns == [title], "\(title) \(cell)")
        }
    }

    @Test(arguments: [
        ("", Sale.Status.active), ("Active", .active), ("ANNULÉE", .cancelled), ("annulee", .cancelled), ("Remboursée ", .refunded),
    ])
    func `a status is read whatever its case and accents`(text: String, status: Sale.Status) throws {
        let row = try Self.row(["Statut": text.isEmpty ? .blank : .text(text)])
        #expect(row.status == status && row.faults.isEmpty)
    }

    @Test func `a matricule keeps the zeros that are typed or shown`() throws {
        #expect(try Self.row(["Matricule": .text("007")]).matricule == "007")
        #expect(try Self.row(["Matricule": .number(7)]).matricule == "7")
        var writer = WorkbookWriter()
        let zeros = try writer.style(CellStyle(numberFormat: NumberFormat(code: "000")))
        var sheet = try writer.addSheet(SheetSettings("Ventes"))
        try sheet.append(Self.titles.map { .text($0) })
        try sheet.beginRow()
        for (index, cell) in Self.cells(["Matricule": .number(7)]).enumerated() {
            try sheet.appendCell(cell, style: index == 1 ? zeros : nil)
        }
        #expect(try SalesSheet(SheetFile(bytes: writer.finish())).read().rows.first?.matricule == "007")
    }

    @Test(arguments: [
        ("Quantité", CellValue.text("deux"), SaleRefusal.Code.quantitySyntax), ("Quantité", .number(1.5), .quantitySyntax),
        ("Quantité", .number(1e300), .quantitySyntax),
        ("Statut", .text("peut-être"), .statusSyntax),
        ("Matricule", .date(SerialDate(serial: 45_689)), .cellDate), ("Téléphone", .date(SerialDate(serial: 1)), .cellDate),
        ("Référence de paiement", .date(SerialDate(serial: 45_689)), .cellDate),
        ("Matricule", .error(.notAvailable), .cellType), ("Date", .boolean(true), .cellType), ("Session", .blank, .cellEmpty),
    ])
    func `what a cell cannot say refuses the row`(title: String, value: CellValue, code: SaleRefusal.Code) throws {
        let row = try Self.row([title: value])
        #expect(row.faults.map(\.code) == [code])
        #expect(row.faults.first?.column?.title == title)
    }

    @Test func `a formula is refused where it names somebody, and counted elsewhere`() throws {
        for (title, isRefused) in [("Matricule", true), ("E-mail", true), ("Téléphone", true), ("Prix payé", false), ("Date", false)] {
            var writer = WorkbookWriter()
            var sheet = try writer.addSheet(SheetSettings("Ventes"))
            try sheet.append(Self.titles.map { .text($0) })
            try sheet.beginRow()
            for (index, cell) in Self.cells().enumerated() {
                if Self.titles[index] == title { try sheet.appendFormula("A1", value: cell) } else { try sheet.appendCell(cell) }
            }
            let row = try #require(try SalesSheet(SheetFile(bytes: writer.finish())).read().rows.first)
            #expect(row.faults.map(\.code) == (isRefused ? [.cellFormula] : []), "\(title)")
        }
    }

    @Test(arguments: titles)
    func `a formula that nothing has calculated is not taken for an empty cell`(title: String) throws {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("Ventes"))
        try sheet.append(Self.titles.map { .text($0) })
        try sheet.beginRow()
        for (index, cell) in Self.cells().enumerated() {
            if Self.titles[index] == title { try sheet.appendFormula("A1") } else { try sheet.appendCell(cell) }
        }
        let row = try #require(try SalesSheet(SheetFile(bytes: writer.finish())).read().rows.first)
        #expect(row.faults.contains { $0.code == .cellFormula && $0.column?.title == title })
    }

    @Test func `a reference that lost its digits is refused, and no other`() throws {
        for cell in [CellValue.number(1.25e19), .number(1e15), .text("1,23457E+19"), .text("1.2e+19"), .text("5E+15")] {
            let row = try Self.row(["Référence de paiement": cell])
            #expect(row.faults.map(\.code) == [.digitsLost] && row.faults.first?.column == .reference)
        }
        for (cell, reference) in [
            (CellValue.number(123_456_789_012_345), "123456789012345"), (.text("12345678901234567890"), "12345678901234567890"),
            (.text("pi_3E+19"), "pi_3E+19"), (.text("E+19"), "E+19"), (.text("12E+"), "12E+"), (.text("12E-19"), "12E-19"),
        ] {
            let row = try Self.row(["Référence de paiement": cell])
            #expect(row.faults.isEmpty && row.reference == reference)
        }
    }

    @Test(arguments: [
        (CellValue.text("1, 3"), [1, 3] as [Int]?), (.number(12), [12]), (.text("3 et 12"), [3, 12]), (.number(1.3), [1, 3]), (.blank, []),
        (.text("0"), nil),
        (.text("aucune"), nil), (.text("99999999999999999999"), nil),
    ])
    func `the numbers of other sales are read however they are parted`(cell: CellValue, numbers: [Int]?) throws {
        let titles = Self.titles.map { $0 == "Statut" ? "Autres ventes" : $0 }
        let row = try Self.row(["Statut": cell], titles: titles)
        #expect(row.otherSales.map(\.rawValue) == numbers ?? [])
        #expect(row.faults.map(\.code) == (numbers == nil ? [.othersSyntax] : []))
    }
}
