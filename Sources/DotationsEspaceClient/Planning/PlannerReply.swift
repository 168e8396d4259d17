internal import DotationsApplication

/// What the process that plans answers.
enum PlannerReply: Codable {
    /// What came of it.
    case outcome(PreviewOutcome)
    /// What is wrong with what was asked, in words.
    case fault(message: String)
}

/// What the process that plans writes on its standard output.
enum PlannerOutput: Codable {
    case reply(PlannerReply)
    /// What is wrong with the store, by its code.
    case storeFault(code: String)
}
