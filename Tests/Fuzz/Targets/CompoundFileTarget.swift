import TestSupport
import ZipContainer

@testable import Spreadsheet

/// Compound files: streams of no more bytes than the file has, the same whole and in parts, whatever the sectors and the directory say.
enum CompoundFileTarget: FuzzTarget {
    static let name = "compound"
    static let longestInput = 16_384
    static let words = ["Workbook", "W\0o\0r\0k\0b\0o\0o\0k\0"]

    static func seeds() throws -> [[UInt8]] {
        let long = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
        var scattered = CompoundFileMaker([.init("Workbook", long), .init("Book", [1, 2, 3]), .init("Workbook", [4], in: "a")])
        scattered.isScattered = true
        var wide = CompoundFileMaker([.init("Book", [1, 2, 3])])
        wide.sectorShift = 12
        return [
            CompoundFileMaker([.init("Workbook", [1, 2, 3]), .init("Book", [UInt8](repeating: 5, count: 300))]).make().bytes,
            scattered.make().bytes, Array(wide.make().bytes.prefix(longestInput)),
        ]
    }

    static func run(_ input: [UInt8]) {
        // Without its signature no file is looked into.
        let bytes = CompoundFile.signature + input.dropFirst(CompoundFile.signature.count)
        for limits in [ReadLimits.standard, .strict] {
            guard let file = try? CompoundFile(source: ByteSource(bytes: bytes), limits: limits) else { continue }
            for name in ["Workbook", "Book", "EncryptedPackage"] {
                guard let entry = file.stream(named: name), let stream = try? file.contents(of: entry) else { continue }
                let all = (try? stream.allBytes()) ?? []
                require(UInt64(all.count) == stream.count && all.count <= bytes.count, "a stream of \(all.count) bytes in \(bytes.count)")
                var choices = InputBytes(input)
                for _ in 0..<8 where !all.isEmpty {
                    let start = Int(choices.uint16()) % all.count
                    let count = Int(choices.uint16())
                    let part = try? stream.bytes(at: UInt64(start), atMost: count)
                    require(part == Array(all[start...].prefix(count)), "another part at \(start)")
                }
            }
            if let content = try? XLSContent.open(file, password: PasswordTrial(given: nil, limits: limits), way: ReadingWay()) {
                _ = try? content.properties()
            }
        }
    }
}
