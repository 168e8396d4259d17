internal import ZipContainer

extension WorksheetRewriter {
    /// Copies a cell, with its formula for itself if that of its group is gone.
    mutating func copyCell(_ token: XMLToken, at cell: CellReference) throws(SpreadsheetError) {
        copy(token)
        if token.kind == .startTag { try copyContent(of: cell) }
    }

    /// Copies the rest of a cell whose start tag is passed.
    private mutating func copyContent(of cell: CellReference) throws(SpreadsheetError) {
        while true {
            let token = try required()
            switch token.kind {
            case .endTag: return copy(token)
            case .text, .comment, .cdata, .instruction: copy(token)
            case .startTag, .emptyTag: if isMain(tag(token), "f") { try copyFormula(token, at: cell) } else { try copyElement(token) }
            }
        }
    }

    /// Edits a cell that the part has.
    mutating func edit(_ token: XMLToken, _ placed: SheetEdits.Placed, at cell: CellReference) throws(SpreadsheetError) {
        let tag = tag(token)
        let style = tag.integer("s") ?? 0
        guard placed.edit.content != nil else {
            let index = try output.styles.index(of: placed.edit.style, over: style)
            let isEmpty = tag.isEmpty
            if index == style { copy(token) } else { replace(token, with: tag.bytes(setting: [("s", String(index))])) }
            return isEmpty ? () : try copyContent(of: cell)
        }
        write(upTo: token.range.lowerBound)
        window.skip(token.range.count)
        try write(placed, over: style)
        if token.kind == .startTag { try discardContent(of: cell) }
    }

    // MARK: Formulas

    /// Copies a formula. Without a cell it is one of a row in which nothing changes.
    mutating func copyFormula(_ token: XMLToken, at cell: CellReference?) throws(SpreadsheetError) {
        let tag = tag(token)
        switch tag.string("t") {
        case "array", "dataTable":
            // The cells of the range have their values by this formula, wherever it stands.
            if let range = tag.string("ref").flatMap({ CellRange($0) }), let edited = edits.contentEdit(in: range, exceptFirst: false) {
                throw Self.partOfArray(range, edited)
            }
        case "shared":
            guard let group = tag.integer("si") else { break }
            if tag.attribute("ref") != nil {
                groups.begin(group)
            } else if let formula = groups.member(of: group), let cell {
                let text = formula.text(for: cell)
                try groups.note(text, limit: limits.zip.entrySize)
                discard(token)
                open("f")
                output.stream.raw(">")
                output.stream.formula(text)
                close("f")
                if token.kind == .startTag { try discardChildren() }
                return
            }
        default: break
        }
        try copyElement(token)
    }

    private static func partOfArray(_ range: CellRange, _ cell: CellReference) -> SpreadsheetError {
        SpreadsheetError(.arrayFormula, "the cell is one of the array formula or the data table \(range)", at: .init(cell: cell))
    }

    /// Drops the rest of an edited cell whose start tag is gone.
    private mutating func discardContent(of cell: CellReference) throws(SpreadsheetError) {
        while true {
            let token = try required()
            switch token.kind {
            case .endTag: return discard(token)
            case .text, .comment, .cdata, .instruction: discard(token)
            case .startTag, .emptyTag:
                if isMain(tag(token), "f") {
                    try discardFormula(token, of: cell)
                } else {
                    discard(token)
                    if token.kind == .startTag { try discardChildren() }
                }
            }
        }
    }

    private mutating func discardFormula(_ token: XMLToken, of cell: CellReference) throws(SpreadsheetError) {
        let tag = tag(token)
        let (type, group) = (tag.string("t"), tag.integer("si"))
        let range = tag.string("ref").flatMap { CellRange($0) }
        if type == "array" || type == "dataTable", let range, range.first != range.last { throw Self.partOfArray(range, cell) }
        discard(token)
        guard token.kind == .startTag else { return }
        guard type == "shared", let group, range != CellRange(cell, cell) else { return try discardChildren() }
        let text = try discardText()
        guard !text.isEmpty else { return }
        do throws(SpreadsheetError) {
            try groups.dissolve(group, SharedFormula(text: String(decoding: text, as: UTF8.self), cell: cell))
        } catch {
            throw error.located(.init(cell: cell))
        }
    }

