public import DotationStore

extension Installation {
    /// Writes all that is a client's into a store of its own at `path`, where it goes on: with its history, its exports and its links.
    ///
    /// - Throws: `store.client-unknown`; `store.unwritable` where there is a file already.
    public func export(_ code: Client.Code, to path: String) throws -> ClientDetails {
        let details = try client(code)
        try store.export(details.client, to: path)
        return details
    }

    /// Removes all that is a client's, but for the hashes of its history.
    ///
    /// - Throws: `store.client-unknown`.
    public func erase(_ code: Client.Code) throws -> Client {
        let client = try store.client(code).client
        try store.erase(client, at: now)
        return client
    }
}
