/// Why an approval does not do for the plan that it is for; nothing was changed.
public enum ApprovalError: Error, Sendable, CaseIterable {
    /// The number that was typed is not the plan's number of changes.
    case otherCount
    /// The plan is unusual: its number of changes has to be typed.
    case countNeeded

    /// What is wrong, by a name that programs can rely on: the same for both, as the same is to be done.
    public static let code = "confirmation.number"
}
