public import DotationSheets
public import DotationStore
public import Dotations

/// Searches dotations in all orders.
public struct SearchDotations {
    /// What was found.
    public struct Result: Sendable {
        /// The dotations.
        public let dotations: [Dotation]
        /// Whether there are more than were asked for.
        public let isCut: Bool

        /// The sheet that « Exporter » gives.
        public var sheet: SearchExport { SearchExport(dotations: dotations) }
    }

    private let query: DotationQuery
    private let limit: Int
    private let application: Application

    /// A search.
    ///
    /// - Parameters:
    ///   - query: by what.
    ///   - limit: how many dotations it gives at most.
    ///   - application: where.
    public init(_ query: DotationQuery, limit: Int = .max, application: Application) {
        self.query = query
        self.limit = limit
        self.application = application
    }

    /// Searches.
    public func run() throws -> Result {
        var found: [Dotation] = []
        let isCut = try application.store.search(query, limit: limit) { found.append($0) }
        return Result(dotations: found, isCut: isCut)
    }
}
