internal import ZipContainer

#if Encryption
    internal import DotationEncryption
    private import Synchronization
#endif

/// The encrypted parts of an OpenDocument package, each by itself, and the password that opens them.
final class EncryptedParts: Sendable {
    /// The part that is a whole package, in place of the parts that a package has (LibreOffice 24.8).
    static let packageName = "encrypted-package"

    /// The package that is encrypted as a whole; nil if the parts are encrypted each by itself.
    let package: ZipArchive?

    #if Encryption
        private let parts: [String: ODSManifestHandler.Encryption]
        private let password: String
        /// The ciphers that are known. To derive a key takes as many rounds of hashing as the file says.
        private let ciphers: Mutex<[String: OpenDocumentCipher]>
    #endif

    /// Opens a part, by the password of which all others are opened as well.
    ///
    /// - Throws: `encryption.unsupported`, `limit.password-rounds` and `limit.password-memory` whether there is a password or not;
    ///   `format.encrypted`, `password.wrong`, `encryption.damaged`, or an error in the archive.
    init(
        _ parts: [String: ODSManifestHandler.Encryption], of archive: ZipArchive, opening part: String, _ trial: PasswordTrial
    ) throws(SpreadsheetError) {
        #if Encryption
            do throws(SpreadsheetError) {
                guard let manifest = parts[part], let entry = archive.entry(named: part) else { throw Self.damaged("a part is missing") }
                let encryption = try OpenDocumentEncryption(manifest, limits: trial.limits)
                guard let password = trial.given else { throw PasswordTrial.missing }
                let cipher = try Self.cipher(encryption, password)
                let source = try Self.source(encryption, cipher, of: entry, in: archive)
                self.parts = parts
                self.password = password
                ciphers = Mutex([part: cipher])
                package = part == Self.packageName ? try Self.package(in: source, of: entry, manifest.size, in: archive) : nil
            } catch {
                throw error.code == .encrypted ? error : error.located(.init(part: part))
            }
        #else
            throw SpreadsheetError(.encrypted, "the workbook is protected by a password, which needs the trait Encryption")
        #endif
    }

    /// A reader of a part's inflated bytes; nil for a part that is not encrypted.
    ///
    /// - Throws: As ``init(_:of:opening:_:)`` with a password.
    func reader(for part: String, of archive: ZipArchive, limits: ReadLimits) throws(SpreadsheetError) -> ZipEntryReader? {
        #if Encryption
            guard let manifest = parts[part], let entry = archive.entry(named: part) else { return nil }
            let encryption = try OpenDocumentEncryption(manifest, limits: limits)
            let source = try Self.source(encryption, cipher(encryption, of: part), of: entry, in: archive)
            return try wrappingZipErrors { () throws(ZipError) in
                try archive.reader(for: entry, deflatedIn: source, size: manifest.size)
            }
        #else
            nil
        #endif
    }

    #if Encryption
        private func cipher(_ encryption: OpenDocumentEncryption, of part: String) throws(SpreadsheetError) -> OpenDocumentCipher {
            if let known = ciphers.withLock({ $0[part] }) { return known }
            let cipher = try Self.cipher(encryption, password)
            ciphers.withLock { $0[part] = cipher }
            return cipher
        }

        private static func cipher(_ encryption: OpenDocumentEncryption, _ password: String) throws(SpreadsheetError) -> OpenDocumentCipher
        {
            guard let cipher = encryption.cipher(password: password) else {
                throw SpreadsheetError(.tooMuchPasswordMemory, "there is no memory to hash the password")
            }
            return cipher
        }

        /// The package that a part is, inflated.
        private static func package(
            in source: ByteSource, of entry: ZipEntry, _ size: UInt64, in archive: ZipArchive
        ) throws(SpreadsheetError) -> ZipArchive {
            try wrappingZipErrors { () throws(ZipError) in
                // It is kept in memory, and so may not be longer than the file might have been without a password.
                guard size <= archive.limits.archiveSize else {
                    throw ZipError(
                        .fileTooLarge, "the package is too large", entry: entry.name, measured: size, limit: archive.limits.archiveSize)
                }
                var reader = try archive.reader(for: entry, deflatedIn: source, size: size)
                return try ZipArchive(source: ByteSource(bytes: reader.rest()), limits: archive.limits)
            }
        }

