internal import ZipContainer

/// Writes an XLSX workbook row by row. Memory grows only with the distinct texts, if strings are shared.
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
/// The same calls always give the same bytes, except with a password. What a spreadsheet would not open, or would repair, is refused
/// with a code that begins with `write.`, and the place. Nothing of a refused cell or row is written, and the writer can be
/// used further. A file appears at its path only when ``finish()`` returns. A writer that is not finished leaves nothing.
public struct WorkbookWriter: ~Copyable {
    /// How texts are stored.
    public enum Strings: Sendable, Hashable {
        /// Once for the whole workbook. The distinct texts stay in memory until the end.
        case shared
        /// In their cells, which needs no memory. Old versions of Apple Numbers do not display them.
        case inline
    }

    /// Options of a workbook.
    public struct Options: Sendable, Hashable {
        /// How texts are stored.
        public var strings: Strings
        /// The deflate level, from 0 (stored) and 1 (fastest) to 9 (smallest).
        public var level: Int
        /// The date system. Dates of the other one are converted.
        public var dateSystem: DateSystem

        /// The password to encrypt the workbook with, as Excel does (agile encryption, AES-256); nil for none. It needs the package's trait
        /// `Encryption`.
        ///
        /// All of the workbook, deflated, is then in memory until it is finished: nothing of it is on the disk in clear, and an encrypted file says
        /// first how long it will be. ``WorkbookWriter/finish()`` encrypts it piece by piece into the file;
        /// ``WorkbookWriter/finishInMemory()`` has the plain and the encrypted bytes at once, which is twice as much.
        public var password: String?

        /// Creates options.
        public init(strings: Strings = .shared, level: Int = 2, dateSystem: DateSystem = .since1900, password: String? = nil) {
            self.strings = strings
            self.level = level
            self.dateSystem = dateSystem
            self.password = password
        }
    }

    /// The document properties. They are written at the end.
    public var properties = DocumentProperties()
    /// The defined names. They are written at the end.
    public var definedNames: [DefinedName] = []
    /// What the open sheet has besides its rows. It is written when the sheet ends.
    public var features = SheetFeatures()

    let options: Options
    var stream: XMLWriter
    var styles = StyleTable()
    /// The styles of cells copied from another workbook.
    var copiedFormats = CopiedFormats()
    var strings = SharedStringTable()
    var sheets: [SheetSettings] = []
    var isSheetOpen = false
    var row = RowState()
    /// The smallest range with all cells of the rows that have ended.
    var usedCells: CellRange?
    /// The style of each column, from column 1; 0 if it has none.
    var columnStyles: [UInt32] = []
    /// The texts of the rows that head a table, by row and column.
    var headers: [Int: [Int: String]] = [:]
    var tableNames: Set<String> = []
    var noteShapeBlocks = 0
    var needsCalculation = false
    /// Distinguishes this writer's styles from others'.
    let number = UInt32.random(in: 1 ... .max)
    private var isFinished = false
    /// The file of an encrypted workbook.
    private var encryptedFile: OutputFile?

    /// Writes to a file.
    ///
    /// - Parameters:
    ///   - path: The workbook's path. An existing file stays until ``finish()``.
    ///   - options: The workbook's options.
    /// - Throws: `file.unwritable`; `write.invalid` for a password without characters, or with more than 255; `encryption.unsupported`.
    public init(path: String, options: Options = Options()) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        guard let password = options.password else {
            let zip = try wrappingZipErrors(file: name) { () throws(ZipError) in try ZipWriter(path: path, level: options.level) }
            self.init(zip: zip, file: name, options: options)
            return
        }
        try EncryptedPackage.checkIsWritable(password: password)
        let file = try wrappingZipErrors(file: name) { () throws(ZipError) in try OutputFile(path: path) }
        self.init(zip: ZipWriter(level: options.level), file: name, options: options)
        encryptedFile = file
    }

    /// Writes to memory; ``finishInMemory()`` returns the bytes.
    public init(options: Options = Options()) {
        self.init(zip: ZipWriter(level: options.level), file: nil, options: options)
    }

    private init(zip: consuming ZipWriter, file: String?, options: Options) {
        stream = XMLWriter(zip: zip, file: file)
        self.options = options
    }

    /// The identifier of a style, equal for equal styles.
    ///
    /// - Throws: `write.bad-format` and other codes of `write.` if spreadsheets do not accept the style; `write.too-many-styles`
    ///   if the workbook has 65,490 already.
    public mutating func style(_ style: CellStyle) throws(SpreadsheetError) -> StyleID {
        let index = try styles.index(of: style)
        return index == 0 ? .normal : StyleID(writer: number, index: index)
    }

    /// Ends the open sheet, writes what belongs to the whole workbook, and puts the file in its place.
    ///
    /// - Throws: `write.bad-name` and other codes of `write.` if spreadsheets would not accept a name or a property, or no sheet is visible;
    ///   correct it and call again. `file.unwritable`, also if an earlier write failed: the path then keeps what it had. `write.bad-place` if
    ///   the workbook is finished or the writer writes to memory.
    public mutating func finish() throws(SpreadsheetError) {
        try writeRest(inMemory: false)
        if let password = options.password, let file = encryptedFile {
            let package = try stream.finish { (zip) throws(ZipError) in try zip.finishInMemory() }
            let name = stream.file
            try EncryptedPackage.write(package, password: password) { (bytes) throws(SpreadsheetError) in
                try wrappingZipErrors(file: name) { () throws(ZipError) in
                    try bytes.withUnsafeBufferPointer { (bytes) throws(ZipError) in try file.write(UnsafeRawBufferPointer(bytes)) }
                }
            }
            return try wrappingZipErrors(file: name) { () throws(ZipError) in try file.commit() }
        }
        try stream.finish { (zip) throws(ZipError) in try zip.finish() }
    }

    /// Ends the open sheet, writes what belongs to the whole workbook, and returns the workbook of a writer to memory.
    ///
    /// - Throws: As ``finish()``; `write.bad-place` if the writer writes to a file.
    public mutating func finishInMemory() throws(SpreadsheetError) -> [UInt8] {
        try writeRest(inMemory: true)
        let package = try stream.finish { (zip) throws(ZipError) in try zip.finishInMemory() }
        guard let password = options.password else { return package }
        var encrypted: [UInt8] = []
        try EncryptedPackage.write(package, password: password) { (bytes) throws(SpreadsheetError) in encrypted += bytes }
        return encrypted
    }

    private mutating func writeRest(inMemory: Bool) throws(SpreadsheetError) {
        try checkIsOpen()
        guard (stream.file == nil) == inMemory else {
            throw SpreadsheetError(
                .unwritablePlace, "A file ends with finish(), a workbook in memory with finishInMemory().", at: .init(file: stream.file))
        }
        if let password = options.password { try EncryptedPackage.checkIsWritable(password: password) }
        try endSheet()
        try checkWorkbook()
        isFinished = true
        if strings.references > 0 { writeSharedStrings() }
        styles.write(to: &stream)
        writeWorkbook()
        writeProperties()
        writePackage()
    }

    func checkIsOpen() throws(SpreadsheetError) {
        guard !isFinished else { throw SpreadsheetError(.unwritablePlace, "The workbook is finished.", at: .init(file: stream.file)) }
    }
}
