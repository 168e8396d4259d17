internal import ZipContainer

/// Writes an XLSX workbook, sheet by sheet and row by row, in memory that does not grow with the rows.
///
/// ```swift
/// var workbook = try WorkbookWriter(path: "orders.xlsx")
/// let bold = try workbook.style(CellStyle(font: .init(isBold: true)))
/// var sheet = try workbook.addSheet(SheetSettings("Orders", frozenRows: 1))
/// try sheet.append(["Number", "Amount"], style: bold)
/// try sheet.append(["2800886", 1250.5])
/// try workbook.finish()
/// ```
///
/// A ``SheetWriter`` writes one sheet, until the next one is added or the workbook is finished.
/// The same calls always give the same bytes, except with a password. What a spreadsheet would not open, or would repair, is refused
/// with a code that begins with `write.`, and the place. Nothing of a refused cell or row is written, and the writer can be
/// used further. A file appears at its path only when ``finish()`` returns. A writer that is not finished leaves nothing.
public struct WorkbookWriter: ~Copyable {
    /// How texts are stored.
    public struct Strings: Sendable, Hashable {
        let isShared: Bool
        /// Once for the whole workbook. The first 393,216 distinct texts, up to 16 MB of them, stay in memory until the end; what comes for the
        /// first time after them is in its cells.
        public static let shared = Strings(isShared: true)
        /// In their cells, which needs no memory. Old versions of Apple Numbers do not display them.
        public static let inline = Strings(isShared: false)
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
        /// first how long it will be. ``WorkbookWriter/finish()`` encrypts it piece by piece into the file; a writer to memory has the plain and the
        /// encrypted bytes at once, which is twice as much.
        public var password: String?

        /// Creates options.
        public init(strings: Strings = .shared, level: Int = 2, dateSystem: DateSystem = .since1900, password: String? = nil) {
            self.strings = strings
            self.level = level
            self.dateSystem = dateSystem
            self.password = password
        }
    }

    private let shared: SharedOutput
    private var output: UnsafeMutablePointer<WorkbookOutput> { shared.output }

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
            self.init(WorkbookOutput(zip: zip, file: name, options: options))
            return
        }
        try EncryptedPackage.checkIsWritable(password: password)
        let file = try wrappingZipErrors(file: name) { () throws(ZipError) in try OutputFile(path: path) }
        self.init(WorkbookOutput(zip: ZipWriter(level: options.level), file: name, options: options, encryptedFile: file))
    }

    /// Writes to memory; ``finish()`` returns the bytes.
    public init(options: Options = Options()) {
        self.init(WorkbookOutput(zip: ZipWriter(level: options.level), file: nil, options: options))
    }

    private init(_ output: consuming WorkbookOutput) {
        shared = SharedOutput(output)
    }

    /// The document properties. They are written at the end.
    public var properties: DocumentProperties {
        get { output.pointee.properties }
        set { output.pointee.properties = newValue }
    }

    /// The defined names. They are written at the end.
    public var definedNames: [DefinedName] {
        get { output.pointee.definedNames }
        set { output.pointee.definedNames = newValue }
    }

    /// The identifier of a style, equal for equal styles.
    ///
    /// - Throws: `write.bad-format` and other codes of `write.` if spreadsheets do not accept the style; `write.too-many-styles`
    ///   if the workbook has 65,490 already.
    public mutating func style(_ style: CellStyle) throws(SpreadsheetError) -> StyleID { try output.pointee.style(style) }

    /// Begins a sheet, and ends the one before.
    ///
    /// - Parameters:
    ///   - settings: What comes before the sheet's rows.
    ///   - tab: The place of its tab among those so far, from 0: a summary that is written last can come first. nil for the last.
    /// - Returns: The writer of its rows, which can be used until the next sheet is added or the workbook is finished.
    /// - Throws: A code of `write.` if spreadsheets do not accept the settings, or the features of the sheet before, which then stays open;
    ///   `write.bad-place` if the workbook is finished, or there is no such place; `file.unwritable`.
    public mutating func addSheet(_ settings: SheetSettings, at tab: Int? = nil) throws(SpreadsheetError) -> SheetWriter {
        try output.pointee.beginSheet(settings, at: tab)
        return SheetWriter(shared)
    }

    /// Ends the open sheet, writes what belongs to the whole workbook, and puts the file in its place.
    ///
    /// - Returns: The bytes of a writer to memory; nothing if there is a file.
    /// - Throws: `write.bad-name` and other codes of `write.` if spreadsheets would not accept a name or a property, or no sheet is visible;
    ///   correct it and call again. `file.unwritable`, also if an earlier write failed: the path then keeps what it had. `write.bad-place` if
    ///   the workbook is finished.
    @discardableResult
    public mutating func finish() throws(SpreadsheetError) -> [UInt8] { try output.pointee.finish() }
}
