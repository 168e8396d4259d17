public import ZipContainer

extension SpreadsheetError.Code {
    /// The code of a container's error, such as `zip.overlap`.
    public init(_ zip: ZipError.Code) { self.init(rawValue: zip.rawValue) }

    // The machine

    /// The file does not exist.
    public static let fileNotFound = Self(ZipError.Code.fileNotFound)
    /// The file exists but cannot be read, or is not a regular file.
    public static let fileUnreadable = Self(ZipError.Code.fileUnreadable)
    /// The file cannot be written.
    public static let fileUnwritable = Self(ZipError.Code.fileUnwritable)
    /// The file is larger than the limit allows.
    public static let fileTooLarge = Self(ZipError.Code.fileTooLarge)

    /// There is not enough memory for the file's contents.
    public static let outOfMemory = Self("memory.exhausted")

    /// The task in which a file is read was cancelled.
    public static let cancelled = Self("read.cancelled")

    // The kind of file

    /// A workbook of Excel 4 or older (BIFF2 to BIFF4).
    public static let legacyXLS = Self("format.xls")
    /// A file of SYLK, which looks like CSV.
    public static let sylk = Self("format.sylk")
    /// A file of the Data Interchange Format, which looks like CSV.
    public static let dif = Self("format.dif")
    /// A workbook that contains macros, if the limits are strict.
    public static let macros = Self("format.macro")
    /// A workbook encrypted with a password, which was not given.
    public static let encrypted = Self("format.encrypted")
    /// A password that does not open the workbook.
    public static let wrongPassword = Self("password.wrong")
    /// An encryption by which a password is hashed more often than the limit before it can be tried.
    public static let tooManyPasswordRounds = Self("limit.password-rounds")
    /// An encryption by which hashing a password takes more memory than the limit, or than there is.
    public static let tooMuchPasswordMemory = Self("limit.password-memory")
    /// An encryption that this library does not know.
    public static let unsupportedEncryption = Self("encryption.unsupported")
    /// An encrypted workbook that is cut off, or was changed after it was encrypted.
    public static let damagedEncryption = Self("encryption.damaged")
    /// An HTML page without a table, whatever its name says.
    public static let html = Self("format.html")
    /// An Office document that is not a workbook, such as a text document.
    public static let notAWorkbook = Self("format.not-a-workbook")
    /// An empty file.
    public static let emptyFile = Self("format.empty")
    /// A format that this library does not know.
    public static let unknownFormat = Self("format.unknown")

    /// Text in an encoding or a code page that this library does not know.
    public static let unknownEncoding = Self("encoding.unknown")

    // XML

    /// XML that is not well-formed, or not UTF-8; an HTML page that ends within a tag, a comment or a table.
    public static let malformedXML = Self("xml.malformed")
    /// A document type declaration.
    public static let doctype = Self("xml.doctype")
    /// A part of a package in an encoding other than UTF-8 and UTF-16, or a text that is not valid in the encoding that it names or has.
    /// Bytes that are not UTF-8 make XML malformed.
    public static let xmlEncoding = Self("xml.encoding")
    /// A tag, a comment or an instruction that is longer than the limit.
    public static let tokenTooLong = Self("xml.token-too-long")
    /// An element with more attributes than the limit.
    public static let tooManyAttributes = Self("xml.attribute")
    /// Elements nested deeper than the limit.
    public static let tooDeep = Self("xml.depth")
    /// More distinct names than the limit.
    public static let tooManyNames = Self("xml.names")

    // The package

    /// A part that the workbook needs is missing.
    public static let missingPart = Self("opc.missing-part")
    /// A relationship that cannot be followed: two with one Id, a target outside the package, or an external one where a part is needed.
    public static let badRelationship = Self("opc.bad-relationship")
    /// More relationships than the limit.
    public static let tooManyRelationships = Self("limit.relationships")

    // The compound file

    /// A compound file whose header, directory or chains of sectors contradict each other or the file's length.
    public static let malformedCompoundFile = Self("cfb.malformed")

    // Binary records

    /// Records of a binary workbook that are cut off, too short or too long, or not in their order.
    public static let malformedRecords = Self("biff.malformed")
    // OpenDocument

    /// An OpenDocument file whose parts are not what they should be.
    public static let malformedOpenDocument = Self("ods.malformed")

    // Sheets and cells

