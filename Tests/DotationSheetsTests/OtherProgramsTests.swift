import DotationSheets
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing

/// What other programs make of an export, edited or not, imports as the edits made and nothing else.
@Suite struct OtherProgramsTests {
    static let dotations: [Dotation] = {
        let names = [
            ("001", "Lefèvre", "Zoé"), ("010", "=1+1", "+A1"), ("1E5", "O'Neill", "@home"), ("A-7", "Müller;Ñandú", "\"Anaïs\""),
            ("", "vrai", "½"),
            ("00012", "20 mars", "王小明"), ("12", "Œuvrard\u{A0}", " Jean "), ("3.10", "_y0041_", "'apostrophe"),
            ("9", "Ligne\n2", "Tab\tici"),
            ("10", "Ştefan", "e\u{301}"),
        ]
        return names.enumerated().map { index, name in
            Sample.dotation(
                11_843_510 + UInt32(index), name.0, name.1, name.2, "personne\(index)@yopmail.com", "06659152\(10 + index)",
                cents: index % 2 == 0 ? 100_000 : 15_050, status: index % 3 == 0 ? .awaitingActivation : .production)
        }
    }()
    static let export = OrderExport(order: Sample.order(), dotations: dotations, export: "77", hasResendColumn: true)

    static let edits = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        sheet = book.active
        sheet["E3"] = "corrige@yopmail.com"
        sheet["F5"] = "07 30 00 00 01"
        sheet["F6"] = 612345678
        sheet["E7"], sheet["F7"] = "deux@yopmail.com", "+33 6 98 76 54 32"
        sheet["I8"] = "oui"
        sheet["E9"] = "pas une adresse"
        book.save(sys.argv[2])
        """

    static func expectEdits(_ path: String, isIdentified: Bool, location: SourceLocation = #_sourceLocation) throws {
        let sheet = try EditedSheet(SheetFile(path: path))
        #expect((sheet.origin?.export == "77") == isIdentified, sourceLocation: location)
        let plan = try sheet.planner(for: Sample.order(), dotations: dotations, base: export.base).plan()
        #expect(plan.codes == [9: ["email.syntax"]], sourceLocation: location)
        let changes = plan.changes.map { [String($0.row), $0.new.email, $0.new.mobile] }
        #expect(
            changes == [
                ["3", "corrige@yopmail.com", "0665915211"], ["5", "personne3@yopmail.com", "0730000001"],
                ["6", "personne4@yopmail.com", "0612345678"], ["7", "deux@yopmail.com", "0698765432"],
            ], sourceLocation: location)
        #expect(plan.resends.map(\.row) == [8] && plan.unchangedCount == 4, sourceLocation: location)
    }

    static func expectNothing(_ path: String, location: SourceLocation = #_sourceLocation) throws {
        let plan = try EditedSheet(SheetFile(path: path)).planner(for: Sample.order(), dotations: dotations).plan()
        #expect(plan.codes == [:], sourceLocation: location)
        #expect(plan.isEmpty && plan.unchangedCount == 10, sourceLocation: location)
    }

    static func convert(_ file: URL, to filter: String, from source: [String] = [], in folder: URL) throws {
        let out = folder.appending(path: "out")
        let result = try output(
            of: "soffice",
            ["-env:UserInstallation=file://\(folder.path())profile", "--headless"] + source
                + ["--convert-to", filter, "--outdir", out.path(), file.path()])
        #expect(result?.status == 0, "\(result?.text ?? "")")
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python")) func openpyxlsEditsAreFoundAndNoOthers() throws {
        try withTemporaryFolder { folder in
            let (path, saved) = (folder.appending(path: "a.xlsx").path(), folder.appending(path: "b.xlsx").path())
            try Self.export.write(toFile: path, as: .xlsx)
            #expect(try OutsidePrograms.python(["-c", Self.edits, path, saved]).status == 0)
            try Self.expectEdits(saved, isIdentified: true)
        }
    }

    @Test(.enabled(if: OutsidePrograms.hasLibreOffice && OutsidePrograms.pythonPath != nil, "needs scripts/setup --interop"))
    func libreOfficeKeepsAllThatIsThere() throws {
        try withTemporaryFolder { folder in
            let plain = folder.appending(path: "plain.xlsx")
            let edited = folder.appending(path: "edited.xlsx")
            try Self.export.write(toFile: plain.path(), as: .xlsx)
            #expect(try OutsidePrograms.python(["-c", Self.edits, plain.path(), edited.path()]).status == 0)
            let out = folder.appending(path: "out")
            for file in [plain, edited] {
                try Self.convert(file, to: "xlsx", in: folder)
                // Separator `;`, quotation marks `"`, and UTF-8 or Windows-1252, as it shows the cells.
                try Self.convert(file, to: "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true", in: folder)
                let name = file.deletingPathExtension().lastPathComponent
                try FileManager.default.moveItem(at: out.appending(path: "\(name).csv"), to: out.appending(path: "\(name)-utf8.csv"))
                try Self.convert(file, to: "csv:Text - txt - csv (StarCalc):59,34,1,1,,0,false,true", in: folder)
            }
            try Self.expectNothing(out.appending(path: "plain.xlsx").path())
            try Self.expectEdits(out.appending(path: "edited.xlsx").path(), isIdentified: true)
            try Self.expectNothing(out.appending(path: "plain-utf8.csv").path())
            try Self.expectEdits(out.appending(path: "edited-utf8.csv").path(), isIdentified: false)
            try Self.expectNothing(out.appending(path: "plain.csv").path())
            try Self.expectEdits(out.appending(path: "edited.csv").path(), isIdentified: false)
        }
    }

    @Test(.enabled(if: OutsidePrograms.hasLibreOffice, "needs LibreOffice")) func libreOfficeOpensTheCSVAndSavesIt() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "a.csv")
            try Self.export.write(toFile: file.path(), as: .csv)
            // Separator `;`, quotation marks `"`, UTF-8: what a French LibreOffice proposes.
            try Self.convert(file, to: "xlsx", from: ["--infilter=Text - txt - csv (StarCalc):59,34,76"], in: folder)
            try Self.expectNothing(folder.appending(path: "out/a.xlsx").path())
        }
    }
}
