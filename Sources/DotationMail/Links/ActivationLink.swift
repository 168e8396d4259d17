internal import Crypto
public import Foundation

/// The link by which a beneficiary creates an account.
///
/// Its token is the job's number and a code that only the client's key can make. So a message that is sent again has the same link, and
/// nothing of the token is stored.
public struct ActivationLink: Sendable, Hashable {
    /// The whole link.
    public let url: String
    /// From when on it is no longer good.
    public let end: Date

    private let token: String

    /// The link of a job, which is good until `end`; no other job has its `jobKey`.
    public init(job: Int, jobKey: String, end: Date, settings: LinkSettings, key: MailKey) {
        self.init(token: "\(job)-\(key.code("link", "\(job) \(jobKey)"))", end: end, settings)
    }

    /// A link that leads to the same page until the same day, and has a token that is nobody's.
    public func dead(_ settings: LinkSettings) -> ActivationLink { ActivationLink(token: "apercu", end: end, settings) }

    private init(token: String, end: Date, _ settings: LinkSettings) {
        self.token = token
        url = settings.base + (settings.base.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + Self.parameter + token
        self.end = end
    }

    /// What is found of a link.
    public enum Status: Sendable, Hashable {
        /// It is good until then.
        case good(until: Date)
        /// It was good until then.
        case expired(since: Date)
        /// A later e-mail to the beneficiary has another link.
        case superseded
        /// No link of the client's is this one.
        case unknown
    }

    /// Whether what somebody shows is this link, and good. `isLatest`: the job's e-mail is the one that holds, as none is later, it was not
    /// cancelled, and the address is still its own.
    public func status(on shown: ShownLink, isLatest: Bool, at now: Date) -> Status {
        // Keys are compared in a time that does not tell where they differ.
        guard SymmetricKey(data: Array(shown.token.utf8)) == SymmetricKey(data: Array(token.utf8)) else { return .unknown }
        guard isLatest else { return .superseded }
        return now < end ? .good(until: end) : .expired(since: end)
    }

    static let parameter = "jeton="
}
