/// Reads the document properties at the beginning of an Excel 2003 XML workbook.
final class XML2003PropertiesHandler: XMLHandler {
    private(set) var properties = DocumentProperties()
    private var depth = 0
    private var isCustom = false
    private var field: WritableKeyPath<DocumentProperties, String?>?
    private var date: WritableKeyPath<DocumentProperties, CivilDateTime?>?
    private var custom: (name: String, type: String)?
    private var content: [UInt8] = []
    private var hadSheet = false

    /// The sheets come after the properties.
    override var isDone: Bool { hadSheet }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        if depth == 2 {
            hadSheet = hadSheet || element.is(.spreadsheet2003, "Worksheet")
            isCustom = element.is(.office2003, "CustomDocumentProperties")
            guard isCustom || element.is(.office2003, "DocumentProperties") else {
                depth -= 1
                return skippedDepth = 1
            }
        } else if depth == 3 {
            content = []
            if isCustom {
                let name = Array(String(cString: element.name.start).utf8)
                custom = (Self.unescaped(name), element.string("dt", .dataTypes2003) ?? "string")
            } else {
                (field, date) = Self.fields(element.name)
            }
        }
    }

    override func end() throws(SpreadsheetError) {
        if depth == 3 {
            let text = String(decoding: content, as: UTF8.self)
            if let field { properties[keyPath: field] = text }
            if let date { properties[keyPath: date] = CivilDateTime(iso: content) }
            if let custom, let value = DocumentProperties.Value(content, type: custom.type) {
                properties.custom.append(.init(custom.name, value))
            }
            (field, date, custom) = (nil, nil, nil)
        }
        depth -= 1
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if field != nil || date != nil || custom != nil { content.append(contentsOf: bytes) }
    }

    private static func fields(
        _ name: StringPointer
    ) -> (WritableKeyPath<DocumentProperties, String?>?, WritableKeyPath<DocumentProperties, CivilDateTime?>?) {
        switch name {
        case "Title": (\.title, nil)
        case "Subject": (\.subject, nil)
        case "Author": (\.creator, nil)
        case "Keywords": (\.keywords, nil)
        case "Description": (\.description, nil)
        case "Category": (\.category, nil)
        case "LastAuthor": (\.lastModifiedBy, nil)
        case "Company": (\.company, nil)
        case "Manager": (\.manager, nil)
        case "Created": (nil, \.created)
        case "LastSaved": (nil, \.modified)
        default: (nil, nil)
        }
    }

    /// A name of an element, in which `_xHHHH_` stands for what a name cannot have.
    private static func unescaped(_ name: [UInt8]) -> String {
        var bytes = name
        let count = bytes.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { TextDecoding.unescape($0, count: buffer.count) } ?? 0
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
