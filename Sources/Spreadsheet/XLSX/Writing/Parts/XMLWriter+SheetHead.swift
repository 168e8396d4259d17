extension XMLWriter {
    /// Writes a worksheet up to its first row, in the order that 18.3.1.99 demands.
    mutating func sheetHead(_ settings: SheetSettings) {
        raw("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"")
        raw(" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">")
        let fitsPages = settings.pageSetup.map { $0.pagesWide != nil || $0.pagesTall != nil } ?? false
        if settings.tabColor != nil || fitsPages {
            raw("<sheetPr>")
            if let color = settings.tabColor { element("tabColor", "rgb", color.hexadecimal) }
            if fitsPages { raw("<pageSetUpPr fitToPage=\"1\"/>") }
            raw("</sheetPr>")
        }
        raw(Self.dimension)
        endHead()
        view(settings)
        raw("<sheetFormatPr")
        attribute("defaultRowHeight", settings.defaultRowHeight ?? 15)
        attribute("customHeight", settings.defaultRowHeight != nil)
        raw("/>")
        if !settings.columns.isEmpty {
            raw("<cols>")
            for columns in settings.columns.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) { column(columns) }
            raw("</cols>")
        }
        raw("<sheetData>")
    }

    /// The cells that a sheet uses (18.3.1.35), with room for the longest range. They are known only after the last row.
    private static let dimension: StaticString = "<dimension ref=\"A1\"                   />"

    /// Rewrites the cells that the sheet uses; without any it is A1, as in Excel.
    mutating func rewriteDimension(_ cells: CellRange) {
        let tag = "<dimension ref=\"\(cells)\""
        let padding = String(repeating: " ", count: Self.dimension.utf8CodeUnitCount - tag.utf8.count - 2)
        rewriteHead(fromEnd: Self.dimension.utf8CodeUnitCount, Array("\(tag)\(padding)/>".utf8))
    }

    private mutating func view(_ settings: SheetSettings) {
        raw("<sheetViews><sheetView")
        attribute("showGridLines", settings.showsGridLines, presumed: true)
        attribute("rightToLeft", settings.isRightToLeft)
        if settings.zoom != 100 {
            attribute("zoomScale", settings.zoom)
            attribute("zoomScaleNormal", settings.zoom)
        }
        attribute("workbookViewId", 0)
        let (rows, columns) = (settings.frozenRows, settings.frozenColumns)
        guard rows > 0 || columns > 0 else { return raw("/></sheetViews>") }
        let corner = CellReference(uncheckedRow: rows + 1, column: columns + 1).description
        let pane = rows > 0 && columns > 0 ? "bottomRight" : rows > 0 ? "bottomLeft" : "topRight"
        raw("><pane")
        if columns > 0 { attribute("xSplit", columns) }
        if rows > 0 { attribute("ySplit", rows) }
        attribute("topLeftCell", corner)
        attribute("activePane", pane)
        attribute("state", "frozen")
        raw("/><selection")
        attribute("pane", pane)
        attribute("activeCell", corner)
        attribute("sqref", corner)
        raw("/></sheetView></sheetViews>")
    }

    private mutating func column(_ settings: ColumnSettings) {
        raw("<col")
        attribute("min", settings.columns.lowerBound)
        attribute("max", settings.columns.upperBound)
        // Some readers take a missing width for zero.
        attribute("width", settings.width ?? 9.140625)
        if let style = settings.style, style != .normal { attribute("style", Int(style.index)) }
        attribute("hidden", settings.isHidden)
        attribute("customWidth", settings.width != nil)
        raw("/>")
    }
}
