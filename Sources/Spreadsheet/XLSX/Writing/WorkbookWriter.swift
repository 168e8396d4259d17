internal import ZipContainer

/// Writes an XLSX workbook row by row, with memory that does not grow with the rows, but for the distinct texts where they are shared.
///
/// ```swift
/// var workbook = try WorkbookWriter(path: "orders.xlsx")
/// let bold = try workbook.style(CellStyle(font: .init(isBold: true)))
/// try workbook.beginSheet(SheetSettings("Orders", frozenRows: 1))
/// try workbook.append([.text("Number"), .text("Amount")], style: bold)
/// try workbook.append([.text("2800886"), .number(1250.5)])
/// try workbook.finish()
/// ```
///
/// The same calls give the same bytes, wherever and whenever they are made. What a spreadsheet would not open, or would repair, is refused
/// with a code that begins with `write.`, and the place. Nothing of it is written then, also where it is a whole row, and the writer can be
/// used further. A file appears at its path when ``finish()`` has returned, whole; a writer that is let go before leaves nothing behind.
public struct WorkbookWriter: ~Copyable {
    /// Where texts are kept.
    public enum Strings: Sendable, Hashable {
        /// Once for the whole workbook. Every reader knows them; the distinct texts stay in memory until the end.
        case shared
        /// In their cells, which needs no memory. Old versions of Apple Numbers do not show them.
        case inline
    }

    /// What holds for a whole workbook.
    public struct Options: Sendable, Hashable {
        /// Where texts are kept.
        public var strings: Strings
        /// The deflate level, from 0, not at all, over 1, fast, to 9, small.
        public var level: Int
        /// How days are counted. Dates that count otherwise are converted.
        public var dateSystem: DateSystem

        /// Options; without arguments those that suit most.
        public init(strings: Strings = .shared, level: Int = 2, dateSystem: DateSystem = .since1900) {
            self.strings = strings
            self.level = level
            self.dateSystem = dateSystem
        }
    }

    /// What the workbook says of itself. It is written at the end.
    public var properties = DocumentProperties()
    /// Names for formulas. They are written at the end.
    public var definedNames: [DefinedName] = []
    /// What the open sheet has beside its rows. It is written when the sheet ends.
    public var features = SheetFeatures()

    let options: Options
    var stream: XMLWriter
    var styles = StyleTable()
    /// The styles of the cells that come from another workbook.
    var copiedFormats = CopiedFormats()
    var strings = SharedStringTable()
    var sheets: [SheetSettings] = []
    var isSheetOpen = false
    var row = RowState()
    /// The smallest range with all cells of the rows that have ended.
    var usedCells: CellRange?
    /// The style of each column that has one, from the column 1 on.
    var columnStyles: [UInt32] = []
    /// The texts of the rows that head a table, by row and column.
    var headers: [Int: [Int: String]] = [:]
    var tableNames: Set<String> = []
    var noteShapeBlocks = 0
    /// Whether a formula's result was left to the spreadsheet.
    var needsCalculation = false
    /// Tells this writer's styles from those of others.
    let number = UInt32.random(in: 1 ... .max)
    private var isFinished = false

    /// A writer to a file.
    ///
    /// - Parameters:
    ///   - path: Where the workbook will be. What is there stays until ``finish()``.
    ///   - options: What holds for the whole workbook.
    /// - Throws: `file.unwritable`.
    public init(path: String, options: Options = Options()) throws(SpreadsheetError) {
        do {
            self.init(zip: try ZipWriter(path: path, level: options.level), file: lastPathComponent(path), options: options)
        } catch {
            throw SpreadsheetError(error, file: lastPathComponent(path))
        }
    }

    /// A writer to memory, whose ``finish()`` gives the workbook's bytes.
    public init(options: Options = Options()) {
        self.init(zip: ZipWriter(level: options.level), file: nil, options: options)
    }

    private init(zip: consuming ZipWriter, file: String?, options: Options) {
        stream = XMLWriter(zip: zip, file: file)
        self.options = options
    }

    /// The identifier of a style, the same for equal ones.
    ///
    /// - Throws: `write.bad-format` and other codes of `write.` where the style is none that spreadsheets have; `write.too-many-styles`
    ///   where the workbook has 65,490 already.
    public mutating func style(_ style: CellStyle) throws(SpreadsheetError) -> StyleID {
        let index = try styles.index(of: style)
        return index == 0 ? .normal : StyleID(writer: number, index: index)
    }

    /// Ends the open sheet, writes what belongs to the whole workbook, and puts the file in its place.
    ///
    /// - Returns: The workbook where it was written to memory, else nothing.
    /// - Throws: `write.bad-name` and other codes of `write.` where a name or a property is none that spreadsheets have, or no sheet is
    ///   visible: once that is mended, the call can be made again. `file.unwritable`, also where an earlier write failed; there is no new
    ///   file then. `write.bad-place` where the workbook is finished already.
    @discardableResult
    public mutating func finish() throws(SpreadsheetError) -> [UInt8] {
        try checkIsOpen()
        try endSheet()
        try checkWorkbook()
        isFinished = true
        if strings.references > 0 { writeSharedStrings() }
        styles.write(to: &stream)
        writeWorkbook()
        writeProperties()
        writePackage()
        return try stream.finish()
    }

    func checkIsOpen() throws(SpreadsheetError) {
        guard !isFinished else { throw SpreadsheetError(.unwritablePlace, "The workbook is finished.", at: .init(file: stream.file)) }
    }
}
