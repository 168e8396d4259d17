/// What was set in a workbook.
public struct EditingSummary: Encodable, Sendable {
    struct Cell: Encodable, Sendable {
        let sheet: String
        let cell: String
        let type: String
    }

    let source: String
    let target: String
    let cells: [Cell]
}
