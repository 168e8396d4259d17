/// Why a message was not delivered.
public struct DeliveryTrouble: Sendable, Hashable {
    /// What the mail server said, or how far the message came.
    public let outcome: JobOutcome
    /// The mail server's words, in which addresses are masked: they are kept in the history. Without an answer they are the name of the cause.
    public let words: String
    /// Why there was no answer, where there was none.
    public let cause: NoAnswer.Cause?
    /// Why, as libcurl names it, for a log: nothing of the message, the recipient or the server is in it.
    public let detail: String?

    /// Whether all of the message was handed over and no answer came back, so that it may have left all the same.
    public var mayHaveLeft: Bool { outcome == .unanswered(.noConfirmation) }

    /// What a mail server said; whatever in the words looks like an address, and the recipient's name in it, is replaced by dots.
    public init(_ outcome: JobOutcome, words: String, recipient: String) {
        self.outcome = outcome
        self.words = Self.masked(words, recipient)
        cause = nil
        detail = nil
    }

    /// The mail server did not answer.
    public init(_ answer: NoAnswer, cause: NoAnswer.Cause, detail: String) {
        outcome = .unanswered(answer)
        words = cause.rawValue
        self.cause = cause
        self.detail = detail
    }

    /// At most 300 characters, in one line.
    private static func masked(_ words: String, _ recipient: String) -> String {
        let name = recipient.utf8.prefix { $0 != UInt8(ascii: "@") }.map(Self.lowered)
        let shown = words.unicodeScalars.prefix(1000).map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
        let parts = shown.split(separator: " ").map { word -> String in
            let bytes = Array(word.utf8)
            if let at = bytes.firstIndex(of: UInt8(ascii: "@")) {
                let isPart = { (byte: UInt8) in byte > 0x20 && !"<>()[]\"',;:=".utf8.contains(byte) }
                let start = bytes[..<at].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
                let end = bytes[at...].firstIndex { !isPart($0) } ?? bytes.count
                let after = masked(String(decoding: bytes[end...], as: UTF8.self), recipient)
                return String(decoding: bytes[..<start], as: UTF8.self) + "•••" + after
            }
            // Some servers name the mailbox without its domain.
            let core = bytes.drop { "<([\"'".utf8.contains($0) }.reversed().drop { ">)]\"',;:.".utf8.contains($0) }.reversed().map(
                Self.lowered)
            return name.count > 2 && Array(core) == name ? "•••" : String(word)
        }
        return String(String.UnicodeScalarView(parts.joined(separator: " ").unicodeScalars.prefix(300)))
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}
