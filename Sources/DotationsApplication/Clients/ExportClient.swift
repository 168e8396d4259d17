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
}
