/// Reads the records of a CSV file as the rows of a sheet.
final class CSVEngine: RowEngine {
    /// There is one owner, so the run-time check for each row is disabled.
    @exclusivity(unchecked) private var reader: CSVReader

    init(_ reader: consuming CSVReader) {
        let header = reader.header
        self.reader = reader
        super.init(header: header)
    }

    override func advance() throws(SpreadsheetError) -> Bool { try reader.advance() }

    override var strayQuotes: Int { reader.strayQuotes }
    override var line: Int? { reader.line }

    override var fractionRead: Double { reader.fractionRead }
}
