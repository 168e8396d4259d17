internal import Dotations

/// A row that is refused, for programs.
public struct RefusedRowDocument: Encodable, Sendable {
    let row: Int
    @Null var id: String?
    let reasons: [ReasonDocument]

    /// The refused rows of a report.
    static func all(of report: some SheetReport) -> [RefusedRowDocument] {
        report.refused.map { refusal in
            RefusedRowDocument(
                row: refusal.row, id: refusal.id?.description,
                reasons: refusal.reasons.map { reason in
                    let (message, advice) = report.words(on: reason)
                    return ReasonDocument(
                        code: reason.code.rawValue, cell: reason.column.flatMap { report.cell(refusal.row, $0) }, message: message,
                        advice: advice)
                })
        }
    }
}
