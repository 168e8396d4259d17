#if Encryption
    internal import DotationEncryption

    extension OpenDocumentEncryption {
        /// Takes what a manifest says of a part.
        ///
        /// - Throws: `encryption.unsupported`, `encryption.damaged`, `limit.password-rounds`, `limit.password-memory`.
        init(_ manifest: ODSManifestHandler.Encryption, limits: ReadLimits) throws(SpreadsheetError) {
            let name = Self.name(manifest.algorithm)
            let algorithm: Algorithm
            let sizes: (vector: Int, keys: ClosedRange<Int>)
            switch name {
            case "aes128-cbc", "aes192-cbc", "aes256-cbc": algorithm = .aes
            case "aes128-gcm", "aes192-gcm", "aes256-gcm": algorithm = .authenticatedAES
            case "blowfish cfb", "blowfish": algorithm = .blowfish
            default: throw Self.unsupported
            }
            if algorithm == .blowfish {
                sizes = (8, 4...56)
            } else {
                let size = (Int(name.dropFirst(3).prefix(3)) ?? 0) / 8
                sizes = (algorithm == .aes ? 16 : 12, size...size)
            }
            guard let startHash = Self.hash(manifest.startHash) else { throw Self.unsupported }
            var checksum: Checksum?
            if algorithm != .authenticatedAES {
                guard let hash = Self.hash(manifest.checksumType) else { throw Self.unsupported }
                checksum = Checksum(hash: hash, value: try Self.bytes(manifest.checksum))
            }
            let derivation = try Self.derivation(manifest)
            let (vector, salt) = (try Self.bytes(manifest.vector), try Self.bytes(manifest.salt))
            let keySize = manifest.keySize ?? max(16, sizes.keys.lowerBound)
            guard vector.count == sizes.vector, sizes.keys ~= keySize else { throw Self.damaged }
            switch derivation {
            case .pbkdf2(let rounds): try limits.checkPassword(rounds: rounds)
            case .argon2id(let argon2):
                guard salt.count >= 8 else { throw Self.damaged }
                let rounds = UInt64(argon2.passes) * UInt64(argon2.memory)
                try limits.checkPassword(rounds: Int(clamping: rounds), memory: Int(argon2.memory) << 10)
            }
            self.init(
                algorithm: algorithm, vector: vector, startHash: startHash, salt: salt, derivation: derivation, keySize: keySize,
                checksum: checksum)
        }

        /// The last word of a name, which is one of a namespace or stands alone.
        private static func name(_ text: String) -> String { text.split { "#:".contains($0) }.last?.lowercased() ?? "" }

        private static func hash(_ text: String) -> EncryptionHash? {
            switch name(text) {
            case "sha1", "sha1/1k", "sha1-1k": .sha1
            case "sha256", "sha256/1k", "sha256-1k": .sha256
            default: nil
            }
        }

        private static func derivation(_ manifest: ODSManifestHandler.Encryption) throws(SpreadsheetError) -> Derivation {
            switch name(manifest.derivation) {
            case "pbkdf2":
                guard manifest.iterations > 0 else { throw damaged }
                return .pbkdf2(rounds: manifest.iterations)
            case "argon2id":
                let (passes, memory, lanes) = manifest.argon2
                // RFC 9106, 3.1
                guard let passes = UInt32(exactly: passes), let memory = UInt32(exactly: memory), 1...0xFF_FFFF ~= lanes,
                    passes > 0, memory >= 8 * lanes
                else { throw damaged }
                return .argon2id(Argon2id(passes: passes, memory: memory, lanes: UInt32(lanes)))
            default: throw unsupported
            }
        }

        private static func bytes(_ text: String) throws(SpreadsheetError) -> [UInt8] {
            guard let bytes = Base64.decoded(text), !bytes.isEmpty else { throw damaged }
            return bytes
        }

        private static let damaged = SpreadsheetError(.damagedEncryption, "the description of the encryption is not valid")
        private static let unsupported = SpreadsheetError(
            .unsupportedEncryption, "the workbook is encrypted in a way that is not read")
    }
#endif
