internal import ZipContainer

extension TextEncoding {
    /// Whether the encoding has every character there is.
    var isUnicode: Bool { upperHalf == nil }

    /// The byte of a character above ASCII in a single-byte encoding; nil if the encoding does not have it.
    private func byte(for scalar: Unicode.Scalar, in table: [UInt16]) -> UInt8? {
        guard let value = UInt16(exactly: scalar.value), let index = table.firstIndex(of: value) else { return nil }
        return UInt8(truncatingIfNeeded: 0x80 + index)
    }

    func firstMissing(in text: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        guard let table = upperHalf else { return nil }
        return String(decoding: text, as: UTF8.self).unicodeScalars.first { !$0.isASCII && byte(for: $0, in: table) == nil }
    }

    /// Adds UTF-8 text to bytes in this encoding. Characters that it does not have are dropped: see ``firstMissing(in:)``.
    func encode(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        if self == .utf8 { return bytes.append(contentsOf: text) }
        let table = upperHalf ?? []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch self {
            case .utf8: break
            case .windows1252, .macRoman:
                if let byte = scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : byte(for: scalar, in: table) { bytes.append(byte) }
            case .utf16LittleEndian: for unit in UTF16.encode(scalar) ?? .init() { bytes.appendBytes(of: unit.littleEndian) }
            case .utf16BigEndian: for unit in UTF16.encode(scalar) ?? .init() { bytes.appendBytes(of: unit.bigEndian) }
            case .utf32LittleEndian: bytes.appendBytes(of: scalar.value.littleEndian)
            case .utf32BigEndian: bytes.appendBytes(of: scalar.value.bigEndian)
            }
        }
    }
}
