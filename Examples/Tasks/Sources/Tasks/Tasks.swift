import Foundation
import Spreadsheet
import SpreadsheetCoding

/// Does each task, and ends with an error where one does not give what it should.
@main
enum Tasks {
    struct Difference: Error {
        let task: String
        let found: String
    }

    static func main() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

        try writePeople(people, to: path("people.xlsx"))
        try expect("people", readPeople(path("people.xlsx")), people)
        try expect("total", total(path("people.xlsx")), people.reduce(0) { $0 + $1.amount })
        try expect("cell", readCell(path("people.xlsx")), "Åse")
        try expect("range", readRange(path("people.xlsx")), [["number", "name"], ["001", "Ève"], ["002", "Åse"]])
        try expect("column", sumOfColumn(path("people.xlsx")), 1350.4)
        try expect("dates", readDates(path("people.xlsx")), ["1980-01-01", nil, "2000-01-01"])
        try expect("sheets", listSheets(path("people.xlsx")), ["People visible A1:E4"])

        try writeReport(to: path("report.xlsx"))
        let formula = try readFormula(path("report.xlsx"))
        try expect("formula", formula.formula, "SUM(B2:B4)")
        try expect("result", formula.result, 1350.4)
        try expect("links", readLinks(path("report.xlsx")), ["https://example.org/help"])

        try expect("a good upload", await check(upload: upload(workbook(of: people))), nil)
        try expect("a bad upload", await check(upload: upload("number,name,amount,status\n1,a,x,active\n".utf8)), "value.type C2")

        try writeForm(to: path("form.xlsx"))
        try expect("form", SheetFile(path: path("form.xlsx"))["Form"]["B3"], "active")

        try writeCSV(people, to: path("people.csv"))
        try expect("csv", SheetFile(path: path("people.csv")).decode(Person.self, options: .init(notation: .french)), people)
        try convert(path("people.csv"), to: path("converted.xlsx"))
        try expect("converted", SheetFile(path: path("converted.xlsx"))["people"]["D2"], "1250,5")
        try exportCSV(path("people.xlsx"), sheet: "People", to: path("exported.csv"))
        try expect("exported", readPeople(path("exported.csv")), people)
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(contentsOf: URL(fileURLWithPath: path("exported.csv"))))
        try pipe.fileHandleForWriting.close()
        try expect("pipe", totalOfPipe(pipe.fileHandleForReading.fileDescriptor), 1350.4)
        try expect("preview", await preview(path("people.xlsx"), count: 2).map { $0[column: "A"] }, ["number", "001"])
        try merge([path("people.xlsx"), path("report.xlsx")], into: path("merged.xlsx"))
        try expect("merged", SheetFile(path: path("merged.xlsx"))["2 Report"].cell("B2")?.displayedText, "1,250.50 €")

        try setCell(of: path("report.xlsx"), to: path("edited.xlsx"))
        try expect("edited", Array(SheetFile(path: path("edited.xlsx"))["Report"][range: "B3:B4"]), [[95], [19.9]])
        try appendRows(people, to: path("people.xlsx"))
        try expect("appended", Array(SheetFile(path: path("people.xlsx"))["People"][range: "A5:B5"]), [["001", "Ève"]])

        print("Every task gave what it should.")
    }

    private static func upload(_ bytes: some Sequence<UInt8>) -> AsyncThrowingStream<UInt8, any Error> {
        AsyncThrowingStream { continuation in
            for byte in bytes { continuation.yield(byte) }
            continuation.finish()
        }
    }

    private static func expect<Value: Equatable>(_ task: String, _ found: Value, _ expected: Value) throws {
        if found != expected { throw Difference(task: task, found: "\(found)") }
    }
}