    private mutating func discard(_ token: XMLToken) {
        write(upTo: token.range.lowerBound)
        window.skip(token.range.count)
    }

    /// Drops the rest of an element whose start tag is gone.
    private mutating func discardChildren() throws(SpreadsheetError) {
        var depth = 1
        while depth > 0 {
            let token = try required()
            discard(token)
            if token.kind == .startTag { depth += 1 }
            if token.kind == .endTag { depth -= 1 }
        }
    }

    /// Drops the rest of an element whose start tag is gone, and returns its text.
    private mutating func discardText() throws(SpreadsheetError) -> [UInt8] {
        var text: [UInt8] = []
        var depth = 1
        while depth > 0 {
            let token = try required(wholeText: true)
            var piece = Array(window.bytes[token.range])
            switch token.kind {
            case .text:
                let count = piece.withUnsafeMutableBufferPointer { buffer in
                    buffer.baseAddress.map { TextScanner.dereference($0, count: buffer.count) } ?? 0
                }
                text += piece[..<count]
            case .cdata: text += piece.dropFirst(9).dropLast(3)
            case .startTag: depth += 1
            case .endTag: depth -= 1
            case .emptyTag, .comment, .instruction: break
            }
            discard(token)
        }
        return text
    }

    // MARK: Writing

    mutating func open(_ name: StaticString) {
        output.stream.raw("<")
        output.stream.raw(prefix)
        output.stream.raw(name)
    }

    mutating func close(_ name: StaticString) {
        output.stream.raw("</")
        output.stream.raw(prefix)
        output.stream.raw(name)
        output.stream.raw(">")
    }

    /// Writes a cell that an edit makes, over the style that it has without the edit.
    mutating func write(_ placed: SheetEdits.Placed, over base: Int) throws(SpreadsheetError) {
        let cell = CellReference(uncheckedRow: placed.row, column: placed.column)
        do throws(SpreadsheetError) { try write(placed.edit, at: cell, over: base) } catch { throw error.located(.init(cell: cell)) }
    }

    private mutating func write(_ edit: CellEdit, at cell: CellReference, over base: Int) throws(SpreadsheetError) {
        var change = edit.style
        var value = CellValue.blank
        var formula: String?
        switch edit.content {
        case nil: break
        case .value(let content): value = content
        case .formula(let text, let result): (formula, value) = (text, result)
        }
        if case .date(let date) = value {
            let shown = try output.styles.date(date, change, over: base)
            (value, change) = (.number(shown.serial), shown.change)
        }
        let style = try output.styles.index(of: change, over: base)
        open("c")
        output.stream.attribute("r", cell.description)
        if style != 0 { output.stream.attribute("s", style) }
        guard formula != nil || value != .blank else { return output.stream.raw("/>") }
        switch value {
        case .blank, .number, .date: break
        case .text: output.stream.raw(formula == nil ? " t=\"inlineStr\"" : " t=\"str\"")
        case .boolean: output.stream.raw(" t=\"b\"")
        case .error: output.stream.raw(" t=\"e\"")
        }
        output.stream.raw(">")
        if let formula {
            open("f")
            output.stream.raw(">")
            output.stream.formula(formula)
            close("f")
        }
        if case .text(let text) = value, formula == nil { writeInline(text) } else { writeValue(value) }
        close("c")
    }

    /// Writes a text in its cell (18.3.1.53). The shared strings stay as they are.
    private mutating func writeInline(_ text: String) {
        open("is")
        output.stream.raw(">")
        open("t")
        output.stream.raw(" xml:space=\"preserve\">")
        output.stream.text(text)
        close("t")
        close("is")
    }

    private mutating func writeValue(_ value: CellValue) {
        guard value != .blank else { return }
        open("v")
        output.stream.raw(">")
        switch value {
        case .blank: break
        case .number(let number): write(number)
        case .date(let date): write(date.serial)
        case .text(let text): output.stream.text(text)
        case .boolean(let boolean): output.stream.raw(boolean ? "1" : "0")
        case .error(let error): output.stream.text(error.written.rawValue)
        }
        close("v")
    }

    private mutating func write(_ number: Double) {
        output.stream.reserve(64)
        output.stream.put(number: number)
    }
}

extension XMLWriter {
    /// Writes a formula as it stands in a part, which may have escapes of its own (`_xHHHH_`).
    mutating func formula(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0, at: .plainAttribute) }
    }
}
