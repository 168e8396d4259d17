/// The part of a document's custom properties (ECMA-376 part 1, 22.3), with some of them set.
enum EditedProperties {
    static let contentType = "application/vnd.openxmlformats-officedocument.custom-properties+xml"

    /// A part without properties.
    static func empty(isStrict: Bool, limits: ReadLimits) -> EditedPart {
        let root = "<Properties xmlns=\"\(namespace("customProperties", "custom-properties", isStrict))\"/>"
        return EditedPart(EditedPart.declaration + Array(root.utf8), limits: limits)
    }

    private static func namespace(_ strict: String, _ transitional: String, _ isStrict: Bool) -> String {
        isStrict
            ? "http://purl.oclc.org/ooxml/officeDocument/\(strict)"
            : "http://schemas.openxmlformats.org/officeDocument/2006/\(transitional)"
    }

    /// - Throws: An error in the part.
    static func set(
        _ properties: [DocumentProperties.Custom], in part: EditedPart, isStrict: Bool
    ) throws(SpreadsheetError) -> [UInt8] {
        var part = part
        // Names are compared without case, as Office does.
        let names = Set(properties.map { $0.name.lowercased() })
        // The numbers of properties begin with 2.
        var last = 1
        try part.removeChildren { tag in
            if names.contains(tag.string("name")?.lowercased() ?? "") { return true }
            last = max(last, min(tag.integer("pid") ?? 0, Int(Int32.max) / 2))
            return false
        }
        let root = try part.elements(named: [])[0].element
        let own = namespace("customProperties", "custom-properties", isStrict)
        let types = namespace("docPropsVTypes", "docPropsVTypes", isStrict)
        var added: [UInt8] = []
        for (offset, property) in properties.enumerated() {
            let attributes = Array(" xmlns=\"\(own)\" xmlns:vt=\"\(types)\"".utf8)
            added += XMLWriter.bytes { $0.property(property, number: last + offset + 1, attributes: attributes) }
        }
        part.append(added, to: root)
        return part.edited
    }
}
