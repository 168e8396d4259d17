extension XMLWriter {
    /// Writes a worksheet up to its first row, in the order that 18.3.1.99 demands, and tells where it can be rewritten.
    mutating func sheetHead(_ settings: SheetSettings) -> SheetHead {
        var head = SheetHead()
        raw("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"")
        raw(" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">")
        let fitsPages = settings.pageSetup.map { $0.pagesWide != nil || $0.pagesTall != nil } ?? false
        if settings.tabColor != nil || fitsPages {
            raw("<sheetPr>")
            if let color = settings.tabColor { element("tabColor", "rgb", color.hexadecimal) }
            if fitsPages { raw("<pageSetUpPr fitToPage=\"1\"/>") }
            raw("</sheetPr>")
        }
        head.dimension = headSize
        raw(Self.dimension)
        let fits = settings.columns.contains(where: \.fitsContents)
        if !fits { endHead() }
        view(settings)
        raw("<sheetFormatPr")
        attribute("defaultRowHeight", settings.defaultRowHeight ?? 15)
        attribute("customHeight", settings.defaultRowHeight != nil)
        raw("/>")
        if !settings.columns.isEmpty {
            raw("<cols>")
            for columns in settings.columns.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
                if columns.fitsContents {
                    for number in columns.columns {
                        var one = columns
                        one.columns = number...number
                        head.widths.append((number, columns.width, column(one)))
                    }
                } else {
                    _ = column(columns)
                }
            }
            raw("</cols>")
        }
        if fits { endHead() }
        raw("<sheetData>")
        return head
    }

    /// The cells that a sheet uses (18.3.1.35), with room for the longest range. They are known only after the last row.
    private static let dimension: StaticString = "<dimension ref=\"A1\"                   />"

    /// Rewrites what is known only after the last row: the cells that the sheet uses, A1 without any as in Excel, and the widths that fit.
    mutating func rewrite(_ head: SheetHead, usedCells: CellRange?, widths: FittedWidths) {
        var changes: [(offset: Int, bytes: [UInt8])] = []
        if let usedCells { changes.append((head.dimension, Array("<dimension ref=\"\(usedCells)\"".utf8))) }
        for (column, least, offset) in head.widths {
            guard let width = widths[column], width > least ?? 0 else { continue }
            changes.append((offset, Array(" width=\"\(width)\"".utf8)))
        }
        rewriteHead(
            changes.map { change in
                let room = change.offset == head.dimension ? Self.dimension.utf8CodeUnitCount - 2 : Self.widthRoom
                return (change.offset, change.bytes + Array(repeating: UInt8(ascii: " "), count: max(room - change.bytes.count, 0)))
            })
    }

    /// The bytes of the longest width, and of what may follow it before the next attribute.
    private static let widthRoom = " width=\"255.00390625\"".utf8.count

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

    /// Writes the settings of columns, and returns where their width is.
    private mutating func column(_ settings: ColumnSettings) -> Int {
        raw("<col")
        attribute("min", settings.columns.lowerBound)
        attribute("max", settings.columns.upperBound)
        // Some readers take a missing width for zero.
        let offset = headSize
        let width = settings.width ?? 9.140625
        // One that may be rewritten has no more digits than there is room for.
        attribute("width", settings.fitsContents ? (width * 256).rounded() / 256 : width)
        if settings.fitsContents { while headSize < offset + Self.widthRoom { raw(" ") } }
        if let style = settings.style, style != .normal { attribute("style", Int(style.index)) }
        attribute("hidden", settings.isHidden)
        attribute("bestFit", settings.fitsContents)
        attribute("customWidth", settings.width != nil || settings.fitsContents)
        raw("/>")
        return offset
    }
}

/// Where the beginning of a sheet can be rewritten, in bytes from its start.
struct SheetHead {
    var dimension = 0
    /// The columns that fit what is written into them, with the widths that they have at least.
    var widths: [(column: Int, least: Double?, offset: Int)] = []
}
