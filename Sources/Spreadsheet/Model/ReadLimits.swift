public import ZipContainer

/// Limits on a file. A file that exceeds one is refused with the limit's error code, the measured value and the limit. Limits are checked
/// against the actual contents, never against what the file claims.
public struct ReadLimits: Sendable, Hashable {
    /// The container's limits: sizes, entries, compression ratio.
    public var zip: ZipLimits
    /// The inflated size of a part that is read whole, such as the workbook, the styles or a list of relationships, in bytes. So much memory may
    /// formulas take as well that cells of one sheet share, where they are asked for.
    public var smallPartSize: UInt64
    /// The length of an XML tag, comment or instruction, in bytes.
    public var tokenLength: Int
    /// Attributes of one XML element.
    public var attributes: Int
    /// The nesting depth of XML elements.
    public var depth: Int
    /// Distinct names in one XML part.
    public var names: Int
    /// Relationships of one part.
    public var relationships: Int
    /// Sheets of a workbook.
    public var sheets: Int
    /// Items of the shared strings.
    public var sharedStrings: Int
    /// Text of one cell, in UTF-16 units, as spreadsheets count it.
    public var cellLength: Int
    /// Cell formats (`cellXfs` and `cellStyleXfs` together).
    public var styles: Int
    /// Rows that hold something, in one sheet.
    public var rows: Int
    /// Cells in one sheet.
    public var cells: Int
    /// Text of one row, in bytes; a shared string counts in each cell that has it. Its formulas, if they are asked for, are counted by themselves.
    public var rowSize: Int
    /// Text of one worksheet, in bytes; a shared string counts in each cell that has it. Its formulas, if they are asked for, are counted by
    /// themselves.
    public var sheetText: Int
    /// One field of a CSV record, in bytes.
    public var csvField: Int
    /// Records of a CSV file, which may have more than a worksheet has rows.
    public var csvRecords: Int
    /// Fields of a CSV record.
    public var csvColumns: Int
    /// The most hashing rounds that a file may require for its password, before it can be tried: ten million take some seconds.
    ///
    /// Of Argon2id each pass over each KiB of its memory counts as a round, as it takes about as long. LibreOffice requires 3 passes over 64 MiB,
    /// which is 196,608. Lanes cost nothing more, as one thread goes through all of them.
    public var passwordRounds: Int
    /// The most memory that a file may require to hash its password, in bytes. LibreOffice requires 64 MiB, and has no setting for another number.
    public var passwordMemory: Int
    /// Whether to refuse what no known program writes, and what two readers might read differently.
    public var isStrict: Bool

    /// For files from a trusted source; the default. Wide enough for every file that a spreadsheet program can save.
    public static let standard = ReadLimits(
        zip: .standard, smallPartSize: 64 << 20, tokenLength: 256 << 10, attributes: 256, depth: 64, names: 2000, relationships: 1_000_000,
        sheets: 65_535, sharedStrings: 5_000_000, cellLength: 32_767, styles: 131_072, rows: 1_048_576, cells: 50_000_000,
        rowSize: 64 << 20, sheetText: 4 << 30, csvField: 256 << 10, csvRecords: 100_000_000, csvColumns: 16_384,
        passwordRounds: 10_000_000, passwordMemory: 1 << 30, isStrict: false)

    /// For files from an untrusted source, such as an upload.
    public static let strict = ReadLimits(
        zip: .strict, smallPartSize: 16 << 20, tokenLength: 256 << 10, attributes: 256, depth: 64, names: 2000, relationships: 10_000,
        sheets: 256, sharedStrings: 1_000_000, cellLength: 32_767, styles: 131_072, rows: 200_000, cells: 5_000_000, rowSize: 4 << 20,
        sheetText: 512 << 20, csvField: 64 << 10, csvRecords: 200_000, csvColumns: 256, passwordRounds: 10_000_000,
        passwordMemory: 128 << 20, isStrict: true)
}

extension ReadLimits {
    /// - Throws: `limit.sheets` if a workbook has too many sheets, or tables that are its sheets.
    func checkSheets(_ count: Int) throws(SpreadsheetError) {
        guard count <= sheets else {
            throw SpreadsheetError(.tooManySheets, exceeds: sheets, measured: count, "too many sheets")
        }
    }

    /// - Throws: `limit.styles` if a workbook has too many cell formats.
    func checkStyles(_ count: Int) throws(SpreadsheetError) {
        guard count <= styles else {
            throw SpreadsheetError(.tooManyStyles, exceeds: styles, measured: count, "too many cell formats")
        }
    }

    /// - Throws: `xml.names` if a workbook has too many defined names.
    func checkNames(_ count: Int) throws(SpreadsheetError) {
        guard count <= relationships else {
            throw SpreadsheetError(.tooManyNames, exceeds: relationships, measured: count, "too many defined names")
        }
    }
}
