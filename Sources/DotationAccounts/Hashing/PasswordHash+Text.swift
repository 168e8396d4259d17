internal import Foundation

extension PasswordHash {
    /// What the store keeps: the PHC string format, as every implementation of Argon2 writes it.
    public var stored: String {
        "$argon2id$v=19$m=\(parameters.memory),t=\(parameters.passes),p=\(parameters.lanes)$\(Self.base64(salt))$\(Self.base64(tag))"
    }

    /// Reads what the store kept. Nothing is hashed, and what hashing it would take is bounded.
    public init(stored text: String) throws(PasswordHashError) {
        guard text.utf8.count <= 256 else { throw .malformed }
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count >= 3, fields[0].isEmpty else { throw .malformed }
        guard fields[1] == "argon2id", fields[2] == "v=19" else { throw .unsupported }
        guard fields.count == 6, let parameters = Self.parameters(fields[3]), let salt = Self.bytes(fields[4]),
            let tag = Self.bytes(fields[5])
        else { throw .malformed }
        guard parameters.isBounded, 8...64 ~= salt.count, 16...64 ~= tag.count else { throw .outOfBounds }
        self.init(parameters: parameters, salt: salt, tag: tag)
    }

    private static func parameters(_ text: Substring) -> Argon2Parameters? {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count == 3, let memory = number(fields[0], of: "m="), let passes = number(fields[1], of: "t="),
            let lanes = number(fields[2], of: "p=")
        else { return nil }
        return Argon2Parameters(memory: memory, passes: passes, lanes: lanes)
    }

    /// A number as it is written, without a sign and without zeros before it.
    private static func number(_ field: Substring, of name: String) -> UInt32? {
        guard field.hasPrefix(name), let number = UInt32(field.dropFirst(name.count)), field == name + String(number) else { return nil }
        return number
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    /// Only what `base64` writes: neither padding, nor bits that say nothing.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding), base64([UInt8](data)) == text else { return nil }
        return [UInt8](data)
    }
}
