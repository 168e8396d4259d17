/// What a conversion has written.
public struct ConversionSummary: Encodable, Sendable {
    struct Sheet: Encodable, Sendable {
        let name: String
        let state: String
        let rows: Int
    }

    let source: String
    let target: String
    let rows: Int
    let sheets: [Sheet]
    /// What is worth a look about the rows that were read.
    public let warnings: [WarningDocument]
    /// The names of the sheets that had no place in the output.
    public var leftOut: [String] = []
}
