extension TextEncoding {
    /// Whether the encoding has every character there is.
    var isUnicode: Bool { upperHalf == nil }

    /// The byte of a character above ASCII in a single-byte encoding; nil if the encoding does not have it.
    private func byte(for scalar: Unicode.Scalar, in table: [UInt16]) -> UInt8? {
        guard let value = UInt16(exactly: scalar.value), let index = table.firstIndex(of: value) else { return nil }
        return UInt8(truncatingIfNeeded: 0x80 + index)
    }

    /// The first character of UTF-8 text that the encoding does not have.
    func firstMissing(in text: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        guard let table = upperHalf else { return nil }
        var index = 0
        while index < text.count {
            let (scalar, length) = Self.scalar(in: text, at: index)
            if scalar.value >= 0x80, byte(for: scalar, in: table) == nil { return scalar }
            index += length
        }
        return nil
    }

    /// Adds UTF-8 text to bytes in this encoding. Characters that it does not have are dropped: see ``firstMissing(in:)``.
    func encode(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        let table = upperHalf ?? []
        var index = 0
        while index < text.count {
            let (scalar, length) = Self.scalar(in: text, at: index)
            index += length
            switch self {
            case .utf8: bytes.append(contentsOf: text[index - length..<index])
            case .windows1252, .macRoman:
                if scalar.value < 0x80 {
                    bytes.append(UInt8(truncatingIfNeeded: scalar.value))
                } else if let byte = byte(for: scalar, in: table) {
                    bytes.append(byte)
                }
            case .utf16LittleEndian: for unit in UTF16.encode(scalar) ?? .init() { Self.append(unit.littleEndian, to: &bytes) }
            case .utf16BigEndian: for unit in UTF16.encode(scalar) ?? .init() { Self.append(unit.bigEndian, to: &bytes) }
            case .utf32LittleEndian: Self.append(scalar.value.littleEndian, to: &bytes)
            case .utf32BigEndian: Self.append(scalar.value.bigEndian, to: &bytes)
            }
        }
    }

    private static func append(_ unit: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: unit) { bytes.append(contentsOf: $0) }
    }

    /// The character at an index of valid UTF-8, and its number of bytes.
    private static func scalar(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
        let first = text[index]
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
        for byte in text[index..<min(index + length, text.count)].dropFirst() { value = value << 6 | UInt32(byte & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
