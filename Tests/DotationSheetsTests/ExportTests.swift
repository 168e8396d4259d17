import DotationSheets
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing

@Suite struct ExportTests {
    static let export = OrderExport(order: Sample.order(), dotations: Sample.dotations, export: "42", hasResendColumn: true)

    static func rows(_ bytes: [UInt8]) throws -> [[CellValue]] {
        let file = try SheetFile(bytes: bytes)
        var reader = try file.rows(of: file.sheets[0])
        var rows: [[CellValue]] = []
        while let row = try reader.next() { rows.append(row.cells.map(\.value)) }
        return rows
    }

    static func text(_ export: some SheetExport) throws -> String {
        String(decoding: try export.bytes(as: .csv).dropFirst(3), as: UTF8.self)
    }

    @Test func theRoundTripSheetIsTheOneOfTheGuide() throws {
        let export = OrderExport(order: Sample.order(), dotations: Sample.dotations, export: nil)
        let rows = try Self.rows(export.bytes(as: .xlsx))
        #expect(
            rows[0] == [
                .text("Identifiant dotation"), .text("Matricule"), .text("Nom"), .text("Prénom"), .text("Adresse Mail"), .text("Téléphone"),
                .text("Montant"), .text("Statut dotation"),
            ])
        #expect(
            rows[1] == [
                .number(11_843_511), .text("001"), .text("TEST1"), .text("ancv"), .text("ancv.rec1@yopmail.com"), .text("0665915236"),
                .number(1000), .text("PRODUCTION"),
            ])
        #expect(rows.count == 11)
        #expect(
            try Self.text(export).hasPrefix(
                "Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation\r\n"
                    + "11843511;001;TEST1;ancv;ancv.rec1@yopmail.com;0665915236;1000;PRODUCTION\r\n"))
        #expect(export.order.exportFileName == "20200821_Titres_Dématérialisés_Commande_2800886")
    }

    @Test func onlyWhatMayBeModifiedIsExported() {
        let statuses: [DotationStatus] = [
            .activated, .awaitingActivation, .emailError, .integration, .production, DotationStatus("annulé"),
        ]
        let dotations = statuses.enumerated().map { index, status in
            Sample.dotation(20_000_000 + UInt32(index), "", "A", "B", "a@b.fr", "0612345678", status: status)
        }
        func exported(_ policy: ModificationPolicy) -> [DotationStatus] {
            OrderExport(order: Sample.order(), dotations: dotations, export: nil, policy: policy).dotations.map(\.status)
        }
        #expect(exported(.notActivated) == [.awaitingActivation, .emailError, .integration, .production])
        #expect(exported(.strict) == [.awaitingActivation, .emailError])
    }

    @Test func theTableOfASearchIsTheOneOfTheGuide() throws {
        let dotation = Sample.dotation(20_000_000, "116", "PTL", "Test215", "ptl.test215.ancv@yopmail.co", "0676028937", cents: 55_050)
        #expect(
            try Self.text(SearchExport(dotations: [dotation]))
                == "Matricule;N° de commande;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation\r\n"
                + "116;2800886;PTL;Test215;ptl.test215.ancv@yopmail.co;0676028937;550,50;PRODUCTION\r\n")
        let file = try SheetFile(bytes: SearchExport(dotations: [dotation, Sample.dotations[0]]).bytes(as: .xlsx))
        var rows = try file.rows(of: file.sheets[0])
        _ = try rows.next()
        #expect(try rows.next()?.cells[6].displayedText == "550.50 €")
        #expect(try rows.next()?.cells[6].displayedText == "1,000 €")
    }

    @Test func theDetailHasTheArticlesTheCommissionAndTheTotal() throws {
        let faceValue = try #require(Euros.sum(of: Sample.dotations.map(\.amount)))
        let detail = try #require(OrderDetail(quantity: Sample.dotations.count, faceValue: faceValue))
        let export = DetailExport(order: Sample.order(), detail: detail)
        #expect(
            try Self.text(export)
                == "Article;Quantité;Prix unitaire HT;Montant HT;TVA (%);Montant total\r\n"
                + "Dotation Chèque-Vacances Connect;10;;10000;;10000\r\nCommission;1;100;100;;100\r\nTOTAL;;;;;10100\r\n")
        let rows = try Self.rows(export.bytes(as: .xlsx))
        #expect(rows.last?.last == .number(10_100))
        #expect(rows[1][2] == .text("-"))
    }

    @Test func theSameDataGivesTheSameBytes() throws {
        for format in TableFormat.allCases {
            let bytes = try Self.export.bytes(as: format)
            #expect(try Self.export.bytes(as: format) == bytes)
        }
    }

    @Test func aFileIsWhatItsBytesAre() throws {
        try withTemporaryFolder { folder in
            for format in TableFormat.allCases {
                let path = folder.appending(path: "a.\(format)").path()
                try Self.export.write(toFile: path, as: format)
                let bytes = try Self.export.bytes(as: format)
                #expect(try Array(Data(contentsOf: URL(filePath: path))) == bytes)
            }
        }
    }

    @Test(arguments: [("a.xlsx", TableFormat.xlsx), ("a.b.CSV", .csv), ("a.xls", nil), ("xlsx", nil), ("", nil)])
    func theNameAsksForTheFormat(_ name: String, _ format: TableFormat?) { #expect(TableFormat(fileName: name) == format) }

    @Test func anEmptyOrderIsASheetWithItsHeader() throws {
        let export = OrderExport(order: Sample.order(), dotations: [], export: "1")
        #expect(try Self.rows(export.bytes(as: .xlsx)).count == 1)
        let plan = try EditedSheet(SheetFile(bytes: export.bytes(as: .xlsx))).planner(for: Sample.order(), dotations: []).plan()
        #expect(plan.rowCount == 0)
    }

    /// A text that begins like a formula is one in no program.
    @Test func noTextIsAFormula() throws {
        let dotation = Sample.dotation(20_000_000, "=1+1", "+A1", "@SUM(A1)", "-a@b.fr", "0612345678")
        let text = try Self.text(OrderExport(order: Sample.order(), dotations: [dotation], export: nil))
        #expect(text.contains(";'=1+1;'+A1;'@SUM(A1);'-a@b.fr;"))
        let file = try SheetFile(bytes: OrderExport(order: Sample.order(), dotations: [dotation], export: nil).bytes(as: .xlsx))
        var rows = try file.rows(of: file.sheets[0])
        while let row = try rows.next() { #expect(row.cells.allSatisfy { !$0.hasFormula }) }
    }

    static let inspection = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        sheet = book.active
        def check(what, value):
            if not value: print("not as it should be:", what)
        check("title", book.properties.title == "Dotations de la commande 2800886")
        custom = {p.name: p.value for p in book.custom_doc_props.props}
        check("identity", custom == {"Dotations.Export": "42", "Dotations.Commande": "2800886"})
        check("name", sheet.title == "Commande 2800886")
        check("frozen", sheet.freeze_panes == "A2")
        check("filter", sheet.auto_filter.ref == "A1:I11")
        check("protected", sheet.protection.sheet and not sheet.protection.password)
        check("sorting", sheet.protection.sort is False and sheet.protection.autoFilter is False)
        check("header", sheet["A1"].font.b and sheet["A1"].fill.patternType == "solid")
        check("locked", [c.protection.locked for c in sheet[2]] == [True] * 4 + [False] * 2 + [True] * 2 + [False])
        check("formats", [c.number_format for c in sheet[2]] == ["0", "@", "@", "@", "@", "@", "0", "@", "@"])
        check("widths", 20 < sheet.column_dimensions["E"].width < 30 and sheet.column_dimensions["A"].width > 20)
        rules = {str(r.sqref): r for r in sheet.data_validations.dataValidation}
        check("rules", set(rules) == {"E2:E11", "F2:F11", "I2:I11"})
        check("style", all(r.errorStyle == "warning" and r.error and r.showErrorMessage for r in rules.values()))
        check("list", rules["I2:I11"].formula1 == '"oui"')
        check("print", (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) == ("landscape", 0, "$1:$1"))
        check("fit", sheet.sheet_properties.pageSetUpPr.fitToPage)
        """

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python")) func openpyxlSeesTheSheetAnAdminIsGladToOpen()
        throws
    {
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "a.xlsx").path()
            try Self.export.write(toFile: path, as: .xlsx)
            let seen = try OutsidePrograms.python(["-c", Self.inspection, path])
            #expect(seen.status == 0 && seen.text.isEmpty, "\(seen.text)")
        }
    }

    /// The rules on e-mail and mobile, as LibreOffice computes them, let through what people write.
    @Test(.enabled(if: OutsidePrograms.hasLibreOffice && OutsidePrograms.pythonPath != nil, "needs LibreOffice and openpyxl"))
    func theRulesOfTheCellsLetThroughWhatPeopleWrite() throws {
        let cases: [(String, Int, Bool)] = [
            ("a@b.fr", 5, true), ("jean.dupont@yopmail.com", 5, true), ("jean.dupont", 5, false), ("a@b", 5, false),
            ("0612345678", 6, true),
            ("06 12 34 56 78", 6, true), ("06.12.34.56.78", 6, true), ("06-12-34-56-78", 6, true), ("+33 6 12 34 56 78", 6, true),
            ("0033612345678", 6, true), ("612345678", 6, true), ("0142345678", 6, false), ("06123", 6, false), ("abc", 6, false),
            ("06123456789", 6, false),
        ]
        try withTemporaryFolder { folder in
            let rules = try Self.formulas(folder)
            var workbook = WorkbookWriter()
            var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
            for (text, column, _) in cases {
                let row = try #require(rules[column])
                try sheet.beginRow()
                try sheet.appendText(text)
                try sheet.appendFormula(
                    "IF(ISERROR(\(row)),FALSE,\(row))".replacing(column == 5 ? "E2" : "F2", with: "A\(try rowNumber(text, cases))"))
            }
            try Data(workbook.finish()).write(to: folder.appending(path: "rules.xlsx"))
            _ = try output(
                of: "soffice",
                [
                    "-env:UserInstallation=file://\(folder.path())profile", "--headless", "--convert-to", "csv", "--outdir", folder.path(),
                    folder.appending(path: "rules.xlsx").path(),
                ])
            let lines = try String(contentsOf: folder.appending(path: "rules.csv"), encoding: .utf8).split(separator: "\n")
            #expect(lines.count == cases.count)
            for (line, item) in zip(lines, cases) { #expect(line.hasSuffix(item.2 ? "TRUE" : "FALSE"), "\(line)") }
        }
    }

    private func rowNumber(_ text: String, _ cases: [(String, Int, Bool)]) throws -> Int {
        try #require(cases.firstIndex { $0.0 == text }) + 1
    }

    private static func formulas(_ folder: URL) throws -> [Int: String] {
        let path = folder.appending(path: "export.xlsx").path()
        try export.write(toFile: path, as: .xlsx)
        let script = """
            import sys, openpyxl
            for rule in openpyxl.load_workbook(sys.argv[1]).active.data_validations.dataValidation:
                if rule.type == "custom": print("E" in str(rule.sqref) and 5 or 6, rule.formula1, sep="\\t")
            """
        let text = try OutsidePrograms.python(["-c", script, path]).text
        return Dictionary(
            uniqueKeysWithValues: text.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "\t")
                return parts.count == 2 ? Int(parts[0]).map { ($0, String(parts[1])) } : nil
            })
    }

    @Test(.enabled(if: OutsidePrograms.validatorPath != nil, "the validator is not there; set DOTATIONS_CORPUS"))
    func whatIsExportedIsValid() throws {
        let validator = try #require(OutsidePrograms.validatorPath)
        var sheet = Sample.dotations.map(Sample.cells)
        sheet[2][5] = .text("0142345678")
        let edited = try EditedSheet(SheetFile(bytes: Sample.workbook([Sample.titles.map { .text($0) }] + sheet)))
        let plan = try edited.planner(for: Sample.order(), dotations: Sample.dotations).plan()
        let faceValue = try #require(Euros.sum(of: Sample.dotations.map(\.amount)))
        let detail = try #require(OrderDetail(quantity: Sample.dotations.count, faceValue: faceValue))
        let exports: [any SheetExport] = [
            Self.export, OrderExport(order: Sample.order(), dotations: [], export: nil), SearchExport(dotations: Sample.dotations),
            DetailExport(order: Sample.order(), detail: detail), RefusedRowsExport(plan.refused, of: edited, words: Sample.words),
        ]
        try withTemporaryFolder { folder in
            for (index, export) in exports.enumerated() {
                let path = folder.appending(path: "\(index).xlsx").path()
                try export.write(toFile: path, as: .xlsx)
                let found = try OutsidePrograms.python([validator, "--quiet", path])
                #expect(found.status == 0, "\(type(of: export)): \(found.text)")
            }
        }
    }
}
