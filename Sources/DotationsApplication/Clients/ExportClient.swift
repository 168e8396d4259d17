public import DotationStore

extension Installation {
    /// Writes all that is a client's into a new store at `path`. Its history, its exports and its links hold there.
    ///
    /// - Throws: `store.client-unknown`; `store.exists` where there is a file already.
    public func export(_ code: Client.Code, to path: String) throws -> ClientDetails {
        let details = try client(code)
        try store.export(details.client, to: path)
        return details
    }
}
