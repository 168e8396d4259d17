public import DotationStore

extension Installation {
    /// Gives a client another code, another name, or both; nil for what stays.
    ///
    /// - Throws: `store.client-unknown`; `store.client-exists` where another client has the code.
    public func rename(_ code: Client.Code, to new: Client.Code?, name: String?) throws -> Client {
        let own = try store.client(code)
        return try own.rename(to: new ?? code, name: name ?? own.client.name, context: context).client
    }
}
