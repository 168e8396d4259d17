public import DotationMail
internal import DotationMailDelivery
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

    fileprivate init(_ status: Status, until: Date? = nil, _ job: Job? = nil) {
        self.status = status
        self.until = until
        self.job = job?.id
        dotation = job?.dotation
    }
}

extension Application {
    /// Whether a link, or the token that ends it, is good; `settings` say how links are made here.
    public func verify(_ link: String, settings: LinkSettings) throws -> LinkVerdict {
        let settings = try settings.applying(store.settings())
        let links = JobLinks(settings, secret: store.mailSecret)
        let shown: ShownLink
        do throws(ShownLink.Fault) {
            shown = try ShownLink(link, settings: settings)
        } catch {
            return LinkVerdict(error == .leadsElsewhere ? .elsewhere : .unknown)
        }
        let now = now
        guard let job = try Job.ID(rawValue: shown.job).flatMap({ try store.job($0) }) else { return LinkVerdict(.unknown) }
        switch links.link(job, at: now).status(on: shown, isLatest: try store.isLatest(job), at: now) {
        case .good(let end):
            let dotation = try store.dotations([job.dotation]).first
            let isUsed = dotation?.status == .activated || dotation?.isAccountCreated == true
            return isUsed ? LinkVerdict(.used, job) : LinkVerdict(.good, until: end, job)
        case .expired(let end): return LinkVerdict(.expired, until: end, job)
        case .superseded: return LinkVerdict(.superseded, job)
        case .unknown: return LinkVerdict(.unknown)
        }
    }
}
