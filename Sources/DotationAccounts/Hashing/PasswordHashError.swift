/// Why a password was neither hashed nor compared. The description is English, for logs, and holds nothing of a password or a hash.
public enum PasswordHashError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is stored is not a hash in the PHC string format.
    case malformed
    /// It is one of another function or version than Argon2id 1.3.
    case unsupported
    /// Its parameters would take more memory or time than a hash may, or are too weak to be one.
    case outOfBounds
    /// So many are being hashed or waited for that this one has to come again later.
    case busy
    /// There is no memory for it.
    case outOfMemory
    /// libargon2 failed, with its number.
    case failed(Int32)

    /// What happened.
    public var description: String {
        switch self {
        case .malformed: "a stored password hash is not in the PHC string format"
        case .unsupported: "a stored password hash is not of Argon2id, version 19"
        case .outOfBounds: "the parameters of a stored password hash are out of bounds"
        case .busy: "too many passwords are waiting to be hashed"
        case .outOfMemory: "there is no memory to hash a password"
        case .failed(let code): "libargon2 failed with \(code)"
        }
    }
}