    /// The workbook has no sheets.
    public static let noSheets = Self("sheet.none")
    /// There is no sheet with the name asked for.
    public static let noSuchSheet = Self("sheet.not-found")
    /// More sheets than the limit.
    public static let tooManySheets = Self("limit.sheets")
    /// A reference that is not valid, or that contradicts its row.
    public static let badReference = Self("sheet.bad-ref")
    /// A cell or a row that occurs twice.
    public static let duplicateCell = Self("sheet.duplicate-cell")
    /// Two blocks of sheet data.
    public static let duplicateSheetData = Self("sheet.duplicate-sheetdata")
    /// An index beyond the shared strings.
    public static let badSharedString = Self("sheet.bad-shared-string")
    /// A value that its cell type does not allow.
    public static let badValue = Self("sheet.bad-value")
    /// A text longer than a cell can hold.
    public static let cellTooLong = Self("cell.too-long")
    /// More shared strings than the limit.
    public static let tooManySharedStrings = Self("limit.shared-strings")
    /// More cell formats than the limit.
    public static let tooManyStyles = Self("limit.styles")
    /// More rows than the limit.
    public static let tooManyRows = Self("limit.rows")
    /// More cells than the limit.
    public static let tooManyCells = Self("limit.cells")
    /// More text in one row than the limit.
    public static let rowTooLarge = Self("limit.row-size")
    /// More text in one worksheet than the limit.
    public static let tooMuchText = Self("limit.text")

    // Columns by their titles

    /// No column has the title asked for.
    public static let noSuchColumn = Self("column.not-found")
    /// Several columns have the title asked for.
    public static let ambiguousColumn = Self("column.ambiguous")

    // Cells as values of a type

    /// A cell that must have a value is empty.
    public static let missingValue = Self("value.missing")
    /// A cell has another type of value than is asked for.
    public static let wrongType = Self("value.type")
    /// A cell has a number that the type asked for cannot hold.
    public static let valueOutOfRange = Self("value.range")
    /// A type refused a row by its own rules; see ``SpreadsheetError/underlying``.
    public static let refusedRow = Self("value.refused")

    // CSV

    /// Bytes that are not valid in the file's encoding.
    public static let csvEncoding = Self("csv.encoding")
    /// A misplaced quotation mark.
    public static let badQuote = Self("csv.bad-quote")
    /// A quoted field that never ends.
    public static let unterminatedQuote = Self("csv.unterminated-quote")
    /// A field longer than the limit.
    public static let fieldTooLong = Self("csv.field-too-long")
    /// A record with more fields than the limit.
    public static let tooManyColumns = Self("csv.too-many-columns")
    /// A separator or a quotation mark that no CSV file can have.
    public static let badSeparator = Self("csv.bad-separator")

    // Writing

    /// A text, a formula or a name to be written is longer than spreadsheets allow.
    public static let writtenTooLong = Self("write.too-long")
    /// A character to be written is one that the file cannot contain, such as NUL, or that its encoding does not have.
    public static let unwritableCharacter = Self("write.bad-character")
    /// A number to be written is infinite or NaN.
    public static let unwritableNumber = Self("write.bad-number")
    /// A date to be written is outside the workbook's date system.
    public static let unwritableDate = Self("write.bad-date")
    /// The name of a sheet, a table or a defined name is one that spreadsheets do not allow, or is taken.
    public static let unwritableName = Self("write.bad-name")
    /// A number format to be written is one that spreadsheets do not accept.
    public static let unwritableFormat = Self("write.bad-format")
    /// A link to be written has no address, or one that spreadsheets do not follow.
    public static let unwritableLink = Self("write.bad-link")
    /// More cell formats than a workbook can contain.
    public static let tooManyStylesWritten = Self("write.too-many-styles")
    /// A row or a cell to be written is outside a sheet or before one already written, or the writer is finished.
    public static let unwritablePlace = Self("write.bad-place")
    /// Something else to be written is not possible in a worksheet or a CSV file.
    public static let notWritable = Self("write.invalid")

    // Editing

    /// A workbook of a format that cannot be edited in place.
    public static let notEditable = Self("edit.format")
    /// A workbook with a digital signature, which an edit would make invalid.
    public static let signedWorkbook = Self("edit.signed")
    /// A cell that merged cells hide.
    public static let mergedCell = Self("edit.merged-cell")
    /// A cell of an array formula or a data table, which only changes as a whole.
    public static let arrayFormula = Self("edit.array-formula")
    /// A cell whose formula is shared by cells before it.
    public static let sharedFormula = Self("edit.shared-formula")
    /// A cell that heads a column of a table, and has the column's name.
    public static let tableHeader = Self("edit.table-header")
}
