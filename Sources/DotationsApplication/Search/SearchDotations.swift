internal import DotationAccounts
public import DotationSheets
public import DotationStore
public import Dotations

extension Application {
    /// Searches dotations; gives at most `limit` of them.
    public func search(_ query: DotationQuery, limit: Int = .max) throws -> FoundDotations {
        try require(.view)
        var found: [Dotation] = []
        let isCut = try store.search(query, limit: limit) { found.append($0) }
        return FoundDotations(dotations: found, isCut: isCut)
    }

    /// What a search found as the sheet that « Exporter » gives.
    public func export(_ found: FoundDotations) throws(AccessError) -> SearchExport {
        try require(.export)
        return SearchExport(dotations: found.dotations)
    }

    /// A page of what a search finds; past the end it has none.
    public func page(
        _ query: DotationQuery, sortedBy sort: DotationSort = .row, descending: Bool = false, after offset: Int, size: Int
    ) throws -> DotationPage {
        try require(.view)
        return try store.page(query, sortedBy: sort, descending: descending, after: offset, size: size)
    }

    /// A dotation; nil where there is none of that number.
    public func dotation(_ id: Dotation.ID) throws -> Dotation? {
        try require(.view)
        return try store.dotations([id]).first
    }
}
