internal import Crypto

extension [UInt8] {
    package static func random(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Whether both are the same, in a time that tells nothing of where they differ.
    func isSame(as other: [UInt8]) -> Bool { SymmetricKey(data: self) == SymmetricKey(data: other) }
}
