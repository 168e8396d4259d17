internal import CDotationsZlib
import TestSupport
import Testing

@testable import ZipContainer

@Suite struct RunningChecksumTests {
    /// Noise, of which every part begins and ends at any place.
    private static let noise: [UInt8] = {
        var random = SeededGenerator(seed: 1)
        return (0..<5000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }()

    private static func checksum(_ bytes: ArraySlice<UInt8>, after before: ArraySlice<UInt8> = []) -> UInt32 {
        var checksum = CRC32()
        before.withUnsafeBytes { checksum.add($0) }
        bytes.withUnsafeBytes { checksum.add($0) }
        return checksum.value
    }

    /// The remainder bit by bit, as RFC 1952, section 8, defines it.
    private static func defined(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = remainder & 1 == 1
                remainder >>= 1
                if isOdd { remainder ^= 0xEDB8_8320 }
            }
        }
        return ~remainder
    }

    @Test func `it is what the definition says, whatever the length and the place`() {
        for count in [0, 1, 15, 16, 63, 64, 255, 256, 257, 271, 272, 287, 319, 320, 321, 383, 400, 1000, 1024, 4095, 4096, 4980] {
            for start in [0, 1, 7, 8, 15, 16] {
                let bytes = Self.noise[start..<start + count]
                #expect(Self.checksum(bytes) == Self.defined(bytes), "\(count) bytes from \(start)")
            }
        }
    }

    @Test func `it is the same however the bytes come`() {
        let whole = Self.defined(Self.noise[...])
        for place in stride(from: 0, through: Self.noise.count, by: 61) {
            #expect(Self.checksum(Self.noise[place...], after: Self.noise[..<place]) == whole)
            var joined = CRC32()
            var second = CRC32()
            Self.noise[..<place].withUnsafeBytes { joined.add($0) }
            Self.noise[place...].withUnsafeBytes { second.add($0) }
            joined.add(second, count: Self.noise.count - place)
            #expect(joined.value == whole)
        }
    }

    @Test func `of bytes that are all alike too`() {
        for byte: UInt8 in [0, 0x80, 0xFF] {
            for count in [256, 1024, 65_536, 100_003] {
                let bytes = [UInt8](repeating: byte, count: count)
                #expect(Self.checksum(bytes[...]) == UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count)))
            }
        }
    }

    @Test func `no bytes change nothing`() {
        var checksum = CRC32()
        Self.noise.withUnsafeBytes { checksum.add($0) }
        let value = checksum.value
        checksum.add(UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(checksum.value == value)
    }
}
