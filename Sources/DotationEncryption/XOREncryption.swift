/// How old workbooks are obfuscated by a password of at most fifteen characters ([MS-OFFCRYPTO] 2.3.7).
package struct XOREncryption: Sendable {
    package var key: UInt16
    package var verifier: UInt16

    package init(key: UInt16, verifier: UInt16) {
        self.key = key
        self.verifier = verifier
    }

    /// What opens records; nil if the password is wrong.
    package func cipher(password: String) -> XORCipher? {
        let bytes = Self.bytes(password)
        guard 1...15 ~= bytes.count, Self.verifier(of: bytes) == verifier, Self.key(of: bytes) == key else { return nil }
        return XORCipher(mask: Self.mask(bytes, key: key))
    }

    /// The lower byte of each character, or the upper one where that is zero.
    private static func bytes(_ password: String) -> [UInt8] {
        password.utf16.map { $0 & 0xFF != 0 ? UInt8(truncatingIfNeeded: $0) : UInt8($0 >> 8) }
    }

    /// 2.3.7.1
    private static func verifier(of bytes: [UInt8]) -> UInt16 {
        var value: UInt16 = 0
        for byte in ([UInt8(bytes.count)] + bytes).reversed() {
            value = (value << 1 & 0x7FFF | value >> 14 & 1) ^ UInt16(byte)
        }
        return value ^ 0xCE4B
    }

    /// 2.3.7.2
    private static func key(of bytes: [UInt8]) -> UInt16 {
        var key = firstKeys[bytes.count - 1]
        var row = matrix.count - 7 * bytes.count
        for byte in bytes {
            for bit in 0..<7 where byte >> bit & 1 != 0 { key ^= matrix[row + bit] }
            row += 7
        }
        return key
    }

    /// 2.3.7.3
    private static func mask(_ bytes: [UInt8], key: UInt16) -> [UInt8] {
        let text = (bytes + padding).prefix(16)
        let halves = [UInt8(truncatingIfNeeded: key), UInt8(key >> 8)]
        return text.enumerated().map { index, byte in
            let value = byte ^ halves[index & 1]
            return value >> 1 | value << 7
        }
    }

    private static let padding: [UInt8] = [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00]

    private static let firstKeys: [UInt16] = [
        0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C, 0xA96A, 0x4EC3,
    ]

    private static let matrix: [UInt16] = [
        0xAEFC, 0x4DD9, 0x9BB2, 0x2745, 0x4E8A, 0x9D14, 0x2A09, 0x7B61, 0xF6C2, 0xFDA5, 0xEB6B, 0xC6F7, 0x9DCF, 0x2BBF,
        0x4563, 0x8AC6, 0x05AD, 0x0B5A, 0x16B4, 0x2D68, 0x5AD0, 0x0375, 0x06EA, 0x0DD4, 0x1BA8, 0x3750, 0x6EA0, 0xDD40,
        0xD849, 0xA0B3, 0x5147, 0xA28E, 0x553D, 0xAA7A, 0x44D5, 0x6F45, 0xDE8A, 0xAD35, 0x4A4B, 0x9496, 0x390D, 0x721A,
        0xEB23, 0xC667, 0x9CEF, 0x29FF, 0x53FE, 0xA7FC, 0x5FD9, 0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0,
        0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC, 0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10,
        0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C,
        0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD, 0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC,
        0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4,
    ]
}
