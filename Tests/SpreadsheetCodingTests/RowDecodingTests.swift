import Foundation
import Spreadsheet
import SpreadsheetCoding
import TestSupport
import Testing

/// Rows as values of a type, from workbooks and from CSV.
@Suite struct RowDecodingTests {
    private enum Status: String, Codable { case active = "ACTIF", suspended = "SUSPENDU" }

    private struct Person: Codable, Equatable {
        var matricule: String
        var age: Int
        var amount: Decimal
        var born: Date?
        var status: Status
        var site: URL?
        var isPaid: Bool
        var ratio: Double?
        var level: Int8?

        enum CodingKeys: String, CodingKey {
            case matricule, age, born, status, site, ratio, level
            case amount = "Montant"
            case isPaid = "payé"
        }
    }

    private static let day = Date(timeIntervalSince1970: 1_597_968_000)  // 2020-08-21
    private static let titles: [CellValue] = [
        "MATRICULE", "Âge", "Montant (en €)", "born", "Status", "Site", "Payé ?", "other", "ratio", "level",
    ]

    private static func workbook(_ rows: [[CellValue]], titles: [CellValue] = titles) throws -> SheetFile {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("Gens"))
        for row in [titles] + rows { try sheet.append(row) }
        return try SheetFile(bytes: try writer.finish(), name: "a.xlsx")
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int, hour: Int = 0) throws -> CellValue {
        .date(try #require(SerialDate(CivilDateTime(year: year, month: month, day: day, hour: hour))))
    }

    @Test func `a row is a value of its type`() throws {
        let file = try Self.workbook([
            ["001", 41, 0.1, try Self.date(2020, 8, 21), "ACTIF", "https://example.org/a", true, "x", 0.25, -128],
            [], [.blank, ""],
            ["002", "42", "19.90", "2020-08-21", "SUSPENDU", .blank, "false", .blank, .blank, .blank],
        ])
        let people = try file.decode(Person.self)
        #expect(
            people == [
                Person(
                    matricule: "001", age: 41, amount: try #require(Decimal(string: "0.1")), born: Self.day, status: .active,
                    site: URL(string: "https://example.org/a"), isPaid: true, ratio: 0.25, level: -128),
                Person(
                    matricule: "002", age: 42, amount: try #require(Decimal(string: "19.9")), born: Self.day, status: .suspended, site: nil,
                    isPaid: false, ratio: nil, level: nil),
            ])
        #expect(try file.decode(Person.self, from: "Gens") == people)
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { try file.decode(Person.self, from: "gens") }
    }

    @Test func `french csv is decoded as a workbook is`() throws {
        let text = "matricule;age;montant;born;status;Payé\n007;1;1000,5;21/08/2020;ACTIF;vrai\n"
        let file = try SheetFile(bytes: Array(text.utf8), name: "gens.csv")
        let person = try #require(try file.decode(Person.self, options: .init(notation: .french)).first)
        #expect(person.matricule == "007" && person.amount == Decimal(string: "1000.5") && person.born == Self.day && person.isPaid)
        // In the other notation the same text is no date.
        let error = #expect(throws: SpreadsheetError.self) { try file.decode(Person.self) }
        #expect(error?.code == .wrongType)
        #expect(error?.location == .init(file: "gens.csv", sheet: "gens", cell: "D2", line: 2))
    }

    private struct One<Value: Codable & Sendable>: Codable, Sendable { var value: Value }

    private static func one<Value: Codable & Sendable>(_ value: CellValue, as type: Value.Type) throws -> Value? {
        try workbook([[value, "x"]], titles: ["Value", "other"]).decode(One<Value>.self).first?.value
    }

    @Test func `a number that its property cannot hold is refused`() throws {
        #expect(try Self.one(255, as: UInt8.self) == 255 && Self.one("18446744073709551615", as: UInt64.self) == .max)
        #expect(try Self.one(-9.007199254740992e15, as: Int.self) == -9_007_199_254_740_992)
        for (value, code) in [(256, .valueOutOfRange), (-1, .valueOutOfRange), (1.5, .wrongType), ("abc", .wrongType), (true, .wrongType)]
            as [(CellValue, SpreadsheetError.Code)]
        {
            let error = #expect(throws: SpreadsheetError.self) { try Self.one(value, as: UInt8.self) }
            #expect(error?.code == code && error?.location.cell == "A2", "\(value)")
        }
        #expect(throws: SpreadsheetError(.valueOutOfRange, "")) { try Self.one(1e300, as: Int.self) }
        #expect(throws: SpreadsheetError(.valueOutOfRange, "")) { try Self.one(1e300, as: Float.self) }
        #expect(throws: SpreadsheetError(.wrongType, "")) { try Self.one(.error(.notAvailable), as: Int?.self) }
        #expect(throws: SpreadsheetError(.wrongType, "")) { try Self.one(Self.date(2020, 8, 21), as: Double.self) }
    }

    @Test func `every type that a cell can have`() throws {
        #expect(try Self.one("QQ==", as: Data.self) == Data("A".utf8) && Self.one(7, as: String.self) == "7")
        #expect(try Self.one(true, as: String.self) == "TRUE" && Self.one(Self.date(2020, 8, 21), as: String.self) == "2020-08-21")
        #expect(try Self.one(1.5, as: Float.self) == 1.5 && Self.one(1.5, as: CellValue.self) == 1.5)
        #expect(try Self.one(1.5, as: CellValue?.self) == 1.5 && Self.one("00000000-0000-0000-0000-000000000001", as: UUID.self) != nil)
        #expect(try Self.one(.blank, as: CellValue.self) == .blank && Self.one(3, as: Int?.self) == 3)
        #expect(try Self.one(1e300, as: Double.self) == 1e300 && Self.one(0.1, as: Decimal.self) == Decimal(string: "0.1"))
        #expect(try Self.one("12345678901234567890.12", as: Decimal.self) == Decimal(string: "12345678901234567890.12"))
        #expect(throws: SpreadsheetError(.wrongType, "")) { try Self.one("12abc", as: Decimal.self) }
        #expect(throws: SpreadsheetError(.wrongType, "")) { try Self.one("!", as: Data.self) }
    }

    @Test(arguments: [
        ("2020-08-21", 1_597_968_000.0), ("2020-08-21 14:30", 1_598_020_200), ("2020-08-21T14:30:15.5", 1_598_020_215.5),
        ("2020-08-21T14:30:00Z", 1_598_020_200), ("2020-08-21T14:30:00+02:00", 1_598_013_000), (" 2020-08-21 ", 1_597_968_000),
    ])
    func `a text is a date where it says one`(text: String, seconds: Double) throws {
        #expect(try Self.one(.text(text), as: Date.self) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: ["", "2020", "2020-02-30", "21/08/2020", "2020-08-21T", "2020-08-21T25:00", "2020-08-21 14:30x", "2020-08-21Z"])
    func `a text that is no date is refused`(text: String) {
        #expect(throws: SpreadsheetError.self) { try Self.one(.text(text), as: Date.self) }
        #expect(throws: SpreadsheetError.self) { try Self.one(44064, as: Date.self) }
    }

    @Test func `dates are of the time zone that is asked for`() throws {
        let paris = try #require(TimeZone(identifier: "Europe/Paris"))
        for (month, offset) in [(1, 3600), (8, 7200)] {
            let file = try Self.workbook([[try Self.date(2020, month, 21, hour: 1)]], titles: ["value"])
            let date = try #require(try file.decode(One<Date>.self, options: .init(timeZone: paris)).first).value
            #expect(date.timeIntervalSince(try #require(try file.decode(One<Date>.self).first).value) == -Double(offset))
        }
    }

    @Test func `an error says the cell, the title and what to do, and not what the cell holds`() throws {
        var file = try Self.workbook([["001", "geheim", 1, .blank, "ACTIF", .blank, true]])
        var error = try #require(#expect(throws: SpreadsheetError.self) { try file.decode(Person.self) })
        #expect(error.code == .wrongType && error.location == .init(file: "a.xlsx", sheet: "Gens", cell: "B2"))
        #expect(error.detail.contains("“Âge”") && error.detail.contains("correct the cell") && !error.description.contains("geheim"))
        file = try Self.workbook([["001", .blank, 1, .blank, "ACTIF", .blank, true]])
        error = try #require(#expect(throws: SpreadsheetError.self) { try file.decode(Person.self) })
        #expect(error.code == .missingValue && error.location.cell == "B2")
        // A raw value that the enumeration does not have.
        file = try Self.workbook([["001", 1, 1, .blank, "geheim", .blank, true]])
        error = try #require(#expect(throws: SpreadsheetError.self) { try file.decode(Person.self) })
        #expect(error.code == .wrongType && error.location.cell == "E2" && !error.description.contains("geheim"))
        #expect(error.detail.contains("“Status”") && error.underlying is DecodingError)
        // A title that is not there, or there twice.
        file = try Self.workbook([["001"]], titles: ["matricule", "x"])
        error = try #require(#expect(throws: SpreadsheetError.self) { try file.decode(Person.self) })
        #expect(error.code == .noSuchColumn && error.detail.contains("“age”") && error.location.sheet == "Gens")
        file = try Self.workbook([["001", "2"]], titles: ["Matricule", "matricule :"])
        error = try #require(#expect(throws: SpreadsheetError.self) { try file.decode(Person.self) })
        #expect(error.code == .ambiguousColumn)
    }

    @Test func `a reader goes on below a row that it refuses`() throws {
        let file = try Self.workbook([["x"], [2], [.blank, "y"], [4]], titles: ["value"])
        var reader = try file.values(of: One<Int>.self)
        var values: [Int] = []
        var cells: [CellReference?] = []
        while true {
            do throws(SpreadsheetError) {
                guard let value = try reader.next() else { break }
                values.append(value.value)
            } catch {
                cells.append(error.location.cell)
            }
        }
        #expect(values == [2, 4] && cells == ["A2", "A4"])
    }

    @Test func `the header is the first row with cells, or the one that is named`() throws {
        let file = try Self.workbook([["value"], [7]], titles: ["Titre du document"])
        #expect(try file.decode(One<Int>.self, options: .init(headerRow: 2)).map(\.value) == [7])
        #expect(throws: SpreadsheetError(.noSuchColumn, "")) { try file.decode(One<Int>.self) }
        let error = #expect(throws: SpreadsheetError.self) { try file.decode(One<Int>.self, options: .init(headerRow: 9)) }
        #expect(error?.code == .noSuchColumn && error?.location.cell == "A9")
        #expect(try Self.workbook([], titles: []).decode(One<Int>.self).isEmpty)
    }

    private struct Custom: Decodable {
        struct Refusal: Error {}
        let value: Int

        enum CodingKeys: CodingKey { case value }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            value = try container.decode(Int.self, forKey: .value)
            if value < 0 { throw Refusal() }
        }
    }

    private struct Nested: Decodable { let value: [Int] }

    @Test func `a type may refuse a row by its own rules`() throws {
        let error = #expect(throws: SpreadsheetError.self) { try Self.workbook([[1], [-1]], titles: ["value"]).decode(Custom.self) }
        #expect(error?.code == .refusedRow && error?.underlying is Custom.Refusal && error?.location.cell == "A3")
        let nested = #expect(throws: SpreadsheetError.self) { try Self.workbook([[1]], titles: ["value"]).decode(Nested.self) }
        #expect(nested?.code == .wrongType && nested?.location.cell == "A2")
        #expect(throws: SpreadsheetError(.wrongType, "")) { try Self.workbook([[1]], titles: ["value"]).decode([Int].self) }
    }

    @Test func `a dictionary has the cells of a row by their titles`() throws {
        let rows = try Self.workbook([[1, .blank, "c"]], titles: ["A a", "B", "C"]).decode([String: String].self)
        #expect(rows == [["A a": "1", "C": "c"]])
    }

    @Test func `values come one at a time where they are awaited`() async throws {
        let file = try Self.workbook((1...5).map { [.number(Double($0))] }, titles: ["value"])
        var sum = 0
        for try await value in try file.values(of: One<Int>.self) { sum += value.value }
        #expect(sum == 15)
    }

    @Test func `cells that are out of place in their row are found`() throws {
        // Rows with gaps: the position of a cell is not its column.
        let file = try Self.workbook([[.blank, .blank, 3], [1, .blank, 3], [.blank, 2]], titles: ["a", "b", "c"])
        let rows = try file.decode([String: Int].self)
        #expect(rows == [["c": 3], ["a": 1, "c": 3], ["b": 2]])
    }
}
