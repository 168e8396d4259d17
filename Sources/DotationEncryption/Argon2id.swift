internal import CDotationsArgon2

/// How a key is derived by Argon2id (RFC 9106), which takes memory as well as time.
package struct Argon2id: Sendable {
    /// How often all of the memory is passed over.
    package var passes: UInt32
    /// In KiB.
    package var memory: UInt32
    /// Parts of the memory that can be passed over at once. What comes of it depends on their number.
    package var lanes: UInt32

    package init(passes: UInt32, memory: UInt32, lanes: UInt32) {
        self.passes = passes
        self.memory = memory
        self.lanes = lanes
    }

    /// A key of so many bytes; nil if there is no memory for it, or if Argon2 does not allow the parameters.
    func key(of password: [UInt8], salt: [UInt8], count: Int) -> [UInt8]? {
        var (password, salt, key) = (password, salt, [UInt8](repeating: 0, count: count))
        let status = password.withUnsafeMutableBufferPointer { password in
            salt.withUnsafeMutableBufferPointer { salt in
                key.withUnsafeMutableBufferPointer { key in
                    var context = argon2_context()
                    (context.out, context.outlen) = (key.baseAddress, UInt32(key.count))
                    (context.pwd, context.pwdlen) = (password.baseAddress, UInt32(password.count))
                    (context.salt, context.saltlen) = (salt.baseAddress, UInt32(salt.count))
                    (context.t_cost, context.m_cost, context.lanes) = (passes, memory, lanes)
                    // A file must not say how many threads are started.
                    context.threads = 1
                    context.version = UInt32(ARGON2_VERSION_13.rawValue)
                    return argon2id_ctx(&context)
                }
            }
        }
        return argon2_error_codes(status) == ARGON2_OK ? key : nil
    }
}
