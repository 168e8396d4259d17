import Foundation
import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

@Suite struct PasswordTests {
    private func workbook(_ password: String?, rows: Int = 1) throws -> [UInt8] {
        var writer = WorkbookWriter(options: .init(strings: .inline, level: 0, password: password))
        var sheet = try writer.addSheet(SheetSettings("a"))
        for row in 0..<rows { try sheet.append([.text("été \(row &* 7919)"), .number(Double(row))]) }
        return try writer.finish()
    }

    private func code(_ bytes: [UInt8], password: String? = nil, limits: ReadLimits = .standard) -> String {
        do throws(SpreadsheetError) {
            let workbook = try Workbook(bytes: bytes, password: password, limits: limits)
            var rows = try workbook.rows(of: workbook.sheets[0])
            var count = 0
            while try rows.advance() { count += 1 }
            return "\(count)"
        } catch {
            return error.code.rawValue
        }
    }

    /// Small ones fill up one segment; large ones need a table of sectors that the header does not list whole.
    @Test(arguments: [1, 200, 60_000]) func `a workbook that is written with a password is opened with it alone`(rows: Int) throws {
        let bytes = try workbook("mot de passe é", rows: rows)
        #expect(bytes.starts(with: CompoundFile.signature) && bytes.count % 512 == 0)
        #expect(code(bytes, password: "mot de passe é") == "\(rows)")
        guard rows < 1000 else { return }
        #expect(code(bytes) == "format.encrypted")
        for wrong in ["mot de passe e", "", "mot de passe é "] { #expect(code(bytes, password: wrong) == "password.wrong") }
        // Strangers' limits allow it as well.
        #expect(code(bytes, password: "mot de passe é", limits: .strict) == "\(rows)")
    }

    @Test func `no two encryptions of one workbook are the same`() throws {
        #expect(try workbook(nil) == workbook(nil))
        #expect(try workbook("a") != workbook("a"))
    }

    @Test func `Excel's own password opens without asking`() throws {
        let bytes = try workbook("VelvetSweatshop")
        #expect(code(bytes) == "1")
        #expect(code(bytes, password: "any") == "1")
    }

    @Test func `an encrypted file appears whole or not at all`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("a.xlsx").path
        do {
            var writer = try WorkbookWriter(path: path, options: .init(password: "secret"))
            var sheet = try writer.addSheet(SheetSettings("a"))
            try sheet.append([.text("x")])
            #expect(!FileManager.default.fileExists(atPath: path))
            try writer.finish()
        }
        let file = try SheetFile(path: path, password: "secret")
        #expect(file.format == .xlsx && file.sheets.map(\.name) == ["a"])
        do {
            var writer = try WorkbookWriter(path: folder.appendingPathComponent("b.xlsx").path, options: .init(password: "secret"))
            _ = try writer.addSheet(SheetSettings("a"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.xlsx"])
        #expect(throws: SpreadsheetError(.fileUnwritable, "")) {
            _ = try WorkbookWriter(path: folder.appendingPathComponent("no/b.xlsx").path, options: .init(password: "secret"))
        }
        for password in ["", String(repeating: "a", count: 256)] {
            #expect(throws: SpreadsheetError(.notWritable, "")) { _ = try WorkbookWriter(path: path, options: .init(password: password)) }
            #expect(throws: SpreadsheetError(.notWritable, "")) { _ = try workbook(password) }
        }
    }

    @Test func `what was changed after it was encrypted is refused`() throws {
        let bytes = try workbook("a", rows: 500)
        var changed = bytes
        changed[9000] ^= 1
        #expect(code(changed, password: "a") == "encryption.damaged")
        #expect(code(changed) == "format.encrypted")
        #expect(code(Array(bytes.prefix(9000)), password: "a") == "cfb.malformed")
    }

    @Test(arguments: [
        ("spinCount=\"100000\"", "spinCount=\"999999\"", "password.wrong"),
        ("spinCount=\"100000\"", "spinCount=\"-10000\"", "encryption.damaged"),
        ("<keyData ", "<keyDate ", "encryption.damaged"),
        // For a certificate alone.
        ("<p:encryptedKey spinCount", "<p:encryptedKey spinCounT", "encryption.unsupported"),
        ("ChainingModeCBC", "ChainingModeCFB", "encryption.unsupported"),
        ("cipherAlgorithm=\"AES\"", "cipherAlgorithm=\"DES\"", "encryption.unsupported"), ("SHA512", "SHA999", "encryption.unsupported"),
        ("keyBits=\"256\"", "keyBits=\"257\"", "encryption.damaged"), ("saltValue=\"", "saltValue=\"!", "encryption.damaged"),
        ("<?xml", "<!xml", "xml.malformed"),
    ]) func `a description that is not as it must be is refused`(old: String, new: String, expected: String) throws {
        let bytes = try workbook("a")
        let place = try #require(Data(bytes).range(of: Data(old.utf8)))
        let changed = Array(bytes[..<place.lowerBound]) + Array(new.utf8) + bytes[(place.lowerBound + new.utf8.count)...]
        #expect(code(changed, password: "a") == expected)
        // What is not read is said before anybody is asked for a password.
        if expected == "encryption.unsupported" { #expect(code(changed) == expected) }
    }

    @Test func `more rounds than the limit are not begun`() throws {
        let bytes = try workbook("a")
        var limits = ReadLimits.standard
        limits.passwordRounds = 99_999
        #expect(code(bytes, password: "a", limits: limits) == "limit.password-rounds")
        #expect(code(bytes, limits: limits) == "limit.password-rounds")
        limits.passwordRounds = 100_000
        #expect(code(bytes, password: "a", limits: limits) == "1")
    }

    @Test(arguments: [10_000_001, Int.max / 100]) func `more rounds than anybody's file may ask for are not begun`(rounds: Int) throws {
        let bytes = [UInt8](try #require(Data(workbook("a")).askingForRounds(rounds)))
        for limits in [ReadLimits.standard, .strict] {
            for password in ["a", "b", nil] { #expect(code(bytes, password: password, limits: limits) == "limit.password-rounds") }
        }
    }

    @Test func `an encrypted workbook is held to the limits of one that is not`() throws {
        let plain = try workbook(nil, rows: 500)
        let encrypted = try workbook("a", rows: 500)
        for (change, expected) in [
            ({ $0.zip.archiveSize = UInt64(plain.count) - 1 }, "limit.file-size"),
            ({ $0.zip.entrySize = 1000 }, "limit.inflated"), ({ $0.zip.totalSize = 1000 }, "limit.inflated"),
            ({ $0.rows = 499 }, "limit.rows"), ({ $0.cells = 999 }, "limit.cells"), ({ $0.sheetText = 1000 }, "limit.text"),
        ] as [((inout ReadLimits) -> Void, String)] {
            var limits = ReadLimits.standard
            change(&limits)
            #expect(code(plain, limits: limits) == expected)
            #expect(code(encrypted, password: "a", limits: limits) == expected)
        }
    }

    @Test func `a length that the package does not have is refused before anything is deciphered`() throws {
        let length = UInt64(try workbook(nil, rows: 500).count)
        let bytes = try workbook("a", rows: 500)
        let place = try #require(Data(bytes).range(of: withUnsafeBytes(of: length.littleEndian) { Data($0) }))
        for other in [length + 5000, 1 << 40, UInt64.max, UInt64.max - 7] {
            var changed = bytes
            changed.replaceSubrange(place, with: withUnsafeBytes(of: other.littleEndian) { Array($0) })
            #expect(code(changed, password: "a") == "encryption.damaged")
        }
    }
}
