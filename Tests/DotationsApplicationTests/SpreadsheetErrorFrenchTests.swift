import DotationsApplication
import Foundation
import Spreadsheet
import Testing
import ZipContainer

@Suite struct SpreadsheetErrorFrenchTests {
    /// Every code that the sources declare, read from the sources themselves.
    private static func codes() throws -> [SpreadsheetError.Code] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let source = try String(
            contentsOf: root.appendingPathComponent("Sources/Spreadsheet/Model/SpreadsheetError+Codes.swift"), encoding: .utf8)
        let names = source.split(separator: "Self(\"").dropFirst().compactMap { $0.split(separator: "\"").first.map(String.init) }
        #expect(names.count > 40)
        return names.map { SpreadsheetError.Code(rawValue: $0) } + ZipError.Code.allCases.map { SpreadsheetError.Code($0) }
    }

    @Test func `every code has a French text`() throws {
        for code in try Self.codes() { #expect(SpreadsheetError(code, "").frenchAdvice?.hasSuffix(".") == true, "\(code.rawValue)") }
    }

    @Test func `each cause that keeps a value from being written has a sentence of its own`() throws {
        let codes = try Self.codes().filter { $0.rawValue.hasPrefix("write.") }
        #expect(codes.count == 10)
        #expect(Set(codes.map { SpreadsheetError($0, "").frenchMessage }).count == codes.count)
    }

    @Test func `a measure has its unit and groups of three digits`() {
        let error = SpreadsheetError(.fieldTooLong, exceeds: 65_536, measured: 98_301, "", at: .init(file: "a.csv", line: 2))
        #expect(
            error.frenchMessage == """
                a.csv, ligne 2 : un champ est trop long (98\u{202F}301 octets ; au plus 65\u{202F}536). \
                Corrigez la ligne, ou enregistrez le fichier au format .xlsx.
                """)
    }

    @Test func `every limit has its unit`() throws {
        let others: [SpreadsheetError.Code] = [
            .cellTooLong, .fieldTooLong, .tooManyColumns, .tokenTooLong, .tooManyAttributes, .tooDeep, .tooManyNames,
            .init(.tooManyEntries), .init(.badName), .writtenTooLong, .tooManyStylesWritten,
        ]
        let limits = try Self.codes().filter { $0.rawValue.hasPrefix("limit.") } + others
        #expect(limits.count == 24)
        for code in limits {
            let message = SpreadsheetError(code, exceeds: 4, measured: 5, "").frenchMessage
            #expect(message.contains("(5 ") && message.contains("\u{A0}; au plus 4)"), "\(message)")
        }
    }
}
