#if Encryption
    internal import DotationEncryption

    extension CryptoAPIEncryption {
        /// Reads the header and the verifier that follow a version ([MS-OFFCRYPTO] 2.3.2, 2.3.3).
        ///
        /// - Throws: `encryption.damaged`, `encryption.unsupported`.
        init(_ bytes: [UInt8], isAES: Bool) throws(SpreadsheetError) {
            // The flags stand before the size and in the header once more.
            guard bytes.count >= 8 else { throw Self.damaged }
            let headerSize = Int(bytes.littleEndian32(at: 4))
            guard headerSize >= 32, headerSize <= bytes.count - 8 else { throw Self.damaged }
            let algorithm = bytes.littleEndian32(at: 16)
            let bits = Int(bytes.littleEndian32(at: 24))
            let verifier = bytes[(8 + headerSize)...]
            let hashSize = isAES ? 32 : 20
            guard verifier.count >= 4 + 16 + 16 + 4 + hashSize else { throw Self.damaged }
            let start = verifier.startIndex
            guard bytes.littleEndian32(at: start) == 16 else { throw Self.damaged }
            let ciphers: ClosedRange<UInt32> = isAES ? 0x660E...0x6610 : 0x6801...0x6801
            // A header that leaves the hash or the size to the provider means SHA-1, and 40 bits.
            guard ciphers ~= algorithm || algorithm == 0, [0, 0x8004].contains(bytes.littleEndian32(at: 20)),
                isAES ? [128, 192, 256].contains(bits) : bits == 0 || 40...128 ~= bits && bits % 8 == 0
            else { throw SpreadsheetError(.unsupportedEncryption, "the workbook is encrypted in a way that is not read") }
            self.init(
                salt: Array(verifier[(start + 4)..<(start + 20)]), keySize: bits == 0 ? 5 : bits / 8,
                verifier: Array(verifier[(start + 20)..<(start + 36)]),
                verifierHash: Array(verifier[(start + 40)..<(start + 40 + hashSize)]))
        }

        private static let damaged = SpreadsheetError(.damagedEncryption, "the description of the encryption is not whole")
    }
#endif
