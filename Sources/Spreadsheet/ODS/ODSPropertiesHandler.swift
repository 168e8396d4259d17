/// Reads document properties (OpenDocument 1.2 part 1, 4.3) from their part, or from the beginning of a single document.
final class ODSPropertiesHandler: XMLHandler {
    private(set) var properties = DocumentProperties()
    private var depth = 0
    /// How many elements are open when the properties are.
    private var metaDepth: Int?
    private var field: WritableKeyPath<DocumentProperties, String?>?
    private var date: WritableKeyPath<DocumentProperties, CivilDateTime?>?
    private var isKeyword = false
    private var custom: (name: String, type: String)?
    private var content: [UInt8] = []
    private var wasRead = false

    /// The rest of a single document is its sheets.
    override var isDone: Bool { wasRead }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard let metaDepth else {
            // The properties are a child of the document.
            guard depth == 0 || element.is(.office, "meta") else { return skippedDepth = 1 }
            if depth > 0 { metaDepth = depth + 1 }
            depth += 1
            return
        }
        depth += 1
        guard depth == metaDepth + 1 else { return }
        content = []
        if element.namespace == .dublinCore {
            switch element.name {
            case "title": field = \.title
            case "subject": field = \.subject
            case "description": field = \.description
            case "creator": field = \.lastModifiedBy
            case "date": date = \.modified
            default: break
            }
        } else if element.namespace == .meta {
            switch element.name {
            case "initial-creator": field = \.creator
            case "creation-date": date = \.created
            case "generator": field = \.application
            case "keyword": isKeyword = true
            case "user-defined":
                custom = element.string("name", .meta).map { ($0, element.string("value-type", .meta) ?? "string") }
            default: break
            }
        }
    }

    override func end() throws(SpreadsheetError) {
        defer { depth -= 1 }
        guard let metaDepth else { return }
        guard depth == metaDepth + 1 else {
            if depth == metaDepth {
                self.metaDepth = nil
                wasRead = true
            }
            return
        }
        let text = String(decoding: content, as: UTF8.self)
        if let field { properties[keyPath: field] = text }
        if let date { properties[keyPath: date] = CivilDateTime(iso: content) }
        if isKeyword {
            if properties.keywords == nil { properties.keywords = text } else { properties.keywords?.append(", " + text) }
        }
        if let custom, let value = DocumentProperties.Value(content, type: custom.type) {
            properties.custom.append(.init(custom.name, value))
        }
        (field, date, isKeyword, custom) = (nil, nil, false, nil)
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if field != nil || date != nil || isKeyword || custom != nil { content.append(contentsOf: bytes) }
    }
}
