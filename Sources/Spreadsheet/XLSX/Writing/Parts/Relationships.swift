/// The relationships of a part (ECMA-376 part 2, 6.5).
struct Relationships {
    private var items: [(type: String, target: String, isExternal: Bool)] = []

    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

    /// Adds a relationship, and returns its identifier. The type is the last component of an office document's type, or a whole one.
    mutating func add(_ type: String, _ target: String, isExternal: Bool = false) -> String {
        items.append((type.utf8.contains(UInt8(ascii: ":")) ? type : Self.office + type, target, isExternal))
        return "rId\(items.count)"
    }

    /// Writes the part, if there are any.
    func write(as part: String, to stream: inout XMLWriter) {
        guard !items.isEmpty else { return }
        stream.begin(part, contentType: nil)
        stream.raw("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">")
        for (offset, item) in items.enumerated() {
            stream.raw("<Relationship")
            stream.attribute("Id", "rId\(offset + 1)")
            stream.attribute("Type", item.type)
            stream.attribute("Target", item.target, at: .plainAttribute)
            if item.isExternal { stream.attribute("TargetMode", "External") }
            stream.raw("/>")
        }
        stream.raw("</Relationships>")
        stream.end()
    }
}
