public import DotationStore

extension Installation {
    /// Removes all that is a client's except the hashes of its history.
    ///
    /// - Throws: `store.client-unknown`.
    public func erase(_ code: Client.Code) throws -> Client {
        let client = try store.client(code).client
        try store.erase(client, at: now)
        return client
    }
}
