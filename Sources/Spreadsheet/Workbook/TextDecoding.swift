/// Decodes the text of a `t` or `v` element (`ST_Xstring`, ECMA-376 part 1, 22.9.2.19).
enum TextDecoding {
    /// Decodes `_xHHHH_` escapes in place, from left to right, and returns the new length.
    ///
    /// Two escapes of a surrogate pair become one character; the escape of a lone surrogate stays.
    static func unescape(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var read = 0
        var write = 0
        while read < count {
            var length = 1
            var scalar: Unicode.Scalar?
            if bytes[read] == UInt8(ascii: "_"), let unit = escape(bytes + read, count: count - read) {
                length = 7
                scalar = Unicode.Scalar(UInt32(unit))
                if UTF16.isLeadSurrogate(unit), let trail = escape(bytes + read + 7, count: count - read - 7), UTF16.isTrailSurrogate(trail)
                {
                    length = 14
                    scalar = UTF16.decode(UTF16.EncodedScalar([unit, trail]))
                }
            }
            if let scalar {
                write += scalar.write(to: bytes + write)
            } else {
                for index in 0..<length { bytes[write + index] = bytes[read + index] }
                write += length
            }
            read += length
        }
        return write
    }

    /// The text of an attribute or an element, with its escapes decoded.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        var bytes = Array(text.utf8)
        let count = bytes.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.map { unescape($0, count: buffer.count) } ?? 0 }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func escape(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> UInt16? {
        guard count >= 7, bytes[0] == UInt8(ascii: "_"), bytes[1] == UInt8(ascii: "x"), bytes[6] == UInt8(ascii: "_") else { return nil }
        var value: UInt16 = 0
        for index in 2..<6 {
            guard let digit = hexadecimalValue(bytes[index]) else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
