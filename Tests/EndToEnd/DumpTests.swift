import Foundation
import Spreadsheet
import StoreTestSupport
import Testing

@Suite(.withoutStore) struct DumpTests {
    @Test func `every kind of value is written as the contract says`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let result = try Command.run("sheet", "dump", "kinds.xlsx", "--json", in: folder)
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(
            result.lines == [
                #"{"sheet":"Feuil1","state":"visible"}"#,
                ##"{"sheet":"Feuil1","row":1,"cells":["a\"\\\n\u0001é😀",null,true,{"error":"#N/A"}]}"##,
                #"{"sheet":"Feuil1","row":2,"cells":[11843511,0,0.1,1e+22,-1234.5625,0.3333333333333333]}"#,
                #"{"sheet":"Feuil1","row":4,"cells":[1234.5,44064,2]}"#,
                #"{"sheet":"Masquée","state":"hidden"}"#,
                #"{"sheet":"Masquée","row":1,"cells":["x"]}"#,
                #"{"sheet":"Vide","state":"veryHidden"}"#,
            ])
    }

    @Test(arguments: [["dump", "a.xlsx"], ["convert", "a.xlsx", "a.csv"], ["convert", "a.xlsx", "-"]])
    func `empty cells before a cell far out are limited, however small the file is`(command: [String]) throws {
        let folder = try Folder()
        for (rows, isAllowed) in [(305, true), (306, false)] {
            var writer = try WorkbookWriter(path: folder.url("a.xlsx").path)
            var sheet = try writer.addSheet(SheetSettings("Feuil1"))
            for row in 1...rows {
                try sheet.beginRow(row, isHidden: false)
                try sheet.move(toColumn: 16_384)
                try sheet.appendNumber(1)
            }
            try writer.finish()
            let result = try Command.run(["sheet"] + command + ["--limits", "strict", "--json"], in: folder)
            #expect((result.status == 0) == isAllowed)
            guard !isAllowed else { continue }
            #expect(result.error["code"] as? String == "limit.cells" && result.error["cell"] as? String == "XFD306")
            #expect(result.error["measured"] as? Int == 306 * 16_383 && result.error["limit"] as? Int == 5_000_000)
        }
    }

    @Test func `records made as long as the first are limited too`() throws {
        let folder = try Folder("a.csv", String(repeating: "a;", count: 255) + "a\n" + String(repeating: "a\n", count: 19_608))
        let result = try Command.run("sheet", "convert", "a.csv", "b.csv", "--limits", "strict", "--json", in: folder)
        #expect(result.status == 1 && result.error["code"] as? String == "limit.cells" && result.error["line"] as? Int == 19_609)
        #expect(try !folder.names().contains("b.csv"))
    }

    @Test func `with --text each cell is what a spreadsheet shows`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let result = try Command.run("sheet", "dump", "kinds.xlsx", "--text", "--sheet", "Feuil1", in: folder)
        #expect(result.status == 0 && result.lines.count == 4)
        #expect(result.lines[1] == ##"{"sheet":"Feuil1","row":1,"cells":["a\"\\\n\u0001é😀",null,"TRUE","#N/A"]}"##)
        #expect(result.lines[3] == #"{"sheet":"Feuil1","row":4,"cells":["1,234.50 €","21/08/2020","2"]}"#)
    }

    @Test func `every number is written with the fewest digits that give it back`() throws {
        let numbers = [
            0.0, 1, -1, 9.5, 0.07, -0.07, 123_456_789.01, 1e15, 999_999_999_999_999, 0.000001, 0.0000015, 1.000001, 2.5e-300, .pi, 1e-5,
            .greatestFiniteMagnitude, .leastNonzeroMagnitude, 4.35, 0.29, 1.005, 8_589_934_592.75, 44_064.604166666664, 12_345_678.901234,
        ]
        let folder = try Folder()
        try folder.writeNumbers(numbers, to: "n.xlsx")
        let row = try #require(try Command.run("sheet", "dump", "n.xlsx", in: folder).lines.last)
        let start = try #require(row.firstIndex(of: "["))
        let texts = row[row.index(after: start)...].dropLast(2).split(separator: ",").map(String.init)
        #expect(texts.map { Double($0) } == numbers)
        func digits(_ text: String) -> Int {
            String(text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }.reversed().drop { $0 == "0" }).count
        }
        // The standard library is known to give the fewest.
        for (text, number) in zip(texts, numbers) { #expect(digits(text) == digits(number.description), "\(text)") }
    }

    @Test func `fields of CSV are strings, and empty ones at the end are left out`() throws {
        let folder = try Folder("ma commande.csv", "Matricule;Nom\r\n001;\r\n;;\r\n;\"a;b\";;\r\n")
        let result = try Command.run("sheet", "dump", "ma commande.csv", in: folder)
        #expect(
            result.lines == [
                #"{"sheet":"ma commande","state":"visible"}"#, #"{"sheet":"ma commande","row":1,"cells":["Matricule","Nom"]}"#,
                #"{"sheet":"ma commande","row":2,"cells":["001"]}"#, #"{"sheet":"ma commande","row":4,"cells":["","a;b"]}"#,
            ])
    }

    @Test func `the layout of CSV can be told`() throws {
        let folder = try Folder()
        try Data([0x61, 0x7C, 0xE9, 0x0D, 0x0A]).write(to: folder.url("a.csv"))
        let result = try Command.run("sheet", "dump", "a.csv", "--separator", "|", "--encoding", "Windows-1252", in: folder)
        #expect(result.lines.last == #"{"sheet":"a","row":1,"cells":["a","é"]}"#)
        let tab = try Command.run("sheet", "dump", "-", "--separator", "tab", in: folder, input: Data("a;b\tc;d".utf8))
        #expect(tab.lines.last == #"{"sheet":"stdin","row":1,"cells":["a;b","c;d"]}"#)
    }

    @Test func `standard input is read where a hyphen stands`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let result = try Command.run("sheet", "dump", "-", "--sheet", "Masquée", in: folder, input: try folder.data("kinds.xlsx"))
        #expect(result.lines.last == #"{"sheet":"Masquée","row":1,"cells":["x"]}"#)
        let csv = try Command.run("sheet", "dump", "-", in: folder, input: Data("a;b\n".utf8))
        #expect(csv.lines == [#"{"sheet":"stdin","state":"visible"}"#, #"{"sheet":"stdin","row":1,"cells":["a","b"]}"#])
    }

    @Test func `a sheet that the workbook has lost is noted, and the others are read`() throws {
        let folder = try Folder()
        try folder.writeBookThatLostASheet(to: "lost.xlsx")
        let result = try Command.run("sheet", "dump", "lost.xlsx", in: folder)
        #expect(result.status == 0)
        #expect(
            result.lines == [
                #"{"sheet":"Perdue","state":"visible"}"#, #"{"sheet":"Gardée","state":"visible"}"#,
                #"{"sheet":"Gardée","row":1,"cells":[7]}"#,
            ])
        #expect(result.errors == "lost.xlsx, « Perdue » : cette feuille manque dans le classeur ; elle est laissée de côté.\n")
        let strict = try Command.run("sheet", "dump", "lost.xlsx", "--limits", "strict", "--json", in: folder)
        #expect(strict.status == 1 && strict.output.isEmpty)
        #expect(strict.error["code"] as? String == "opc.missing-part")
        #expect(strict.error["sheet"] as? String == "Perdue")
    }

    @Test func `a reader that has seen enough ends it quietly`() throws {
        let folder = try Folder("a.csv", String(repeating: "abcdefgh;ijklmnop\n", count: 50_000))
        let result = try Command.shell(#"{ "$dotations" sheet dump a.csv; echo "status $?" >&2; } | head -n 1"#, in: folder)
        #expect(result.lines == [#"{"sheet":"a","state":"visible"}"#])
        #expect(result.errors == "status 0\n")
    }
}
