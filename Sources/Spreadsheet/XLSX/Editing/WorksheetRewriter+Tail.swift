// The elements of a worksheet that follow its rows (ECMA-376 part 1, 18.3.1.99).
extension WorksheetRewriter {
    /// Copies the filter (18.3.1.2), with the columns that it takes in.
    mutating func copyFilter(_ token: XMLToken) throws(SpreadsheetError) {
        let tag = tag(token)
        guard let range = tag.string("ref").flatMap({ CellRange($0) }),
            let wider = edits.tableExtensions.lazy.compactMap({ $0.extended(range) }).first
        else { return try copyElement(token) }
        replace(token, with: tag.bytes(setting: [("ref", wider.description)]))
        guard token.kind == .startTag else { return }
        var depth = 1
        while depth > 0 {
            let token = try required()
            switch token.kind {
            case .startTag, .emptyTag:
                let tag = self.tag(token)
                if token.kind == .startTag { depth += 1 }
                guard depth <= limits.depth else {
                    throw SpreadsheetError(.tooDeep, exceeds: limits.depth, measured: depth, "elements are nested too deep")
                }
                // The rows are sorted with all columns of the filter.
                if isMain(tag, "sortState"), let sorted = tag.string("ref").flatMap({ CellRange($0) }),
                    sorted.last.column == range.last.column
                {
                    replace(token, with: tag.bytes(setting: [("ref", sorted.extended(toColumn: wider.last.column).description)]))
                } else {
                    copy(token)
                }
            case .endTag:
                depth -= 1
                copy(token)
            case .text, .comment, .cdata, .instruction: copy(token)
            }
        }
    }

    /// The elements that come after the drawing of notes, and one that may hold some of them.
    static let namesAfterDrawing = [
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent",
    ]

    /// Names the drawing of added notes (18.3.1.53), where the sheet has none.
    mutating func addDrawing(before token: XMLToken) -> XMLToken {
        guard lacksDrawing, let drawing = edits.legacyDrawing else { return token }
        lacksDrawing = false
        write(upTo: token.range.lowerBound)
        output.stream.raw("<")
        output.stream.raw(rootPrefix)
        output.stream.raw("legacyDrawing")
        output.stream.attribute("xmlns:r", drawing.namespace)
        output.stream.attribute("r:id", drawing.relationship)
        output.stream.raw("/>")
        return token.moved(by: token.range.lowerBound)
    }
}
