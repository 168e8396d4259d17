import DotationSheets
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing

@Suite struct RefusedRowsTests {
    /// A sheet of an admin's own layout with mistakes, and one row that is right.
    static func edited(_ format: TableFormat) throws -> EditedSheet {
        let titles = ["Commentaire", "ID dotation", "Nom", "E-mail", "Portable", "Montant", "Erreur", "Conseil"]
        var rows: [[CellValue]] = [[.text("Corrections")], titles.map { .text($0) }]
        for (index, dotation) in Sample.dotations.enumerated() {
            var cells: [CellValue] = [
                .text("note \(index)"), .number(Double(dotation.id.rawValue)), .text(dotation.lastName), .text(dotation.contact.email),
                .text(dotation.contact.mobile), .number(1000), .text("ancienne erreur"), .text("ancien conseil"),
            ]
            switch index {
            case 0: cells[3] = .text("sans arobase")
            case 1: (cells[3], cells[4]) = (.text(""), .text(" 01 42 34 56 78"))
            case 2: cells[5] = .number(9999.5)
            case 3: cells[3] = .text("nouveau@yopmail.com")
            case 4: cells[4] = .number(12)
            case 5: cells[2] = .text("=1+1")
            default: break
            }
            rows.append(cells)
        }
        switch format {
        case .xlsx: return try EditedSheet(SheetFile(bytes: Sample.workbook(rows), name: "corrections.xlsx"))
        case .csv:
            var csv = try CSVWriter(dialect: .french)
            for row in rows { try csv.append(row) }
            return try EditedSheet(SheetFile(bytes: csv.finish(), name: "corrections.csv"))
        }
    }

    @Test(arguments: TableFormat.allCases, TableFormat.allCases)
    func theRowsComeBackAsTheyWereTypedWithReasonsBesideThem(_ source: TableFormat, _ format: TableFormat) throws {
        let sheet = try Self.edited(source)
        let plan = try sheet.planner(for: Sample.order(), dotations: Sample.dotations).plan()
        #expect(plan.refused.map(\.row) == [3, 4, 5, 7, 8] && plan.changes.count == 1)
        let bytes = try RefusedRowsExport(plan.refused, of: sheet, words: Sample.words).bytes(as: format)
        let file = try SheetFile(bytes: bytes)
        var reader = try file.rows(of: file.sheets[0])
        var rows: [[CellValue]] = []
        while let row = try reader.next() { rows.append((1...8).map { row[column: $0] }) }
        #expect(rows[0] == ["Commentaire", "ID dotation", "Nom", "E-mail", "Portable", "Montant", "Erreur", "Conseil"].map { .text($0) })
        #expect(rows.count == 6)
        func shown(_ value: CellValue) -> String {
            switch value {
            case .text(let text): text
            case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
            default: ""
            }
        }
        #expect(rows.dropFirst().map { shown($0[0]) } == ["note 0", "note 1", "note 2", "note 4", "note 5"])
        #expect(shown(rows[1][3]) == "sans arobase" && shown(rows[2][4]) == " 01 42 34 56 78" && shown(rows[5][2]) == "=1+1")
        for (row, refused) in zip(rows.dropFirst(), plan.refused) {
            #expect(row[6] == .text(refused.reasons.map { Sample.words($0).message }.joined(separator: "\n")))
            #expect(refused.reasons.allSatisfy { shown(row[7]).contains(Sample.words($0).advice) })
        }

        // As it is it is refused again, for the same reasons; mended it is accepted.
        let again = try EditedSheet(SheetFile(bytes: bytes))
        #expect(again.header.unknownTitles == ["Commentaire"])
        let second = try again.planner(for: Sample.order(), dotations: Sample.dotations).plan()
        #expect(second.refused.map { $0.reasons.map(\.code) } == plan.refused.map { $0.reasons.map(\.code) })
        var mended = rows
        mended[1][3] = .text("juste@yopmail.com")
        (mended[2][3], mended[2][4]) = (.text("ancv.rec2@yopmail.com"), .text("06 42 34 56 78"))
        mended[3][5] = .number(1000)
        mended[4][4] = .text("0665915236")
        mended[5][2] = .text("TEST6")
        let third = try Sample.plan(Sample.workbook(mended))
        #expect(third.refused.isEmpty && third.changes.count == 2 && third.unchangedCount == 3)
    }

