internal import Crypto

/// The 3,000 commonest passwords of at least 15 characters, which `scripts/common-passwords` takes from a public list.
///
/// Each stands as the first bytes of the SHA-256 of its letters and digits: some of them are obscene, and some may be somebody's still.
enum CommonPasswords {
    static let count = digests.count
    private static let digestBytes = 5
    private static let digests = Set(
        stride(from: 0, to: PackageResources.CommonPasswords_bin.count, by: digestBytes)
            .map { number(PackageResources.CommonPasswords_bin[$0...].prefix(digestBytes)) })

    static func contains(_ key: String) -> Bool {
        digests.contains(number(SHA256.hash(data: Array(key.utf8)).prefix(digestBytes)))
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
