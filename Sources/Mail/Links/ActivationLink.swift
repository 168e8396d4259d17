public import Foundation

/// The link by which a beneficiary creates an account.
///
/// Its token is the job's number and a code that only the installation can make. So a message that is sent again has the same link, and
/// nothing of it is stored.
public struct ActivationLink: Sendable, Hashable {
    /// The whole link.
    public let url: String
    /// From when on it is no longer good.
    public let end: Date

    /// The link of a job.
    public init(_ mailing: Mailing, settings: MailSettings, key: MailKey) {
        let token = Self.token(of: mailing, key)
        url = settings.linkBase + (settings.linkBase.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + "jeton=" + token
        end = Self.end(mailing, settings)
    }

    /// What is found of a link.
    public enum Verdict: Sendable, Hashable {
        /// It is good until then.
        case good(until: Date)
        /// It was good until then.
        case expired(since: Date)
        /// A later e-mail to the beneficiary has another link.
        case superseded
        /// The installation did not make it.
        case unknown
    }

    /// The number of the job whose link somebody shows; nil for what is no link.
    ///
    /// The number alone proves nothing: ``verify(_:of:isLatest:settings:key:at:)`` does.
    ///
    /// The text is a link, or its token alone.
    public static func job(in text: String) -> Int? { parts(of: text)?.job }

    /// Whether a link is good.
    ///
    /// - Parameters:
    ///   - text: the link, or its token alone.
    ///   - mailing: the job that it names, or nil where there is none.
    ///   - isLatest: whether the job's e-mail is the one that holds: none is later, it was not cancelled, and the address is still its own.
    ///   - settings: for how long links are good.
    ///   - key: the installation's key.
    ///   - now: the time.
    /// - Returns: what is found.
    public static func verify(
        _ text: String, of mailing: Mailing?, isLatest: Bool, settings: MailSettings, key: MailKey, at now: Date
    ) -> Verdict {
        guard let mailing, let parts = parts(of: text), parts.job == mailing.job,
            areEqual(Array(parts.token), Array(token(of: mailing, key).utf8))
        else { return .unknown }
        guard isLatest else { return .superseded }
        let end = end(mailing, settings)
        return now < end ? .good(until: end) : .expired(since: end)
    }

    private static func token(of mailing: Mailing, _ key: MailKey) -> String {
        "\(mailing.job)-\(key.code("link", "\(mailing.job) \(mailing.key)"))"
    }

    private static func end(_ mailing: Mailing, _ settings: MailSettings) -> Date {
        mailing.createdAt.addingTimeInterval(TimeInterval(settings.linkDays) * 86_400)
    }

    private static func parts(of text: String) -> (job: Int, token: Substring.UTF8View)? {
        guard text.utf8.count <= 1000 else { return nil }
        let token = text.utf8.lastIndex(of: UInt8(ascii: "=")).map { text.utf8[text.utf8.index(after: $0)...] } ?? text.utf8[...]
        let number = token.prefix { $0 != UInt8(ascii: "-") }
        guard !number.isEmpty, number.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let job = Int(Substring(number)) else {
            return nil
        }
        return (job, token)
    }

    /// Compares in a time that does not tell where they differ.
    private static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
