internal import ZipContainer

#if Encryption
    internal import DotationEncryption
#endif

/// A package that is encrypted within a compound file ([MS-OFFCRYPTO] 1.3.3).
struct EncryptedPackage {
    private let info: CompoundStream
    private let package: CompoundStream

    /// Nil if the compound file has no encrypted package.
    ///
    /// - Throws: `encryption.damaged` if it does not say how it is encrypted, `cfb.malformed`.
    init?(in file: CompoundFile) throws(SpreadsheetError) {
        guard let package = file.stream(named: "EncryptedPackage") else { return nil }
        guard let info = file.stream(named: "EncryptionInfo") else {
            throw SpreadsheetError(.damagedEncryption, "the workbook does not say how it is encrypted", at: .init(part: "EncryptionInfo"))
        }
        self.info = try file.contents(of: info)
        self.package = try file.contents(of: package)
    }

    #if Encryption
        /// The package, which is deciphered as it is read.
        ///
        /// - Throws: `format.encrypted`, `password.wrong`, `limit.password-rounds`, `encryption.unsupported`, `encryption.damaged`.
        func opened(_ trial: PasswordTrial) throws(SpreadsheetError) -> ByteSource {
            do throws(SpreadsheetError) {
                let head = try package.bytes(at: 0, atMost: 8)
                guard head.count == 8 else { throw Self.damaged }
                let count = UInt64(head.littleEndian32(at: 0)) | UInt64(head.littleEndian32(at: 4)) << 32
                guard count <= package.count - 8 else { throw Self.damaged }
                let cipher = try cipher(trial)
                let package = package
                let segments = DecipheredSegments(count: count, cipher: cipher) { (offset, wanted) throws(SpreadsheetError) in
                    try package.bytes(at: 8 + offset, atMost: wanted)
                }
                return segments.source
            } catch {
                throw error.located(.init(part: "EncryptedPackage"))
            }
        }

        private func cipher(_ trial: PasswordTrial) throws(SpreadsheetError) -> PackageCipher {
            guard info.count <= trial.limits.smallPartSize else { throw Self.damaged }
            let info = try info.bytes(at: 0, atMost: Int(info.count))
            guard info.count >= 8 else { throw Self.damaged }
            switch (info.littleEndian16(at: 0), info.littleEndian16(at: 2)) {
            case (4, 4):
                let encryption = try AgileDescriptor.read(info[8...], limits: trial.limits)
                let cipher = try trial.first(rounds: encryption.spinCount) { encryption.cipher(password: $0) }
                try checkIntegrity(encryption, cipher)
                return cipher
            case (2...4, 2):
                let encryption = try CryptoAPIEncryption(Array(info[4...]), isAES: true)
                // The number of rounds is the same for all such files.
                return try trial.first(rounds: 50_000) { encryption.packageCipher(password: $0) }
            default: throw SpreadsheetError(.unsupportedEncryption, "the workbook is encrypted in a way that is not read")
            }
        }

        /// Reads the whole stream and compares its authentication code, if there is one.
        private func checkIntegrity(_ encryption: AgileEncryption, _ cipher: PackageCipher) throws(SpreadsheetError) {
            guard !encryption.authentication.key.isEmpty, var authenticator = AgileEncryption.Authenticator(encryption, cipher) else {
                return
            }
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
            defer { buffer.deallocate() }
            var offset: UInt64 = 0
            while true {
                let count = try package.read(at: offset, into: buffer)
                if count == 0 { break }
                authenticator.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                offset += UInt64(count)
            }
            guard authenticator.isRight(encryption) else {
                throw SpreadsheetError(.damagedEncryption, "the encrypted workbook was changed after it was encrypted")
            }
        }

        private static let damaged = SpreadsheetError(.damagedEncryption, "the encrypted workbook is not whole")
    #else
        func opened(_ trial: PasswordTrial) throws(SpreadsheetError) -> ByteSource {
            throw SpreadsheetError(.encrypted, "the workbook is protected by a password, which needs the trait Encryption")
        }
    #endif
}
