/// Reads the rows of a workbook's sheet, to its end or to the first error, which is told with its place.
class SheetEngine: RowEngine {
    private let location: SpreadsheetError.Location
    // Only `advance()` changes it, and it is not reentrant, so the run-time check for each row is disabled.
    @exclusivity(unchecked) private var isFinished = false

    init(header: UnsafeMutablePointer<RowStorage.Header>, details: RowDetails?, location: SpreadsheetError.Location) {
        if let details { header.pointee.details = Unmanaged.passRetained(details) }
        self.location = location
        super.init(header: header)
    }

    final override func advance() throws(SpreadsheetError) -> Bool {
        guard !isFinished else { return false }
        do throws(SpreadsheetError) {
            if try readRow() { return true }
            isFinished = true
            return false
        } catch {
            isFinished = true
            throw error.located(location)
        }
    }

    /// Reads the next row; false at the end. After that, and after an error, it is not called again.
    func readRow() throws(SpreadsheetError) -> Bool { false }
}
