import ArgumentParser
import DotationsApplication

extension PlanStatus {
    /// Ends the command as the contract of the exit status has it, once the plan was printed.
    func end(with report: some SheetReport, file: String? = nil) throws {
        guard !report.refused.isEmpty else { return }
        guard self == .refused else { throw ExitCode.rowsRefused }
        throw report.refusal(file: file)
    }
}
