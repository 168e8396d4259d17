internal import Crypto
internal import DotationStore
internal import Foundation

/// The key of what a preview keeps. It comes from a secret that a browser alone has, so that neither the store nor a backup of it can be read.
struct PreviewKey: Sendable {
    private let key: SymmetricKey

    init(secret: String, preview: Preview.ID) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(secret.utf8)), info: Array("preview \(preview)".utf8), outputByteCount: 32)
    }

    func seal(_ bytes: some DataProtocol, as part: Preview.Part) throws -> [UInt8] {
        try [UInt8](AES.GCM.seal(bytes, using: key, authenticating: Self.label(part)).combined ?? Data())
    }

    /// What was sealed as that part; nil where another key sealed it, or another part.
    func open(_ bytes: [UInt8], as part: Preview.Part) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: bytes),
            let opened = try? AES.GCM.open(box, using: key, authenticating: Self.label(part))
        else { return nil }
        return [UInt8](opened)
    }

    private static func label(_ part: Preview.Part) -> [UInt8] { Array("\(part.name) \(part.number)".utf8) }
}
