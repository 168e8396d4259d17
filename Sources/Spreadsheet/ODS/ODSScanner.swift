/// Reads rows of the plain form that LibreOffice and Excel write into the same ``ODSRows`` as libxml2's rows.
///
/// It reads a row whole or not at all, and leaves a row with anything that it does not know, such as an annotation or an attribute, to
/// libxml2. A differential test checks that both read the same cells.
struct ODSScanner: ~Copyable {
    /// A text to decode once the whole row is known to be plain. Until then its bytes must not change.
    private struct Pending {
        var slot: Int
        var times: Int
        var isMarkup: Bool
    }

    let texts = TextScanner(leavesSpace: true)
    private var pending: [Pending] = []
    private var tags = ODSCellTags()
    /// The last row's tag with its `>`, which is usually that of the next row too; empty if unknown.
    private var lastTag: [UInt8] = []
    private var lastRow = ODSRowTag()
    /// The columns of the row so far.
    private var column = 0

    /// Reads the row at the start of the bytes, after any white space.
    ///
    /// - Precondition: ``XMLInputBuffer/padding`` zeros follow the bytes.
    /// - Throws: `sheet.bad-ref`, `limit.cells`, `limit.rows`, `limit.row-size`, `limit.text`.
    mutating func scan(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, into rows: ODSRows, knowsCalcext: Bool
    ) throws(SpreadsheetError) -> ScanOutcome {
        guard let start = bytes.baseAddress else { return .incomplete(wasted: 0) }
        let end = UnsafePointer(start + bytes.count)
        pending.removeAll(keepingCapacity: true)
        tags.knowsCalcext = knowsCalcext
        if let stop = row(UnsafePointer(start), end, rows), stop <= end, stop - UnsafePointer(start) <= rows.builder.limits.rowSize {
            for entry in pending { Self.decode(entry, start, in: &rows.builder) }
            try rows.endRow(text: start, length: stop - UnsafePointer(start))
            return .item(length: stop - UnsafePointer(start))
        }
        return scanFailure(bytes, "</table:table-row>", "</table:table>")
    }

    /// Reads a row from `<table:table-row` to its end; nil if it is not plain.
    private mutating func row(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ rows: ODSRows
    ) -> UnsafePointer<UInt8>? {
        var place = skipSpace(start)
        guard matches(place, "<table:table-row") else { return nil }
        place += 16
        guard let tag = rowTag(&place, end, rows) else { return nil }
        rows.beginRow(times: tag.times, isHidden: tag.isHidden, style: tag.style)
        if tag.isEmpty { return place }
        column = 0
        var ordinal = 0
        while true {
            if isXMLSpace(place.pointee) { place = skipSpace(place) }
            guard place.pointee == UInt8(ascii: "<") else { return nil }
            if place[1] == UInt8(ascii: "/") { return matches(place, "</table:table-row>") ? place + 18 : nil }
            guard let next = cell(place, start, end, ordinal, rows) else { return nil }
            place = next
            ordinal &+= 1
        }
    }

    /// Reads a row's tag, which mostly equals the last row's.
    @inline(__always)
    private mutating func rowTag(_ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ rows: ODSRows) -> ODSRowTag? {
        let isSame = lastTag.withUnsafeBytes { last in
            guard let there = last.baseAddress, !last.isEmpty, end - place >= last.count else { return false }
            return UnsafeRawPointer(place).isEqual(to: there, count: last.count)
        }
        if isSame {
            place += lastTag.count
            return lastRow
        }
        let tag = place
        guard let row = ODSRowTag(&place, names: rows.styleNames), place - tag < 512 else { return nil }
        lastTag.removeAll(keepingCapacity: true)
        lastTag.append(contentsOf: UnsafeBufferPointer(start: tag, count: place - tag))
        lastRow = row
        return row
    }

