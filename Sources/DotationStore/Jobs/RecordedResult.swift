/// What a recorded result made of the job.
public enum RecordedResult: Sendable, Hashable {
    /// It is in this state now.
    case became(Job.State)
    /// Nothing was recorded: somebody else has it, as the worker's lease was over.
    case lost
}
