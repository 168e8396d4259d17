/// Reads which parts of an OpenDocument package are encrypted, and how (OpenDocument 1.2 part 3, 4).
final class ODSManifestHandler: XMLHandler {
    /// What a manifest says of an encrypted part.
    struct Encryption: Sendable {
        var size: UInt64 = 0
        var checksumType = ""
        var checksum: [UInt8] = []
        var algorithm = ""
        var vector: [UInt8] = []
        var derivation = ""
        var keySize = 16
        var iterations = 0
        var salt: [UInt8] = []
        /// A hash of the password by SHA-1 where nothing is said of it (4.15).
        var startHash = "SHA1"
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
            encryption.checksum = bytes("checksum", of: element)
            encrypted[part] = encryption
        case "algorithm":
            encrypted[part]?.algorithm = element.string("algorithm-name", .manifest) ?? ""
            encrypted[part]?.vector = bytes("initialisation-vector", of: element)
        case "key-derivation":
            encrypted[part]?.derivation = element.string("key-derivation-name", .manifest) ?? ""
            encrypted[part]?.keySize = number("key-size", of: element) ?? 16
            encrypted[part]?.iterations = number("iteration-count", of: element) ?? 0
            encrypted[part]?.salt = bytes("salt", of: element)
        case "start-key-generation":
            encrypted[part]?.startHash = element.string("start-key-generation-name", .manifest) ?? ""
        default: break
        }
    }

    private func number(_ name: StaticString, of element: borrowing XMLElement) -> Int? {
        element.bytes(name, .manifest).flatMap { DecimalNumber.integer($0) }
    }

    /// Bytes in Base64; none where they are not valid, with which nothing can be opened.
    private func bytes(_ name: StaticString, of element: borrowing XMLElement) -> [UInt8] {
        element.string(name, .manifest).flatMap { Base64.decoded($0) } ?? []
    }
}
