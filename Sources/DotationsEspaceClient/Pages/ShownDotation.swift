internal import Dotations

/// What a form showed of a dotation: as of which revision, and for each value a mark by which it is known again.
struct ShownDotation: CustomStringConvertible {
    let revision: Int
    private let marks: [UInt32]

    init(_ dotation: Dotation) {
        revision = dotation.revision
        marks = [Self.mark(dotation.contact.email), Self.mark(dotation.contact.mobile)]
    }

    /// Nil where the form is none of these pages.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let revision = parts.first.flatMap({ Int($0) }) else { return nil }
        self.revision = revision
        marks = parts.dropFirst().compactMap { UInt32($0, radix: 36) }
    }

    /// What the form sends.
    var description: String { ([String(revision)] + marks.map { String($0, radix: 36) }).joined(separator: ".") }

    /// What somebody meant who typed in a form that was made before the dotation changed: a value that they left as it was shown is today's.
    func meant(_ typed: (email: String, mobile: String), of dotation: Dotation) -> (email: String, mobile: String) {
        guard marks.count == 2 else { return typed }
        return (
            Self.mark(typed.email) == marks[0] ? dotation.contact.email : typed.email,
            Self.mark(typed.mobile) == marks[1] ? dotation.contact.mobile : typed.mobile
        )
    }

    /// Whether it showed these values, of those that a form holds.
    func showed(email: String?, mobile: String?) -> Bool {
        marks.count == 2 && (email.map { Self.mark($0) == marks[0] } ?? true) && (mobile.map { Self.mark($0) == marks[1] } ?? true)
    }

    /// FNV-1a: no secret, only a short name for a value that the form has anyway.
    private static func mark(_ value: String) -> UInt32 {
        value.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}
