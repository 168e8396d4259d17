/// What a worker has to say of a job that it took up.
public enum JobResult: Sendable, Hashable {
    /// The mail server has taken the message.
    case sent
    /// It was not taken, for a reason that may pass: even where it never does, the recipient's address is not to blame.
    case mayPass(DeliveryTrouble)
    /// It will never be taken; `concernsAddress` where the fault is with the recipient's address.
    case refused(DeliveryTrouble, concernsAddress: Bool)
    /// It was not tried, or not to its end.
    case returned
    /// All of the message was handed over, and the worker stopped before it knew what became of it.
    case interrupted

    /// Whether the message may have left, though nobody said so.
    var mayHaveLeft: Bool {
        switch self {
        case .interrupted: true
        case .mayPass(let trouble), .refused(let trouble, _): trouble.mayHaveLeft
        case .sent, .returned: false
        }
    }
}

/// Why a message was not delivered.
public struct DeliveryTrouble: Sendable, Hashable {
    /// A stable code without personal data, such as `smtp.550`.
    public let code: String
    /// The mail server's words, in which addresses are masked: they are kept in the history.
    public let words: String
    /// Whether all of the message was handed over and no answer came back, so that it may have left all the same.
    public let mayHaveLeft: Bool

    /// A trouble; whatever in the words looks like an address, and the recipient's name in it, is replaced by dots.
    public init(code: String, words: String, recipient: String, mayHaveLeft: Bool = false) {
        self.code = code
        self.mayHaveLeft = mayHaveLeft
        self.words = Self.masked(words, recipient)
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

/// What a recorded result made of the job.
public enum JobFate: Sendable, Hashable {
    /// It is in this state now.
    case became(Job.State)
    /// Nothing was recorded: somebody else has it, as the worker's lease was over.
    case lost
}

/// Why a job is cancelled without anybody asking for it: the values of ``Job/outcome``.
public enum JobBarrier: String, Sendable, CaseIterable {
    /// A later e-mail took its place.
    case superseded = "job.superseded"
    /// The dotation is activated.
    case activated = "job.dotation-activated"
    /// The account exists, so its creation is not asked for again.
    case accountCreated = "job.account-created"
    /// The dotation has another address or mobile number than the e-mail, without a later e-mail that tells of it.
    case contactDiffers = "job.contact-differs"
    /// The operation that recorded it was undone before it left.
    case takenBack = "job.taken-back"
    /// The address is no longer kept.
    case recipientExpired = "job.recipient-expired"
}
