/// A password as it is stored: Argon2id's tag with its salt and its parameters.
///
/// Every function that hashes takes the time and memory of it, and a place in the gate.
public struct PasswordHash: Secret {
    static let saltBytes = 16
    static let tagBytes = 32

    let parameters: Argon2Parameters
    let salt: [UInt8]
    let tag: [UInt8]

    init(parameters: Argon2Parameters, salt: [UInt8], tag: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.tag = tag
    }

    /// Hashes a password that somebody has chosen.
    public init(
        of chosen: ChosenPassword, using generator: inout some RandomNumberGenerator, gate: HashingGate = .process
    ) throws(PasswordHashError) {
        try self.init(again: chosen.password, using: &generator, gate: gate)
    }

    /// Hashes a password again that has just been found right, where its hash ``isOutdated``.
    public init(
        again password: Password, using generator: inout some RandomNumberGenerator, gate: HashingGate = .process
    ) throws(PasswordHashError) {
        let salt = [UInt8].random(Self.saltBytes, using: &generator)
        let tag = try gate.whenFree { () throws(PasswordHashError) in
            try Argon2.tag(of: password, salt: salt, count: Self.tagBytes, .current)
        }
        self.init(parameters: .current, salt: salt, tag: tag)
    }

    /// Whether the password is that of the hash.
    ///
    /// - Parameters:
    ///   - password: what somebody typed.
    ///   - hash: that of the person; nil where there is no such person, which takes the same time and is false.
    ///   - gate: where to wait.
    /// - Returns: true only for the password of a person that there is.
    /// - Throws: where nothing could be compared, which is no wrong password.
    public static func isRight(
        _ password: Password, for hash: PasswordHash?, gate: HashingGate = .process
    ) throws(PasswordHashError) -> Bool {
        let compared = hash ?? nobodys
        let tag = try gate.whenFree { () throws(PasswordHashError) in
            try Argon2.tag(of: password, salt: compared.salt, count: compared.tag.count, compared.parameters)
        }
        return tag.isSame(as: compared.tag) && hash != nil
    }

    /// Whether it was made with other parameters than those of today.
    public var isOutdated: Bool { parameters != .current || salt.count != Self.saltBytes || tag.count != Self.tagBytes }

    private static let nobodys = PasswordHash(
        parameters: .current, salt: [UInt8](repeating: 0, count: saltBytes), tag: [UInt8](repeating: 0, count: tagBytes))
}
