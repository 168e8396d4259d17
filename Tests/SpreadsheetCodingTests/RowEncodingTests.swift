import Foundation
import Spreadsheet
import SpreadsheetCoding
import Testing

/// Values as rows, and back.
@Suite struct RowEncodingTests {
    private enum Status: String, Codable { case active, suspended }

    private struct Item: Codable, Equatable {
        var name: String
        var count: Int
        var price: Decimal
        var date: Date
        var status: Status
        var isPaid: Bool?
        var ratio: Float
        var link: URL?
        var bytes: Data?
        var any: CellValue
        var id: UUID
    }

    private static let items = [
        Item(
            name: "=1+1", count: -1, price: 0, date: Date(timeIntervalSince1970: 0), status: .active, isPaid: true, ratio: 0.1,
            link: URL(string: "https://example.org"), bytes: Data("é".utf8), any: .blank, id: UUID()),
        Item(
            name: "n° 1", count: 1 << 53, price: Decimal(199) / 10, date: Date(timeIntervalSince1970: 1_597_968_000.5), status: .suspended,
            isPaid: nil, ratio: -1e9, link: nil, bytes: nil, any: "x", id: UUID()),
        Item(
            name: "deux\nlignes", count: 0, price: -1, date: Date(timeIntervalSince1970: -2_000_000_000), status: .active, isPaid: false,
            ratio: 0, link: nil, bytes: nil, any: "y", id: UUID()),
    ]

    @Test func `what is written as a workbook is read as the same values`() throws {
        var writer = WorkbookWriter()
        let bold = try writer.style(CellStyle(font: .init(isBold: true)))
        var sheet = try writer.addSheet(SheetSettings("a"))
        try sheet.encode(Self.items, headerStyle: bold)
        let file = try SheetFile(bytes: try writer.finish())
        #expect(try file.decode(Item.self) == Self.items)
        let read = try file["a"]
        #expect(read[range: "A1:C1"][0] == ["name", "count", "price"] && read["F3"] == .blank && read["D2"].date != nil)
    }

    @Test(arguments: [CSVDialect.Notation.international, .french])
    func `what is written as csv is read as the same values`(notation: CSVDialect.Notation) throws {
        let paris = try #require(TimeZone(identifier: "Europe/Paris"))
        let options = RowCodingOptions(notation: notation, timeZone: paris)
        var writer = try CSVWriter(dialect: CSVDialect(separator: UInt8(ascii: ";"), notation: notation))
        try writer.encode(Self.items, options: options)
        let file = try SheetFile(bytes: try writer.finish())
        #expect(try file.decode(Item.self, options: options) == Self.items)
    }

    private struct One<Value: Encodable>: Encodable { var value: Value }

    private static func refusal<Value: Encodable>(_ value: Value) throws -> SpreadsheetError? {
        var writer = try CSVWriter()
        do throws(SpreadsheetError) {
            try writer.encode([One(value: value)])
            return nil
        } catch {
            return error
        }
    }

    @Test func `a value that a cell cannot have exactly is refused`() throws {
        #expect(try Self.refusal(Int.max)?.code == .notWritable && Self.refusal(1 << 53) == nil)
        #expect(try Self.refusal(Double.nan)?.code == .notWritable && Self.refusal(Date.distantPast)?.code == .notWritable)
        let long = try #require(Decimal(string: "1234567890.12345678901"))
        #expect(try Self.refusal(long)?.detail.contains("“value”") == true)
        #expect(try Self.refusal([1, 2])?.code == .notWritable && Self.refusal(One(value: 1))?.code == .notWritable)
        #expect(try Self.refusal([1: 2])?.code == .notWritable)
    }

    @Test func `values are of one shape`() throws {
        var writer = try CSVWriter()
        let error = #expect(throws: SpreadsheetError.self) { try writer.encode([["a": 1], ["b": 2]]) }
        #expect(error?.code == .notWritable && error?.detail.contains("“b”") == true)
        #expect(throws: SpreadsheetError(.notWritable, "")) { try writer.encode([1, 2]) }
        #expect(throws: SpreadsheetError(.notWritable, "")) { try writer.encode([[1], [2]]) }
        #expect(String(decoding: try writer.finish(), as: UTF8.self) == "a\r\n1\r\n")
    }

    @Test func `values are written as they come, and none at all writes nothing`() throws {
        var writer = try CSVWriter()
        try writer.encode((1...3).lazy.map { One(value: $0) })
        try writer.encode([One<Int>]())
        #expect(String(decoding: try writer.finish(), as: UTF8.self) == "value\r\n1\r\n2\r\n3\r\n")
    }
}
