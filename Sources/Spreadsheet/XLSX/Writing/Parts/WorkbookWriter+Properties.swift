extension WorkbookWriter {
    /// Writes the document properties, each kind in a separate part.
    mutating func writeProperties() {
        writeCoreProperties()
        writeApplicationProperties()
        if !properties.custom.isEmpty { writeCustomProperties() }
    }

    private mutating func writeCoreProperties() {
        stream.begin("docProps/core.xml", contentType: "application/vnd.openxmlformats-package.core-properties+xml")
        stream.raw("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"")
        stream.raw(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\"")
        stream.raw(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">")
        element("dc:title", properties.title)
        element("dc:subject", properties.subject)
        element("dc:creator", properties.creator)
        element("cp:keywords", properties.keywords)
        element("dc:description", properties.description)
        element("cp:lastModifiedBy", properties.lastModifiedBy)
        element("dcterms:created", properties.created.map(Self.timestamp), attributes: " xsi:type=\"dcterms:W3CDTF\"")
        element("dcterms:modified", properties.modified.map(Self.timestamp), attributes: " xsi:type=\"dcterms:W3CDTF\"")
        element("cp:category", properties.category)
        stream.raw("</cp:coreProperties>")
        stream.end()
    }

    private mutating func writeApplicationProperties() {
        stream.begin("docProps/app.xml", contentType: "application/vnd.openxmlformats-officedocument.extended-properties+xml")
        stream.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">")
        element("Application", properties.application)
        element("Manager", properties.manager)
        element("Company", properties.company)
        stream.raw("</Properties>")
        stream.end()
    }

    private mutating func writeCustomProperties() {
        stream.begin("docProps/custom.xml", contentType: "application/vnd.openxmlformats-officedocument.custom-properties+xml")
        stream.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"")
        stream.raw(" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">")
        for (offset, property) in properties.custom.enumerated() {
            // The format identifier of user-defined properties; their numbers begin with 2.
            stream.raw("<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\"")
            stream.attribute("pid", offset + 2)
            stream.attribute("name", property.name)
            stream.raw(">")
            switch property.value {
            case .text(let text): element("vt:lpwstr", text)
            case .boolean(let boolean): element("vt:bool", boolean ? "true" : "false")
            case .date(let date): element("vt:filetime", Self.timestamp(date))
            case .number(let number):
                if let whole = Int32(exactly: number) { element("vt:i4", String(whole)) } else { element("vt:r8", String(number)) }
            }
            stream.raw("</property>")
        }
        stream.raw("</Properties>")
        stream.end()
    }

    private mutating func element(_ name: StaticString, _ content: String?, attributes: StaticString = "") {
        guard let content else { return }
        stream.raw("<")
        stream.raw(name)
        stream.raw(attributes)
        stream.raw(">")
        stream.text(content)
        stream.raw("</")
        stream.raw(name)
        stream.raw(">")
    }

    /// A date and time such as `2020-04-30T12:00:00Z`.
    private static func timestamp(_ date: CivilDateTime) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
            + "T\(padded(date.hour, 2)):\(padded(date.minute, 2)):\(padded(date.second, 2))Z"
    }
}
