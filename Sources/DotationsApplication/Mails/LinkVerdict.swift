public import DotationStore
public import Dotations
public import Foundation

/// Whether an activation link is good.
public struct LinkVerdict: Encodable, Sendable {
    /// What a link is.
    public enum Status: String, Encodable, Sendable {
        /// It can be used.
        case good
        /// Its time is over.
        case expired
        /// A later e-mail has another.
        case superseded
        /// The account exists.
        case used
        /// This installation did not make it.
        case unknown
        /// It does not lead to where this installation's links do.
        case elsewhere
    }

    /// What the link is.
    public let status: Status
    /// Until when it is good, or was.
    @Null public var until: Date?
    /// The e-mail that it stands in.
    @Null public var job: Job.ID?
    /// The dotation that it is for.
    @Null public var dotation: Dotation.ID?

    init(_ status: Status, until: Date? = nil, _ job: Job? = nil) {
        self.status = status
        self.until = until
        self.job = job?.id
        dotation = job?.dotation
    }
}
