import Foundation
import Spreadsheet
import Testing

/// The code of the article "Getting started", compiled and run. The tests contain the article's code exactly, except for indentation.
@Suite struct GettingStartedTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

    private func withFile(_ name: String, _ body: (String) throws -> Void) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent(name).path)
    }

    private func writeWorkbook(_ path: String) throws {
        var workbook = try WorkbookWriter(path: path)
        let bold = try workbook.style(CellStyle(font: .init(isBold: true)))
        let euros = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "#,##0.00 \"€\"")))
        var sheet = try workbook.addSheet(SheetSettings("Commande", frozenRows: 1))
        try sheet.append(["Matricule", "Montant"], style: bold)
        try sheet.beginRow()
        try sheet.appendText("001")
        try sheet.appendNumber(1250.5, style: euros)
        try workbook.finish()
    }

    @Test func `a workbook is written and read`() throws {
        try withFile("a.xlsx") { path in
            try writeWorkbook(path)
            let file = try SheetFile(path: path)
            for sheet in file.sheets where sheet.kind == .worksheet {
                var rows = try file.rows(of: sheet)
                while let row = try rows.next() {
                    print(sheet.name, row.number, row.cells.map(\.displayedText))
                }
            }
            var rows = try file.rows(of: file.sheets[0])
            #expect(try rows.next()?.cells.map(\.displayedText) == ["Matricule", "Montant"])
            #expect(try rows.next()?.cells.map(\.displayedText) == ["001", "1,250.50 €"])
            #expect(try rows.next() == nil)
        }
    }

    @Test func `errors end where they are handled`() throws {
        try withFile("a.xlsx") { path in
            try writeWorkbook(path)
            do throws(SpreadsheetError) {
                let file = try SheetFile(path: path)
                var rows = try file.rows(of: file.sheets[0])
                while let row = try rows.next() { print(row.number) }
            } catch {
                print(error.code, error.location)
            }
        }
    }

    @Test func `a sheet has features beside its cells`() throws {
        try withFile("a.xlsx") { path in
            var report = try WorkbookWriter(path: path)
            let input = try report.style(CellStyle(isLocked: false))
            var page = PageSetup()
            page.isLandscape = true
            page.pagesWide = 1
            page.repeatedRows = 1...1
            var sheet = try report.addSheet(
                SheetSettings("Statuts", columns: [ColumnSettings(1...2, width: 18)], frozenRows: 1, pageSetup: page))
            sheet.features.tables = [Table("Statuts", "A1:B2")]
            sheet.features.dataValidations = [DataValidation(["B2"], .list(["ACTIF", "SUSPENDU"]))]
            sheet.features.comments = [CellComment("B2", "À vérifier", author: "Admin")]
            sheet.features.hyperlinks = [Hyperlink("A1", to: .url("https://example.org/aide"))]
            sheet.features.protection = SheetProtection()
            try sheet.append(["Matricule", "Statut"])
            try sheet.beginRow()
            try sheet.appendText("001")
            try sheet.appendText("ACTIF", style: input)
            try report.finish()
            let file = try SheetFile(path: path)
            var rows = try file.rows(of: file.sheets[0], options: .hyperlinks)
            #expect(try rows.next()?.cells.first?.hyperlink == "https://example.org/aide")
            #expect(file.workbook?.definedNames.map(\.name) == ["_xlnm.Print_Titles"])
        }
    }

    @Test func `a sheet has texts of several typefaces, formulas of ranges, and widths that fit`() throws {
        try withFile("a.xlsx") { path in
            var summary = try WorkbookWriter(path: path)
            var figures = try summary.addSheet(SheetSettings("Total", columns: [ColumnSettings(1...2, fitsContents: true)]))
            try figures.beginRow()
            try figures.appendText(["To be paid: ", TextRun("all of it", font: .init(isBold: true))])
            try figures.append([2, 3])
            try figures.append([4, 5])
            try figures.beginRow()
            try figures.appendArrayFormula("SUM(A2:A3*B2:B3)", filling: "A4", value: 26)
            try summary.finish()
            #expect(try SheetFile(path: path)["Total"]["A1"] == "To be paid: all of it")
        }
    }

    @Test func `the list of topics has every type that is public`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Spreadsheet")
        let page = try String(contentsOf: root.appendingPathComponent("Spreadsheet.docc/Spreadsheet.md"), encoding: .utf8)
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        var types = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                guard words.count > 2, words[0] == "public", ["struct", "enum"].contains(words[1]), line.hasPrefix("public") else {
                    continue
                }
                let name = words[2].prefix { $0.isLetter }
                #expect(page.contains("``\(name)``"), "\(name)")
                types += 1
            }
        }
        #expect(types > 30)
    }

    @Test func `values are told apart`() throws {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("a"))
        try sheet.append([.blank, .blank, .blank, .blank, .blank, .blank, .number(550)])
        try sheet.append([.blank, .blank, .blank, .blank, .blank, .blank, .text("700€")])
        let file = try SheetFile(bytes: try writer.finish())
        var rows = try file.rows(of: file.sheets[0])
        var total = 0.0
        var texts: [String] = []
        while let row = try rows.next() {
            switch row[column: 7] {
            case .number(let amount): total += amount
            case .text(let text): texts.append(text)
            default: break
            }
        }
        #expect(total == 550 && texts == ["700€"])
    }

    @Test(arguments: [nil, "faux", "juste"]) func `a file with a password says whether it is missing or wrong`(password: String?) throws {
        try withFile("a.xlsx") { path in
            var writer = try WorkbookWriter(path: path, options: .init(password: "juste"))
            _ = try writer.addSheet(SheetSettings("a"))
            try writer.finish()
            var messages: [String] = []
            do throws(SpreadsheetError) {
                _ = try SheetFile(path: path, password: password)
            } catch {
                switch error.code {
                case .encrypted: messages.append("It has a password, and none was given.")
                case .wrongPassword: messages.append("That is not its password.")
                default: messages.append("\(error)")
                }
            }
            let expected: [String?: [String]] = [
                nil: ["It has a password, and none was given."], "faux": ["That is not its password."], "juste": [],
            ]
            #expect(messages == expected[password])
        }
    }

    @Test func `rows are read where they are`() throws {
        try withFile("a.xlsx") { path in
            try writeWorkbook(path)
            let file = try SheetFile(path: path)
            var rows = try file.rows(of: file.sheets[0])
            var sum = 0.0
            while try rows.advance() {
                let row = rows.row
                for position in 0..<row.count {
                    if let number = row[position].number { sum += number }
                }
            }
            #expect(sum == 1250.5)
        }
    }

    @Test func `cells are looked up by name, and rows awaited`() throws {
        try withFile("a.xlsx") { path in
            var writer = try WorkbookWriter(path: path)
            var written = try writer.addSheet(SheetSettings("Feuil1"))
            try written.append(["Matricule", "Montant"])
            for number in 1...9 { try written.append([.text("00\(number)"), .number(Double(number))]) }
            try writer.finish()
            let sheet = try SheetFile(path: path)["Feuil1"]
            print(sheet["B7"], sheet[column: "C"].count)
            for values in sheet[range: "A1:C10"] { print(values) }
            let amounts = try sheet.column(titled: "Montant")
            #expect(sheet["B7"] == 6 && amounts.count == 9)
            let file = try SheetFile(path: path)
            Task {
                for try await row in file.asyncRows(of: file.sheets[0]) { print(row.number) }
            }
        }
    }

    /// What the article shows of standard input, which a test has none of.
    private func sumOfStandardInput() throws -> Double {
        var sum = 0.0
        var records = try CSVReader(fileDescriptor: 0)
        while try records.advance() { sum += records.row[0].number(in: .international) ?? 0 }
        return sum
    }

    @Test func `a file that is refused has a code and a message`() throws {
        try withFile("a.xlsx") { upload in
            try Data("%PDF-1.7".utf8).write(to: URL(fileURLWithPath: upload))
            var messages: [String] = []
            do throws(SpreadsheetError) {
                _ = try SheetFile(path: upload, limits: .strict)
            } catch {
                messages.append("\(error)")
            }
            #expect(messages.first?.hasPrefix("format.unknown (a.xlsx): ") == true)
        }
    }

    /// With the byte order mark, which Foundation's own way would drop.
    private func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    @Test func `CSV is written`() throws {
        try withFile("a.csv") { path in
            var csv = try CSVWriter(path: path)
            try csv.append(["Matricule", "Montant"])
            try csv.append(["001", 1250.5])
            try csv.finish()
            #expect(try text(path) == "Matricule,Montant\r\n001,1250.5\r\n")
            let french = CSVDialect(separator: UInt8(ascii: ";"), hasByteOrderMark: true, notation: .french)
            var shown = try CSVWriter(path: path, dialect: french)
            try shown.append([.text("001"), .number(1250.5)])
            try shown.finish()
            #expect(try text(path) == "\u{FEFF}001;1250,5\r\n")
        }
    }

    @Test func `the article and the readme show the code that is compiled here`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        func lines(_ text: some StringProtocol) -> [String] {
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
        let compiled = lines(try String(contentsOfFile: #filePath, encoding: .utf8)).joined(separator: "\n")
        for (page, count) in [("Sources/Spreadsheet/Spreadsheet.docc/GettingStarted.md", 14), ("README.md", 2)] {
            let text = try String(contentsOf: root.appendingPathComponent(page), encoding: .utf8)
            let blocks = text.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
            #expect(blocks.count == count)
            for block in blocks { #expect(compiled.contains(lines(block).joined(separator: "\n")), "\(page): \(block)") }
        }
    }
}
