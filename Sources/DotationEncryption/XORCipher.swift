/// Opens the contents of obfuscated records.
package struct XORCipher: Sendable {
    let mask: [UInt8]

    /// Deciphers the content of a record, or the first part of it, at an offset of the stream ([MS-XLS] 2.2.10).
    package func decipher(_ bytes: UnsafeMutableRawBufferPointer, at offset: UInt64, recordSize: Int) {
        var place = Int(truncatingIfNeeded: offset &+ UInt64(recordSize))
        for index in bytes.indices {
            let value = bytes[index] ^ mask[place & 15]
            bytes[index] = value << 3 | value >> 5
            place &+= 1
        }
    }
}
