internal import ZipContainer

/// A character set of one byte a character, of which the lower half is ASCII.
struct CodePage: Sendable {
    /// The character of each byte from 0x80 to 0xFF; 0 if the byte has none.
    let upperHalf: [UInt16]

    /// Creates a character set from the characters of the bytes 0x80 to 0xFF.
    init(_ characters: String) {
        upperHalf = characters.unicodeScalars.map { UInt16(truncatingIfNeeded: $0.value) }
    }

    /// Creates a character set from the characters of the bytes 0xA0 to 0xFF. The bytes 0x80 to 0x9F are the control characters of ISO 6429.
    init(afterControls characters: String) {
        upperHalf = (0x80...0x9F) + Self(characters).upperHalf
    }

    /// The code page that Windows and the workbooks of Excel 5 know by a number ([MS-XLS] 2.4.52); nil if we do not know it.
    init?(number: Int) {
        switch number {
        case 437: self = .dos437
        case 850: self = .dos850
        case 852: self = .dos852
        case 866: self = .dos866
        case 874: self = .windows874
        case 1250: self = .windows1250
        case 1251: self = .windows1251
        // 367 and 20127 are ASCII, 28591 is Latin-1, and 32769 what Excel 2 and 3 on Windows write.
        case 367, 1252, 20_127, 28_591, 32_769: self = .windows1252
        case 1253: self = .windows1253
        case 1254: self = .windows1254
        case 1255: self = .windows1255
        case 1256: self = .windows1256
        case 1257: self = .windows1257
        case 1258: self = .windows1258
        case 10_000, 32_768: self = .macRoman
        case 10_007: self = .macCyrillic
        case 10_029: self = .macCentralEurope
        case 28_592: self = .isoLatin2
        case 28_605: self = .isoLatin9
        default: return nil
        }
    }

    static let dos437 = CodePage(CodePage437.upperHalf)

    /// The byte of a character above ASCII; nil if there is none.
    func byte(for scalar: Unicode.Scalar) -> UInt8? {
        guard let value = UInt16(exactly: scalar.value), let index = upperHalf.firstIndex(of: value) else { return nil }
        return UInt8(truncatingIfNeeded: 0x80 + index)
    }

    /// Transcodes bytes to UTF-8, up to the first that is NUL or not assigned.
    ///
    /// The target must have room for three times as many bytes.
    func transcode(_ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> (read: Int, written: Int) {
        var (read, written) = (0, 0)
        guard let base = bytes.baseAddress else { return (0, 0) }
        while true {
            let plain = UTF8Check.skipASCII(base, from: read, to: bytes.count)
            (target + written).update(from: base + read, count: plain - read)
            written += plain - read
            read = plain
            guard plain < bytes.count else { return (read, written) }
            let byte = base[plain]
            guard byte > 0, let scalar = Unicode.Scalar(upperHalf[Int(byte & 0x7F)]), scalar.value > 0 else { return (read, written) }
            written += scalar.write(to: target + written)
            read += 1
        }
    }
}
