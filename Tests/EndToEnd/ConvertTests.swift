import Foundation
import Spreadsheet
import StoreTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite(.withoutStore) struct ConvertTests {
    @Test func `CSV becomes a workbook of texts, and the same CSV again`() throws {
        let folder = try Folder()
        try FileManager.default.copyItem(at: sample("commande_2800886.csv"), to: folder.url("a.csv"))
        let there = try Command.run("sheet", "convert", "a.csv", "b.xlsx", in: folder)
        #expect(there.status == 0 && there.output.isEmpty)
        #expect(there.errors == "b.xlsx : 11 lignes de la feuille « a ».\n")
        let workbook = try Workbook(path: folder.url("b.xlsx").path)
        var rows = try workbook.rows(of: workbook.sheets[0])
        _ = try rows.next()
        let row = try #require(try rows.next())
        #expect(row[column: 2] == .text("001") && row[column: 6] == .text("0665915236"))
        #expect(row.cells[0].numberFormat.code == "@")
        let back = try Command.run("sheet", "convert", "b.xlsx", "c.csv", "--json", in: folder)
        #expect(back.json["rows"] as? Int == 11 && back.errors.isEmpty)
        #expect(try folder.data("c.csv") == folder.data("a.csv"))
    }

    @Test func `a copy of a workbook has its values, formats, and what is hidden`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        #expect(try Command.run("sheet", "convert", "kinds.xlsx", "copy.xlsx", in: folder).errors == "copy.xlsx : 3 feuilles, 4 lignes.\n")
        for option in ["--json", "--text"] {
            let original = try Command.run("sheet", "dump", "kinds.xlsx", option, in: folder)
            #expect(try Command.run("sheet", "dump", "copy.xlsx", option, in: folder).text == original.text)
        }
        let info = try Command.run("sheet", "info", "copy.xlsx", "--count", "--json", in: folder)
        #expect((info.json["sheets"] as? [[String: Any]])?.first?["hiddenRows"] as? Int == 1)
    }

    @Test func `a hidden sheet that was asked for is shown in its own workbook`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        #expect(try Command.run("sheet", "convert", "kinds.xlsx", "one.xlsx", "--sheet", "Masquée", in: folder).status == 0)
        let sheets = try Workbook(path: folder.url("one.xlsx").path).sheets
        #expect(sheets.map(\.name) == ["Masquée"] && sheets.map(\.visibility) == [.visible])
    }

    @Test func `CSV takes the first visible sheet, or the one that was named`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        #expect(try Command.run("sheet", "convert", "kinds.xlsx", "-", "--sheet", "Masquée", in: folder).text == "\u{FEFF}x\r\n")
        let first = try Command.run("sheet", "convert", "kinds.xlsx", "-", "--json", in: folder)
        #expect(first.text.hasSuffix("1234,5;2020-08-21;2;\r\n"))
        #expect(first.errors.contains(#""rows":3"#))
    }

    @Test(arguments: [
        ("a[1]:b.csv", "a_1__b"), (String(repeating: "x", count: 40) + ".csv", String(repeating: "x", count: 31)),
        ("History.csv", "History_"), ("''.csv", "Feuil1"),
    ])
    func `a file's name becomes one that a tab can have`(name: String, tab: String) throws {
        let folder = try Folder(name, "a\n")
        #expect(try Command.run("sheet", "convert", name, "b.xlsx", in: folder).status == 0)
        #expect(try Workbook(path: folder.url("b.xlsx").path).sheets.map(\.name) == [tab])
    }

    @Test func `a file is never converted onto itself, whatever its path`() throws {
        let folder = try Folder("a.csv", "1;2\n")
        try FileManager.default.createSymbolicLink(at: folder.url("b.csv"), withDestinationURL: folder.url("a.csv"))
        for target in ["a.csv", "./a.csv", "b.csv"] {
            let result = try Command.run("sheet", "convert", "a.csv", target, in: folder)
            #expect(result.status == 64 && result.errors.contains("le même fichier"))
        }
        #expect(try folder.text("a.csv") == "1;2\n")
    }

    @Test func `a file that cannot be converted leaves what was there`() throws {
        let folder = try Folder("a.csv", String(repeating: "a;b\n", count: 1000) + "\"")
        try folder.write("old", to: "b.xlsx")
        let result = try Command.run("sheet", "convert", "a.csv", "b.xlsx", "--json", in: folder)
        #expect(result.status == 1 && result.output.isEmpty && result.error["code"] as? String == "csv.unterminated-quote")
        #expect(try folder.text("b.xlsx") == "old")
        #expect(try folder.names() == ["a.csv", "b.xlsx"])
    }

    @Test func `what a cell cannot hold is named with its place in the input`() throws {
        let folder = try Folder("a.csv", "a\n\n" + String(repeating: "x", count: 40_000) + "\n")
        let result = try Command.run("sheet", "convert", "a.csv", "b.xlsx", in: folder)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("a.csv, ligne 3 : "))
        let json = try Command.run("sheet", "convert", "a.csv", "b.xlsx", "--json", in: folder)
        #expect((json.error["code"] as? String)?.hasPrefix("write.") == true && json.error["file"] as? String == "a.csv")
        #expect(json.error["line"] as? Int == 3 && json.error["cell"] == nil)
        #expect(try folder.names() == ["a.csv"])
    }

    @Test func `an error or a format that workbooks do not know becomes one that they know`() throws {
        let folder = try Folder(
            "a.xml",
            """
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
            <Styles><Style ss:ID="s1"><NumberFormat ss:Format="HH[M]"/></Style></Styles>
            <Worksheet ss:Name="Feuil1"><Table><Row><Cell><Data ss:Type="Error">Err:502</Data></Cell>
            <Cell ss:StyleID="s1"><Data ss:Type="Number">12.5</Data></Cell></Row></Table></Worksheet></Workbook>
            """)
        #expect(try Command.run("sheet", "convert", "a.xml", "b.xlsx", in: folder).status == 0)
        let workbook = try Workbook(path: folder.url("b.xlsx").path)
        var rows = try workbook.rows(of: workbook.sheets[0])
        let row = try #require(try rows.next())
        #expect(row[column: 1] == .error(.value) && row[column: 2] == .number(12.5))
        #expect(row.cells[1].numberFormat == .general)
    }

    @Test func `what cannot be written at all is a fault of the output`() throws {
        let result = try Command.run("sheet", "convert", "a.csv", "no/b.xlsx", "--json", in: Folder("a.csv", "a\n"))
        #expect(result.status == 1 && result.error["code"] as? String == "file.unwritable" && result.error["file"] as? String == "b.xlsx")
    }

    @Test func `sheets that CSV has no place for are named, unless one was asked for`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let result = try Command.run("sheet", "convert", "kinds.xlsx", "a.csv", in: folder)
        #expect(
            result.errors == "a.csv : 3 lignes de la feuille « Feuil1 ». Autres feuilles, non converties : « Masquée », « Vide ».\n")
        let json = try Command.run("sheet", "convert", "kinds.xlsx", "b.csv", "--json", in: folder)
        #expect(json.json["leftOut"] as? [String] == ["Masquée", "Vide"])
        let one = try Command.run("sheet", "convert", "kinds.xlsx", "c.csv", "--sheet", "Vide", in: folder)
        #expect(one.errors == "c.csv : 0 ligne de la feuille « Vide ».\n")
    }

    @Test func `codes keep their zeros and durations their hours in CSV`() throws {
        let folder = try Folder()
        var writer = try WorkbookWriter(path: folder.url("a.xlsx").path)
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        try sheet.beginRow()
        for (code, number) in [("000", 1), ("0#\" \"##\" \"##\" \"##\" \"##", 665_915_236), ("[h]:mm", 1.25)] {
            try sheet.appendNumber(number, style: try writer.style(CellStyle(numberFormat: NumberFormat(code: code))))
        }
        try writer.finish()
        #expect(try Command.run("sheet", "convert", "a.xlsx", "-", in: folder).text == "\u{FEFF}001;06 65 91 52 36;30:00:00\r\n")
    }

    @Test func `standard output is called so`() throws {
        let result = try Command.run("sheet", "convert", "a.csv", "-", "--json", in: Folder("a.csv", "a\n"))
        #expect(result.errors.contains(#""target":"stdout""#))
    }

    @Test func `a signal to end leaves nothing half done`() throws {
        let folder = try Folder("a.csv", String(repeating: "abcdefgh;ijklmnop;qrstuvwx;yz\n", count: 300_000))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Command.path)
        process.arguments = ["sheet", "convert", "a.csv", "b.xlsx"]
        process.currentDirectoryURL = folder.url
        // What runs the tests may have signals blocked for itself, and the command would inherit that.
        var (all, before) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_UNBLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
        while try folder.names().count == 1, process.isRunning { usleep(1000) }
        #expect(try folder.names().contains { $0.hasSuffix(".tmp") })
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
        #expect(try folder.names() == ["a.csv"])
    }
}
