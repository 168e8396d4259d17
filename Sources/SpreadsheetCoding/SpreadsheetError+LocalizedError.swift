public import Foundation
public import Spreadsheet

extension SpreadsheetError: LocalizedError {
    /// The code, the place and the detail, as ``SpreadsheetError/description``; `localizedDescription` is the same.
    public var errorDescription: String? { description }
    /// What was found.
    public var failureReason: String? { detail }
}
