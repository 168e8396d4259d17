internal import ZipContainer

/// The format of a file, detected from its bytes and not from its name.
public enum FileFormat: Sendable, Hashable {
    /// A workbook of ECMA-376.
    case xlsx
    /// A binary workbook ([MS-XLSB]).
    case xlsb
    /// A workbook of Excel 5 to 2003 ([MS-XLS]).
    case xls
    /// Text, which is read as CSV.
    case csv

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
            if type.starts(with: "application/vnd.oasis.opendocument".utf8) || type.starts(with: "application/vnd.sun.xml".utf8) {
                throw SpreadsheetError(.openDocument, "it is an OpenDocument file")
            }
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
