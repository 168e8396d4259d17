#if Encryption
    internal import DotationEncryption

    /// Reads the XML that says how a package is encrypted ([MS-OFFCRYPTO] 2.3.4.10).
    final class AgileDescriptor: XMLHandler {
        private var data: AgileEncryption.Parameters?
        private var authentication: (key: [UInt8], value: [UInt8]) = ([], [])
        private var password: AgileEncryption.Parameters?
        private var isForCertificates = false
        private var spinCount = 0
        private var encrypted: (verifier: [UInt8], verifierHash: [UInt8], key: [UInt8]) = ([], [], [])

        /// - Throws: `encryption.damaged`, `encryption.unsupported`, an error in the XML.
        static func read(_ bytes: ArraySlice<UInt8>, limits: ReadLimits) throws(SpreadsheetError) -> AgileEncryption {
            let handler = AgileDescriptor()
            let parser = try XMLParser(handler: handler, limits: limits)
            let bytes = Array(bytes)
            try bytes.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in try parser.parseAll(bytes) }
            try parser.finish()
            guard let data = handler.data, let password = handler.password else {
                throw handler.isForCertificates ? unsupported : damaged
            }
            return AgileEncryption(
                data: data, authentication: handler.authentication, password: password, spinCount: handler.spinCount,
                verifier: handler.encrypted.verifier, verifierHash: handler.encrypted.verifierHash, key: handler.encrypted.key)
        }

        override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
            switch element.name {
            case "encryption", "keyEncryptors", "keyEncryptor": break
            case "keyData":
                guard data == nil else { throw Self.damaged }
                data = try parameters(of: element)
            case "dataIntegrity":
                authentication = (try bytes("encryptedHmacKey", of: element), try bytes("encryptedHmacValue", of: element))
            case "encryptedKey":
                // A key may be encrypted for certificates as well, which have other attributes.
                guard element.string("spinCount") != nil else { return isForCertificates = true }
                guard password == nil, let count = element.integer("spinCount"), count >= 0 else { throw Self.damaged }
                password = try parameters(of: element)
                spinCount = count
                encrypted = (
                    try bytes("encryptedVerifierHashInput", of: element), try bytes("encryptedVerifierHashValue", of: element),
                    try bytes("encryptedKeyValue", of: element)
                )
            default: skippedDepth = 1
            }
        }

        private func parameters(of element: borrowing XMLElement) throws(SpreadsheetError) -> AgileEncryption.Parameters {
            guard element.string("cipherAlgorithm") == "AES", element.string("cipherChaining") == "ChainingModeCBC",
                let hash = element.string("hashAlgorithm").flatMap({ EncryptionHash(rawValue: $0.filter { $0 != "-" }) })
            else { throw Self.unsupported }
            guard let bits = element.integer("keyBits"), [128, 192, 256].contains(bits) else { throw Self.damaged }
            return .init(salt: try bytes("saltValue", of: element), keySize: bits / 8, hash: hash)
        }

        private func bytes(_ name: StaticString, of element: borrowing XMLElement) throws(SpreadsheetError) -> [UInt8] {
            guard let bytes = element.string(name).flatMap({ Base64.decoded($0) }), bytes.count <= 4096 else { throw Self.damaged }
            return bytes
        }

        private static let unsupported = SpreadsheetError(
            .unsupportedEncryption, "the workbook is encrypted in a way that is not read")
        private static let damaged = SpreadsheetError(.damagedEncryption, "the description of the encryption is not valid")
    }
#endif
