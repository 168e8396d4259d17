/// Reads one of the three parts of document properties; unknown elements are ignored.
final class DocumentPropertiesHandler: XMLHandler {
    private(set) var properties: DocumentProperties
    private var depth = 0
    private var field: WritableKeyPath<DocumentProperties, String?>?
    private var date: WritableKeyPath<DocumentProperties, CivilDateTime?>?
    private var customName: String?
    private var customType = ""
    private var content: [UInt8] = []

    init(_ properties: DocumentProperties) { self.properties = properties }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        content = []
        if depth == 2 {
            if element.name == "property" {
                customName = element.string("name")
            } else {
                (field, date) = Self.fields(element.name)
            }
        } else if depth == 3, customName != nil {
            customType = String(cString: element.name.start)
        }
    }

    override func end() throws(SpreadsheetError) {
        let text = String(decoding: content, as: UTF8.self)
        if depth == 2 {
            if let field { properties[keyPath: field] = text }
            if let date { properties[keyPath: date] = CivilDateTime(iso: content) }
            (field, date, customName) = (nil, nil, nil)
        } else if depth == 3, let customName, let value = value(text) {
            properties.custom.append(.init(customName, value))
        }
        depth -= 1
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if field != nil || date != nil || customName != nil { content.append(contentsOf: bytes) }
    }

    private static func fields(
        _ name: StringPointer
    ) -> (WritableKeyPath<DocumentProperties, String?>?, WritableKeyPath<DocumentProperties, CivilDateTime?>?) {
        switch name {
        case "title": (\.title, nil)
        case "subject": (\.subject, nil)
        case "creator": (\.creator, nil)
        case "keywords": (\.keywords, nil)
        case "description": (\.description, nil)
        case "category": (\.category, nil)
        case "lastModifiedBy": (\.lastModifiedBy, nil)
        case "Application": (\.application, nil)
        case "Company": (\.company, nil)
        case "Manager": (\.manager, nil)
        case "created": (nil, \.created)
        case "modified": (nil, \.modified)
        default: (nil, nil)
        }
    }

    /// The variant types that spreadsheets write (ECMA-376 part 1, 22.4).
    private func value(_ text: String) -> DocumentProperties.Value? {
        switch customType {
        case "lpwstr", "lpstr", "bstr": .text(text)
        case "bool": .boolean(text == "true" || text == "1")
        case "i1", "i2", "i4", "i8", "int", "ui1", "ui2", "ui4", "ui8", "uint", "r4", "r8", "decimal":
            content.withUnsafeBufferPointer { DecimalNumber.double($0) }.map { .number($0) }
        case "filetime", "date": CivilDateTime(iso: content).map { .date($0) }
        default: nil
        }
    }
}
