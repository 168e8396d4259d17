import ArgumentParser
import Dotations
import DotationsApplication

extension PlanStatus {
    /// Ends the command as the contract of the exit status has it, once the plan was printed.
    func end(with report: some SheetReport) throws {
        try end(refused: report.refused.count, isAtomic: report.isAtomic && !report.asksNothing)
    }

    /// The same of any plan; `isAtomic` says that it is --atomic that keeps the other rows from being applied.
    func end(refused count: Int, isAtomic: Bool, file: String? = nil, faults: (any Encodable & Sendable)? = nil) throws {
        guard count > 0 else { return }
        guard self == .refused else { throw ExitCode.rowsRefused }
        let refused = count.counted("ligne est refusée", "lignes sont refusées")
        throw CommandError(
            .importRefused, "\(refused) : \(isAtomic ? "avec --atomic, rien n’est" : "rien n’a été") appliqué.", file: file,
            faults: faults)
    }
}
