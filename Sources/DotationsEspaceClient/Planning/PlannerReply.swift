internal import DotationsApplication

/// What the process that plans answers.
enum PlannerReply: Codable {
    /// What came of it.
    case outcome(PreviewOutcome)
    /// What is wrong, by its stable code and in words.
    case fault(code: String, message: String)
}
