import DotationSales
import DotationSheets
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing

@Suite struct EventWorkbookTests {
    /// Sheets by their names, each with its rows.
    private static func workbook(_ sheets: [(String, [[CellValue]])]) throws -> [UInt8] {
        var writer = WorkbookWriter()
        for (name, rows) in sheets {
            var sheet = try writer.addSheet(SheetSettings(name))
            for row in rows { try sheet.append(row) }
        }
        return try writer.finish()
    }

    private static func text(_ cells: String...) -> [CellValue] { cells.map { $0.isEmpty ? .blank : .text($0) } }

    /// Sheets as an admin types them, in which one row can be another one.
    private static func sheets(
        event: [CellValue] = text("Été", "oui", ""),
        session: [CellValue] = text("100€ de chèques ANCV", "1/4/25", "30/04/2025", "50€", "1"),
        criterion: [CellValue] = text("QF", "", "", "800 €", "oui"),
        person: [CellValue] = text("001", "TEST1", "ancv", "a@exemple.fr", "0639980001"),
        document: [CellValue] = text("001", "quotient familial", "500 €", "Validé", "31/12/2025")
    ) -> [(String, [[CellValue]])] {
        [
            ("evenements", [text("Nom", "Vérification des coordonnées", "Maximum"), event]),
            ("SESSION", [[], text("Nom de la session", "Ouverture", "Fermeture", "Prix", "Places"), session]),
            ("Critères", [text("Critère", "Min", "Min inclus", "Max", "Max inclus"), criterion]),
            ("Bénéficiaires", [text("Matricule", "Nom", "Prénom", "Mail", "Portable"), person]),
            ("Justificatif", [text("Matricule", "Type", "Montant", "Statut", "Valable jusqu’au", "Commentaire"), document]),
        ]
    }

    private static func period(_ first: String, _ last: String) -> Period? {
        CalendarDate(first).flatMap { first in CalendarDate(last).map { Period(first: first, last: $0) } }
    }

    @Test func `the template loads as it is, as what it was made of`() throws {
        let content = try EventWorkbook(SheetFile(bytes: EventTemplate().bytes())).read()
        #expect(content.faults.isEmpty)
        #expect(content.setup == EventTemplate.example)
        #expect(content.setup.review().faults.isEmpty && !content.setup.events.isEmpty)
        #expect(try EventTemplate().bytes() == EventTemplate().bytes())
    }

    @Test func `the example is that of HappyPal's document`() throws {
        let session = try #require(EventTemplate.example.events.first?.sessions.first)
        #expect(session.name == "100€ de chèques ANCV" && session.faceValue == Euros(cents: 10_000) && session.price == Euros(cents: 5000))
        #expect(session.registration == Self.period("2025-04-01", "2025-04-30") && session.dates == Self.period("2025-06-01", "2025-09-30"))
        #expect(session.address == "CSE HappyPal" && session.placesPerBeneficiary == 1)
    }

    @Test func `an error value is no name, and a text is never cut in silence`() throws {
        let person = [CellValue.text("001"), .error(.notAvailable), .boolean(true), .text("a@exemple.fr"), .text("0639980001")]
        let long = String(repeating: "é", count: 600)
        let sheets = Self.sheets(person: person, document: Self.text("001", "QF", "5", "Validé"))
        #expect(try EventWorkbook(SheetFile(bytes: Self.workbook(sheets))).read().faults.map(\.code) == [.cellType, .cellType])
        let named = Self.sheets(person: Self.text("001", long, "ancv", "a@exemple.fr", "0639980001"))
        #expect(try EventWorkbook(SheetFile(bytes: Self.workbook(named))).read().faults.map(\.code) == [.cellTooLong])
    }

    @Test func `a date is no matricule, and a sheet may have no row`() throws {
        let date = CellValue.date(SerialDate(serial: 45_689))
        var sheets = Self.sheets(
            person: [date] + Self.text("TEST1", "ancv", "a@exemple.fr", "0639980001"), document: [date] + Self.text("QF", "500 €", "Validé")
        )
        let faults = try EventWorkbook(SheetFile(bytes: Self.workbook(sheets))).read().faults
        #expect(faults.map(\.code) == [.cellDate, .cellDate] && faults.map(\.given) == ["01/02/2025", "01/02/2025"])
        for index in sheets.indices.dropFirst(2) { sheets[index].1.removeLast() }
        #expect(try EventWorkbook(SheetFile(bytes: Self.workbook(sheets))).read().warnings.isEmpty)
    }

