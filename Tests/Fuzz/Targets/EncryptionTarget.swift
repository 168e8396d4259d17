import TestSupport
import ZipContainer

@testable import DotationEncryption
@testable import Spreadsheet

/// What says how a workbook is encrypted, and what is encrypted: opened the same every time, or refused; and the ciphers of records give the same
/// bytes in any order.
///
/// The first byte of an input says what it is, the next two how long the description is that follows.
enum EncryptionTarget: FuzzTarget {
    static let name = "encryption"
    static let longestInput = 8192
    static let words = [
        "spinCount=\"", "keyBits=\"128\"", "keyBits=\"192\"", "hashAlgorithm=\"SHA1\"", "hashAlgorithm=\"SHA256\"", "SHA384",
        "saltValue=\"",
        "<dataIntegrity ", "<keyData ", "<p:encryptedKey ", "\u{4}\u{0}\u{2}\u{0}", "\u{4}\u{0}\u{4}\u{0}",
    ]

    static func seeds() throws -> [[UInt8]] {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("a"))
        try sheet.append([.text("x"), .number(1)])
        let package = try writer.finish()
        var bytes: [UInt8] = []
        try EncryptedPackage.write(package, password: "a", spinCount: 3) { (more) throws(SpreadsheetError) in bytes += more }
        let file = try CompoundFile(source: ByteSource(bytes: bytes), limits: .standard)
        let parts = try ["EncryptionInfo", "EncryptedPackage"].map { name in
            try file.stream(named: name).map { try file.contents(of: $0).allBytes() } ?? []
        }
        func seed(_ kind: UInt8, _ description: [UInt8], _ rest: [UInt8]) -> [UInt8] {
            [kind, UInt8(truncatingIfNeeded: description.count), UInt8(description.count >> 8)] + description + rest
        }
        let numbers = { (numbers: [UInt32]) in numbers.flatMap { RecordFile.number($0) } }
        let verifier = numbers([16]) + [UInt8](repeating: 7, count: 32)
        let standard = [4, 0, 2, 0] + numbers([0x24, 32, 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0]) + verifier + numbers([20])
        let windows = [1, 0, 2, 0, 2, 0] + numbers([4, 32, 4, 0, 0x6801, 0x8004, 128, 1, 0, 0]) + verifier + numbers([20])
        let filler = [UInt8](repeating: 7, count: 32)
        let records = RecordFile.number(UInt16(0x0A)) + [0, 0]
        return [
            seed(0, parts[0], parts[1]), seed(0, standard + filler, [3, 0, 0, 0, 0, 0, 0, 0] + filler),
            seed(1, windows + filler, records), seed(1, [1, 0, 1, 0, 1, 0] + filler + filler, records),
            // Excel's own password.
            seed(1, [0, 0, 0x59, 0xB3, 0x0A, 0x9A], records), seed(1, [0x59, 0xB3, 0x0A, 0x9A], records), seed(2, Array(0..<40), filler),
        ]
    }

    static func run(_ input: [UInt8]) {
        var choices = InputBytes(input)
        let kind = choices.byte()
        let length = Int(choices.uint16())
        let rest = Array(choices.rest)
        let (description, data) = (Array(rest.prefix(length)), Array(rest.dropFirst(length)))
        guard kind % 3 != 2 else { return runCipher(description, data) }
        let number = digest(input)
        var limits = limits(for: number)
        // Enough rounds for standard encryption only now and then, as they take long.
        limits.passwordRounds = number >> 8 & 31 == 0 ? 50_000 : 50
        let streams: [CompoundFileMaker.Stream]
        if kind % 3 == 0 {
            streams = [.init("EncryptionInfo", description), .init("EncryptedPackage", data)]
        } else {
            let begin = RecordFile.number(UInt16(0x0809)) + [16, 0, 0, 6, 5, 0] + [UInt8](repeating: 0, count: 12)
            let protection = RecordFile.number(UInt16(0x2F)) + RecordFile.number(UInt16(description.count))
            streams = [.init("Workbook", begin + protection + description + data)]
        }
        let bytes = CompoundFileMaker(streams).make().bytes
        let first = outcome(bytes, limits, ReadingWay())
        let second = outcome(bytes, limits, ReadingWay(pieces: .random(seed: number)))
        require(first == second, "\(second) instead of \(first)")
    }

    private static func outcome(_ bytes: [UInt8], _ limits: ReadLimits, _ way: ReadingWay) -> String {
        do throws(SpreadsheetError) {
            let workbook = try Workbook(source: ByteSource(bytes: bytes), fileName: nil, password: "a", limits: limits, way: way)
            var count = 0
            for sheet in workbook.sheets where sheet.kind == .worksheet {
                var rows = try workbook.rows(of: sheet)
                while try rows.advance() { count += rows.row.count }
            }
            return "\(workbook.sheets.count) \(count)"
        } catch {
            return error.code.rawValue
        }
    }

    /// RC4 with a key for each block, and XOR: whole, and in halves of which the second comes first.
    private static func runCipher(_ description: [UInt8], _ data: [UInt8]) {
        guard description.count >= 20 else { return }
        let salt = Array(description.prefix(16))
        let start = UInt64(description[16]) << 8 | UInt64(description[17])
        let middle = data.count / 2
        // A verifier without bytes is right.
        guard var rc4 = StreamCipher(verifier: [], hash: [], function: { _ in [] }, key: { salt + $0.littleEndianBytes }) else {
            return require(false, "RC4 is refused")
        }
        var (whole, halves) = (data, data)
        whole.withUnsafeMutableBytes { rc4.decipher($0, at: start) }
        halves.withUnsafeMutableBytes { bytes in
            rc4.decipher(UnsafeMutableRawBufferPointer(rebasing: bytes[middle...]), at: start + UInt64(middle))
            rc4.decipher(UnsafeMutableRawBufferPointer(rebasing: bytes[..<middle]), at: start)
        }
        require(whole == halves, "other bytes in halves by RC4")
        let xor = XOREncryption(key: 0xB359, verifier: 0x9A0A).cipher(password: "VelvetSweatshop")
        require(xor != nil, "Excel's own password is wrong")
        (whole, halves) = (data, data)
        whole.withUnsafeMutableBytes { xor?.decipher($0, at: start, recordSize: data.count) }
        halves.withUnsafeMutableBytes { bytes in
            xor?.decipher(UnsafeMutableRawBufferPointer(rebasing: bytes[middle...]), at: start + UInt64(middle), recordSize: data.count)
            xor?.decipher(UnsafeMutableRawBufferPointer(rebasing: bytes[..<middle]), at: start, recordSize: data.count)
        }
        require(whole == halves, "other bytes in halves by XOR")
    }
}
