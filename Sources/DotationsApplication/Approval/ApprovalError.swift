internal import DotationStore
internal import Dotations

/// Why an approval does not do for the plan that it is for.
public enum ApprovalError: Error, Sendable {
    /// The number that was typed is not the plan's number of changes.
    case otherCount
    /// The plan is unusual: its number of changes has to be typed.
    case countNeeded
}