    @Test func theIdentityOfTheExportIsCarriedOn() throws {
        let export = OrderExport(order: Sample.order(), dotations: Sample.dotations, export: "e-9")
        let sheet = try EditedSheet(SheetFile(bytes: export.bytes(as: .xlsx)))
        var other = Sample.dotations
        for index in other.indices { other[index].status = .activated }
        other[0] = Sample.dotation(11_843_511, "001", "AUTRE", "ancv", "ancv.rec1@yopmail.com", "0665915236")
        let plan = try sheet.planner(for: Sample.order(), dotations: other).plan()
        #expect(!plan.refused.isEmpty)
        let bytes = try RefusedRowsExport(plan.refused, of: sheet, words: Sample.words).bytes(as: .xlsx)
        #expect(try EditedSheet(SheetFile(bytes: bytes)).origin == sheet.origin)
    }

    @Test(arguments: TableFormat.allCases) func whatWasTypedForARowStandsInIt(_ format: TableFormat) throws {
        let sheet = try Self.edited(.xlsx)
        let typed: [Int: [SheetColumn: TypedValue]] = [
            4: [.email: TypedValue("mieux@yopmail.com")], 7: [.mobile: TypedValue("0612345678")],
        ]
        let plan = try sheet.planner(for: Sample.order(), dotations: Sample.dotations, corrections: typed).plan()
        #expect(plan.refused.map(\.row) == [3, 4, 5, 8] && plan.codes[4] == ["phone.not-mobile"])
        let bytes = try RefusedRowsExport(plan.refused, of: sheet, typed: typed, words: Sample.words).bytes(as: format)
        let file = try SheetFile(bytes: bytes)
        var reader = try file.rows(of: file.sheets[0])
        var emails: [String?] = []
        while let row = try reader.next() { emails.append(row[column: 4].text) }
        #expect(emails.dropFirst().prefix(2) == ["sans arobase", "mieux@yopmail.com"])
    }

    /// One admin exports, another corrects two contacts, and the first imports edits of one of them and of a third.
    @Test(arguments: TableFormat.allCases) func aConflictComesBackWithTodaysValueAndCanBeSettled(_ format: TableFormat) throws {
        let sheet = try EditedSheet(
            SheetFile(bytes: OrderExport(order: Sample.order(), dotations: Sample.dotations, export: "e-9").bytes(as: .xlsx)))
        var rows: [[CellValue]] = []
        var reader = try sheet.file.rows(of: sheet.sheet)
        while let row = try reader.next() { rows.append((1...8).map { row[column: $0] }) }
        (rows[1][4], rows[1][5]) = (.text("mien@yopmail.com"), .text("12"))
        var today = Sample.dotations
        let old = today[0].contact
        today[0].contact = Contact(email: "autre@yopmail.com", mobile: old.mobile)
        today[1].contact.mobile = "0755555555"
        rows[2][4] = .text("sans arobase")
        let base = ExportBase(rows: [
            today[0].id: .init(contact: old, status: today[0].status),
            today[1].id: .init(contact: Sample.dotations[1].contact, status: today[1].status),
        ])
        let edited = try EditedSheet(SheetFile(bytes: Sample.workbook(rows)))
        let plan = try edited.planner(for: Sample.order(), dotations: today, base: base).plan()
        #expect(plan.codes == [2: ["row.conflict", "phone.syntax"], 3: ["email.syntax"]])

        let identity = SheetOrigin(export: "e-10", order: Sample.order().number)
        let bytes = try RefusedRowsExport(plan.refused, of: edited, origin: identity, words: Sample.words).bytes(as: format)
        let back = try EditedSheet(SheetFile(bytes: bytes))
        #expect(back.origin == (format == .xlsx ? identity : nil))
        var lines: [[CellValue]] = []
        var second = try back.file.rows(of: back.sheet)
        while let row = try second.next() { lines.append((1...8).map { row[column: $0] }) }
        #expect(lines[1][4] == .text("autre@yopmail.com") && lines[1][5] == .text("12"))
        #expect(lines[2][4] == .text("sans arobase") && lines[2][5] == .text("0755555555"))
        // Only what is typed now is an edit: the address that was in conflict, and the mended one.
        (lines[1][4], lines[1][5], lines[2][4]) = (.text("choisi@yopmail.com"), .text(old.mobile), .text("juste@yopmail.com"))
        let mended = try EditedSheet(SheetFile(bytes: Sample.workbook(lines))).planner(for: Sample.order(), dotations: today).plan()
        #expect(mended.refused.isEmpty && mended.changes.map(\.new.email) == ["choisi@yopmail.com", "juste@yopmail.com"])
        #expect(mended.changes.allSatisfy { $0.columns == [.email] })
    }

