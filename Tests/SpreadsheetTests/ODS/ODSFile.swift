import Spreadsheet
import TestSupport
import Testing

/// A small OpenDocument spreadsheet to be, as a package or as a single document.
struct ODSFile {
    static let namespaces = """
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
        xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" \
        xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" \
        xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
        """

    /// What is within `office:spreadsheet`.
    var body: String
    /// What is within `office:automatic-styles` and `office:styles`.
    var automaticStyles = ""
    var styles = ""
    /// What is within `office:meta`.
    var properties = ""
    var namespaces = Self.namespaces
    /// Further parts of the package.
    var parts: [(String, String)] = []

    init(body: String) { self.body = body }

    /// One table with those rows.
    init(rows: String) { self.init(body: Self.table(rows)) }

    /// One row of one table with those cells, after another one, as a scanner reads none before that.
    init(cells: String) { self.init(rows: "<table:table-row/>" + Self.row(cells)) }

    static func table(_ rows: String, name: String = "Feuil1") -> String { "<table:table table:name=\"\(name)\">\(rows)</table:table>" }

    static func row(_ cells: String) -> String { "<table:table-row>\(cells)</table:table-row>" }

    static func number(_ number: String) -> String {
        "<table:table-cell office:value-type=\"float\" office:value=\"\(number)\"><text:p>\(number)</text:p></table:table-cell>"
    }

    static func text(_ paragraphs: String) -> String {
        "<table:table-cell office:value-type=\"string\">\(paragraphs)</table:table-cell>"
    }

    func changed(_ change: (inout ODSFile) -> Void) -> ODSFile {
        var file = self
        change(&file)
        return file
    }

    var content: String {
        "<office:document-content \(namespaces)><office:automatic-styles>\(automaticStyles)</office:automatic-styles><office:body>"
            + "<office:spreadsheet>\(body)</office:spreadsheet></office:body></office:document-content>"
    }

    /// The package.
    var bytes: [UInt8] {
        let all =
            [
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content),
                ("styles.xml", "<office:document-styles \(namespaces)><office:styles>\(styles)</office:styles></office:document-styles>"),
                ("meta.xml", "<office:document-meta \(namespaces)><office:meta>\(properties)</office:meta></office:document-meta>"),
            ].filter { part in !parts.contains { $0.0 == part.0 } } + parts
        return ZipFile(all.map { ZipFile.Entry($0.0, $0.1, deflated: false) }).bytes
    }

    /// The single document.
    var flatBytes: [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <office:document \(namespaces) office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:meta>\(properties)\
            </office:meta><office:styles>\(styles)</office:styles><office:automatic-styles>\(automaticStyles)</office:automatic-styles>\
            <office:body><office:spreadsheet>\(body)</office:spreadsheet></office:body></office:document>
            """.utf8)
    }
}

extension Reading {
    /// Reads both forms of a spreadsheet in every way, and requires the same of all.
    static func everyWay(_ file: ODSFile, limits: ReadLimits = .standard, options: ReadOptions = []) -> Reading {
        let package = everyWay(file.bytes, limits: limits, options: options)
        let flat = everyWay(file.flatBytes, limits: limits, options: options)
        #expect(package.rows == flat.rows && package.faults.map(\.code) == flat.faults.map(\.code))
        return package
    }
}
