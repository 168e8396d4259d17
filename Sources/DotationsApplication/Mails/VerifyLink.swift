internal import DotationAccounts
public import DotationMail
internal import DotationMailDelivery
internal import DotationStore
internal import Dotations
internal import Foundation

extension Application {
    /// Whether a link, or the token that ends it, is good; `settings` say how links are made here.
    public func verify(_ link: String, settings: LinkSettings) throws -> LinkVerdict {
        try require(.view)
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
