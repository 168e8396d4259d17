internal import Foundation

/// A password as somebody typed it, in the one form that is hashed.
///
/// The form is that of RFC 8265 (OpaqueString): every space of Unicode is U+0020, as a French keyboard gives U+00A0 where the next one gives
/// U+0020, and the text is in NFC, so that a machine that writes `é` in two parts has the same password.
public struct Password: Secret {
    /// More bytes than this are refused, so that nobody has long texts hashed. NIST SP 800-63B asks for 64 characters at least.
    public static let maximumBytes = 1024

    let text: String

    /// Takes what somebody typed, be it a password that is right, wrong or new.
    ///
    /// - Throws: `PasswordRefusal.tooLong`.
    public init(_ typed: String) throws(PasswordRefusal) {
        // NFC makes no text shorter than a third; what is longer still is not worth reading.
        guard typed.utf8.count <= 4 * Self.maximumBytes else { throw .tooLong(maximumBytes: Self.maximumBytes) }
        let spaced = String(
            String.UnicodeScalarView(typed.unicodeScalars.map { $0.properties.generalCategory == .spaceSeparator ? " " : $0 }))
        text = spaced.precomposedStringWithCanonicalMapping
        guard text.utf8.count <= Self.maximumBytes else { throw .tooLong(maximumBytes: Self.maximumBytes) }
    }

    var bytes: [UInt8] { Array(text.utf8) }
}
