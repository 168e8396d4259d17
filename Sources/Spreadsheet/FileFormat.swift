internal import ZipContainer

/// The format of a file, detected from its bytes and not from its name.
public struct FileFormat: Sendable, Hashable {
    private let name: String

    /// A workbook of ECMA-376.
    public static let xlsx = Self(name: "xlsx")
    /// A binary workbook ([MS-XLSB]).
    public static let xlsb = Self(name: "xlsb")
    /// A workbook of Excel 5 to 2003 ([MS-XLS]).
    public static let xls = Self(name: "xls")
    /// A spreadsheet of OpenDocument (ISO/IEC 26300), in a package.
    public static let ods = Self(name: "ods")
    /// A spreadsheet of OpenDocument in a single XML document.
    public static let fods = Self(name: "fods")
    /// An XML workbook of Excel 2003.
    public static let xml2003 = Self(name: "xml2003")
    /// Tables of an HTML page, which web applications send as workbooks.
    public static let html = Self(name: "html")
    /// Text, which is read as CSV.
    public static let csv = Self(name: "csv")

    private init(name: String) { self.name = name }

    /// Detects a file's format.
    ///
    /// - Throws: An error in the file, which names its format if that is not supported.
    public init(path: String) throws(SpreadsheetError) {
        self = try SheetFile(path: path).format
    }

    /// The format of a package, by the parts that it has.
    ///
    /// - Throws: An error that names the format if it is not supported.
    init(_ package: OpenPackage) throws(SpreadsheetError) {
        if let mimetype = package.archive.entry(named: "mimetype"), mimetype.size < 256 {
            let type = try wrappingZipErrors { () throws(ZipError) in try package.archive.bytes(of: mimetype) }
            if type.starts(with: "application/vnd.oasis.opendocument".utf8) {
                guard type.starts(with: "application/vnd.oasis.opendocument.spreadsheet".utf8) else {
                    throw SpreadsheetError(.notAWorkbook, "it is an OpenDocument file of another kind")
                }
                self = .ods
                return
            }
            if type.starts(with: "application/vnd.sun.xml".utf8) {
                throw SpreadsheetError(.unknownFormat, "it is a file of OpenOffice.org 1")
            }
        }
        // The type may be missing, and stand in the manifest alone.
        if package.contains("content.xml") || package.contains(EncryptedParts.packageName), !package.contains("[Content_Types].xml") {
            self = .ods
            return
        }
        if package.contains("word/document.xml") || package.contains("ppt/presentation.xml") {
            throw SpreadsheetError(.notAWorkbook, "it is an Office document, but not a workbook")
        }
        if package.contains("Index/Document.iwa") || package.contains("Index.zip") {
            throw SpreadsheetError(.notAWorkbook, "it is an Apple Numbers document")
        }
        self = OpenXMLContent.isBinary(package) ? .xlsb : .xlsx
    }
}

extension FileFormat: CustomStringConvertible {
    /// Its name, such as `xlsx`.
    public var description: String { name }
}
