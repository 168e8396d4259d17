import TestSupport

@testable import ZipContainer

/// Raw deflate streams: the entry reader gives what zlib gives in one go, and refuses what zlib does not take whole.
///
/// The first two bytes of an input say by how much the entry's size is a lie.
enum InflateTarget: FuzzTarget {
    static let name = "inflate"
    static let longestInput = 16_384
    /// A little more than what a thread of its own inflates.
    private static let limit = 5 << 18

    static func seeds() throws -> [[UInt8]] {
        var generator = SeededGenerator(seed: 1)
        let contents: [[UInt8]] = [
            [], Array("a".utf8), Array("abcabcabcabcabcabcabc".utf8), (0..<2000).map { _ in UInt8(generator.number(0...255)) },
            (0..<9000).map { UInt8(truncatingIfNeeded: $0 / 7) }, [UInt8](repeating: 0x41, count: 1_100_000),
        ]
        return contents.map { [0, 0] + ZipFile.deflated($0) } + [[1, 0] + ZipFile.deflated(contents[2])]
    }

    static func run(_ input: [UInt8]) {
        guard input.count >= 2 else { return }
        let stream = Array(input.dropFirst(2))
        let lie = Int(Int16(bitPattern: UInt16(input[0]) | UInt16(input[1]) << 8))
        let reference = inflatedByZlib(stream, limit: limit)
        guard let reference else {
            // Whatever size is announced, a damaged stream is never read to its end. ISA-L takes some codes that are not complete, where zlib takes
            // none: then the checksum holds, which nothing but what is empty has.
            for size in [1 + lie & 0xFFFF, limit] { require(content(stream, size: size, checksum: 0) == nil, "a damaged stream was read") }
            return
        }
        let checksum = ZipFile.checksum(reference)
        let size = max(0, reference.count + lie)
        let content = content(stream, size: size, checksum: checksum)
        require(content == (size == reference.count ? reference : nil), "other bytes than zlib's, or a false size was accepted")
        if !reference.isEmpty {
            require(Self.content(stream, size: reference.count, checksum: ~checksum) == nil, "a false checksum was accepted")
        }
    }

    private static func content(_ stream: [UInt8], size: Int, checksum: UInt32) -> [UInt8]? {
        let entry = ZipEntry(
            name: "x", method: .deflated, compressedSize: UInt64(stream.count), size: UInt64(size), checksum: checksum, dataOffset: 0)
        var limits = ZipLimits.standard
        limits.ratio = .max
        var result: [UInt8] = []
        do throws(ZipError) {
            var reader = try ZipEntryReader(source: ByteSource(bytes: stream), entry: entry, limits: limits)
            var buffer = [UInt8](repeating: 0, count: 10_000)
            while true {
                let count = try reader.read(into: &buffer)
                if count == 0 { return result }
                result += buffer[..<count]
                require(result.count <= size, "more bytes than the entry's size")
            }
        } catch {
            return nil
        }
    }
}
