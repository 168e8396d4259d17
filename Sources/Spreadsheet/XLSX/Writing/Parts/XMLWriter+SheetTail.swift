extension XMLWriter {
    /// Writes a worksheet from its last row on, in the order that 18.3.1.99 demands.
    mutating func sheetTail(
        _ features: SheetFeatures, pageSetup: PageSetup?, differentialStyles: [Int?], tables: [NumberedTable], sheet: Int,
        relationships: inout Relationships
    ) {
        raw("</sheetData>")
        if let protection = features.protection { self.protection(protection) }
        if let filter = features.autoFilter { element("autoFilter", "ref", filter.description) }
        if !features.mergedRanges.isEmpty {
            list("mergeCells", features.mergedRanges) { $0.element("mergeCell", "ref", $1.description) }
        }
        for (offset, format) in features.conditionalFormats.enumerated() {
            conditionalFormat(format, differentialStyle: differentialStyles[offset], priority: offset + 1)
        }
        if !features.dataValidations.isEmpty {
            list("dataValidations", features.dataValidations) { $0.dataValidation($1) }
        }
        if !features.hyperlinks.isEmpty {
            raw("<hyperlinks>")
            for link in features.hyperlinks { hyperlink(link, &relationships) }
            raw("</hyperlinks>")
        }
        if let pageSetup { page(pageSetup) }
        if !features.ignoredErrors.isEmpty {
            raw("<ignoredErrors>")
            for ignored in features.ignoredErrors { ignoredErrors(ignored) }
            raw("</ignoredErrors>")
        }
        if !features.comments.isEmpty {
            element("legacyDrawing", "r:id", relationships.add("vmlDrawing", "../drawings/vmlDrawing\(sheet).vml"))
            _ = relationships.add("comments", "../comments\(sheet).xml")
        }
        if !tables.isEmpty {
            list("tableParts", tables) { $0.element("tablePart", "r:id", relationships.add("table", "../tables/table\($1.number).xml")) }
        }
        raw("</worksheet>")
    }

    private mutating func protection(_ protection: SheetProtection) {
        // Each attribute forbids an action. By default those that change the sheet are forbidden.
        let actions: [(name: StaticString, action: SheetProtection.Actions, presumed: Bool)] = [
            ("objects", .editObjects, false), ("scenarios", .editScenarios, false), ("formatCells", .formatCells, true),
            ("formatColumns", .formatColumns, true), ("formatRows", .formatRows, true), ("insertColumns", .insertColumns, true),
            ("insertRows", .insertRows, true), ("insertHyperlinks", .insertHyperlinks, true), ("deleteColumns", .deleteColumns, true),
            ("deleteRows", .deleteRows, true), ("selectLockedCells", .selectLockedCells, false), ("sort", .sort, true),
            ("autoFilter", .autoFilter, true), ("pivotTables", .pivotTables, true), ("selectUnlockedCells", .selectUnlockedCells, false),
        ]
        raw("<sheetProtection sheet=\"1\"")
        for item in actions { attribute(item.name, !protection.allowed.contains(item.action), presumed: item.presumed) }
        raw("/>")
    }

    /// Writes `ST_Sqref` (18.18.76).
    mutating func ranges(_ ranges: [CellRange]) {
        attribute("sqref", ranges.map(\.description).joined(separator: " "))
    }

    private mutating func hyperlink(_ link: Hyperlink, _ relationships: inout Relationships) {
        raw("<hyperlink")
        attribute("ref", link.range.description)
        switch link.target {
        case .url(let url): attribute("r:id", relationships.add("hyperlink", Self.percentEncoded(url), isExternal: true))
        case .location(let location): attribute("location", location)
        }
        if let tooltip = link.tooltip { attribute("tooltip", tooltip) }
        raw("/>")
    }

    /// A URL with invalid characters percent-encoded (RFC 3986, 2): white space, control characters and other ASCII. A percent sign
    /// that encodes nothing is encoded too. Letters beyond ASCII stay, as in an IRI.
    static func percentEncoded(_ url: String) -> String {
        let bytes = Array(url.utf8)
        var encoded: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isStrayPercent =
                byte == UInt8(ascii: "%")
                && !(index + 2 < bytes.count && bytes[(index + 1)...(index + 2)].allSatisfy { hexadecimalValue($0) != nil })
            if byte <= 0x20 || byte == 0x7F || "\"<>\\^`{|}".utf8.contains(byte) || isStrayPercent {
                encoded.append(contentsOf: ("%" + byte.padded(to: 2, radix: 16)).utf8)
            } else {
                encoded.append(byte)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private mutating func ignoredErrors(_ ignored: IgnoredErrors) {
        let kinds: [(name: StaticString, kind: IgnoredErrors.Kinds)] = [
            ("evalError", .evaluationError), ("twoDigitTextYear", .twoDigitTextYear), ("numberStoredAsText", .numberStoredAsText),
            ("formula", .formula), ("formulaRange", .formulaRange), ("unlockedFormula", .unlockedFormula),
            ("emptyCellReference", .emptyCellReference), ("listDataValidation", .listDataValidation),
            ("calculatedColumn", .calculatedColumn),
        ]
        raw("<ignoredError")
        ranges(ignored.ranges)
        for item in kinds { attribute(item.name, ignored.kinds.contains(item.kind)) }
        raw("/>")
    }

    private mutating func page(_ page: PageSetup) {
        if page.isCenteredHorizontally || page.isCenteredVertically || page.printsHeadings || page.printsGridLines {
            raw("<printOptions")
            attribute("horizontalCentered", page.isCenteredHorizontally)
            attribute("verticalCentered", page.isCenteredVertically)
            attribute("headings", page.printsHeadings)
            attribute("gridLines", page.printsGridLines)
            raw("/>")
        }
        raw("<pageMargins")
        attribute("left", page.margins.left)
        attribute("right", page.margins.right)
        attribute("top", page.margins.top)
        attribute("bottom", page.margins.bottom)
        attribute("header", page.margins.header)
        attribute("footer", page.margins.footer)
        raw("/><pageSetup")
        if let paper = page.paperSize { attribute("paperSize", paper) }
        if page.scale != 100 { attribute("scale", page.scale) }
        if page.pagesWide != nil || page.pagesTall != nil {
            attribute("fitToWidth", page.pagesWide ?? 0)
            attribute("fitToHeight", page.pagesTall ?? 0)
        }
        attribute("orientation", page.isLandscape ? "landscape" : "portrait")
        raw("/>")
        guard page.header != nil || page.footer != nil else { return }
        raw("<headerFooter>")
        element("oddHeader", page.header)
        element("oddFooter", page.footer)
        raw("</headerFooter>")
    }
}
