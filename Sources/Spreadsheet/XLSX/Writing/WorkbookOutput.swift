internal import ZipContainer

/// What a workbook's writer and the writer of its sheet share: the archive, and what is known of the workbook so far.
struct WorkbookOutput: ~Copyable {
    let options: WorkbookWriter.Options
    var stream: XMLWriter
    var properties = DocumentProperties()
    var definedNames: [DefinedName] = []
    var styles = StyleTable()
    /// The styles of cells copied from another workbook.
    var copiedFormats = CopiedFormats()
    var strings = SharedStringTable()
    var tableNames: Set<String> = []
    var noteShapeBlocks = 0
    var needsCalculation = false
    /// Distinguishes this writer's styles from others'.
    let number = UInt32.random(in: 1 ... .max)
    private var isFinished = false
    /// The file of an encrypted workbook.
    private let encryptedFile: OutputFile?

    // MARK: The sheets

    /// The sheets in the order in which they were written, by which their parts are numbered.
    var sheets: [SheetSettings] = []
    /// The sheets in the order of their tabs, as indices in ``sheets``.
    var tabs: [Int] = []
    /// Whether the last of ``sheets`` is still written.
    var isSheetOpen = false
    var features = SheetFeatures()
    /// The name of a sheet whose features were changed after it had ended.
    var lateSheet: String?
    var row = RowState()
    /// The smallest range with all cells of the rows that have ended.
    var usedCells: CellRange?
    /// Where the open sheet's beginning can be rewritten.
    var head = SheetHead()
    var fittedWidths = FittedWidths()
    /// The cells that array formulas fill.
    var arrayRanges: [CellRange] = []
    /// The style of each column, from column 1; 0 if it has none.
    var columnStyles: [UInt32] = []
    /// The texts of the rows that head a table, by row and column.
    var headers: [Int: [Int: String]] = [:]

    /// The most UTF-16 units of a cell's text.
    static var textLimit: Int { 32_767 }

    init(zip: consuming ZipWriter, file: String?, options: WorkbookWriter.Options, encryptedFile: OutputFile? = nil) {
        stream = XMLWriter(zip: zip, file: file)
        self.options = options
        self.encryptedFile = encryptedFile
    }

    mutating func style(_ style: CellStyle) throws(SpreadsheetError) -> StyleID {
        let index = try styles.index(of: style)
        return index == 0 ? .normal : StyleID(writer: number, index: index)
    }

    /// Whether a style is one of this workbook.
    func isKnown(_ style: StyleID) -> Bool { style.index == 0 || style.writer == number && style.index < styles.count }

    func checkIsOpen() throws(SpreadsheetError) {
        guard !isFinished else { throw SpreadsheetError(.unwritablePlace, "The workbook is finished.", at: .init(file: stream.file)) }
    }

    /// Ends the open sheet, and writes what belongs to the whole workbook. Returns the bytes if there is no file for them.
    mutating func finish() throws(SpreadsheetError) -> [UInt8] {
        try checkIsOpen()
        if let lateSheet {
            throw SpreadsheetError(
                .unwritablePlace, "The features of a sheet were changed after it had ended; set them before the next sheet is added.",
                at: .init(file: stream.file, sheet: lateSheet))
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
        let package = try stream.finish { (zip) throws(ZipError) in try zip.finish() }
        guard let password = options.password else { return package }
        guard let encryptedFile else {
            var encrypted: [UInt8] = []
            try EncryptedPackage.write(package, password: password) { (bytes) throws(SpreadsheetError) in encrypted += bytes }
            return encrypted
        }
        let name = stream.file
        try EncryptedPackage.write(package, password: password) { (bytes) throws(SpreadsheetError) in
            try wrappingZipErrors(file: name) { () throws(ZipError) in
                try bytes.withUnsafeBufferPointer { (bytes) throws(ZipError) in try encryptedFile.write(UnsafeRawBufferPointer(bytes)) }
            }
        }
        try wrappingZipErrors(file: name) { () throws(ZipError) in try encryptedFile.commit() }
        return []
    }
}
