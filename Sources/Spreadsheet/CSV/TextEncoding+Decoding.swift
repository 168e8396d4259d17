extension TextEncoding {
    struct Transcoded {
        /// The number of bytes read, without a character that is cut off at the block's end.
        var read = 0
        var written = 0
        /// The error of the first byte that was not read, if any.
        var fault: String?
    }

    /// Transcodes bytes of this encoding, which is not UTF-8, up to an error or the last whole character.
    ///
    /// The target must have room for three times as many bytes.
    func transcode(_ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Transcoded {
        switch self {
        case .utf16LittleEndian: Self.transcodeUnits(bytes, to: target) { UInt16(littleEndian: $0) }
        case .utf16BigEndian: Self.transcodeUnits(bytes, to: target) { UInt16(bigEndian: $0) }
        case .utf32LittleEndian: Self.transcodeUnits(bytes, to: target) { UInt32(littleEndian: $0) }
        case .utf32BigEndian: Self.transcodeUnits(bytes, to: target) { UInt32(bigEndian: $0) }
        default: transcodeSingleBytes(bytes, to: target)
        }
    }

    private func transcodeSingleBytes(_ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Transcoded {
        var result = Transcoded()
        guard let codePage else { return result }
        (result.read, result.written) = codePage.transcode(bytes, to: target)
        if result.read < bytes.count {
            result.fault =
                bytes[result.read] == 0 ? Self.nulDetail : "The file has a byte that \(rawValue) does not assign to a character."
        }
        return result
    }

    /// Transcodes units of two bytes, of which pairs of surrogates are one character, or of four.
    @inline(__always)
    private static func transcodeUnits<Unit: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, native: (Unit) -> Unit
    ) -> Transcoded {
        let bytes = UnsafeRawBufferPointer(bytes)
        let size = MemoryLayout<Unit>.size
        func unit(at index: Int) -> UInt32 { UInt32(truncatingIfNeeded: native(bytes.loadUnaligned(fromByteOffset: index, as: Unit.self))) }
        var result = Transcoded()
        while bytes.count - result.read >= size {
            var value = unit(at: result.read)
            var length = size
            if size == 2, value & 0xFC00 == 0xD800 {
                guard bytes.count - result.read >= 4 else { break }
                let second = unit(at: result.read + 2)
                if second & 0xFC00 == 0xDC00 {
                    value = 0x10000 + ((value & 0x3FF) << 10 | second & 0x3FF)
                    length = 4
                }
            }
            guard value > 0, let scalar = Unicode.Scalar(value) else {
                result.fault =
                    value == 0
                    ? nulDetail : size == 2 ? "The file has half of a surrogate pair." : "The file has a number that is not a character."
                break
            }
            result.written += scalar.write(to: target + result.written)
            result.read += length
        }
        return result
    }

    private static let nulDetail = "The file contains a NUL, so it is not text."
}
