internal import DotationAccounts
public import DotationStore

extension Installation {
    /// Removes all that is a client's except the hashes of its history.
    ///
    /// - Throws: `store.client-unknown`.
    public func erase(_ code: Client.Code) throws -> UseCase<ClientErasure, Client> {
        UseCase(scope: "EraseClient", application: try application(code), permission: .changeSettings) {
            ClientErasure(details: try client(code))
        } perform: { plan, _ in
            try store.erase(plan.details.client, as: plan.details.extent, at: now)
            return plan.details.client
        }
    }
}
