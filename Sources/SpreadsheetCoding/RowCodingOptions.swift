public import Foundation
public import Spreadsheet

/// How rows become values and values become rows, where a sheet alone does not say.
public struct RowCodingOptions: Sendable, Hashable {
    /// The row with the titles of the columns; nil for the first one with cells. Rows above it are passed over.
    public var headerRow: Int?
    /// How texts that are numbers, Boolean values or dates are written, as all are in CSV: `1000.5` and `2020-08-21`, or in French `1000,5`
    /// and also `21/08/2020`. Cells of a workbook that are numbers, Boolean values and dates need none.
    public var notation: CSVDialect.Notation
    /// The time zone of dates, as a sheet has none. In GMT a date is the same day on every machine.
    public var timeZone: TimeZone

    /// Creates options.
    public init(headerRow: Int? = nil, notation: CSVDialect.Notation = .international, timeZone: TimeZone = .gmt) {
        self.headerRow = headerRow
        self.notation = notation
        self.timeZone = timeZone
    }
}
