extension WorkbookOutput {
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
        stream.element("dc:title", properties.title)
        stream.element("dc:subject", properties.subject)
        stream.element("dc:creator", properties.creator)
        stream.element("cp:keywords", properties.keywords)
        stream.element("dc:description", properties.description)
        stream.element("cp:lastModifiedBy", properties.lastModifiedBy)
        stream.element("dcterms:created", properties.created.map(Self.timestamp), attributes: " xsi:type=\"dcterms:W3CDTF\"")
        stream.element("dcterms:modified", properties.modified.map(Self.timestamp), attributes: " xsi:type=\"dcterms:W3CDTF\"")
        stream.element("cp:category", properties.category)
        stream.raw("</cp:coreProperties>")
        stream.end()
    }

    private mutating func writeApplicationProperties() {
        stream.begin("docProps/app.xml", contentType: "application/vnd.openxmlformats-officedocument.extended-properties+xml")
        stream.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">")
        stream.element("Application", properties.application)
        stream.element("Manager", properties.manager)
        stream.element("Company", properties.company)
        stream.raw("</Properties>")
        stream.end()
    }

    private mutating func writeCustomProperties() {
        stream.begin("docProps/custom.xml", contentType: "application/vnd.openxmlformats-officedocument.custom-properties+xml")
        stream.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"")
        stream.raw(" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">")
        for (offset, property) in properties.custom.enumerated() { stream.property(property, number: offset + 2) }
        stream.raw("</Properties>")
        stream.end()
    }

    /// A date and time such as `2020-04-30T12:00:00Z`.
    fileprivate static func timestamp(_ date: CivilDateTime) -> String {
        "\(date.isoDay)T\(date.hour.padded(to: 2)):\(date.minute.padded(to: 2)):\(date.second.padded(to: 2))Z"
    }
}

extension XMLWriter {
    /// Writes a custom property (ECMA-376 part 1, 22.3.2.2), with more attributes if there are any. Numbers begin with 2.
    mutating func property(_ property: DocumentProperties.Custom, number: Int, attributes: [UInt8] = []) {
        // The format identifier of user-defined properties.
        raw("<property")
        raw(attributes)
        raw(" fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\"")
        attribute("pid", number)
        attribute("name", property.name)
        raw(">")
        switch property.value {
        case .text(let text): element("vt:lpwstr", text)
        case .boolean(let boolean): element("vt:bool", boolean ? "true" : "false")
        case .date(let date): element("vt:filetime", WorkbookOutput.timestamp(date))
        case .number(let number):
            if let whole = Int32(exactly: number) {
                element("vt:i4", String(whole))
            } else {
                element("vt:r8", String(number))
            }
        }
        raw("</property>")
    }
}
