internal import CDotationsZlib
import TestSupport
import Testing

@testable import ZipContainer

@Suite struct BlockDeflaterTests {
    enum Kind: CaseIterable {
        /// Cannot be made smaller.
        case noise
        case fewLetters
        case oneByte
        case runs
        /// Repeats itself at all distances, near and beyond the window.
        case copies
        /// The frequencies are so far apart that codes would be longer than deflate allows.
        case skewed
        case markup

        func bytes(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
            var bytes: [UInt8] = []
            // Frequencies by Fibonacci's numbers make the deepest trees.
            var fibonacci = [1, 1]
            while fibonacci.count < 24 { fibonacci.append(fibonacci[fibonacci.count - 1] + fibonacci[fibonacci.count - 2]) }
            let total = fibonacci.reduce(0, +)
            while bytes.count < count {
                switch self {
                case .noise: bytes.append(.random(in: 0...255, using: &random))
                case .fewLetters: bytes.append(.random(in: 60...63, using: &random))
                case .oneByte: bytes.append(7)
                case .runs: bytes.append(UInt8(truncatingIfNeeded: bytes.count / 300))
                case .copies:
                    let length = Int.random(in: 1...400, using: &random)
                    let start = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
                    for index in start..<start + length {
                        bytes.append(index < bytes.count ? bytes[index] : .random(in: 0...255, using: &random))
                    }
                case .skewed:
                    var rest = Int.random(in: 0..<total, using: &random)
                    let symbol = fibonacci.firstIndex {
                        rest -= $0
                        return rest < 0
                    }
                    bytes.append(UInt8(symbol ?? 0) * 10)
                case .markup:
                    let row = bytes.count / 60 + 1
                    bytes += Array(
                        "<c r=\"A\(row)\" t=\"s\"><v>\(UInt32.random(in: 0...9999, using: &random))</v></c><c r=\"B\(row)\">".utf8)
                }
            }
            return Array(bytes.prefix(count))
        }
    }

    /// What zlib makes of a raw deflate stream that ends where the bytes do; nil if it refuses.
    static func inflated(_ bytes: [UInt8], count: Int) -> [UInt8]? {
        var bytes = bytes
        var result = [UInt8](repeating: 0, count: count + 1)
        var stream = z_stream()
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        return bytes.withUnsafeMutableBufferPointer { input in
            result.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                guard inflate(&stream, Z_FINISH) == Z_STREAM_END, stream.avail_in == 0 else { return nil }
                return Array(output.prefix(Int(stream.total_out)))
            }
        }
    }

    static func deflated(_ bytes: [UInt8], blockSize: Int, with deflater: inout BlockDeflater) -> [UInt8]? {
        var result: [UInt8] = []
        var output = [UInt8](repeating: 0, count: deflater.bound(min(blockSize, bytes.count)))
        var start = 0
        repeat {
            let end = min(start + blockSize, bytes.count)
            let count = bytes[start..<end].withUnsafeBytes { block in
                output.withUnsafeMutableBytes { deflater.deflate(block, isLast: end == bytes.count, into: $0) }
            }
            guard let count else { return nil }
            result += output[..<count]
            start = end
        } while start < bytes.count
        return result
    }

    @Test(arguments: Kind.allCases, [1, 6])
    func zlibInflatesWhatBlocksBecome(kind: Kind, level: Int) throws {
        var random = SeededGenerator(seed: 42)
        // One deflater for all: nothing of a block may show in the next.
        var deflater = try BlockDeflater(level: level)
        for size in [0, 1, 2, 15, 16, 17, 18, 258, 259, 4_000, 32_768, 70_000, 300_000] {
            let bytes = kind.bytes(size, &random)
            for blockSize in [17, 4_096, 65_536, 1 << 19] where size / blockSize < 500 {
                let deflated = try #require(Self.deflated(bytes, blockSize: blockSize, with: &deflater))
                #expect(Self.inflated(deflated, count: size) == bytes, "\(size) bytes in blocks of \(blockSize)")
            }
        }
    }

    /// Whether each block of a raw deflate stream is stored (0), or has codes of its own (2).
    static func blockKinds(_ bytes: [UInt8], count: Int) -> [UInt8] {
        var bytes = bytes
        var result = [UInt8](repeating: 0, count: count + 1)
        var stream = z_stream()
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return [] }
        defer { inflateEnd(&stream) }
        return bytes.withUnsafeMutableBufferPointer { input in
            result.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                var kinds: [UInt8] = []
                var bit = 0
                // zlib stops after each block, and returns how many bits of its last byte it has not used.
                while true {
                    let header = (0..<3).map { (input[(bit + $0) / 8] >> UInt8((bit + $0) % 8)) & 1 }
                    kinds.append(header[1] | header[2] << 1)
                    var status = Z_OK
                    repeat { status = inflate(&stream, Z_BLOCK) } while status == Z_OK && stream.data_type & 128 == 0
                    guard status == Z_OK, stream.data_type & 64 == 0 else { return kinds }
                    bit = Int(stream.total_in) * 8 - Int(stream.data_type & 7)
                }
            }
        }
    }

    /// Data that changes from one stretch to the next, so that stored blocks begin at every bit of a byte.
    @Test(arguments: 0..<60) func mixturesComeBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let kind = Kind.allCases.randomElement(using: &random) ?? .noise
            bytes += kind.bytes(Int.random(in: 0...40_000, using: &random), &random)
        }
        var deflater = try BlockDeflater(level: 2)
        let blockSize = [512, 10_000, 100_000, 1 << 19].randomElement(using: &random) ?? 512
        let deflated = try #require(Self.deflated(bytes, blockSize: blockSize, with: &deflater))
        #expect(Self.inflated(deflated, count: bytes.count) == bytes)
        #expect(deflated.count <= FastDeflater.bound(bytes.count) + bytes.count / blockSize * 1024)
    }

    @Test func bothKindsOfBlocksAreWritten() throws {
        var random = SeededGenerator(seed: 5)
        var deflater = try BlockDeflater(level: 2)
        func kinds(_ bytes: [UInt8]) throws -> [UInt8] {
            Self.blockKinds(try #require(Self.deflated(bytes, blockSize: 1 << 19, with: &deflater)), count: bytes.count)
        }
        let (noise, markup) = (Kind.noise.bytes(100_000, &random), Kind.markup.bytes(200_000, &random))
        #expect(try Set(kinds(noise)) == [0])
        #expect(try Set(kinds(markup)) == [2])
        #expect(try Set(kinds(markup + noise + markup)) == [0, 2])
    }

    @Test func nothingIsWrittenBeyondTheBuffer() throws {
        var random = SeededGenerator(seed: 1)
        var deflater = try BlockDeflater(level: 1)
        let bytes = Kind.markup.bytes(20_000, &random)
        let whole = try #require(Self.deflated(bytes, blockSize: 1 << 19, with: &deflater)).count
        var failures = 0
        for room in stride(from: 0, through: whole + 32, by: 7) {
            var output = [UInt8](repeating: 0xAA, count: room + 64)
            let count = bytes.withUnsafeBytes { block in
                output.withUnsafeMutableBytes {
                    deflater.deflate(block, isLast: true, into: UnsafeMutableRawBufferPointer(rebasing: $0[..<room]))
                }
            }
            if count == nil { failures += 1 } else { #expect(count == whole) }
            #expect(output[room...].allSatisfy { $0 == 0xAA })
        }
        #expect(failures > 0)
    }
}
