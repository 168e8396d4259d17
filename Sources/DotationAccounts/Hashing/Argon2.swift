internal import CDotationsArgon2

enum Argon2 {
    /// The Argon2id tag of a password, which takes the parameters' memory and time.
    static func tag(
        of password: Password, salt: [UInt8], count: Int, _ parameters: Argon2Parameters
    ) throws(PasswordHashError) -> [UInt8] {
        let bytes = password.bytes
        var tag = [UInt8](repeating: 0, count: count)
        let status = argon2id_hash_raw(
            parameters.passes, parameters.memory, parameters.lanes, bytes, bytes.count, salt, salt.count, &tag, count)
        switch argon2_error_codes(status) {
        case ARGON2_OK: return tag
        case ARGON2_MEMORY_ALLOCATION_ERROR: throw .outOfMemory
        default: throw .failed(status)
        }
    }
}
