internal import ZipContainer

extension TextEncoding {
    /// Whether the encoding has every character there is.
    var isUnicode: Bool { codePage == nil }

    func firstMissing(in text: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        guard let codePage else { return nil }
        return String(decoding: text, as: UTF8.self).unicodeScalars.first { !$0.isASCII && codePage.byte(for: $0) == nil }
    }

    /// Adds UTF-8 text to bytes in this encoding. Characters that it does not have are dropped: see ``firstMissing(in:)``.
    func encode(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        if self == .utf8 { return bytes.append(contentsOf: text) }
        let codePage = codePage
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch self {
            case .utf16LittleEndian: for unit in UTF16.encode(scalar) ?? .init() { bytes.appendBytes(of: unit.littleEndian) }
            case .utf16BigEndian: for unit in UTF16.encode(scalar) ?? .init() { bytes.appendBytes(of: unit.bigEndian) }
            case .utf32LittleEndian: bytes.appendBytes(of: scalar.value.littleEndian)
            case .utf32BigEndian: bytes.appendBytes(of: scalar.value.bigEndian)
            default:
                let byte = scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : codePage?.byte(for: scalar)
                if let byte { bytes.append(byte) }
            }
        }
    }
}
