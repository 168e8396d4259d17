/// Reads which parts of an OpenDocument package are encrypted, and how (OpenDocument 1.2 part 3, 4).
final class ODSManifestHandler: XMLHandler {
    /// What a manifest says of an encrypted part.
    struct Encryption: Sendable {
        var size: UInt64 = 0
        var checksumType = ""
        var algorithm = ""
        var derivation = ""
        var keySize: Int?
        var iterations = 0
        /// Of Argon2, the memory in KiB.
        var argon2 = (passes: 0, memory: 0, lanes: 0)
        /// A hash of the password by SHA-1 where nothing is said of it (4.15).
        var startHash = "SHA1"
        /// In Base64.
        var checksum = ""
        var vector = ""
        var salt = ""
    }

    /// By the name of the part.
    private(set) var encrypted: [String: Encryption] = [:]
    private var part = ""
    private var size: UInt64 = 0

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard element.namespace == .manifest else { return }
        switch element.name {
        case "file-entry":
            part = element.string("full-path", .manifest) ?? ""
            size = UInt64(clamping: number("size", of: element) ?? 0)
        case "encryption-data":
            var encryption = Encryption(size: size)
            encryption.checksumType = element.string("checksum-type", .manifest) ?? ""
            encryption.checksum = element.string("checksum", .manifest) ?? ""
            encrypted[part] = encryption
        case "algorithm":
            encrypted[part]?.algorithm = element.string("algorithm-name", .manifest) ?? ""
            encrypted[part]?.vector = element.string("initialisation-vector", .manifest) ?? ""
        case "key-derivation":
            encrypted[part]?.derivation = element.string("key-derivation-name", .manifest) ?? ""
            encrypted[part]?.keySize = number("key-size", of: element)
            encrypted[part]?.iterations = number("iteration-count", of: element) ?? 0
            encrypted[part]?.argon2 = (
                argon2("argon2-iterations", of: element), argon2("argon2-memory", of: element), argon2("argon2-lanes", of: element)
            )
            encrypted[part]?.salt = element.string("salt", .manifest) ?? ""
        case "start-key-generation":
            encrypted[part]?.startHash = element.string("start-key-generation-name", .manifest) ?? ""
        default: break
        }
    }

    /// LibreOffice writes what OpenDocument 1.5 is to have in a namespace of its own.
    private func argon2(_ name: StaticString, of element: borrowing XMLElement) -> Int {
        number(name, of: element) ?? number(name, .libreOffice, of: element) ?? 0
    }

    private func number(_ name: StaticString, _ namespace: XMLNamespace = .manifest, of element: borrowing XMLElement) -> Int? {
        element.bytes(name, namespace).flatMap { DecimalNumber.integer($0) }
    }
}
