internal import Crypto
internal import Foundation

/// What an address or a page holds that nobody but the person's browser is to read, such as the name that was searched for: it is encrypted, so that
/// neither a log nor a history has it.
enum Sealed {
    static func text(of value: some Encodable, under key: SymmetricKey) -> String? {
        guard let json = try? JSONEncoder().encode(value), let box = try? AES.GCM.seal(json, using: key).combined else {
            return nil
        }
        return box.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// What was sealed, of so many bytes at most; nil where it was not, or under another key.
    static func value<Value: Decodable>(_ type: Value.Type, _ text: String?, under key: SymmetricKey, limit: Int = 4096) -> Value? {
        guard var text = text?.replacing("-", with: "+").replacing("_", with: "/"), text.utf8.count < limit else { return nil }
        text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text), let box = try? AES.GCM.SealedBox(combined: data),
            let json = try? AES.GCM.open(box, using: key)
        else { return nil }
        return try? JSONDecoder().decode(type, from: json)
    }

    /// The key for things of one kind, from what a browser alone has.
    static func key(for kind: String, from secret: String) -> SymmetricKey {
        SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(kind.utf8), using: SymmetricKey(data: Array(secret.utf8))))
    }
}
