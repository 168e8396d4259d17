extension WorksheetRewriter {
    /// Copies the list of columns (18.3.1.17) with the widths that are edited, and notes the styles of columns.
    mutating func copyColumns(_ token: XMLToken) throws(SpreadsheetError) {
        guard !hadColumns || edits.widths.isEmpty else { throw SpreadsheetError(.malformedXML, "the sheet has two lists of columns") }
        hadColumns = true
        let outside = prefixes
        prefixes = prefixes(in: tag(token))
        prefix = Array(tag(token).prefix)
        defer { prefixes = outside }
        guard token.kind == .startTag else {
            if edits.widths.isEmpty { return copy(token) }
            let name = Array(window.bytes[token.name])
            return replace(token, with: opened(token) + newColumns(before: .max) + "</".utf8 + name + ">".utf8)
        }
        copy(token)
        while true {
            let token = try required()
            switch token.kind {
            case .endTag:
                let added = newColumns(before: .max)
                if added.isEmpty { return copy(token) }
                return replace(token, with: added + window.bytes[token.range])
            case .text, .comment, .cdata, .instruction: copy(token)
            case .startTag, .emptyTag: if isMain(tag(token), "col") { try copyColumn(token) } else { try copyElement(token) }
            }
        }
    }

    /// Writes a list of columns, where the part has none before its rows and widths are edited.
    mutating func addColumns(before token: XMLToken) -> XMLToken {
        guard !hadColumns, !edits.widths.isEmpty else { return token }
        hadColumns = true
        prefix = Array(tag(token).prefix)
        write(upTo: token.range.lowerBound)
        output.stream.raw(Array("<".utf8) + prefix + "cols>".utf8 + newColumns(before: .max) + "</".utf8 + prefix + "cols>".utf8)
        return token.moved(by: token.range.lowerBound)
    }

    /// Copies an element that describes some columns; one whose width is edited gets an element of its own.
    private mutating func copyColumn(_ token: XMLToken) throws(SpreadsheetError) {
        let tag = tag(token)
        guard let first = tag.integer("min"), let last = tag.integer("max"), first <= last else { return try copyElement(token) }
        if let style = tag.integer("style"), style != 0, columnStyles.count < CellReference.lastColumn {
            columnStyles.append((first...last, style))
        }
        guard first > lastColumn || edits.widths.isEmpty else { throw SpreadsheetError(.malformedXML, "the columns are not in order") }
        lastColumn = last
        var bytes = newColumns(before: first)
        guard !bytes.isEmpty || nextWidth.map({ $0.column <= last }) ?? false else { return try copyElement(token) }
        var pieces: [[(StaticString, String?)]] = []
        var start = first
        while let edit = nextWidth, edit.column <= last {
            if start < edit.column { pieces.append([("min", String(start)), ("max", String(edit.column - 1))]) }
            pieces.append([
                ("min", String(edit.column)), ("max", String(edit.column)), ("width", edit.width.description), ("customWidth", "1"),
                ("hidden", nil),
            ])
            start = edit.column + 1
            writtenWidthCount += 1
        }
        if start <= last { pieces.append([("min", String(start)), ("max", String(last))]) }
        // What the element may have in it stays in the last piece.
        let end = tag.isEmpty ? [] : Array("</".utf8) + tag.bytes[token.name] + ">".utf8
        for (index, piece) in pieces.enumerated() {
            bytes += tag.bytes(setting: piece)
            if index < pieces.count - 1 { bytes += end }
        }
        replace(token, with: bytes)
        if token.kind == .startTag { try copyChildren() }
    }

    private var nextWidth: SheetEdits.Width? { writtenWidthCount < edits.widths.count ? edits.widths[writtenWidthCount] : nil }

    /// The elements of columns with edited widths that come before a column and are described by none of the part's elements.
    private mutating func newColumns(before column: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while let edit = nextWidth, edit.column < column {
            let attributes = "col min=\"\(edit.column)\" max=\"\(edit.column)\" width=\"\(edit.width.description)\" customWidth=\"1\"/>"
            bytes += Array("<".utf8) + prefix + attributes.utf8
            writtenWidthCount += 1
        }
        return bytes
    }
}