        /// The deciphered bytes of an entry, which are deflated.
        private static func source(
            _ encryption: OpenDocumentEncryption, _ cipher: OpenDocumentCipher, of entry: ZipEntry, in archive: ZipArchive
        ) throws(SpreadsheetError) -> ByteSource {
            guard let stored = archive.storedBytes(of: entry) else { throw damaged("an encrypted part is deflated once more") }
            switch cipher {
            case .authenticated(let cipher):
                let bytes = try wrappingZipErrors { () throws(ZipError) in try stored.bytes(at: 0, count: Int(stored.count)) }
                guard let bytes, cipher.isWhole(bytes) else { throw damaged("an encrypted part does not begin or end as it must") }
                guard let plain = cipher.decipher(bytes) else { throw refusal(of: entry, in: archive) }
                return ByteSource(bytes: plain)
            case .blocks(let cipher):
                let size = UInt64(cipher.size)
                guard !cipher.isPadded || stored.count > 0 && stored.count % size == 0 else {
                    throw damaged("an encrypted part is no whole number of blocks")
                }
                let padding = try wrappingZipErrors { () throws(ZipError) in try self.padding(cipher, stored) }
                let source = source(cipher, stored, count: stored.count - (padding ?? 0))
                let start = try wrappingZipErrors { () throws(ZipError) in
                    try source.bytes(at: 0, count: Int(min(source.count, UInt64(OpenDocumentEncryption.Checksum.length))))
                }
                guard let start, encryption.checksum?.isRight(start) == true else { throw refusal(of: entry, in: archive) }
                // With a wrong password it is any number, and so counts only now.
                guard padding != nil else { throw damaged("the end of an encrypted part is missing") }
                return source
            }
        }

        /// How many of the last block's bytes fill it up; nil if it does not end as it must.
        private static func padding(_ cipher: OpenDocumentCipher.Blocks, _ stored: ByteSource) throws(ZipError) -> UInt64? {
            guard cipher.isPadded else { return 0 }
            let last = try deciphered(cipher, stored, (stored.count - UInt64(cipher.size))..<stored.count).last
            return last.flatMap { 1...UInt8(cipher.size) ~= $0 ? UInt64($0) : nil }
        }

        private static func source(_ cipher: OpenDocumentCipher.Blocks, _ stored: ByteSource, count: UInt64) -> ByteSource {
            let size = UInt64(cipher.size)
            let whole = stored.count
            return ByteSource(count: count) { (offset, buffer) throws(ZipError) -> Int in
                let start = offset / size * size
                let end = min(whole, (offset + UInt64(buffer.count) + size - 1) / size * size)
                let bytes = try deciphered(cipher, stored, start..<end)
                let wanted = bytes.dropFirst(Int(offset - start)).prefix(buffer.count)
                buffer.copyBytes(from: wanted)
                return wanted.count
            }
        }

        /// Deciphers a range of whole blocks, for which the block before it is needed.
        private static func deciphered(
            _ cipher: OpenDocumentCipher.Blocks, _ stored: ByteSource, _ range: Range<UInt64>
        ) throws(ZipError) -> [UInt8] {
            let size = UInt64(cipher.size)
            let last = range.lowerBound == 0 ? cipher.vector : try stored.bytes(at: range.lowerBound - size, count: Int(size))
            guard let last, let bytes = try stored.bytes(at: range.lowerBound, count: Int(range.count)) else {
                throw ZipError(.truncated, "the encrypted part is cut off")
            }
            return cipher.decipher(bytes, after: last)
        }

        private static func damaged(_ detail: String) -> SpreadsheetError { SpreadsheetError(.damagedEncryption, detail) }

        /// Why an entry is not what was encrypted. The archive's own checksum is that of the encrypted bytes: where it is right, the password
        /// is wrong.
        private static func refusal(of entry: ZipEntry, in archive: ZipArchive) -> SpreadsheetError {
            do throws(ZipError) {
                var reader = try archive.reader(for: entry)
                var buffer = [UInt8](repeating: 0, count: 1 << 16)
                while try reader.read(into: &buffer) > 0 {}
                return SpreadsheetError(.wrongPassword, "the password does not open the workbook")
            } catch {
                return damaged("an encrypted part was changed after it was encrypted")
            }
        }
    #endif
}
