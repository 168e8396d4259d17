public import DotationStore
internal import Dotations

extension Application {
    /// Searches dotations; gives at most `limit` of them.
    public func search(_ query: DotationQuery, limit: Int = .max) throws -> FoundDotations {
        var found: [Dotation] = []
        let isCut = try store.search(query, limit: limit) { found.append($0) }
        return FoundDotations(dotations: found, isCut: isCut)
    }
}
