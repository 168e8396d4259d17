/// A small workbook to be: the parts that every workbook has, each of which can be replaced, removed or joined by others.
package struct WorkbookFile {
    /// The namespaces that worksheets declare.
    package static let namespaces = """
        xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        """
    package static let typeBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    package static let sheetPart = "xl/worksheets/sheet1.xml"

    /// The parts in the order of the archive.
    package private(set) var parts: [(name: String, bytes: [UInt8])] = []
    /// Whether the parts are deflated; stored ones are quicker to make.
    package var deflates = false

    /// A workbook of one worksheet.
    package init(sheet: String, sharedStrings: String? = nil, styles: String? = nil) {
        self.init(sheet: Array(sheet.utf8), sharedStrings: sharedStrings, styles: styles)
    }

    package init(sheet: [UInt8], sharedStrings: String? = nil, styles: String? = nil) {
        self["[Content_Types].xml"] = #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#
        self["_rels/.rels"] = Self.relationships([("rId1", "officeDocument", "xl/workbook.xml")])
        self["xl/workbook.xml"] = Self.workbook(#"<sheet name="Feuil1" sheetId="1" r:id="rId1"/>"#)
        self["xl/_rels/workbook.xml.rels"] = Self.relationships([
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ])
        parts.append((Self.sheetPart, sheet))
        self["xl/sharedStrings.xml"] = sharedStrings
        self["xl/styles.xml"] = styles
    }

    /// A part as text; nil removes it.
    package subscript(name: String) -> String? {
        get { parts.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) } }
        set { set(name, newValue.map { Array($0.utf8) }) }
    }

    package mutating func set(_ name: String, _ bytes: [UInt8]?) {
        let index = parts.firstIndex { $0.name == name }
        switch (index, bytes) {
        case (let index?, let bytes?): parts[index].bytes = bytes
        case (let index?, nil): parts.remove(at: index)
        case (nil, let bytes?): parts.append((name, bytes))
        case (nil, nil): break
        }
    }

    package mutating func rename(_ name: String, to other: String) {
        for index in parts.indices where parts[index].name == name { parts[index].name = other }
    }

    package func changed(_ change: (inout WorkbookFile) -> Void) -> WorkbookFile {
        var file = self
        change(&file)
        return file
    }

    /// The archive, for those who want its headers to lie.
    package var zip: ZipFile { ZipFile(parts.map { ZipFile.Entry($0.name, $0.bytes, deflated: deflates) }) }

    package var bytes: [UInt8] { zip.bytes }

    // MARK: - Parts

    /// A worksheet with those rows.
    package static func worksheet(_ rows: String) -> String {
        "<worksheet \(namespaces)><sheetData>\(rows)</sheetData></worksheet>"
    }

    /// A worksheet of one row with those cells.
    package static func cells(_ cells: String) -> String { worksheet("<row r=\"1\">\(cells)</row>") }

    /// Shared strings with those items.
    package static func strings(_ items: String) -> String { "<sst \(namespaces)>\(items)</sst>" }

    /// A style sheet whose cell formats have those number formats, and those formats of its own.
    package static func styles(_ formatIDs: [Int], codes: [(Int, String)] = []) -> String {
        let list = codes.map { "<numFmt numFmtId=\"\($0.0)\" formatCode=\"\($0.1)\"/>" }.joined()
        let formats = formatIDs.map { "<xf numFmtId=\"\($0)\"/>" }.joined()
        return "<styleSheet \(namespaces)><numFmts>\(list)</numFmts><cellXfs>\(formats)</cellXfs></styleSheet>"
    }

    /// A workbook part with those sheets, and with what stands before and behind them.
    package static func workbook(_ sheets: String, before: String = "", behind: String = "") -> String {
        "<workbook \(namespaces)>\(before)<sheets>\(sheets)</sheets>\(behind)</workbook>"
    }

    /// A list of relationships, whose kinds may be whole types.
    package static func relationships(_ list: [(id: String, kind: String, target: String)]) -> String {
        let items = list.map { item in
            let type = item.kind.contains("/") ? item.kind : typeBase + item.kind
            return "<Relationship Id=\"\(item.id)\" Type=\"\(type)\" Target=\"\(item.target)\"/>"
        }
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(items.joined())</Relationships>"
    }

    /// Text as the UTF-16 bytes of a part.
    package static func utf16(_ text: String, littleEndian: Bool, mark: Bool = true) -> [UInt8] {
        let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap { littleEndian ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
}