    /// Reads a cell from its `<` to the end of its end tag; nil if it is not plain.
    @inline(__always)
    private mutating func cell(
        _ start: UnsafePointer<UInt8>, _ rowStart: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ ordinal: Int, _ rows: ODSRows
    ) -> UnsafePointer<UInt8>? {
        var place = start
        guard let tag = tags.tag(&place, end, ordinal, names: rows.styleNames) else { return nil }
        let column = self.column
        // Cells beyond the last column may be empty.
        self.column = min(column &+ tag.times, .max >> 2)
        if tag.kind == .none {
            guard !tag.hasFormula else { return nil }
            return tag.isEmpty ? place : endTag(place, tag.isCovered)
        }
        guard column < CellReference.lastColumn, tag.times <= CellReference.lastColumn &- column else { return nil }
        let style = tag.style ?? rows.defaultStyle(column &+ 1)
        switch tag.kind {
        case .none: return nil
        case .number:
            guard let value = tag.value, let number = DecimalNumber.double(value.start, count: value.count) else { return nil }
            // Excel shows an error over this.
            guard number != 0 || !tag.hasFormula || !matches(place, "<text:p>#") else { return nil }
            append(rows.kind(ofNumberIn: style), number.bitPattern, column, style, tag, &rows.builder)
        case .date:
            guard let value = tag.value,
                let date = ISODate(UnsafeBufferPointer(start: value.start, count: value.count), system: .since1900)
            else { return nil }
            append(.date, date.serial.bitPattern, column, rows.style(style, for: date.kind), tag, &rows.builder)
        case .boolean:
            guard let value = tag.value else { return nil }
            let isTrue = value.count == 4 && matches(value.start, "true")
            guard isTrue || value.count == 5 && matches(value.start, "false") else { return nil }
            append(.boolean, isTrue ? 1 : 0, column, style, tag, &rows.builder)
        case .text where tag.value != nil:
            guard let value = tag.value, value.count <= rows.builder.limits.cellLength else { return nil }
            if tag.valueNeedsDecoding { pending.append(Pending(slot: rows.builder.row.count, times: tag.times, isMarkup: false)) }
            let text = RowStorage.Slot.place(start: value.start - rowStart, count: value.count)
            append(.text, text, column, style, tag, &rows.builder)
        case .text: return text(place, rowStart, column, style, tag, rows)
        }
        if tag.isEmpty { return place }
        // What the cell shows. Its value is known.
        if matches(place, "<text:p>") {
            var traits = TextScanner.Traits()
            if let stop = texts.end(of: place + 8, traits: &traits), matches(stop, "</text:p>"), let next = endTag(stop + 9, tag.isCovered),
                stop - place <= rows.builder.limits.cellLength
            {
                return next
            }
        }
        guard let stop = markup(place), stop - place <= rows.builder.limits.cellLength else { return nil }
        return endTag(stop, tag.isCovered)
    }

    @inline(__always)
    private func endTag(_ place: UnsafePointer<UInt8>, _ isCovered: Bool) -> UnsafePointer<UInt8>? {
        if isCovered { return matches(place, "</table:covered-table-cell>") ? place + 27 : nil }
        return matches(place, "</table:table-cell>") ? place + 19 : nil
    }

    @inline(__always)
    private func append(
        _ kind: RowStorage.Kind, _ payload: UInt64, _ column: Int, _ style: UInt32, _ tag: ODSCellTag, _ builder: inout RowBuilder
    ) {
        var column = column
        for _ in 0..<tag.times {
            column &+= 1
            builder.appendScanned(kind, column: column, payload: payload, style: style, hasFormula: tag.hasFormula)
        }
    }

    /// Reads a text and its cell's end tag.
    @inline(__always)
    private mutating func text(
        _ start: UnsafePointer<UInt8>, _ rowStart: UnsafePointer<UInt8>, _ column: Int, _ style: UInt32, _ tag: ODSCellTag, _ rows: ODSRows
    ) -> UnsafePointer<UInt8>? {
        if !tag.isEmpty, matches(start, "<text:p>") {
            var traits = TextScanner.Traits()
            let first = start + 8
            if let stop = texts.end(of: first, traits: &traits), matches(stop, "</text:p>"), let next = endTag(stop + 9, tag.isCovered) {
                // A text has no more units than bytes. libxml2's path counts the units of a longer one.
                guard stop - first <= rows.builder.limits.cellLength else { return nil }
                if traits.contains(.reference) {
                    guard !Self.hasSpaceReference(first, stop) else { return nil }
                    pending.append(Pending(slot: rows.builder.row.count, times: tag.times, isMarkup: false))
                }
                let payload = RowStorage.Slot.place(start: first - rowStart, count: stop - first)
                append(.text, payload, column, style, tag, &rows.builder)
                return next
            }
        }
        guard !tag.isEmpty else {
            append(.text, 0, column, style, tag, &rows.builder)
            return start
        }
        guard let stop = markup(start), let next = endTag(stop, tag.isCovered), stop - start <= rows.builder.limits.cellLength else {
            return nil
        }
        pending.append(Pending(slot: rows.builder.row.count, times: tag.times, isMarkup: true))
        append(.text, RowStorage.Slot.place(start: start - rowStart, count: stop - start), column, style, tag, &rows.builder)
        return next
    }

    // MARK: - Paragraphs

