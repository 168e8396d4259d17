import Foundation
import Spreadsheet
import TestSupport
import Testing
import ZipContainer

/// Encrypted files of other programs.
@Suite struct EncryptedFileTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    private func rows(_ bytes: [UInt8], password: String?) throws(SpreadsheetError) -> [[CellValue]] {
        let workbook = try Workbook(bytes: bytes, password: password)
        var rows = try workbook.rows(of: workbook.sheets[0])
        var values: [[CellValue]] = []
        while let row = try rows.next() { values.append(row.cells.map(\.value)) }
        return values
    }

    @Test(arguments: ["blowfish.ods", "aes.ods", "rc4.xls", "standard.xlsx"]) func `what LibreOffice encrypted is opened`(
        name: String
    ) throws {
        let bytes = try Self.fixture(name)
        let expected: [[CellValue]] = [[.text("id"), .text("montant")], [.number(1), .number(2.5)], [.text("Ã©"), .number(2)]]
        #expect(try rows(bytes, password: "motdepasse é") == expected)
        #expect(throws: SpreadsheetError(.encrypted, "")) { () throws in _ = try rows(bytes, password: nil) }
        for wrong in ["motdepasse e", "", "Motdepasse é"] {
            #expect(throws: SpreadsheetError(.wrongPassword, "")) { () throws in _ = try rows(bytes, password: wrong) }
        }
        let properties = try Workbook(bytes: bytes, password: "motdepasse é").properties()
        #expect(name.hasSuffix(".xls") || properties.application?.hasPrefix("LibreOffice") == true)
    }

    @Test func `what LibreOffice encrypted as a whole is opened, within the limits of strangers too`() throws {
        let bytes = try Self.fixture("whole.ods")
        for limits in [ReadLimits.standard, .strict] {
            let workbook = try Workbook(bytes: bytes, password: "hello", limits: limits)
            #expect(workbook.format == .ods && workbook.sheets.map(\.name) == ["Sheet1"])
            #expect(try workbook.properties().application?.hasPrefix("LibreOffice/25.8.4.2") == true)
        }
        #expect(try rows(bytes, password: "hello") == [[.text("Hello!")]])
        #expect(code(bytes, password: nil) == "format.encrypted")
        for wrong in ["Hello", "", "hello "] { #expect(code(bytes, password: wrong) == "password.wrong") }
        #expect(try SheetFile(bytes: bytes, password: "hello").format == .ods)
    }

    @Test func `parts that are encrypted each in another way are opened`() throws {
        let bytes = try Self.fixture("parts.ods")
        #expect(try rows(bytes, password: "motdepasse é") == [[.number(42)]])
        #expect(try Workbook(bytes: bytes, password: "motdepasse é").properties().application == "forge.py")
        #expect(code(bytes, password: nil) == "format.encrypted")
        #expect(code(bytes, password: "motdepasse e") == "password.wrong")
    }

    @Test func `properties that are encrypted are read`() throws {
        let bytes = try Self.fixture("properties.xls")
        #expect(try rows(bytes, password: "motdepasse é") == [[.number(42)]])
        let properties = try Workbook(bytes: bytes, password: "motdepasse é").properties()
        #expect(properties.title == "secret title" && properties.application == "forge.py" && properties.company == "secret company")
        #expect(code(bytes, password: "motdepasse e") == "password.wrong")
        let place = try #require(Data(bytes).range(of: Data("encryption".utf16.flatMap { [UInt8($0), 0] }))).lowerBound
        // Of a stream that begins elsewhere nothing is properties, and the workbook is read all the same.
        var damaged = bytes
        damaged[place + 116] ^= 1
        #expect(try rows(damaged, password: "motdepasse é") == [[.number(42)]])
        #expect(try Workbook(bytes: damaged, password: "motdepasse é").properties().title == nil)
    }

    /// How often and over how much memory a password is hashed.
    @Test(arguments: [
        ("aes.ods", 100_000, 0), ("whole.ods", 3 * 65_536, 64 << 20), ("parts.ods", 2 * 96, 96 << 10), ("standard.xlsx", 50_000, 0),
    ]) func `what takes too long or too much memory is not begun`(name: String, rounds: Int, memory: Int) throws {
        let bytes = try Self.fixture(name)
        var limits = ReadLimits.standard
        (limits.passwordRounds, limits.passwordMemory) = (rounds - 1, memory)
        for password in [nil, "any"] { #expect(code(bytes, password: password, limits: limits) == "limit.password-rounds") }
        limits.passwordRounds = rounds
        #expect(code(bytes, password: "any", limits: limits) == "password.wrong")
        guard memory > 0 else { return }
        limits.passwordMemory = memory - 1
        for password in [nil, "any"] { #expect(code(bytes, password: password, limits: limits) == "limit.password-memory") }
    }

    private struct Change: Sendable {
        var name: String
        var file: String
        var code: String
        /// Without a password.
        var unasked = "format.encrypted"
        var password = "motdepasse é"
        var part = "content.xml"
        var deflates = false
        var keepsChecksum = false
        var manifest: (old: String, new: String)?
        var bytes: @Sendable (inout [UInt8]) -> Void = { _ in }
    }

    private static func whole(
        _ name: String, _ code: String, keepsChecksum: Bool = false, _ bytes: @escaping @Sendable (inout [UInt8]) -> Void
    ) -> Change {
        Change(
            name: name, file: "whole.ods", code: code, password: "hello", part: "encrypted-package", keepsChecksum: keepsChecksum,
            bytes: bytes)
    }

    private static func manifest(
        _ old: String, _ new: String, _ code: String, unasked: String? = nil, file: String = "whole.ods"
    ) -> Change {
        Change(
            name: new, file: file, code: code, unasked: unasked ?? code, password: file == "whole.ods" ? "hello" : "motdepasse é",
            manifest: (old, new))
    }

    private static let changes: [Change] = [
        Change(name: "nothing", file: "aes.ods", code: "values"),
        Change(name: "deflated once more", file: "aes.ods", code: "encryption.damaged", deflates: true),
        Change(name: "without seven bytes", file: "aes.ods", code: "encryption.damaged", bytes: { $0.removeLast(7) }),
        Change(name: "without any bytes", file: "aes.ods", code: "encryption.damaged", bytes: { $0 = [] }),
        Change(name: "changed", file: "aes.ods", code: "encryption.damaged", keepsChecksum: true, bytes: { $0[100] ^= 1 }),
        // As far as anybody can tell who has not the archive's checksum of what it was.
        Change(name: "changed by a program that packs", file: "aes.ods", code: "password.wrong", bytes: { $0[100] ^= 1 }),
        Change(name: "Blowfish, deflated once more", file: "blowfish.ods", code: "encryption.damaged", deflates: true),
        Change(name: "Blowfish, changed", file: "blowfish.ods", code: "encryption.damaged", keepsChecksum: true, bytes: { $0[100] ^= 1 }),
        Change(name: "authenticated, deflated once more", file: "parts.ods", code: "encryption.damaged", deflates: true),
        whole("whole, nothing", "values") { _ in },
        whole("whole, another vector", "encryption.damaged") { $0[0] ^= 1 },
        whole("whole, too short", "encryption.damaged") { $0 = Array($0.prefix(27)) },
        whole("whole, without any bytes", "encryption.damaged") { $0 = [] },
        whole("whole, changed", "encryption.damaged", keepsChecksum: true) { $0[2000] ^= 1 },
        whole("whole, changed by a program that packs", "password.wrong") { $0[2000] ^= 1 },
        manifest("aes256-gcm", "aes256-xts", "encryption.unsupported"),
        manifest("manifest:argon2id", "manifest:argon2ix", "encryption.unsupported"),
        manifest("xmlenc#sha256", "xmlenc#sha999", "encryption.unsupported"),
        manifest("#sha256-1k", "#sha999-1k", "encryption.unsupported", file: "aes.ods"),
        manifest("#aes256-cbc", "#kw-aes-256", "encryption.unsupported", file: "aes.ods"),
        manifest("Blowfish CFB", "Blowfish ECB", "encryption.unsupported", file: "blowfish.ods"),
        manifest("aes256-gcm", "aes128-gcm", "encryption.damaged"), manifest("lanes=\"4\"", "lanes=\"0\"", "encryption.damaged"),
        manifest("lanes=\"4\"", "lanes=\"9999\"", "encryption.damaged"),
        manifest("argon2-memory=\"", "argon2-memorx=\"", "encryption.damaged"),
        manifest("manifest:salt=\"", "manifest:salt=\"!", "encryption.damaged"), manifest("tor=\"", "tor=\"AAAA", "encryption.damaged"),
        manifest("iterations=\"3\"", "iterations=\"0\"", "encryption.damaged"),
        manifest("iterations=\"3\"", "iterations=\"153\"", "limit.password-rounds"),
        manifest("memory=\"65536\"", "memory=\"1048577\"", "limit.password-memory"),
        manifest("memory=\"65536\"", "memory=\"99999999999999999999\"", "encryption.damaged"),
        manifest("size=\"6732\"", "size=\"6731\"", "zip.size-mismatch", unasked: "format.encrypted"),
        manifest("size=\"6732\"", "size=\"1073741825\"", "limit.file-size", unasked: "format.encrypted"),
        // Of a part's own size as little is believed.
        manifest("size=\"5747\"", "size=\"5746\"", "zip.size-mismatch", unasked: "format.encrypted", file: "aes.ods"),
        manifest("size=\"5747\"", "size=\"9999999999\"", "limit.inflated", unasked: "format.encrypted", file: "aes.ods"),
        manifest("lanes=\"4\"", "lanes=\"2\"", "password.wrong", unasked: "format.encrypted"),
    ]

    @Test(arguments: changes.indices) func `what is damaged, what is not read and what a password does not open differ`(index: Int) throws {
        let change = Self.changes[index]
        let archive = try ZipArchive(bytes: Self.fixture(change.file))
        let entries = try archive.entries.map { entry in
            var bytes = try archive.bytes(of: entry)
            if entry.name == "META-INF/manifest.xml", let (old, new) = change.manifest {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(text.contains(old))
                bytes = Array(text.replacing(old, with: new).utf8)
            }
            let isChanged = entry.name == change.part
            if isChanged { change.bytes(&bytes) }
            return ZipFile.Entry(entry.name, bytes, deflated: isChanged && change.deflates).with {
                if isChanged, change.keepsChecksum { $0.checksum = entry.checksum }
            }
        }
        let bytes = ZipFile(entries).bytes
        #expect(code(bytes, password: change.password) == change.code, "\(change.name)")
        #expect(code(bytes, password: nil) == change.unasked, "\(change.name)")
    }

    private func code(_ bytes: [UInt8], password: String?, limits: ReadLimits = .standard) -> String {
        do throws(SpreadsheetError) {
            let workbook = try Workbook(bytes: bytes, password: password, limits: limits)
            var rows = try workbook.rows(of: workbook.sheets[0])
            while try rows.advance() {}
            return "values"
        } catch {
            return error.code.rawValue
        }
    }

    @Test func `what is encrypted in a package may be no package of OpenDocument, and asks for nothing once more`() throws {
        let types = ["vnd.oasis.opendocument.text", "vnd.oasis.opendocument.spreadsheet"]
        let archive = try ZipArchive(bytes: Self.fixture("parts.ods"))
        let part = try #require(archive.entry(named: "content.xml"))
        let manifest = try archive.bytes(of: #require(archive.entry(named: "META-INF/manifest.xml")))
        // The part is a document, and so no archive.
        let text = String(decoding: manifest, as: UTF8.self).replacing("\"content.xml\"", with: "\"encrypted-package\"")
        for type in types {
            let entries = [
                ZipFile.Entry("mimetype", "application/\(type)", deflated: false),
                ZipFile.Entry("encrypted-package", try archive.bytes(of: part), deflated: false),
                ZipFile.Entry("META-INF/manifest.xml", text),
            ]
            let isSheet = type == types[1]
            #expect(code(ZipFile(entries).bytes, password: nil) == (isSheet ? "format.encrypted" : "format.not-a-workbook"))
            #expect(code(ZipFile(entries).bytes, password: "motdepasse é") == (isSheet ? "zip.bad-eocd" : "format.not-a-workbook"))
            if isSheet { #expect(code(ZipFile(Array(entries.dropFirst())).bytes, password: nil) == "format.encrypted") }
        }
    }

    private static func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    @Test(arguments: ["blowfish.ods", "aes.ods", "standard.xlsx"]) func `what is deciphered is held to the limits`(name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
        for (change, code) in [
            ({ $0.rows = 2 }, .tooManyRows), ({ $0.zip.entrySize = 100 }, SpreadsheetError.Code(.inflatedTooLarge)),
        ] as [((inout ReadLimits) -> Void, SpreadsheetError.Code)] {
            var limits = ReadLimits.standard
            change(&limits)
            #expect(throws: SpreadsheetError(code, "")) { () throws in
                let workbook = try Workbook(bytes: bytes, password: "motdepasse é", limits: limits)
                var rows = try workbook.rows(of: workbook.sheets[0])
                while try rows.advance() {}
            }
        }
    }

    struct Entry: Decodable, CustomTestStringConvertible {
        var id: String
        var container: String
        var expect: String
        var password: String?
        var testDescription: String { id }
    }

    private static let entries: [Entry] = {
        guard let manifest = ReferenceFiles.file("corpus-legacy/manifest.json"), let bytes = try? Data(contentsOf: manifest) else {
            return []
        }
        return ((try? JSONDecoder().decode([Entry].self, from: bytes)) ?? []).filter { $0.container.contains("encrypted") }
    }()

    @Test(.enabled(if: !entries.isEmpty, "the corpus is not there; set DOTATIONS_CORPUS"), arguments: entries)
    func `a real file is opened by its password, and by no other`(entry: Entry) throws {
        let file = try #require(ReferenceFiles.file("corpus-legacy/files/\(entry.id)"))
        let bytes = [UInt8](try Data(contentsOf: file))
        if entry.expect == "values" {
            // Excel's own password.
            _ = try rows(bytes, password: nil)
            return
        }
        #expect(throws: SpreadsheetError(.encrypted, "")) { () throws in _ = try rows(bytes, password: nil) }
        #expect(throws: SpreadsheetError(.wrongPassword, "")) { () throws in _ = try rows(bytes, password: "another") }
        if let password = entry.password { _ = try rows(bytes, password: password) }
    }

    /// Excel 2002 encrypted the properties too, where it was not told otherwise.
    @Test(
        .enabled(if: !entries.isEmpty, "the corpus is not there; set DOTATIONS_CORPUS"),
        arguments: ["128_enhanced", "128_enhdss", "128_enhrsa", "128_enhrsasc", "128_strong", "40_dhsc", "40_dss"])
    func `a real file's properties are read with its password`(name: String) throws {
        let file = try #require(ReferenceFiles.file("corpus-legacy/files/sheetjs/password_2002_\(name).xls"))
        let properties = try Workbook(bytes: [UInt8](try Data(contentsOf: file)), password: "password").properties()
        #expect(properties.creator == "Foo" && properties.lastModifiedBy == "Foo" && properties.application == "Microsoft Excel")
        #expect(properties.created?.year == 2014)
    }
}
