import DotationSales
import DotationSheets
import Dotations
import Spreadsheet
import Testing

@Suite struct SalesSheetTests {
    @Test(arguments: [
        ("Session", ["Nom de la session", "SESSION", "Chéquier", "Billet"]), ("Matricule", ["N° salarié", "matricule", "Employee ID"]),
        ("E-mail", ["Adresse Mail", "email personnel", "Courriel", "E-mail"]),
        ("Téléphone", ["Tél. portable", "Mobile", "N° de téléphone"]),
        ("Quantité", ["Qté", "Nombre de chéquiers", "Nb places"]), ("Prix payé", ["Prix", "Montant payé", "Prix payé (€)", "Montant"]),
        ("Date", ["Date de vente", "Date d’inscription", "date d'achat"]), ("Statut", ["État", "Statut de la commande"]),
        ("Référence de paiement", ["Référence", "ID Stripe", "Réf. paiement", "Payment ID"]),
    ])
    func `a title is known however it is written`(title: String, others: [String]) throws {
        for other in others {
            let titles = TypedValueTests.titles.map { $0 == title ? other : $0 }
            let sheet = try SalesSheet(SheetFile(bytes: Sample.workbook([titles.map { .text($0) }, TypedValueTests.cells()])))
            #expect(sheet.unknownTitles.isEmpty, "\(other)")
            #expect(try sheet.read().rows.first?.faults == [], "\(other)")
        }
    }

    @Test func `columns stand in any order, below a title, and unknown ones are reported`() throws {
        let titles = Array((TypedValueTests.titles + ["Commentaire", "Erreur"]).reversed())
        let cells = Array((TypedValueTests.cells() + [.text("merci"), .text("ancienne erreur")]).reversed())
        let sheet = try SalesSheet(
            SheetFile(
                bytes: Sample.workbook([[.text("Ventes d’avril")], [], titles.map { .text($0) }, cells, [], cells])))
        #expect(sheet.unknownTitles == ["Commentaire"])
        let rows = try sheet.read().rows
        #expect(rows.map(\.number) == [4, 6] && rows.allSatisfy { $0.faults.isEmpty && $0.reference == "pi_1" })
        #expect(sheet.cell(.session, row: 6)?.description == "M6")
    }

