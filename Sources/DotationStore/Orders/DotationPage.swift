public import Dotations

/// Some of the dotations that a search found, as a page shows them.
public struct DotationPage: Sendable {
    /// The dotations of the page.
    public let dotations: [Dotation]
    /// How many the search found in all.
    public let total: Int

    /// A page of what was found.
    public init(dotations: [Dotation], total: Int) {
        self.dotations = dotations
        self.total = total
    }
}
