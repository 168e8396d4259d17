import Foundation
import TestSupport
import Testing

/// The round trip through programs that people edit with. Where a program is not installed, its tests are skipped.
@Suite struct RealProgramTests {
    /// An address, a mobile number and a resend, as a person types them.
    private static let edits = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        sheet = book.active
        sheet["E3"] = "Marie Curie <m.curie@Exemple.fr>"
        sheet["F5"] = "06.12.34.56.78"
        sheet["I7"] = "oui"
        book.save(sys.argv[1])
        """

    private func exported() throws -> Folder {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "--resend-column", "-o", "a.xlsx"])
        try folder.write(Self.edits, to: "edit.py")
        return folder
    }

    /// The file's import is the edits and nothing else.
    private func expectEdits(_ file: String, in folder: Folder, knowsItsExport: Bool = true) throws {
        let result = try folder.run("import", file, "--order", "2800886", "--yes", "--json")
        #expect(result.status == 0 && result.json["rows"] as? Int == 10 && result.json["unchanged"] as? Int == 7, "\(result.errors)")
        #expect(result.list("changed").map { $0["id"] as? String } == ["11843513", "11843516"])
        #expect(
            result.list("changed").first?["email"] as? [String: String] == ["old": "ancv.rec2@yopmail.com", "new": "m.curie@exemple.fr"])
        #expect(result.list("changed").last?["telephone"] as? [String: String] == ["old": "0665915236", "new": "0612345678"])
        #expect(result.list("resend").map { $0["id"] as? String } == ["11843510"])
        #expect(try folder.jobs().count == 3)
        let shown = try folder.run("imports", "list", "--json").list("imports").first
        #expect(shown?["export"] is String == knowsItsExport)
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `an export edited by openpyxl imports as the edits`() throws {
        let folder = try exported()
        #expect(try Command.shell(#""$python" edit.py a.xlsx"#, in: folder).status == 0)
        try expectEdits("a.xlsx", in: folder)
    }

    @Test(
        .enabled(if: OutsidePrograms.hasLibreOffice && OutsidePrograms.pythonPath != nil, "needs scripts/setup --interop"),
        arguments: ["xlsx", "csv"])
    func `an export that LibreOffice has saved imports as the edits`(format: String) throws {
        let folder = try exported()
        let filter = format == "xlsx" ? "xlsx:Calc MS Excel 2007 XML" : "csv:Text - txt - csv (StarCalc):59,34,76,1"
        let line = """
            "$python" edit.py a.xlsx && mkdir out && \
            HOME="$PWD" soffice -env:UserInstallation="file://$PWD/profile" --headless --convert-to '\(filter)' --outdir out a.xlsx
            """
        #expect(try Command.shell(line, in: folder).status == 0)
        try expectEdits("out/a.\(format)", in: folder, knowsItsExport: format == "xlsx")
    }

    @Test(.enabled(if: OutsidePrograms.hasLibreOffice, "needs LibreOffice"), arguments: ["xlsx", "csv"])
    func `an export that was only opened and saved changes nothing`(format: String) throws {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "a.xlsx"])
        let line = """
            mkdir out && HOME="$PWD" soffice -env:UserInstallation="file://$PWD/profile" --headless --convert-to \(format) --outdir out a.xlsx
            """
        #expect(try Command.shell(line, in: folder).status == 0)
        let result = try folder.run("import", "out/a.\(format)", "--order", "2800886", "--yes", "--json")
        #expect(result.json["status"] as? String == "unchanged" && result.json["unchanged"] as? Int == 10)
    }

    @Test func `a copy that lost its export's identity imports as the edits, once the order is said`() throws {
        let folder = try exported()
        let edits = ["E3": "Marie Curie <m.curie@Exemple.fr>", "F5": "06.12.34.56.78", "I7": "oui"]
        try folder.copyCells(of: "a.xlsx", to: "copie.xlsx", with: edits)
        let undetermined = try folder.run("import", "copie.xlsx", "--yes", "--json")
        #expect(undetermined.status == 1)
        #expect(undetermined.error["code"] as? String == "order.undetermined")
        #expect(try folder.jobs().isEmpty)
        try expectEdits("copie.xlsx", in: folder, knowsItsExport: false)
    }

    private static let hostile = ReferenceFiles.file("tools/hostile.py")

    @Test(.enabled(if: hostile != nil && OutsidePrograms.pythonPath != nil, "the hostile sheets are not there; set DOTATIONS_CORPUS"))
    func `hostile sheets are refused for what they are`() throws {
        let folder = try Folder()
        let result = try Command.shell(
            "\"$python\" '\(Self.hostile?.path ?? "")' --command \"$dotations\" --json faults.json", in: folder)
        print(result.lines.last ?? result.errors)
        let faults = try #require(try JSONSerialization.jsonObject(with: folder.data("faults.json")) as? [[String: String]])
        // The corpus was made when a status that differs refused its row; `HostileSheetTests` holds the rest of that file.
        let unexpected = faults.filter { fault in
            guard let file = fault["file"], file != "row_locked_columns.xlsx" else { return fault["file"] == nil }
            guard let code = ReferenceFiles.codesNow[file] else { return true }
            return fault["why"]?.hasPrefix("refused as \(code), ") != true
        }
        #expect(unexpected.isEmpty, "\(result.text)")
    }
}
