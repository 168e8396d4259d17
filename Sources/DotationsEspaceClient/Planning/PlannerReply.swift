internal import DotationsApplication

/// What the process that plans answers.
enum PlannerReply: Codable {
    /// What came of it.
    case outcome(PreviewOutcome)
    /// What is wrong, in words.
    case fault(message: String)
}
