internal import ZipContainer

#if Encryption
    internal import DotationEncryption
    private import Synchronization
#endif

/// The encrypted parts of an OpenDocument package, each by itself, and the password that opens them.
final class EncryptedParts: Sendable {
    #if Encryption
        private let parts: [String: OpenDocumentEncryption]
        private let sizes: [String: UInt64]
        private let password: String
        /// The ciphers that are known. To derive a key takes as many rounds of hashing as the file says.
        private let ciphers = Mutex<[String: OpenDocumentCipher]>([:])
    #endif

    /// Finds the password that opens a part, of which all others are opened as well.
    ///
    /// - Throws: `format.encrypted`, `password.wrong`, `limit.password-rounds`, `encryption.unsupported`, or an error in the archive.
    init(
        _ encrypted: [String: ODSManifestHandler.Encryption], of archive: ZipArchive, tried part: String, _ trial: PasswordTrial
    ) throws(SpreadsheetError) {
        #if Encryption
            guard let given = trial.given else { throw SpreadsheetError(.encrypted, "the workbook is protected by a password") }
            var parts: [String: OpenDocumentEncryption] = [:]
            for (name, encryption) in encrypted { parts[name] = OpenDocumentEncryption(encryption) }
            self.parts = parts
            sizes = encrypted.mapValues(\.size)
            password = given
            guard let encryption = parts[part], let entry = archive.entry(named: part) else {
                throw SpreadsheetError(.unsupportedEncryption, "the workbook is encrypted in a way that is not read", at: .init(part: part))
            }
            try Self.check(encryption, trial.limits)
            let start = try wrappingZipErrors { () throws(ZipError) in
                try source(encryption, of: entry, in: archive)?.head(1024)
            }
            guard let start, encryption.isRight(start) else {
                throw SpreadsheetError(.wrongPassword, "the password does not open the workbook", at: .init(part: part))
            }
        #else
            throw SpreadsheetError(.encrypted, "the workbook is protected by a password, which needs the trait Encryption")
        #endif
    }

    /// A reader of a part's inflated bytes; nil for a part that is not encrypted.
    ///
    /// - Throws: `limit.password-rounds`, `encryption.unsupported`, or an error in the archive.
    func reader(for part: String, of archive: ZipArchive, limits: ReadLimits) throws(SpreadsheetError) -> ZipEntryReader? {
        #if Encryption
            guard let size = sizes[part], let entry = archive.entry(named: part) else { return nil }
            guard let encryption = parts[part] else {
                throw SpreadsheetError(.unsupportedEncryption, "the workbook is encrypted in a way that is not read")
            }
            try Self.check(encryption, limits)
            return try wrappingZipErrors { () throws(ZipError) in
                guard let source = try source(encryption, of: entry, in: archive) else {
                    throw ZipError(.truncated, "the encrypted part is not whole", entry: part)
                }
                return try archive.reader(for: entry, deflatedIn: source, size: size)
            }
        #else
            nil
        #endif
    }

    #if Encryption
        private static func check(_ encryption: OpenDocumentEncryption, _ limits: ReadLimits) throws(SpreadsheetError) {
            guard encryption.iterations <= limits.passwordRounds else {
                throw SpreadsheetError(
                    .tooManyPasswordRounds, exceeds: limits.passwordRounds, measured: encryption.iterations,
                    "the password would have to be hashed too often")
            }
        }

        /// The deciphered bytes of an entry; nil if it cannot be that many.
        private func source(
            _ encryption: OpenDocumentEncryption, of entry: ZipEntry, in archive: ZipArchive
        ) throws(ZipError) -> ByteSource? {
            guard let cipher = cipher(encryption, of: entry.name), let stored = archive.storedBytes(of: entry) else { return nil }
            let block = UInt64(cipher.blockSize)
            var count = stored.count
            if cipher.isPadded {
                guard count >= block, count % block == 0 else { return nil }
                let last = try Self.deciphered(cipher, stored, (count - block)..<count)
                // With a wrong password this is any number.
                guard let padding = last.last, 1...UInt8(block) ~= padding else { return nil }
                count -= UInt64(padding)
            }
            let whole = stored.count
            return ByteSource(count: count) { (offset, buffer) throws(ZipError) -> Int in
                let start = offset / block * block
                let end = min(whole, (offset + UInt64(buffer.count) + block - 1) / block * block)
                let bytes = try Self.deciphered(cipher, stored, start..<end)
                let wanted = bytes.dropFirst(Int(offset - start)).prefix(buffer.count)
                buffer.copyBytes(from: wanted)
                return wanted.count
            }
        }

        private func cipher(_ encryption: OpenDocumentEncryption, of part: String) -> OpenDocumentCipher? {
            if let known = ciphers.withLock({ $0[part] }) { return known }
            guard let cipher = encryption.cipher(password: password) else { return nil }
            ciphers.withLock { $0[part] = cipher }
            return cipher
        }

        /// Deciphers a range of whole blocks, for which the block before it is needed.
        private static func deciphered(
            _ cipher: OpenDocumentCipher, _ stored: ByteSource, _ range: Range<UInt64>
        ) throws(ZipError) -> [UInt8] {
            let block = UInt64(cipher.blockSize)
            let last = range.lowerBound == 0 ? cipher.vector : try stored.bytes(at: range.lowerBound - block, count: Int(block))
            guard let last, let bytes = try stored.bytes(at: range.lowerBound, count: Int(range.count)) else {
                throw ZipError(.truncated, "the encrypted part is cut off")
            }
            return cipher.decipher(bytes, after: last)
        }
    #endif
}

#if Encryption
    extension ByteSource {
        /// The first bytes, or as many as there are.
        fileprivate func head(_ count: Int) throws(ZipError) -> [UInt8]? {
            try bytes(at: 0, count: Int(min(self.count, UInt64(count))))
        }
    }

    extension OpenDocumentEncryption {
        /// Nil for what is not read.
        fileprivate init?(_ manifest: ODSManifestHandler.Encryption) {
            func hash(_ name: String) -> EncryptionHash? {
                switch name.split(separator: "#").last?.lowercased() {
                case "sha1", "sha1/1k", "sha1-1k": .sha1
                case "sha256", "sha256/1k", "sha256-1k": .sha256
                default: nil
                }
            }
            let algorithm: Algorithm
            switch manifest.algorithm.split(separator: "#").last?.lowercased() {
            case "aes128-cbc" where manifest.keySize == 16, "aes192-cbc" where manifest.keySize == 24,
                "aes256-cbc" where manifest.keySize == 32:
                guard manifest.vector.count == 16 else { return nil }
                algorithm = .aes
            case "blowfish cfb", "blowfish":
                guard manifest.vector.count == 8, 4...56 ~= manifest.keySize else { return nil }
                algorithm = .blowfish
            default: return nil
            }
            guard manifest.derivation.split(separator: "#").last?.lowercased() == "pbkdf2", manifest.iterations > 0, !manifest.salt.isEmpty,
                let startHash = hash(manifest.startHash), let checksumHash = hash(manifest.checksumType)
            else { return nil }
            self.init(
                algorithm: algorithm, vector: manifest.vector, startHash: startHash, salt: manifest.salt, iterations: manifest.iterations,
                keySize: manifest.keySize, checksumHash: checksumHash, checksum: manifest.checksum)
        }
    }
#endif
