public import DotationSales
internal import Dotations

/// What loading events came to.
public struct LoadedEvents: Sendable, Hashable {
    /// What is to be said of them; where it has faults, nothing was loaded.
    public let review: SetupReview
    /// The operation, where they were loaded.
    public let operation: Operation?
}
