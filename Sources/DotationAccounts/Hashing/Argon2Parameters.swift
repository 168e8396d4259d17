/// What hashing costs with Argon2id (RFC 9106).
struct Argon2Parameters: Sendable, Hashable {
    /// KiB.
    let memory: UInt32
    let passes: UInt32
    let lanes: UInt32

    /// What OWASP's Password Storage Cheat Sheet names first: 19 MiB, two passes, one lane.
    static let current = Argon2Parameters(memory: 19 * 1024, passes: 2, lanes: 1)

    /// Whether a stored hash may ask for it: not more than 64 MiB, ten passes and four lanes, and what RFC 9106 has as least.
    var isBounded: Bool { 1...10 ~= passes && 1...4 ~= lanes && 8 * lanes...64 * 1024 ~= memory }
}
