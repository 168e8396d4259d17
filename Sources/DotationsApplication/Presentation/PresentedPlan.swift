/// A plan of rows that is shown in words.
public protocol PresentedPlan: SheetReport {
    /// The plan in words; `source` is what it was made of, such as a file's name.
    func presentation(of source: String) -> PlanPresentation
}
