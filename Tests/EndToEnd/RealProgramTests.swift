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
    private func expectEdits(_ file: String, in folder: Folder, knowsItsExport: Bool = true, options: [String] = []) throws {
        let result = try Command.run(["import", file, "--order", "2800886", "--yes", "--json"] + options, in: folder)
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

    /// What a sheet is saved as in LibreOffice.
    enum Saving: String, CaseIterable, CustomTestStringConvertible {
        case xlsx, csv, xls, ods, fods
        case encryptedXLSX = "encrypted.xlsx"
        case encryptedODS = "encrypted.ods"
        case encryptedXLS = "encrypted.xls"

        var filter: String {
            switch self {
            case .xlsx, .encryptedXLSX: "Calc MS Excel 2007 XML"
            case .csv: "csv:59,34,76,1"
            case .xls, .encryptedXLS: "MS Excel 97"
            case .ods, .encryptedODS: "calc8"
            case .fods: "OpenDocument Spreadsheet Flat XML"
            }
        }

        var isEncrypted: Bool { rawValue.hasPrefix("encrypted.") }
        var testDescription: String { rawValue }
    }

    /// Saves `a.xlsx` as `saved.` and the format, with the password in `secret` where it is encrypted.
    private func save(_ saving: Saving, in folder: Folder, typing edits: [String]) throws -> String {
        let file = "saved.\(saving.rawValue)"
        let password = "Été 2020"
        try folder.write(password, to: "secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.url("secret").path)
        let program = packageFolder.appendingPathComponent("Tests/LibreOffice/edit.py").path
        let result = try output(
            of: OutsidePrograms.libreOfficePython,
            [
                program, folder.url("profile").path, folder.url("a.xlsx").path, folder.url(file).path, saving.filter,
                saving.isEncrypted ? password : "",
            ] + edits)
        try #require(result?.status == 0, "\(result?.text ?? "")")
        return file
    }

    @Test(.enabled(if: OutsidePrograms.canDriveLibreOffice, "needs scripts/setup --interop"), arguments: Saving.allCases)
    func `an export edited in LibreOffice imports as the edits`(saving: Saving) throws {
        let folder = try exported()
        let edits = ["E3=Marie Curie <m.curie@Exemple.fr>", "F5=06.12.34.56.78", "I7=oui"]
        let file = try save(saving, in: folder, typing: edits)
        if saving.isEncrypted {
            let asked = try folder.run("import", file, "--order", "2800886", "--yes", "--json")
            #expect(asked.status == 1 && asked.error["code"] as? String == "format.encrypted")
        }
        // A text file has no properties.
        try expectEdits(
            file, in: folder, knowsItsExport: saving != .csv, options: saving.isEncrypted ? ["--password-file", "secret"] : [])
    }

    @Test(.enabled(if: OutsidePrograms.canDriveLibreOffice, "needs scripts/setup --interop"), arguments: Saving.allCases)
    func `an export that was only opened and saved changes nothing`(saving: Saving) throws {
        let folder = try exported()
        let file = try save(saving, in: folder, typing: [])
        let options = saving.isEncrypted ? ["--password-file", "secret"] : []
        let result = try Command.run(["import", file, "--order", "2800886", "--yes", "--json"] + options, in: folder)
        #expect(result.json["status"] as? String == "unchanged" && result.json["unchanged"] as? Int == 10, "\(result.errors)")
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