    @Test func `titles, sheets and values are read as people type them`() throws {
        let workbook = try EventWorkbook(SheetFile(bytes: Self.workbook(Self.sheets())))
        let content = try workbook.read()
        #expect(content.faults.isEmpty && content.setup.review().faults.isEmpty)
        let event = try #require(content.setup.events.first)
        #expect(event.criteria == [Criterion(.familyQuotient, Bracket(upper: .inclusive(Euros(cents: 80_000))))])
        #expect(event.sessions.first?.registration == Self.period("2025-04-01", "2025-04-30"))
        #expect(content.setup.documents.first?.amount == Euros(cents: 50_000))
        #expect(workbook.unknownTitles.map(\.title) == ["Commentaire"] && workbook.unknownTitles.map(\.sheet) == ["Justificatif"])
    }

    @Test func `an empty cell that is merged with others is named as such, and nothing else is said of it`() throws {
        var writer = WorkbookWriter()
        for (name, rows) in Self.sheets() {
            var sheet = try writer.addSheet(SheetSettings(name))
            for row in rows { try sheet.append(row) }
            guard name == "SESSION" else { continue }
            try sheet.append([.text("200€ de chèques ANCV")] + Self.text("", "30/04/2025", "50€", ""))
            sheet.features.mergedRanges = ["B3:B4"]
        }
        let faults = try EventWorkbook(SheetFile(bytes: writer.finish())).read().faults
        #expect(faults.map { "\($0.cell?.description ?? "") \($0.code.rawValue)" } == ["B4 event-sheet.cell-merged"])
    }