    @Test func `a value beside the table is reported`() throws {
        let count = TypedValueTests.titles.count
        let rows = [
            TypedValueTests.titles.map { .text($0) }, TypedValueTests.cells(), TypedValueTests.cells() + [.blank, .text("0612345678")], [],
            Array(repeating: .blank, count: count + 1) + [.text("Imprimé le 3 mai")],
        ]
        let content = try SalesSheet(SheetFile(bytes: Sample.workbook(rows))).read()
        #expect(content.rows.map(\.number) == [2, 3])
        let letters = CellReference.columnName(count + 2)
        #expect(
            content.warnings == [
                PlannedWarning(row: 3, warning: .columnUntitled(try #require(letters), firstRow: 3, count: 1))
            ])
    }

    @Test func `an empty cell that is merged with others is no empty one`() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        try sheet.append(TypedValueTests.titles.map { .text($0) })
        try sheet.append(TypedValueTests.cells())
        let session = try #require(TypedValueTests.titles.firstIndex(of: "Session"))
        try sheet.append(TypedValueTests.cells().enumerated().map { $0 == session ? .blank : $1 })
        let first = try #require(CellReference(row: 2, column: session + 1))
        sheet.features.mergedRanges = [CellRange(first, try #require(CellReference(row: 3, column: session + 1)))]
        let rows = try SalesSheet(SheetFile(bytes: workbook.finish())).read().rows
        #expect(rows.map { $0.faults.map(\.code.rawValue) } == [[], ["sale.cell-merged"]])
        #expect(rows.last?.faults.first?.column == .session)
    }

    @Test func `a CSV of a French Excel is read`() throws {
        let text =
            "Session;Nom;Prénom;E-mail;Téléphone;Prix payé;Date\r\n100 € de chèques ANCV;Émile;Zoé;z@exemple.fr;639980001;50,00 €;15/04/25\r\n"
        let bytes = text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
        let row = try #require(try SalesSheet(SheetFile(bytes: bytes, name: "ventes.csv")).read().rows.first)
        #expect(row.session == "100 € de chèques ANCV" && row.lastName == "Émile" && row.matricule == nil)
        #expect(row.mobile == "639980001" && row.pricePaid == Euros(cents: 5000) && row.date == CalendarDate("2025-04-15"))
        let ragged = try SalesSheet(SheetFile(bytes: bytes + Array("a;b;c\r\n".utf8))).read().rows
        #expect(ragged.last?.faults.contains { $0.code == .columnCount } == true)
    }

    @Test func `a sheet that lacks a column says which`() throws {
        for (title, needed) in [
            ("Session", true), ("E-mail", true), ("Téléphone", true), ("Date", true), ("Quantité", false), ("Matricule", false),
        ] {
            let titles = TypedValueTests.titles.filter { $0 != title }
            let file = try SheetFile(bytes: Sample.workbook([titles.map { .text($0) }]), name: "v.xlsx")
            do throws(SheetFault) {
                _ = try SalesSheet(file)
                #expect(!needed, "\(title)")
            } catch {
                #expect(needed && error.code == "header.missing" && error.header?.missing == [title], "\(error)")
            }
        }
        let double = try Sample.workbook([(TypedValueTests.titles + ["Courriel"]).map { .text($0) }])
        #expect(throws: SheetFault.self) { try SalesSheet(SheetFile(bytes: double)) }
    }

    @Test func `the template is a sheet of sales without sales, which is read as soon as one is in it`() throws {
        var empty = WorkbookWriter()
        try SalesTemplate().write(to: &empty)
        let sheet = try SalesSheet(SheetFile(bytes: empty.finish()))
        #expect(sheet.unknownTitles.isEmpty)
        #expect(try sheet.read().rows.isEmpty)
        var filled = WorkbookWriter()
        try SalesTemplate().write(to: &filled)
        var cells: [CellValue] = [.blank, .text("100€ de chèques ANCV"), .text("001"), .blank, .blank]
        cells += [.text("ancv.rec1@yopmail.com"), .text("0665915236"), .blank, .blank, .text("15/04/2025")]
        let file = try SheetFile(bytes: filled.finish())
        var editor = try WorkbookEditor(try #require(file.workbook))
        _ = try editor.append(cells, to: file.sheets[0].name)
        let row = try #require(try SalesSheet(SheetFile(bytes: editor.bytes())).read().rows.first)
        #expect(row.faults.isEmpty && row.number == 3)
        let today = try #require(CalendarDate("2025-05-02"))
        #expect(SalesPlan(.rows([row]), ledger: SalesLedger(EventTemplate.example), today: today).registered.count == 1)
    }

    @Test(arguments: TableFormat.allCases)
    func `refused rows come back as they were, and mended they go in`(format: TableFormat) throws {
        let rows: [[CellValue]] = [
            TypedValueTests.titles.map { .text($0) }, TypedValueTests.cells(["Prix payé": .text("40 €")]),
            TypedValueTests.cells(["Référence de paiement": .text("pi_2"), "Téléphone": .text("0142992000")]),
        ]
        let sheet = try SalesSheet(SheetFile(bytes: Sample.workbook(rows)))
        let ledger = SalesLedger(EventTemplate.example)
        let today = try #require(CalendarDate("2025-05-02"))
        let plan = SalesPlan(.rows(try sheet.read().rows), ledger: ledger, today: today)
        #expect(plan.refused.map { $0.reasons.map(\.code) } == [[.priceMismatch], [.mobileUnverified]])
        let bytes = try RefusedRowsExport(plan, of: sheet, words: Sample.words).bytes(as: format)
        let again = try SalesSheet(SheetFile(bytes: bytes))
        #expect(again.unknownTitles.isEmpty)
        let before = try sheet.read().rows.map { row -> SaleRow in
            var row = row
            row.number = 0
            return row
        }
        let after = try again.read().rows.map { row -> SaleRow in
            var row = row
            row.number = 0
            return row
        }
        #expect(after == before)
    }

    @Test(arguments: TableFormat.allCases)
    func `one of two purchases of one payment, refused and mended alone, is sold`(format: TableFormat) throws {
        let rows: [[CellValue]] = [
            TypedValueTests.titles.map { .text($0) }, TypedValueTests.cells(), TypedValueTests.cells(["Téléphone": .text("0142992000")]),
        ]
        var setup = EventTemplate.example
        setup.events = setup.events.map { event in
            SaleEvent(
                name: event.name, verifiesContacts: true,
                sessions: event.sessions.map {
                    SaleSession(
                        name: $0.name, faceValue: $0.faceValue, registration: $0.registration, placesPerBeneficiary: 2, price: $0.price)
                })
        }
        let today = try #require(CalendarDate("2025-05-02"))
        let sheet = try SalesSheet(SheetFile(bytes: Sample.workbook(rows)))
        let plan = SalesPlan(.rows(try sheet.read().rows), ledger: SalesLedger(setup), today: today)
        #expect(plan.registered.map(\.row) == [2] && plan.refused.map(\.row) == [3])
        let ledger = SalesLedger(setup, sales: plan.registered.map(\.sale))
        // Refused once more, the column is there once and says the same.
        var refused = try SalesSheet(SheetFile(bytes: RefusedRowsExport(plan, of: sheet, words: Sample.words).bytes(as: format)))
        for _ in 0..<2 {
            #expect(refused.unknownTitles.isEmpty && refused.cell(.otherSales, row: 2) != nil)
            var row = try #require(try refused.read().rows.first)
            #expect(row.otherSales == plan.registered.map(\.sale.id))
            row.mobile = "0665915236"
            #expect(SalesPlan(.rows([row]), ledger: ledger, today: today).registered.count == 1)
            // With the number of a sale that is not there, or not theirs, it would be taken for the one that they have.
            var misled = row
            misled.otherSales = [Sale.ID(stored: 999)]
            #expect(SalesPlan(.rows([misled]), ledger: ledger, today: today).refused.map { $0.reasons.map(\.code) } == [[.othersUnknown]])
            let again = SalesPlan(.rows(try refused.read().rows), ledger: ledger, today: today)
            refused = try SalesSheet(SheetFile(bytes: RefusedRowsExport(again, of: refused, words: Sample.words).bytes(as: format)))
        }
    }
}
