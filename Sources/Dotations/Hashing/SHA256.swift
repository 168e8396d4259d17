/// The hash function SHA-256 (FIPS 180-4), fed in pieces.
public struct SHA256: Sendable {
    /// The 256 bits that a message hashes to.
    public struct Digest: Sendable, Hashable, CustomStringConvertible {
        /// Thirty-two zero bytes, with which a chain begins.
        package static let zero = Digest(words: SIMD8(repeating: 0))

        /// The eight words, each in the byte order of the digest.
        private let words: SIMD8<UInt32>

        fileprivate init(words: SIMD8<UInt32>) { self.words = words }

        /// The digest of exactly these thirty-two bytes, or nil for another number of them.
        public init?(_ bytes: [UInt8]) {
            guard bytes.count == 32 else { return nil }
            words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD8<UInt32>.self) }
        }

        /// The thirty-two bytes.
        public var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

        /// Sixty-four hexadecimal digits.
        public var description: String { bytes.hexadecimal }

        /// What the body makes of the thirty-two bytes.
        package func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
            Swift.withUnsafeBytes(of: words) { body($0) }
        }
    }

    private var state = SIMD8<UInt32>(
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19)
    private var block = InlineArray<64, UInt8>(repeating: 0)
    private var filled = 0
    private var length: UInt64 = 0

    /// A hash of nothing yet.
    public init() {}

    /// The hash of a whole message.
    public static func hash(_ bytes: some Sequence<UInt8>) -> Digest {
        var hash = SHA256()
        if bytes.withContiguousStorageIfAvailable({ hash.update(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { hash.update($0) }
        }
        return hash.finish()
    }

    /// The code HMAC-SHA-256 (RFC 2104), which nobody without the key can make for a message.
    package static func authenticationCode(of message: [UInt8], key: [UInt8]) -> Digest {
        let key = key.count > 64 ? hash(key).bytes : key
        let block = key + [UInt8](repeating: 0, count: 64 - key.count)
        return hash(block.map { $0 ^ 0x5C } + hash(block.map { $0 ^ 0x36 } + message).bytes)
    }

    /// Takes the next piece of the message.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        length &+= UInt64(bytes.count)
        var offset = 0
        while offset < bytes.count {
            if filled == 0, bytes.count - offset >= 64 {
                compress(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + 64)]))
                offset += 64
                continue
            }
            let count = min(64 - filled, bytes.count - offset)
            for index in 0..<count { block[filled + index] = bytes[offset + index] }
            filled += count
            offset += count
            if filled == 64 { compressBlock() }
        }
    }

    /// The digest of all that was taken.
    public consuming func finish() -> Digest {
        let bits = length &* 8
        block[filled] = 0x80
        filled += 1
        if filled > 56 {
            for index in filled..<64 { block[index] = 0 }
            compressBlock()
        }
        for index in filled..<56 { block[index] = 0 }
        for index in 0..<8 { block[56 + index] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * index)) }
        compressBlock()
        var words = state
        for index in 0..<8 { words[index] = words[index].bigEndian }
        return Digest(words: words)
    }

    private mutating func compressBlock() {
        let copy = block
        Swift.withUnsafeBytes(of: copy) { compress($0) }
        filled = 0
    }

    private mutating func compress(_ bytes: UnsafeRawBufferPointer) {
        // The last sixteen words of the message schedule, in a ring.
        var w = InlineArray<16, UInt32>(repeating: 0)
        for index in 0..<16 { w[index] = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self).bigEndian }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for round in 0..<64 {
            if round >= 16 {
                let x = w[(round &+ 1) & 15]
                let y = w[(round &+ 14) & 15]
                let s0 = Self.rotate(x, 7) ^ Self.rotate(x, 18) ^ (x >> 3)
                let s1 = Self.rotate(y, 17) ^ Self.rotate(y, 19) ^ (y >> 10)
                w[round & 15] = w[round & 15] &+ s0 &+ w[(round &+ 9) & 15] &+ s1
            }
            let s1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
            let choice = (e & f) ^ (~e & g)
            let t1 = h &+ s1 &+ choice &+ Self.constants[round] &+ w[round & 15]
            let s0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
            let majority = (a & b) ^ (a & c) ^ (b & c)
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ s0 &+ majority)
        }
        state = state &+ SIMD8(a, b, c, d, e, f, g, h)
    }

    @inline(__always)
    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { (word >> count) | (word << (32 - count)) }

    private static let constants: InlineArray<64, UInt32> = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ]
}

extension Sequence<UInt8> {
    /// The bytes in hexadecimal, two digits each.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
