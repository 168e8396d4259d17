import Foundation
import Spreadsheet
import StoreTestSupport
import TestSupport
import Testing

@Suite(.withoutStore) struct InfoTests {
    @Test func `the sample order is described to an admin`() throws {
        let folder = try Folder()
        try FileManager.default.copyItem(at: sample("commande_2800886.csv"), to: folder.url("commande.csv"))
        let result = try Command.run("sheet", "info", "commande.csv", "--count", in: folder)
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(
            result.text == """
                commande.csv : fichier CSV
                Séparateur : point-virgule
                Encodage : UTF-8, avec marque d’ordre des octets
                Fins de ligne : CRLF (Windows)

                1 feuille
                  Feuille   État     Lignes  Masquées  Cellules  Nombres  Dates  Textes  Booléens  Erreurs  Vides  Formules
                  commande  visible      11         0        88        0      0      88         0        0      0         0

                """)
    }

    @Test func `what Excel made of the sample is Windows-1252`() throws {
        let result = try Command.run("sheet", "info", sample("commande_2800886_excel.csv").path, "--json", in: Folder())
        #expect(result.json["encoding"] as? String == "windows-1252")
        #expect(result.json["byteOrderMark"] as? Bool == false)
        #expect(result.json["separator"] as? String == ";" && result.json["lineEnding"] as? String == "crlf")
    }

    @Test(arguments: [("a\nb\n", "lf"), ("\"a\r\nb\"\rc", "cr"), ("\"a\"\"\n\";b\r\n", "crlf"), ("sep=,\na", "lf"), ("a", nil)])
    func `the line ending is that of the first record`(text: String, name: String?) throws {
        let result = try Command.run("sheet", "info", "-", "--json", in: Folder(), input: Data(text.utf8))
        #expect(result.json["lineEnding"] as? String == name)
    }

    @Test func `what a file does not show is not claimed`() throws {
        let folder = try Folder("a.csv", "abc")
        let text = try Command.run("sheet", "info", "a.csv", in: folder).text
        #expect(text.contains("Encodage : UTF-8\n") && !text.contains("Séparateur") && !text.contains("Fins de ligne"))
        let json = try Command.run("sheet", "info", "a.csv", "--json", in: folder).json
        #expect(json["encoding"] as? String == "UTF-8" && json["separator"] is NSNull && json["lineEnding"] is NSNull)
        #expect(try Command.run("sheet", "info", "a.csv", "--separator", ";", in: folder).text.contains("Séparateur : point-virgule"))
    }

    private static let excel =
        #"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" "#
        + #"xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table/></Worksheet></Workbook>"#
    private static let openDocument =
        #"<?xml version="1.0"?><office:document "#
        + #"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" "#
        + #"office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>"#
        + #"<table:table table:name="a"/></office:spreadsheet></office:body></office:document>"#

    @Test(arguments: [
        ("<html><table><tr><td>1</td></tr></table></html>", "tableaux d’une page HTML", "html"),
        (excel, "classeur Excel 2003 en XML", "xml2003"), (openDocument, "classeur OpenDocument en un seul fichier XML (.fods)", "fods"),
        ("a;b\n", "fichier CSV", "csv"),
    ]) func `the format is named, whatever the file's name is`(text: String, words: String, format: String) throws {
        let folder = try Folder("portail.xls", text)
        #expect(try folder.done(["sheet", "info", "portail.xls"]).text.hasPrefix("portail.xls : \(words)\n"))
        #expect(try folder.done(["sheet", "info", "portail.xls", "--json"]).json["format"] as? String == format)
    }

    @Test(arguments: [
        ("aes.ods", "classeur OpenDocument (.ods)", "ods"), ("rc4.xls", "classeur Excel 5 à 2003 (.xls)", "xls"),
        ("standard.xlsx", "classeur Excel (.xlsx)", "xlsx"),
    ]) func `the format of a protected workbook is named`(name: String, words: String, format: String) throws {
        let folder = try Folder("secret", "motdepasse é\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.url("secret").path)
        let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("SpreadsheetTests/Fixtures").appendingPathComponent(name)
        try FileManager.default.copyItem(at: fixture, to: folder.url("a"))
        #expect(try folder.done(["sheet", "info", "a", "--password-file", "secret"]).text.hasPrefix("a : \(words)\n"))
        #expect(try folder.done(["sheet", "info", "a", "--password-file", "secret", "--json"]).json["format"] as? String == format)
    }

    @Test(.enabled(if: binary != nil, "the corpus is not there; set DOTATIONS_CORPUS")) func `the format of a binary workbook is named`()
        throws
    {
        let folder = try Folder()
        try FileManager.default.copyItem(at: #require(Self.binary), to: folder.url("a.xls"))
        #expect(try folder.done(["sheet", "info", "a.xls"]).text.hasPrefix("a.xls : classeur Excel binaire (.xlsb)\n"))
        #expect(try folder.done(["sheet", "info", "a.xls", "--json"]).json["format"] as? String == "xlsb")
    }

    private static let binary = ReferenceFiles.file("corpus-legacy/files/sheetjs/AutoFilter.xlsb")

    @Test func `a name that belongs to a sheet says so, and those of spreadsheets are in French`() throws {
        let folder = try Folder()
        var writer = try WorkbookWriter(path: folder.url("a.xlsx").path)
        writer.definedNames = [
            DefinedName("_xlnm.Print_Area", formula: "a!$A$1:$B$2", sheet: "a"), DefinedName("Total", formula: "a!$A$1", isHidden: true),
        ]
        _ = try writer.addSheet(SheetSettings("a"))
        try writer.finish()
        let lines = try Command.run("sheet", "info", "a.xlsx", in: folder).lines
        #expect(lines.contains("  Zone d’impression  a!$A$1:$B$2 (feuille « a »)"))
        #expect(lines.contains { $0.hasSuffix("a!$A$1 (masqué)") })
    }

    @Test func `a workbook is described with its sheets, names and properties`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let result = try Command.run("sheet", "info", "kinds.xlsx", in: folder)
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(
            result.text == """
                kinds.xlsx : classeur Excel (.xlsx)
                Titre : Essai
                Auteur : Zoé

                3 feuilles
                  Feuille  État
                  Feuil1   visible
                  Masquée  masquée
                  Vide     très masquée

                1 nom défini
                  Total  Feuil1!$A$2

                """)
    }

    @Test func `every cell is counted for programs`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let result = try Command.run("sheet", "info", "kinds.xlsx", "--count", "--json", in: folder)
        #expect(result.lines.count == 1)
        #expect(result.json["format"] as? String == "xlsx" && result.json["dateSystem"] as? Int == 1900)
        let sheets = try #require(result.json["sheets"] as? [[String: Any]])
        #expect(sheets.map { $0["state"] as? String } == ["visible", "hidden", "veryHidden"])
        #expect(sheets.map { $0["rows"] as? Int } == [3, 1, 0])
        #expect(sheets[0]["hiddenRows"] as? Int == 1 && sheets[0]["lastRow"] as? Int == 4 && sheets[0]["lastColumn"] as? Int == 6)
        #expect(
            sheets[0]["cells"] as? [String: Int] == [
                "total": 12, "number": 8, "date": 1, "text": 1, "boolean": 1, "error": 1, "blank": 0, "formula": 1,
            ])
        #expect((result.json["properties"] as? [String: Any])?["creator"] as? String == "Zoé")
        #expect((result.json["definedNames"] as? [[String: Any]])?.first?["formula"] as? String == "Feuil1!$A$2")
    }
}
