public import Foundation
public import Spreadsheet

extension SheetFile {
    /// Opens a file in memory; see ``SheetFile/init(bytes:name:password:csv:limits:)``.
    ///
    /// - Parameters:
    ///   - data: The file's bytes.
    ///   - name: The file's name, for errors and for the sheet of a CSV file.
    ///   - password: What a workbook is encrypted with.
    ///   - csv: What is known of the layout of CSV.
    ///   - limits: The limits of the file.
    /// - Throws: An error in the bytes.
    public init(
        data: Data, name: String? = nil, password: String? = nil, csv: CSVLayout = CSVLayout(), limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        try self.init(bytes: Array(data), name: name, password: password, csv: csv, limits: limits)
    }

    /// Opens a file by its URL; see ``SheetFile/init(path:password:csv:limits:)``.
    ///
    /// - Parameters:
    ///   - url: The URL of a file.
    ///   - password: What a workbook is encrypted with.
    ///   - csv: What is known of the layout of CSV.
    ///   - limits: The limits of the file.
    /// - Throws: `file.not-found` if the URL is no file's; an error in the file.
    public init(
        url: URL, password: String? = nil, csv: CSVLayout = CSVLayout(), limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        guard url.isFileURL else {
            throw SpreadsheetError(
                .fileNotFound, "the URL is not that of a file; load its bytes, and open these", at: .init(file: url.lastPathComponent))
        }
        try self.init(path: url.path(percentEncoded: false), password: password, csv: csv, limits: limits)
    }
}
