internal import Spreadsheet

/// The two kinds of files that tables are written to.
public enum TableFormat: String, Sendable, CaseIterable {
    /// A workbook.
    case xlsx
    /// Text in the dialect that a French Excel opens correctly.
    case csv

    /// Whether a file's name is that of a workbook with macros, which spreadsheets open under no other.
    public static func isForMacros(fileName: String) -> Bool { fileName.lowercased().hasSuffix(".xlsm") }

    /// The format that a file's name asks for by its extension; nil for any other extension.
    public init?(fileName: String) {
        guard let dot = fileName.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        self.init(rawValue: fileName[fileName.index(after: dot)...].lowercased())
    }
}
