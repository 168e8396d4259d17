internal import Dotations

extension Connection {
    /// Why a person may not have a job retried; nil where they may.
    func refusalToRetry(_ id: Job.ID) throws(StoreError) -> JobRefusal? {
        guard let state = try state(of: id) else { return .unknown }
        switch state {
        case .sent, .cancelled: return .finished
        case .leased: return .inFlight
        case .pending, .retry: return nil
        case .failed:
            let isBounced =
                try int("SELECT 1 FROM jobs WHERE client = :client AND id = ? AND outcome LIKE 'bounced.%'", .int(id.rawValue)) != nil
            if isBounced { return .bounced }
            switch try eligibility(of: id.rawValue)?.blocker {
            case .superseded, .contactDiffers, .takenBack: return .superseded
            case .activated: return .activated
            case .accountCreated: return .accountCreated
            case .recipientExpired: return .recipientExpired
            case nil: break
            }
            // A later e-mail has all that this one was to say, where it is not cancelled itself.
            let isLate = try int(
                """
                SELECT 1 FROM jobs j JOIN jobs later ON later.client = j.client AND later.dotation_id = j.dotation_id AND later.id > j.id
                WHERE j.client = :client AND j.id = ? AND later.state <> 'cancelled' LIMIT 1
                """, .int(id.rawValue))
            return isLate != nil ? .superseded : nil
        }
    }
}
