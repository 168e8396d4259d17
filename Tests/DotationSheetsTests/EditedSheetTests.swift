import DotationSheets
import Dotations
import Spreadsheet
import Testing

@Suite struct EditedSheetTests {
    static let header: [CellValue] = Sample.titles.map { .text($0) }
    static let csvHeader = Sample.titles.joined(separator: ";")

    static func line(_ dotation: Dotation, email: String? = nil, mobile: String? = nil, tail: String = "") -> String {
        "\(dotation.id);\(dotation.matricule);\(dotation.lastName);\(dotation.firstName);\(email ?? dotation.contact.email);"
            + "\(mobile ?? dotation.contact.mobile);\(dotation.amount.sheetText);\(dotation.status)\(tail)"
    }

    @Test func aCellKeepsItsKind() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        try sheet.append(Self.header)
        for (index, dotation) in Sample.dotations.enumerated() {
            try sheet.beginRow()
            for (column, value) in Sample.cells(dotation).enumerated() {
                switch (index, column) {
                case (0, 4): try sheet.appendFormula("HYPERLINK(\"mailto:x@y.fr\",\"x@y.fr\")", value: .text("x@y.fr"))
                case (1, 4): try sheet.appendError(.notAvailable)
                case (2, 5): try sheet.appendBoolean(true)
                case (3, 0): try sheet.appendFormula("A1+1", value: value)
                case (4, 6): try sheet.appendFormula("500*2", value: value)
                case (5, 5): try sheet.appendNumber(665_915_236)
                case (6, 4): try sheet.appendBlank()
                default: try sheet.appendCell(value)
                }
            }
        }
        let plan = try Sample.plan(workbook.finish())
        #expect(
            plan.codes == [
                2: ["cell.formula"], 3: ["cell.type"], 4: ["cell.type"], 5: ["cell.formula"], 8: ["email.empty"],
            ])
        #expect(plan.rowCount == 10 && plan.unchangedCount == 5 && plan.changes.isEmpty)
    }

    @Test func aDateIsRefusedUnlessItStandsForWhatIsStored() throws {
        let date = CellValue.date(SerialDate(serial: 45_689))
        var rows = [Self.header] + Sample.dotations.map(Sample.cells)
        rows[1][1] = date
        rows[2][4] = date
        rows[3][5] = date
        // 1 and 1000, in cells with a date's format.
        rows[4][6] = .date(SerialDate(serial: 1000))
        rows[5][1] = .date(SerialDate(serial: 5))
        let plan = try Sample.plan(Sample.workbook(rows))
        #expect(plan.codes == [2: ["row.locked-column"], 3: ["cell.date"], 4: ["cell.date"]])
        #expect(plan.unchangedCount == 7 && plan.changes.isEmpty)
        // Without identifiers the number could be another's matricule.
        var dotations = Sample.dotations
        dotations[3] = Sample.dotation(dotations[3].id.rawValue, "45689", "TEST4", "ancv", "ancv.rec4@yopmail.com", "0665915236")
        let byMatricule = rows.map { Array($0.dropFirst()) }
        #expect(try Sample.plan(Sample.workbook(byMatricule), dotations: dotations).codes[2] == ["cell.date"])
    }

    @Test func titlesWithNothingBelowThemAreReported() throws {
        let plan = try Sample.plan(Sample.workbook([[], Self.header]))
        #expect(plan.warnings == [PlannedWarning(row: 2, warning: .noRows)])
    }

    @Test func blankRowsAreSkippedAndHiddenOnesReported() throws {
        var rows = [Self.header] + Sample.dotations.map(Sample.cells)
        rows[3][4] = .text("cache@yopmail.com")
        rows.insert([.blank, .text("  "), .text("")], at: 2)
        rows.append([])
        let plan = try Sample.plan(Sample.workbook(rows, hiddenRows: [5, 6]))
        #expect(plan.rowCount == 10 && plan.hiddenRowCount == 2)
        #expect(plan.changes.map(\.row) == [5])
        #expect(plan.warnings.contains { $0.row == 5 && $0.warning.code == .rowHidden })
    }

    @Test func aValueBesideTheTableIsReportedByItsColumnAndItsFirstCell() throws {
        var rows = [Self.header] + Sample.dotations.map(Sample.cells)
        for index in [3, 5] { rows[index] += [.text("nouveau\(index)@yopmail.com"), .blank, .text(" ")] }
        rows[4] += [.text(" \u{A0}"), .number(612_345_678)]
        rows[6][2] = .text("AUTRE")
        rows[6] += [.blank, .blank, .blank, .blank, .text("refusée")]
        // Below the table.
        rows += [[], Array(repeating: .blank, count: 8) + [.text("Imprimé le 3 mai")]]
        let plan = try Sample.plan(Sample.workbook(rows))
        #expect(plan.codes == [7: ["row.locked-column"]])
        #expect(plan.unchangedCount == 9)
        #expect(plan.warnings.map(\.row) == [4, 5, 7])
        #expect(
            plan.warnings.map(\.warning) == [
                .columnUntitled("I", firstRow: 4, count: 2), .columnUntitled("J", firstRow: 5, count: 1),
                .columnUntitled("M", firstRow: 7, count: 1),
            ])
    }

    @Test func aColumnWithoutATitleMayStandAmongTheOthersAndInACSV() throws {
        let dotation = Sample.dotations[0]
        var rows = [Self.header, Sample.cells(dotation)]
        for index in rows.indices { rows[index].insert(index == 0 ? .blank : .text("x"), at: 4) }
        let warnings = try Sample.plan(Sample.workbook(rows), dotations: [dotation]).warnings
        #expect(warnings.map(\.warning) == [.columnUntitled("E", firstRow: 2, count: 1)])
        let lines = [Self.csvHeader + ";;", Self.line(dotation, tail: ";;neuf")]
        let plan = try Sample.plan(Sample.csv(lines), name: "a.csv", dotations: [dotation])
        #expect(plan.warnings.map(\.warning) == [.columnUntitled("J", firstRow: 2, count: 1)])
        #expect(plan.unchangedCount == 1)
    }

    @Test func aNumberIsATitleOfAColumnThatIsNotKnown() throws {
        let dotation = Sample.dotations[0]
        let bytes = try Sample.workbook([Self.header + [.number(2026)], Sample.cells(dotation) + [.text("x")]])
        #expect(try EditedSheet(SheetFile(bytes: bytes)).header.unknownTitles == ["2026"])
        #expect(try Sample.plan(bytes, dotations: [dotation]).warnings.isEmpty)
    }

    @Test func theLabelOfATotalMayStandInAnyColumn() throws {
        var rows = [[.text("Remarque")] + Self.header] + Sample.dotations.map { [.blank] + Sample.cells($0) }
        rows.append([.text("TOTAL")] + Array(repeating: .blank, count: 6) + [.number(10_000)])
        let plan = try Sample.plan(Sample.workbook(rows))
        #expect(plan.refused.isEmpty)
        #expect(plan.rowCount == 10)
        #expect(plan.warnings.map(\.warning) == [.rowTotal(label: "TOTAL")])
    }

    /// The sample with ranges of merged cells, of which all but the first are empty.
    static func merged(_ ranges: [String]) throws -> [UInt8] {
        let ranges = try ranges.map { try #require(CellRange($0)) }
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        for row in 1...11 {
            let cells = row == 1 ? Self.header : Sample.cells(Sample.dotations[row - 2])
            try sheet.beginRow()
            for (index, value) in cells.enumerated() {
                let cell = try #require(CellReference(row: row, column: index + 1))
                try sheet.appendCell(ranges.contains { $0.contains(cell) && $0.first != cell } ? .blank : value)
            }
        }
        sheet.features.mergedRanges = ranges
        return try workbook.finish()
    }

    @Test(
        arguments: [
            (["F2:F3"], [3: ["cell.merged"]]), (["E2:F2"], [2: ["cell.merged"]]), (["A4:A6"], [5: ["cell.merged"], 6: ["cell.merged"]]),
            (["C2:C3"], [3: ["cell.merged"]]), (["E2:E3", "F2:F3"], [3: ["cell.merged", "cell.merged"]]), (["G2:G3"], [3: ["cell.merged"]]),
            (["H2:H11"], [:]), (["J2:K20", "A12:H13"], [:]),
        ] as [([String], [Int: [String]])])
    func anEmptyCellThatIsMergedRefusesItsRowAndSaysSo(_ ranges: [String], _ codes: [Int: [String]]) throws {
        let plan = try Sample.plan(Self.merged(ranges))
        #expect(plan.codes == codes)
        #expect(plan.isEmpty)
    }

    @Test func anEmptiedCellBesideMergedOnesIsStillEmptied() throws {
        var rows = [Self.header] + Sample.dotations.map(Sample.cells)
        rows[4][5] = .blank
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        for row in rows { try sheet.append(row) }
        sheet.features.mergedRanges = ["F2:F4", "F6:F7"]
        let plan = try Sample.plan(workbook.finish())
        #expect(plan.codes == [5: ["phone.empty"]])
    }

    @Test(
        arguments: [
            ("", [:], 9), (";", [:], 9), (";;;", [:], 9), (";  ", [:], 9), (";x", [3: ["row.column-count"]], 9),
            (";;x", [3: ["row.column-count"]], 9),
        ] as [(String, [Int: [String]], Int)])
    func aRecordMayEndInEmptyFieldsAlone(_ tail: String, _ codes: [Int: [String]], _ others: Int) throws {
        var lines = [Self.csvHeader] + Sample.dotations.map { Self.line($0) }
        lines[2] += tail
        let plan = try Sample.plan(Sample.csv(lines), name: "a.csv")
        #expect(plan.codes == codes)
        #expect(plan.unchangedCount == others + (codes.isEmpty ? 1 : 0))
    }

    @Test func aRecordMayLeaveOutOnlyWhatMayBeEmpty() throws {
        let header = Self.csvHeader + ";Renvoyer;Commentaire"
        let dotations = Sample.dotations
        let plan = try Sample.plan(
            Sample.csv([
                header, Self.line(dotations[0]), Self.line(dotations[1], tail: ";oui"), Self.line(dotations[2], tail: ";;x;;"),
                String(Self.line(dotations[3]).dropLast(";PRODUCTION".count)),
            ]), name: "a.csv")
        #expect(plan.codes == [5: ["row.column-count"]])
        #expect(plan.resends.map(\.row) == [3] && plan.unchangedCount == 2)
    }

    @Test(
        arguments: [
            ("06 65 91 52 36", [], nil), ("665915236", [], nil), ("6,65915236E+08", [], nil),
            ("6,66E+08", ["phone.truncated-by-spreadsheet"], nil),
            ("+33 6 12 34 56 78", [], "0612345678"), ("612345678", [], "0612345678"), ("=0612345678", ["phone.syntax"], nil),
            ("\"=\"\"0612345678\"\"\"", [], "0612345678"), ("'+33612345678", [], "0612345678"),
        ] as [(String, [String], String?)])
    func theTextOfACSVNumberIsTakenAsItComes(_ text: String, _ codes: [String], _ mobile: String?) throws {
        var lines = [Self.csvHeader] + Sample.dotations.map { Self.line($0) }
        lines[1] = Self.line(Sample.dotations[0], mobile: text)
        let plan = try Sample.plan(Sample.csv(lines), name: "a.csv")
        #expect(plan.codes[2] ?? [] == codes)
        #expect(plan.changes.map(\.new.mobile) == (mobile.map { [$0] } ?? []))
    }

    /// `1000` in a workbook of a French Excel: everything that it does to values by itself is no edit.
    @Test func whatASpreadsheetDoesByItselfIsNoEdit() throws {
        let dotation = Sample.dotations[0]
        for line in [
            "11843511;1;TEST1;ancv;ancv.rec1@yopmail.com;665915236;1000;PRODUCTION",
            "1,1843511E7;001 ; TEST1;ancv;ancv.rec1@yopmail.com;0665915236;1 000,00 €;production",
            "11843511;001;TEST1;ancv;ancv.rec1@yopmail.com;06.65.91.52.36;1000.0;Production ",
        ] {
            let plan = try Sample.plan(Sample.csv([Self.csvHeader, line]), name: "a.csv", dotations: [dotation])
            #expect(plan.refused.isEmpty && plan.unchangedCount == 1 && plan.isEmpty, "\(line): \(plan.codes)")
        }
    }

    @Test func aTableOfTheSearchScreenIsKnownByItsMatricules() throws {
        var changed = Sample.dotations
        changed[3].contact.email = "autre@yopmail.com"
        for format in TableFormat.allCases {
            let bytes = try SearchExport(dotations: changed).bytes(as: format)
            let plan = try Sample.plan(bytes, name: "recherche.\(format)")
            #expect(plan.refused.isEmpty && plan.unchangedCount == 9)
            #expect(plan.changes.map(\.id) == [changed[3].id])
        }
    }

    @Test func anotherOrdersSheetIsTold() throws {
        let rows =
            [["Matricule", "N° de commande", "Adresse Mail", "Téléphone"].map { CellValue.text($0) }]
            + Sample.dotations.map { [.text($0.matricule), .number(2_800_879), .text($0.contact.email), .text($0.contact.mobile)] }
        let plan = try Sample.plan(Sample.workbook(rows))
        #expect(plan.looksLikeOrder?.description == "2800879")
        #expect(Set(plan.codes.values.joined()) == ["row.other-order"])
    }

    @Test func tooManyRefusedRowsRefuseTheFile() throws {
        let rows = [Self.header] + (0..<30).map { index in [.number(Double(30_000_000 + index))] + Array(repeating: .text("x"), count: 7) }
        let bytes = try Sample.workbook(rows)
        #expect(try Sample.plan(bytes, settings: ImportSettings(maximumRefusedRows: 30)).refused.count == 30)
        try expect("limit.row-errors") { try Sample.plan(bytes, settings: ImportSettings(maximumRefusedRows: 29)) }
    }

    @Test func aTextThatIsFarTooLongIsRefusedAndNotCutToOneThatIsRight() throws {
        var rows = [Self.header] + Sample.dotations.map(Sample.cells)
        rows[1][4] = .text("a@yopmail.com" + String(repeating: " ", count: 5000) + "x")
        rows[2][5] = .text("0612345678" + String(repeating: " ", count: 5000) + "9")
        rows[3][2] = .text("TEST3" + String(repeating: " ", count: 5000) + "x")
        let plan = try Sample.plan(Sample.workbook(rows))
        #expect(plan.codes == [2: ["email.too-long"], 3: ["phone.syntax"], 4: ["row.locked-column"]])
    }

    @Test func longNamesThatAreStoredAreNoEdit() throws {
        let name = String(repeating: "é", count: 3000)
        let dotation = Sample.dotation(20_000_000, "1", name, name, "a@yopmail.com", "0612345678")
        var cells = Sample.cells(dotation)
        cells[4] = .text("b@yopmail.com")
        let plan = try Sample.plan(Sample.workbook([Self.header, cells]), dotations: [dotation])
        #expect(plan.refused.isEmpty && plan.changes.count == 1)
    }

    @Test func theExportsIdentityMakesTheComparisonThreeWay() throws {
        let export = OrderExport(order: Sample.order(), dotations: Sample.dotations, export: "e-17")
        let bytes = try export.bytes(as: .xlsx)
        let sheet = try EditedSheet(SheetFile(bytes: bytes, name: "\(export.order.exportFileName).xlsx"))
        #expect(sheet.origin == SheetOrigin(export: "e-17", order: Sample.order().number))
        #expect(sheet.orderInFileName == Sample.order().number)
        var now = Sample.dotations
        now[0].contact.email = "entretemps@yopmail.com"
        // The admin did not touch the cell: the later change stays.
        let threeWay = try Sample.plan(bytes, dotations: now, base: export.base)
        #expect(threeWay.refused.isEmpty && threeWay.isEmpty && threeWay.unchangedCount == 10)
        let twoWay = try Sample.plan(bytes, dotations: now)
        #expect(twoWay.changes.map(\.new.email) == ["ancv.rec1@yopmail.com"])
    }

    @Test func progressEndsAtOne() throws {
        let sheet = try EditedSheet(
            SheetFile(bytes: OrderExport(order: Sample.order(), dotations: Sample.dotations, export: nil).bytes(as: .csv)))
        var last: (Double, Int)?
        _ = try sheet.planner(for: Sample.order(), dotations: Sample.dotations, progress: { last = ($0, $1) })
        #expect(last?.0 == 1 && last?.1 == 10)
    }
}
