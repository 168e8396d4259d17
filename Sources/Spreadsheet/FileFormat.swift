internal import ZipContainer

/// The format of a file, detected from its bytes and not from its name.
public enum FileFormat: Sendable, Hashable {
    /// A workbook of ECMA-376.
    case xlsx
    /// A binary workbook ([MS-XLSB]).
    case xlsb
    /// Text, which is read as CSV.
    case csv

    /// Detects a file's format.
    ///
    /// - Throws: `file.not-found`, `file.unreadable`, an error in a package's directory, or an error that names the format if it is not
    ///   supported.
    public init(path: String) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        let source = try wrappingZipErrors(file: name) { () throws(ZipError) in try ByteSource(path: path) }
        do throws(SpreadsheetError) {
            switch try FileSignature(source: source) {
            case .package:
                let archive = try wrappingZipErrors { () throws(ZipError) in try ZipArchive(source: source, limits: .standard) }
                self = try Self(OpenPackage(archive: archive, limits: .standard, way: ReadingWay()))
            case .text: self = .csv
            }
        } catch {
            throw error.located(.init(file: name))
        }
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
