extension TextEncoding {
    /// The result of transcoding a block.
    struct Transcoded {
        /// The number of bytes read, without a character that is cut off at the block's end.
        var read = 0
        /// The number of bytes of UTF-8 written.
        var written = 0
        /// The error of the first byte that was not read, if any.
        var fault: String?
    }

    /// Transcodes bytes of this encoding, which is not UTF-8, up to an error or the last whole character.
    ///
    /// The target must have room for three times as many bytes.
    func transcode(_ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Transcoded {
        switch self {
        case .utf16LittleEndian: Self.transcodeUTF16(bytes, to: target) { UInt16($0[$1]) | UInt16($0[$1 + 1]) << 8 }
        case .utf16BigEndian: Self.transcodeUTF16(bytes, to: target) { UInt16($0[$1]) << 8 | UInt16($0[$1 + 1]) }
        case .utf32LittleEndian:
            Self.transcodeUTF32(bytes, to: target) {
                UInt32($0[$1]) | UInt32($0[$1 + 1]) << 8 | UInt32($0[$1 + 2]) << 16 | UInt32($0[$1 + 3]) << 24
            }
        case .utf32BigEndian:
            Self.transcodeUTF32(bytes, to: target) {
                UInt32($0[$1]) << 24 | UInt32($0[$1 + 1]) << 16 | UInt32($0[$1 + 2]) << 8 | UInt32($0[$1 + 3])
            }
        case .utf8, .windows1252, .macRoman: transcodeSingleBytes(bytes, to: target)
        }
    }

    private func transcodeSingleBytes(_ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Transcoded {
        var result = Transcoded()
        guard let table = upperHalf, let base = bytes.baseAddress else { return result }
        while true {
            let plain = UTF8Check.skipASCII(base, from: result.read, to: bytes.count)
            (target + result.written).update(from: base + result.read, count: plain - result.read)
            result.written += plain - result.read
            result.read = plain
            guard plain < bytes.count else { return result }
            let byte = base[plain]
            guard byte > 0, let scalar = Unicode.Scalar(table[Int(byte & 0x7F)]), scalar.value > 0 else {
                result.fault = byte == 0 ? Self.nulDetail : "The file has a byte that \(rawValue) does not assign to a character."
                return result
            }
            result.written += Self.put(scalar, to: target + result.written)
            result.read += 1
        }
    }

    @inline(__always)
    private static func transcodeUTF16(
        _ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, unit: (UnsafeBufferPointer<UInt8>, Int) -> UInt16
    ) -> Transcoded {
        var result = Transcoded()
        while bytes.count - result.read >= 2 {
            let first = unit(bytes, result.read)
            var length = 2
            var value = UInt32(first)
            if first & 0xFC00 == 0xD800 {
                guard bytes.count - result.read >= 4 else { break }
                let second = unit(bytes, result.read + 2)
                if second & 0xFC00 == 0xDC00 {
                    value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
                    length = 4
                }
            }
            guard value > 0, let scalar = Unicode.Scalar(value) else {
                result.fault = value == 0 ? nulDetail : "The file has half of a surrogate pair."
                break
            }
            result.written += put(scalar, to: target + result.written)
            result.read += length
        }
        return result
    }

    @inline(__always)
    private static func transcodeUTF32(
        _ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, unit: (UnsafeBufferPointer<UInt8>, Int) -> UInt32
    ) -> Transcoded {
        var result = Transcoded()
        while bytes.count - result.read >= 4 {
            let value = unit(bytes, result.read)
            guard value > 0, let scalar = Unicode.Scalar(value) else {
                result.fault = value == 0 ? nulDetail : "The file has a number that is not a character."
                break
            }
            result.written += put(scalar, to: target + result.written)
            result.read += 4
        }
        return result
    }

    private static let nulDetail = "The file contains a NUL, so it is not text."

    @inline(__always)
    private static func put(_ scalar: Unicode.Scalar, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let value = scalar.value
        switch value {
        case ..<0x80:
            target[0] = UInt8(truncatingIfNeeded: value)
            return 1
        case ..<0x800:
            target[0] = UInt8(truncatingIfNeeded: 0xC0 | value >> 6)
            target[1] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return 2
        case ..<0x10000:
            target[0] = UInt8(truncatingIfNeeded: 0xE0 | value >> 12)
            target[1] = UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F)
            target[2] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return 3
        default:
            target[0] = UInt8(truncatingIfNeeded: 0xF0 | value >> 18)
            target[1] = UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F)
            target[2] = UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F)
            target[3] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return 4
        }
    }
}