    @Test(arguments: TableFormat.allCases) func aRaggedRecordKeepsAllItsFields(_ format: TableFormat) throws {
        let lines = [EditedSheetTests.csvHeader, EditedSheetTests.line(Sample.dotations[0], tail: ";x;;y")]
        let sheet = try EditedSheet(SheetFile(bytes: Sample.csv(lines), name: "a.csv"))
        let plan = try sheet.planner(for: Sample.order(), dotations: Sample.dotations).plan()
        let bytes = try RefusedRowsExport(plan.refused, of: sheet, words: Sample.words).bytes(as: format)
        let file = try SheetFile(bytes: bytes)
        var reader = try file.rows(of: file.sheets[0])
        _ = try reader.next()
        let row = try #require(try reader.next())
        #expect([row[column: 11], row[column: 13]] == [.text("x"), .text("y")])
        if format == .csv {
            #expect(
                try EditedSheet(SheetFile(bytes: bytes)).planner(for: Sample.order(), dotations: Sample.dotations).plan().codes == [
                    2: ["row.column-count"]
                ])
        }
    }

    @Test func valuesThatACellCannotHoldAreMadeToFit() throws {
        let long = String(repeating: "😀", count: 10_000) + String(repeating: "x", count: 20_000)
        let lines = [EditedSheetTests.csvHeader, EditedSheetTests.line(Sample.dotations[0], email: long)]
        let sheet = try EditedSheet(SheetFile(bytes: Sample.csv(lines), name: "a.csv"))
        let plan = try sheet.planner(for: Sample.order(), dotations: Sample.dotations).plan()
        #expect(plan.refused.count == 1)
        let file = try SheetFile(bytes: RefusedRowsExport(plan.refused, of: sheet, words: Sample.words).bytes(as: .xlsx))
        var reader = try file.rows(of: file.sheets[0])
        _ = try reader.next()
        guard case .text(let kept)? = try reader.next()?[column: 5] else { throw CancellationError() }
        #expect(kept.utf16.count == 32_767 && long.hasPrefix(kept))
    }

    static let inspection = """
        import sys, openpyxl
        sheet = openpyxl.load_workbook(sys.argv[1]).active
        filled = sorted(c.coordinate for r in sheet.iter_rows(min_row=2) for c in r if c.fill.patternType)
        notes = sorted(c.coordinate for r in sheet.iter_rows(min_row=2) for c in r if c.comment)
        print(filled, notes, sheet.freeze_panes, sheet.protection.sheet, sheet["D2"].comment.text.startswith("What: email."))
        """

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python")) func theCellsAtFaultAreFilledAndHaveANote()
        throws
    {
        let sheet = try Self.edited(.xlsx)
        let plan = try sheet.planner(for: Sample.order(), dotations: Sample.dotations).plan()
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "a.xlsx").path()
            try RefusedRowsExport(plan.refused, of: sheet, words: Sample.words).write(toFile: path, as: .xlsx)
            let seen = try OutsidePrograms.python(["-c", Self.inspection, path])
            let cells = "['C6', 'D2', 'D3', 'E3', 'E5', 'F4']"
            #expect(seen.text == "\(cells) \(cells) A2 False True\n")
        }
    }
}
