#if Encryption
    internal import DotationEncryption
    internal import ZipContainer
#endif

/// Opens the records of a legacy workbook that has a password ([MS-XLS] 2.2.10).
struct RecordCipher: Sendable {
    #if Encryption
        private var stream: StreamCipher?
        private var xor: XORCipher?

        /// What opens records, by the content of the record that says how they are encrypted ([MS-XLS] 2.4.117).
        ///
        /// - Throws: `format.encrypted`, `password.wrong`, `encryption.unsupported`, `encryption.damaged`.
        init(_ content: [UInt8], _ trial: PasswordTrial) throws(SpreadsheetError) {
            // In BIFF5 there is one way, and no type of it.
            let type = content.count == 4 ? 0 : content.count >= 6 ? content.littleEndian16(at: 0) : 2
            let rest = Array(content.dropFirst(content.count == 4 ? 0 : 2))
            switch type {
            case 0:
                let encryption = XOREncryption(key: rest.littleEndian16(at: 0), verifier: rest.littleEndian16(at: 2))
                xor = try trial.first { encryption.cipher(password: $0) }
            case 1 where rest.littleEndian16(at: 2) == 1:
                guard rest.count >= 52 else { throw Self.damaged }
                let encryption = RC4Encryption(
                    salt: Array(rest[4..<20]), verifier: Array(rest[20..<36]), verifierHash: Array(rest[36..<52]))
                stream = try trial.first { encryption.streamCipher(password: $0) }
            case 1 where rest.littleEndian16(at: 2) == 2:
                let encryption = try CryptoAPIEncryption(Array(rest[4...]), isAES: false)
                stream = try trial.first { encryption.streamCipher(password: $0) }
            case 1: throw SpreadsheetError(.unsupportedEncryption, "the workbook is encrypted in a way that is not read")
            default: throw Self.damaged
            }
        }

        /// Deciphers the content of a record, which begins at a place of the stream.
        mutating func decipher(_ content: UnsafeMutableRawBufferPointer, id: UInt16, at place: UInt64) {
            let first = Self.plainCount(id, content.count)
            let bytes = UnsafeMutableRawBufferPointer(rebasing: content[first...])
            stream?.decipher(bytes, at: place + UInt64(first))
            xor?.decipher(bytes, at: place + UInt64(first), recordSize: content.count)
        }

        /// The streams of properties that are encrypted together in one ([MS-OFFCRYPTO] 2.3.5.4), by their names. What is damaged counts as missing.
        func properties(in bytes: [UInt8]) -> [String: [UInt8]] {
            guard let stream else { return [:] }
            var head = LittleEndianFields(stream.decipher(bytes.prefix(8), block: 0)[...])
            guard let start = head.uint32(), start <= bytes.count else { return [:] }
            var list = LittleEndianFields(stream.decipher(bytes[Int(start)...], block: 0)[...])
            var streams: [String: [UInt8]] = [:]
            // There are two of them; each that is listed could be as long as all bytes.
            for _ in 0..<min(list.uint32() ?? 0, 8) {
                // The length of the name is a byte, and so are the flags after it.
                guard let offset = list.uint32(), let size = list.uint32(), let block = list.uint16(), let length = list.uint16(),
                    list.skip(4), let name = list.bytes(2 * Int(length & 0xFF)), list.skip(2)
                else { break }
                guard Int(offset) <= bytes.count, Int(size) <= bytes.count - Int(offset) else { continue }
                let encrypted = bytes[Int(offset)..<Int(offset) + Int(size)]
                streams[String(utf16LittleEndian: name)] = stream.decipher(encrypted, block: UInt32(block))
            }
            return streams
        }

        /// How many bytes of a record are never encrypted: all of some, and the place of a sheet.
        private static func plainCount(_ id: UInt16, _ count: Int) -> Int {
            switch id {
            case RecordID.beginOfSubstream, RecordID.encryption, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138: count
            case RecordID.sheet: min(4, count)
            default: 0
            }
        }

        private static let damaged = SpreadsheetError(.damagedEncryption, "the description of the encryption is not whole")
    #else
        init(_ content: [UInt8], _ trial: PasswordTrial) throws(SpreadsheetError) {
            throw SpreadsheetError(.encrypted, "the workbook is protected by a password, which needs the trait Encryption")
        }

        func decipher(_ content: UnsafeMutableRawBufferPointer, id: UInt16, at place: UInt64) {}

        func properties(in bytes: [UInt8]) -> [String: [UInt8]] { [:] }
    #endif
}
