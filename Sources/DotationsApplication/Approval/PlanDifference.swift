/// How a plan differs from the one that was approved.
public struct PlanDifference: Sendable, Hashable {
    /// A part of what a plan says of a subject.
    public struct Item: Sendable, Hashable {
        /// Which part.
        public let part: PlanDescription.Part
        /// What it is about.
        public let subject: PlanDescription.Subject
    }

    /// What only the new plan has.
    public let added: Set<Item>
    /// What only the approved plan had.
    public let removed: Set<Item>
    /// What both have and do not say the same of.
    public let altered: Set<Item>

    init(from old: PlanDigest, to new: PlanDigest) {
        let (gone, come) = (old.subtracting(new), new.subtracting(old))
        added = come.subtracting(gone)
        removed = gone.subtracting(come)
        altered = come.intersection(gone)
    }
}