    @Test func `every cell that cannot be read is named with its sheet`() throws {
        let sheets = Self.sheets(
            event: Self.text("Été", "peut-être", "beaucoup"), session: Self.text("100€", "demain", "", "gratuit", "un"),
            criterion: Self.text("Âge", "100", "", "x", "oui"), document: Self.text("001", "Avis", "cher", "ok", "bientôt"))
        let faults = try EventWorkbook(SheetFile(bytes: Self.workbook(sheets))).read().faults
        let found = faults.map { "\($0.sheet)!\($0.cell?.description ?? "") \($0.code.rawValue.dropFirst(12))" }
        #expect(
            found == [
                "evenements!B2 yes-no", "evenements!C2 number-syntax", "SESSION!B3 date-syntax", "SESSION!C3 cell-empty",
                "SESSION!E3 number-syntax", "SESSION!D3 amount-syntax", "Critères!A2 criterion-unknown", "Critères!C2 bound-unclear",
                "Critères!D2 amount-syntax", "Justificatif!B2 criterion-unknown", "Justificatif!D2 status-unknown",
                "Justificatif!C2 amount-syntax", "Justificatif!E2 date-syntax",
            ])
    }

    @Test func `a negative amount is no amount`() throws {
        let sheets = Self.sheets(session: Self.text("100€", "1/4/25", "30/4/25", "-50 €", "-1"))
        let content = try EventWorkbook(SheetFile(bytes: Self.workbook(sheets))).read()
        #expect(content.faults.map(\.code) == [.amountSyntax] && content.faults.map(\.given) == ["-50 €"])
        let fewer = Self.sheets(session: Self.text("100€", "1/4/25", "30/4/25", "50 €", "-1"))
        let faults = try EventWorkbook(SheetFile(bytes: Self.workbook(fewer))).read().setup.review().faults
        #expect(faults.map(\.problem) == [.sessionPlacesInvalid("100€", -1)])
    }

    @Test func `what is wrong beside cells that cannot be read is found at once, and nothing that follows from them`() throws {
        let sheets = Self.sheets(
            event: Self.text("Été", "peut-être", "0"), session: Self.text("100€", "demain", "30/4/25", "50", "1"),
            person: Self.text("", "TEST1", "ancv"), document: Self.text("002", "QF", "5", "validé", "bientôt"))
        let workbook = try EventWorkbook(SheetFile(bytes: Self.workbook(sheets)))
        let content = try workbook.read()
        #expect(content.faults.map(\.code) == [.flagSyntax, .dateSyntax, .dateSyntax])
        let review = workbook.review(content, over: nil, today: try #require(CalendarDate("2025-04-01")))
        // That the contacts are not verified would only repeat the cell; its session and the document cannot be judged.
        #expect(review.faults.map(\.code) == [.eventMaximumInvalid, .personMatriculeMissing])
        #expect(review.warnings.isEmpty && review.gaps.isEmpty)
    }

    @Test(arguments: [
        ("event.contacts-unverified", "evenements", "B2", sheets(event: text("Été", "non", ""))),
        ("event.maximum-invalid", "evenements", "C2", sheets(event: [.text("Été"), .text("oui"), .number(0)])),
        ("session.price-above-face-value", "SESSION", "D3", sheets(session: text("100€", "1/4/25", "30/4/25", "150", "1"))),
        ("session.registration-reversed", "SESSION", "C3", sheets(session: text("100€", "30/4/25", "1/4/25", "50", "1"))),
        ("criterion-empty", "Critères", "A2", sheets(criterion: text("QF", "800", "non", "800", "oui"))),
        ("person.matricule-missing", "Bénéficiaires", "A2", sheets(person: text("", "TEST1", "ancv"), document: [])),
        ("document.owner-unknown", "Justificatif", "A2", sheets(document: text("002", "QF", "5", "validé", ""))),
        ("document.amount-missing", "Justificatif", "C2", sheets(document: text("001", "QF", "", "validé", ""))),
    ])
    func `what a review finds wrong is named by its cell`(
        code: String, sheet: String, cell: String, sheets: [(String, [[CellValue]])]
    ) throws {
        let workbook = try EventWorkbook(SheetFile(bytes: Self.workbook(sheets)))
        let content = try workbook.read()
        #expect(content.faults.isEmpty)
        let fault = try #require(content.setup.review().faults.first)
        #expect(fault.code.rawValue.hasSuffix(code))
        let place = try #require(workbook.location(of: fault, in: content))
        #expect(place.sheet == sheet && place.cell?.description == cell)
    }

    @Test func `criteria that were lost do not open an event to everybody`() throws {
        for lost in 0..<3 {
            var sheets = Self.sheets()
            sheets.remove(at: lost)
            let file = try SheetFile(bytes: Self.bytes(sheets))
            do throws(SheetFault) {
                _ = try EventWorkbook(file)
                Issue.record("\(lost)")
            } catch {
                #expect(error.code == "sheet.not-found")
            }
        }
        #expect(try EventWorkbook(SheetFile(bytes: Self.workbook([Self.sheets()[4]]))).read().setup.documents.count == 1)
    }

    @Test func `where a column is missing the titles that are not known are named`() throws {
        var sheets = Self.sheets()
        sheets[1].1[1] = Self.text("Nom de la session", "Ouverture", "Fermeture", "Ce qu’on paie", "Places")
        let file = try SheetFile(bytes: Self.bytes(sheets))
        do throws(SheetFault) {
            _ = try EventWorkbook(file)
            Issue.record("a session without a price")
        } catch {
            #expect(error.code == "header.missing" && error.header?.missing == ["Prix"])
            #expect(error.header?.unknown == ["D (« Ce qu’on paie »)"])
        }
    }

    private static func bytes(_ sheets: [(String, [[CellValue]])]) throws(SheetFault) -> [UInt8] {
        (try? workbook(sheets)) ?? []
    }

    @Test func `with several events a row has to say which`() throws {
        var sheets = Self.sheets()
        sheets[0].1.append(Self.text("Hiver", "oui", ""))
        let faults = try EventWorkbook(SheetFile(bytes: Self.workbook(sheets))).read().faults
        #expect(faults.map(\.code) == [.eventUnknown, .eventUnknown])
        sheets[1].1[1] = Self.text("Nom de la session", "Ouverture", "Fermeture", "Prix", "Places", "Événement")
        sheets[1].1[2] += Self.text(" ETE ")
        sheets[2].1[0] += Self.text("Événement")
        sheets[2].1[1] += Self.text("Printemps")
        let second = try EventWorkbook(SheetFile(bytes: Self.workbook(sheets))).read()
        #expect(second.faults.map(\.code) == [.eventUnknown] && second.faults.map(\.given) == ["Printemps"])
        #expect(second.setup.events.first?.sessions.count == 1)
    }

    @Test(.enabled(if: OutsidePrograms.validatorPath != nil, "the validator is not there; set DOTATIONS_CORPUS"))
    func `the template is sound to other programs`() throws {
        try withTemporaryFolder { place in
            let path = place.appending(path: "m.xlsx").path()
            try EventTemplate().write(toFile: path)
            let result = try OutsidePrograms.python([try #require(OutsidePrograms.validatorPath), path])
            #expect(result.status == 0, "\(result.text)")
        }
    }
}
