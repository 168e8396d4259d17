public import DotationStore

extension Installation {
    /// Adds a client, which has nothing yet.
    ///
    /// - Throws: `store.client-exists`.
    public func addClient(_ code: Client.Code, name: String) throws -> Client {
        try store.addClient(code, name: name, at: now).client
    }
}
