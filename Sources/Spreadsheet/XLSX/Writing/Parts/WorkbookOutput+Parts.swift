extension WorkbookOutput {
    /// Writes the shared strings (18.4.9).
    mutating func writeSharedStrings() {
        stream.begin(
            "xl/sharedStrings.xml", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml")
        stream.raw("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"")
        stream.attribute("count", strings.references)
        stream.attribute("uniqueCount", strings.count)
        stream.raw(">")
        for index in 0..<strings.count {
            stream.raw("<si>")
            stream.textElement(strings[index])
            stream.raw("</si>")
        }
        stream.raw("</sst>")
        stream.end()
    }

    /// Writes the workbook part (18.2.27) and its relationships.
    mutating func writeWorkbook() {
        var relationships = Relationships()
        stream.begin("xl/workbook.xml", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
        stream.raw("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"")
        stream.raw(" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr")
        stream.attribute("date1904", options.dateSystem == .since1904)
        stream.raw("/><bookViews><workbookView")
        let shown = tabs.firstIndex { sheets[$0].visibility == .visible } ?? 0
        if shown > 0 {
            stream.attribute("firstSheet", shown)
            stream.attribute("activeTab", shown)
        }
        stream.raw("/></bookViews><sheets>")
        for number in tabs {
            let sheet = sheets[number]
            stream.raw("<sheet")
            stream.attribute("name", sheet.name)
            stream.attribute("sheetId", number + 1)
            if sheet.visibility != .visible { stream.attribute("state", sheet.visibility.rawValue) }
            stream.attribute("r:id", relationships.add("worksheet", "worksheets/sheet\(number + 1).xml"))
            stream.raw("/>")
        }
        stream.raw("</sheets>")
        let names = allDefinedNames
        if !names.isEmpty {
            stream.raw("<definedNames>")
            for name in names { write(name) }
            stream.raw("</definedNames>")
        }
        if needsCalculation { stream.raw("<calcPr calcId=\"0\" fullCalcOnLoad=\"1\"/>") }
        stream.raw("</workbook>")
        stream.end()
        _ = relationships.add("styles", "styles.xml")
        if strings.references > 0 { _ = relationships.add("sharedStrings", "sharedStrings.xml") }
        relationships.write(as: "xl/_rels/workbook.xml.rels", to: &stream)
    }

    private mutating func write(_ name: DefinedName) {
        stream.raw("<definedName")
        stream.attribute("name", name.name)
        if let comment = name.comment { stream.attribute("comment", comment) }
        if let index = tabs.firstIndex(where: { sheets[$0].name == name.sheet }) { stream.attribute("localSheetId", index) }
        stream.attribute("hidden", name.isHidden)
        stream.raw(">")
        stream.text(name.formula)
        stream.raw("</definedName>")
    }

    /// The caller's names, and those of filters and print settings (18.2.5).
    var allDefinedNames: [DefinedName] {
        var names = definedNames
        for sheet in sheets {
            let prefix = sheet.name.quoted("'") + "!"
            if let filter = sheet.features.autoFilter {
                names.append(
                    DefinedName("_xlnm._FilterDatabase", formula: prefix + filter.absoluteDescription, sheet: sheet.name, isHidden: true))
            }
            if let area = sheet.pageSetup?.area {
                names.append(DefinedName("_xlnm.Print_Area", formula: prefix + area.absoluteDescription, sheet: sheet.name))
            }
            var titles: [String] = []
            if let columns = sheet.pageSetup?.repeatedColumns, let first = CellReference.columnName(columns.lowerBound),
                let last = CellReference.columnName(columns.upperBound)
            {
                titles.append("\(prefix)$\(first):$\(last)")
            }
            if let rows = sheet.pageSetup?.repeatedRows { titles.append("\(prefix)$\(rows.lowerBound):$\(rows.upperBound)") }
            if !titles.isEmpty {
                names.append(DefinedName("_xlnm.Print_Titles", formula: titles.joined(separator: ","), sheet: sheet.name))
            }
        }
        return names
    }

    /// Writes the package's relationships and the content types.
    mutating func writePackage() {
        var relationships = Relationships()
        _ = relationships.add("officeDocument", "xl/workbook.xml")
        _ = relationships.add("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
        _ = relationships.add("extended-properties", "docProps/app.xml")
        if !properties.custom.isEmpty { _ = relationships.add("custom-properties", "docProps/custom.xml") }
        relationships.write(as: "_rels/.rels", to: &stream)
        let types = stream.contentTypes
        stream.begin("[Content_Types].xml", contentType: nil)
        stream.raw("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">")
        stream.raw("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>")
        stream.raw("<Default Extension=\"xml\" ContentType=\"application/xml\"/>")
        if noteShapeBlocks > 0 {
            stream.raw("<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>")
        }
        for (part, type) in types {
            stream.raw("<Override")
            stream.attribute("PartName", "/" + part)
            stream.attribute("ContentType", type)
            stream.raw("/>")
        }
        stream.raw("</Types>")
        stream.end()
    }
}
