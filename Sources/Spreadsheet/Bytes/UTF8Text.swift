extension Unicode.Scalar {
    /// Writes the character as UTF-8, and returns the number of its bytes.
    @inline(__always)
    func write(to target: UnsafeMutablePointer<UInt8>) -> Int {
        var count = 0
        for byte in UTF8.encode(self) ?? UTF8.encodedReplacementCharacter {
            target[count] = byte
            count &+= 1
        }
        return count
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The number of UTF-16 units of UTF-8 text, as spreadsheets count characters.
    var utf16Length: Int { reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 2 : 1) } }
}
