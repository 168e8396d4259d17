import Synchronization
import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

/// How much of a document is read for its sheets.
@Suite struct TableReadingTests {
    private static let sheetCount = 50

    /// Documents of several sheets with 60 rows each.
    private static let documents: [[UInt8]] = {
        let sheets = 0..<sheetCount
        let rows = 0..<60
        let xml = sheets.map { sheet in
            let rows = rows.map { "<Row><Cell><Data ss:Type=\"Number\">\($0)</Data></Cell></Row>" }.joined()
            return "<Worksheet ss:Name=\"F\(sheet)\"><Table>\(rows)</Table></Worksheet>"
        }
        let ods = ODSFile(
            body: sheets.map { sheet in ODSFile.table(rows.map { ODSFile.row(ODSFile.number("\($0)")) }.joined(), name: "F\(sheet)") }
                .joined())
        let html = sheets.map { _ in "<table>" + rows.map { "<tr><td>\($0)</td></tr>" }.joined() + "</table>" }
        // Every other table stands in a cell of the one before, as pages are laid out.
        let nested = stride(from: 0, to: sheetCount, by: 2).map { _ in
            let inner = "<table>" + rows.map { "<tr><td>\($0)</td></tr>" }.joined() + "</table>"
            return "<table>" + rows.map { "<tr><td>\($0)</td><td>\($0 == 40 ? inner : "")</td></tr>" }.joined() + "</table>"
        }
        let workbook =
            "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
        return [Array("<?xml version=\"1.0\"?>\(workbook)\(xml.joined())</Workbook>".utf8), ods.bytes, ods.flatBytes]
            + [html, nested].map { Array("<html>\($0.joined())</html>".utf8) }
    }()

    /// Counts the bytes that are read of a document.
    private final class Meter: Sendable {
        private let count = Mutex(0)

        var read: Int { count.withLock { $0 } }

        func source(_ bytes: [UInt8]) -> ByteSource {
            ByteSource(count: UInt64(bytes.count)) { (offset, buffer) throws(ZipError) in
                let part = bytes[Int(offset)..<min(bytes.count, Int(offset) + buffer.count)]
                buffer.copyBytes(from: part)
                self.count.withLock { $0 += part.count }
                return part.count
            }
        }
    }

    private func workbook(_ document: Int) throws -> (Workbook, Meter, size: Int) {
        let meter = Meter()
        let bytes = Self.documents[document]
        let workbook = try Workbook(source: meter.source(bytes), fileName: nil, limits: .standard)
        #expect(workbook.sheets.count == Self.sheetCount)
        return (workbook, meter, bytes.count)
    }

    @Test(arguments: documents.indices) func `sheets of which the first rows are read cost one reading`(document: Int) throws {
        let (workbook, meter, size) = try workbook(document)
        let before = meter.read
        for sheet in workbook.sheets {
            var rows = try workbook.rows(of: sheet)
            for number in 1...20 {
                let row = try #require(try rows.next())
                #expect(row.number == number && row.cells[0].value == .number(Double(number - 1)) || workbook.format == .html)
            }
        }
        #expect(meter.read - before <= 3 * size)
    }

    @Test(arguments: documents.indices) func `sheets that are read to their ends cost one reading`(document: Int) throws {
        let (workbook, meter, size) = try workbook(document)
        var before = meter.read
        for sheet in workbook.sheets {
            var rows = try workbook.rows(of: sheet)
            var count = 0
            while try rows.advance() { count += 1 }
            #expect(count == 60)
        }
        #expect(meter.read - before <= 3 * size)
        before = meter.read
        for sheet in workbook.sheets { _ = try workbook.layout(of: sheet) }
        #expect(meter.read - before <= 3 * size)
    }

    @Test(arguments: documents.indices) func `a sheet is the same whatever was read before it`(document: Int) throws {
        let (workbook, _, _) = try workbook(document)
        func rows(_ sheet: Sheet) throws -> [Row] {
            var reader = try workbook.rows(of: sheet)
            var rows: [Row] = []
            while let row = try reader.next() { rows.append(row) }
            return rows
        }
        let expected = try workbook.sheets.map(rows)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<100 {
            let sheet = random.number(0...Self.sheetCount - 1)
            if random.number(0...1) == 0 {
                #expect(try rows(workbook.sheets[sheet]) == expected[sheet])
            } else {
                var reader = try workbook.rows(of: workbook.sheets[sheet])
                for _ in 0..<random.number(0...70) { _ = try reader.advance() }
            }
        }
    }

    /// A reader that met an error leaves nothing to read on from.
    @Test func `an error in one sheet is not one in the next`() throws {
        let cells = ["<Cell><Data ss:Type=\"Number\">x</Data></Cell>", "<Cell><Data ss:Type=\"Number\">1</Data></Cell>"]
        let sheets = cells.map { "<Worksheet ss:Name=\"F\"><Table><Row>\($0)</Row></Table></Worksheet>" }.joined()
        let xml =
            "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
        let workbook = try Workbook(bytes: Array("\(xml)\(sheets)</Workbook>".utf8))
        for sheet in workbook.sheets {
            var rows = try workbook.rows(of: sheet)
            do throws(SpreadsheetError) {
                #expect(try rows.next()?.cells[0].value == .number(1))
            } catch {
                #expect(error.code == .badValue && sheet == workbook.sheets[0])
            }
        }
    }

    @Test func `links and merged cells count together, and none is dropped`() throws {
        let rows = HTMLRows(details: nil, layout: SheetLayoutBuilder(), size: 0, limits: .standard)
        for row in 1..<CellReference.lastRow { try rows.setLink("#", row: row, column: 1) }
        try rows.layout?.addSpan((2, 2), row: CellReference.lastRow, column: 1)
        #expect(rows.layout?.layout.hyperlinks.count == CellReference.lastRow - 1)
        #expect(rows.layout?.layout.mergedCells.map(\.description) == ["A1048576:B1048576"])
        #expect(throws: SpreadsheetError(.tooManyCells, "")) { try rows.setLink("#", row: 1, column: 2) }
        #expect(throws: SpreadsheetError(.tooManyCells, "")) { try rows.layout?.addSpan((2, 1), row: 1, column: 1) }
    }
}