    /// Goes through paragraphs with white space and formatted runs; nil if they have anything else.
    private func markup(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = start
        while true {
            if matches(place, "<text:p/>") {
                place += 9
            } else if matches(place, "<text:p>") {
                guard let end = paragraph(place + 8) else { return nil }
                place = end
            } else {
                return matches(place, "</table:") ? place : nil
            }
        }
    }

    /// Goes through a paragraph, from after its start tag to after its end tag.
    private func paragraph(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = start
        // Whether each open element is a link, the innermost lowest, below a one.
        var open: UInt64 = 1
        while true {
            var traits = TextScanner.Traits()
            guard let end = texts.end(of: place, traits: &traits) else { return nil }
            if traits.contains(.reference), Self.hasSpaceReference(place, end) { return nil }
            place = end
            if matches(place, "<text:s/>") {
                place += 9
            } else if matches(place, "<text:s text:c=\"") {
                place += 16
                // More are longer than the element that says so.
                guard let count = wholeNumber(&place), count <= 15, matches(place, "\"/>") else { return nil }
                place += 3
            } else if matches(place, "<text:tab/>") {
                place += 11
            } else if matches(place, "<text:line-break/>") {
                place += 18
            } else if matches(place, "<text:span text:style-name=\""), open < 1 << 8 {
                place += 28
                guard skipValue(&place), place.pointee == UInt8(ascii: ">") else { return nil }
                place += 1
                open = open << 1
            } else if matches(place, "<text:a xlink:href=\""), open < 1 << 8 {
                place += 20
                guard skipValue(&place), matches(place, " xlink:type=\"simple\">") else { return nil }
                place += 21
                open = open << 1 | 1
            } else if matches(place, "</text:span>") {
                guard open > 1, open & 1 == 0 else { return nil }
                place += 12
                open >>= 1
            } else if matches(place, "</text:a>") {
                guard open > 1, open & 1 == 1 else { return nil }
                place += 9
                open >>= 1
            } else {
                return open == 1 && matches(place, "</text:p>") ? place + 9 : nil
            }
        }
    }

    /// Whether a text has a line feed or a tab as a reference, for which libxml2's path collapses its white space.
    private static func hasSpaceReference(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
        var place = start
        while place < end {
            if place.pointee == UInt8(ascii: "&"), let reference = TextScanner.reference(at: place, before: end),
                reference.scalar == "\n" || reference.scalar == "\t"
            {
                return true
            }
            place += 1
        }
        return false
    }

    private static func decode(_ entry: Pending, _ start: UnsafeMutablePointer<UInt8>, in builder: inout RowBuilder) {
        var slot = builder.row.slots[entry.slot]
        let first = Int(slot.payload >> 32)
        let length = Int(slot.payload & 0xFFFF_FFFF)
        let count =
            entry.isMarkup ? decodeMarkup(start + first, count: length) : TextScanner.dereference(start + first, count: length)
        for index in entry.slot..<entry.slot + entry.times {
            slot = builder.row.slots[index]
            slot.payload = RowStorage.Slot.place(start: first, count: count)
            builder.row.slots[index] = slot
        }
    }

    /// Makes text of paragraphs in place, and returns its length. ``markup(_:)`` must have accepted them.
    private static func decodeMarkup(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var read = 0
        var write = 0
        var paragraphs = 0
        func put(_ byte: UInt8) {
            bytes[write] = byte
            write += 1
        }
        while read < count {
            let place = UnsafePointer(bytes + read)
            if place.pointee == UInt8(ascii: "&"), let reference = TextScanner.reference(at: place, before: UnsafePointer(bytes + count)) {
                write += reference.scalar.write(to: bytes + write)
                read += reference.length
                continue
            }
            guard place.pointee == UInt8(ascii: "<") else {
                put(place.pointee)
                read += 1
                continue
            }
            if matches(place, "<text:p") {
                if paragraphs > 0 { put(0x0A) }
                paragraphs += 1
            } else if matches(place, "<text:s/") {
                put(0x20)
            } else if matches(place, "<text:s ") {
                var digits = place + 16
                for _ in 0..<(wholeNumber(&digits) ?? 0) { put(0x20) }
            } else if matches(place, "<text:tab") {
                put(0x09)
            } else if matches(place, "<text:l") {
                put(0x0A)
            }
            read = endOfTag(bytes, from: read, count: count)
        }
        return write
    }

    /// The end of a tag, whose attributes may have a `>`.
    private static func endOfTag(_ bytes: UnsafeMutablePointer<UInt8>, from start: Int, count: Int) -> Int {
        var index = start
        var isQuoted = false
        while index < count {
            if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            index += 1
            if bytes[index - 1] == UInt8(ascii: ">"), !isQuoted { break }
        }
        return index
    }
}
