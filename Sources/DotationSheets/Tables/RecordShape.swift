internal import Spreadsheet

/// How many fields the records of a CSV have.
struct RecordShape {
    let isCSV: Bool
    /// How many fields a record has at most, where what is beyond is not empty.
    let fieldCount: Int
    /// How many fields it has at least: up to the last column that may not be left empty.
    let neededCount: Int

    /// Whether a record has more or fewer fields than the header, not counting empty ones at its end; never in a workbook.
    func isRagged(_ row: RowView) -> Bool {
        guard isCSV else { return false }
        if row.count < neededCount { return true }
        guard row.count > fieldCount else { return false }
        for position in fieldCount..<row.count where !isEmpty(row[position]) { return true }
        return false
    }

    private func isEmpty(_ cell: CellView) -> Bool {
        guard cell.kind == .text else { return cell.kind == .blank }
        return cell.utf8.withUnsafeBufferPointer { bytes in bytes.allSatisfy { $0 == UInt8(ascii: " ") } }
    }
}
