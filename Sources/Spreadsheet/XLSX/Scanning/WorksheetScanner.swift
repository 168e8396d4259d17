/// Reads rows of the plain form that spreadsheets write into the same ``RowBuilder`` as libxml2's rows.
///
/// It reads a row whole or not at all, and leaves a row with anything that it does not know, such as an attribute or a rich text, to
/// libxml2. A differential test checks that both read the same cells.
struct WorksheetScanner: ~Copyable {
    /// A text to decode once the whole row is known to be plain. Until then its bytes must not change.
    private struct Pending {
        var slot: Int
        var traits: TextScanner.Traits
        var trims: Bool
    }

    let texts = TextScanner()
    /// What takes the formulas; nil if nobody wants them.
    let formulas: RowFormulas?
    private var pending: [Pending] = []
    /// The last row's tag after its number, which is usually that of the next row too; empty if unknown.
    private var lastTag: [UInt8] = []
    private var isLastHidden = false
    private(set) var hasRow = false

    init(formulas: RowFormulas? = nil) { self.formulas = formulas }

    /// Reads the row at the start of the bytes, after any white space.
    ///
    /// - Precondition: ``XMLInputBuffer/padding`` zeros follow the bytes.
    /// - Throws: `limit.rows`, `limit.row-size`, `limit.text`.
    mutating func scan(_ bytes: UnsafeMutableBufferPointer<UInt8>, into builder: inout RowBuilder) throws(SpreadsheetError) -> ScanOutcome {
        guard let start = bytes.baseAddress else { return .incomplete(wasted: 0) }
        let end = UnsafePointer(start + bytes.count)
        let lastNumber = builder.rowNumber
        pending.removeAll(keepingCapacity: true)
        if let stop = row(UnsafePointer(start), end, into: &builder), stop <= end,
            builder.canEndScannedRow(length: stop - UnsafePointer(start))
        {
            decodePending(start, in: &builder)
            hasRow = try builder.endScannedRow(text: start, length: stop - UnsafePointer(start))
            try formulas?.end(row: builder.rowNumber)
            return .item(length: stop - UnsafePointer(start))
        }
        builder.rowNumber = lastNumber
        return scanFailure(bytes, "</row>", "</sheetData")
    }

    /// Reads a row from `<row` to the end of `</row>`; nil if it is not plain.
    private mutating func row(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, into builder: inout RowBuilder
    ) -> UnsafePointer<UInt8>? {
        var place = skipSpace(start)
        guard matches(place, "<row") else { return nil }
        place += 4
        var number: Int?
        var isHidden = false
        if isLikeLast(&place, end, number: &number) {
            isHidden = isLastHidden
        } else {
            let tag = place
            guard rowAttributes(&place, number: &number, isHidden: &isHidden), place - start < 1024 else { return nil }
            remember(tag, place, isHidden: isHidden)
        }
        guard builder.beginScannedRow(number: number, isHidden: isHidden) else { return nil }
        formulas?.begin()
        if matches(place, "/>") { return place + 2 }
        guard place.pointee == UInt8(ascii: ">") else { return nil }
        place += 1
        while true {
            if isXMLSpace(place.pointee) { place = skipSpace(place) }
            guard place.pointee == UInt8(ascii: "<") else { return nil }
            if place[1] != UInt8(ascii: "c") { return matches(place, "</row>") ? place + 6 : nil }
            guard let next = cell(place + 2, start, &builder) else { return nil }
            place = next
        }
    }

    /// Skips a row's tag if it equals the last row's except for the number.
    @inline(__always)
    private func isLikeLast(_ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, number: inout Int?) -> Bool {
        guard !lastTag.isEmpty, matches(place, " r=\"") else { return false }
        var next = place + 4
        guard let found = wholeNumber(&next), end - next >= lastTag.count else { return false }
        let isSame = lastTag.withUnsafeBytes { last in
            guard let there = last.baseAddress else { return false }
            return UnsafeRawPointer(next).isEqual(to: there, count: last.count)
        }
        guard isSame else { return false }
        number = found
        place = next + (lastTag.count - 1)
        return true
    }

    /// Remembers a row's tag up to its `>`, if it begins with the number.
    private mutating func remember(_ tag: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, isHidden: Bool) {
        lastTag.removeAll(keepingCapacity: true)
        var place = tag + 4
        guard matches(tag, " r=\""), wholeNumber(&place) != nil, end.pointee == UInt8(ascii: ">"), end - tag < 512 else { return }
        lastTag.append(contentsOf: UnsafeBufferPointer(start: place, count: end - place + 1))
        isLastHidden = isHidden
    }

    private static let rowAttributes: [StaticString] = [
        "r", "spans", "s", "customFormat", "ht", "customHeight", "hidden", "x14ac:dyDescent", "outlineLevel", "collapsed", "thickTop",
        "thickBot",
    ]

    /// Reads the attributes of a row that spreadsheets write, each of which may occur once.
    private func rowAttributes(_ place: inout UnsafePointer<UInt8>, number: inout Int?, isHidden: inout Bool) -> Bool {
        var seen = 0
        while place.pointee == UInt8(ascii: " ") {
            place += 1
            let name = place
            while isNameByte(place.pointee) { place += 1 }
            let length = place - name
            guard matches(place, "=\"") else { return false }
            place += 2
            let value = place
            guard skipValue(&place) else { return false }
            guard let attribute = index(of: name, length: length, in: Self.rowAttributes), seen & 1 << attribute == 0 else { return false }
            seen |= 1 << attribute
            if length == 1, name[0] == UInt8(ascii: "r") {
                number = wholeNumber(value, place - 1)
                guard number != nil else { return false }
            } else if name[0] == UInt8(ascii: "h"), length == 6 {
                isHidden = matches(value, "1\"") || matches(value, "true\"")
                guard isHidden || matches(value, "0\"") || matches(value, "false\"") else { return false }
            }
        }
        return true
    }

    /// Reads a cell from after its `<c` to the end of its `</c>`; nil if it is not plain.
    @inline(__always)
    private mutating func cell(
        _ start: UnsafePointer<UInt8>, _ rowStart: UnsafePointer<UInt8>, _ builder: inout RowBuilder
    ) -> UnsafePointer<UInt8>? {
        var place = start
        var column = builder.nextColumn
        var style: UInt32 = 0
        var type = CellType.number
        var seen: UInt8 = 0
        while place.pointee == UInt8(ascii: " ") {
            let name = place[1]
            if place[2] == UInt8(ascii: "m") {
                guard metadata(&place, &seen) else { return nil }
                continue
            }
            guard place[2] == UInt8(ascii: "="), place[3] == UInt8(ascii: "\"") else { return nil }
            place += 4
            switch name {
            case UInt8(ascii: "r"):
                guard seen & 1 == 0, let found = reference(&place, row: builder.rowNumber), found >= column else { return nil }
                seen |= 1
                column = found
            case UInt8(ascii: "s"):
                guard seen & 2 == 0, place.pointee &- UInt8(ascii: "0") <= 9 else { return nil }
                seen |= 2
                let digits = place
                while place.pointee &- UInt8(ascii: "0") <= 9 {
                    style = style &* 10 &+ UInt32(place.pointee &- UInt8(ascii: "0"))
                    place += 1
                }
                guard place - digits < 9 else { return nil }
            case UInt8(ascii: "t"):
                guard seen & 4 == 0, let found = cellType(&place) else { return nil }
                seen |= 4
                type = found
            default: return nil
            }
            guard place.pointee == UInt8(ascii: "\"") else { return nil }
            place += 1
        }
        guard column <= CellReference.lastColumn else { return nil }
        if matches(place, "/>") {
            builder.appendScanned(.blank, column: column, payload: 0, style: style, hasFormula: false)
            return place + 2
        }
        guard place.pointee == UInt8(ascii: ">"), place[1] == UInt8(ascii: "<") else { return nil }
        place += 1
        var hasFormula = false
        if matches(place, "<f") {
            guard let end = formula(place + 2, column: column, builder) else { return nil }
            hasFormula = true
            place = end
        }
        if matches(place, "<v>") {
            guard let end = value(place + 3, rowStart, type, column, style, hasFormula, &builder), matches(end, "</v></c>") else {
                return nil
            }
            return end + 8
        }
        if matches(place, "</c>") {
            builder.appendScanned(.blank, column: column, payload: 0, style: style, hasFormula: hasFormula)
            return place + 4
        }
        // openpyxl writes no value of a formula.
        if type == .number, matches(place, "<v/></c>") || matches(place, "<v /></c>") {
            builder.appendScanned(.blank, column: column, payload: 0, style: style, hasFormula: hasFormula)
            return place + (place[2] == UInt8(ascii: "/") ? 8 : 9)
        }
        guard type == .inlineString, !hasFormula, matches(place, "<is><t") else { return nil }
        place += 6
        guard let preservesSpace = skipTextTag(&place),
            let end = text(place, rowStart, .text, column, style, false, trims: !preservesSpace, &builder), matches(end, "</t></is></c>")
        else { return nil }
        return end + 13
    }

    /// Reads the content of a `v`, up to its end tag.
    @inline(__always)
    private mutating func value(
        _ start: UnsafePointer<UInt8>, _ rowStart: UnsafePointer<UInt8>, _ type: CellType, _ column: Int, _ style: UInt32,
        _ hasFormula: Bool, _ builder: inout RowBuilder
    ) -> UnsafePointer<UInt8>? {
        var place = start
        switch type {
        case .number:
            while isNumberByte(place.pointee) { place += 1 }
            if place == start {
                builder.appendScanned(.blank, column: column, payload: 0, style: style, hasFormula: hasFormula)
                return place
            }
            guard place.pointee == UInt8(ascii: "<"), let number = DecimalNumber.double(start, count: place - start) else {
                return nil
            }
            builder.appendScanned(
                builder.numberKind(style), column: column, payload: number.bitPattern, style: style, hasFormula: hasFormula)
        case .sharedString:
            guard let index = wholeNumber(&place), index < builder.sharedStringCount else { return nil }
            builder.appendScanned(.sharedText, column: column, payload: UInt64(index), style: style, hasFormula: hasFormula)
        case .boolean:
            let digit = place.pointee &- UInt8(ascii: "0")
            guard digit <= 1 else { return nil }
            place += 1
            builder.appendScanned(.boolean, column: column, payload: UInt64(digit), style: style, hasFormula: hasFormula)
        case .formulaString, .inlineString, .error:
            return text(start, rowStart, type == .error ? .error : .text, column, style, hasFormula, trims: false, &builder)
        case .isoDate:
            while place.pointee > 0x20, place.pointee != UInt8(ascii: "<") { place += 1 }
            let text = UnsafeBufferPointer(start: start, count: place - start)
            guard builder.appendScannedDate(text, column: column, style: style, hasFormula: hasFormula) else { return nil }
        }
        return place
    }

    /// Reads a text up to the next tag.
    @inline(__always)
    private mutating func text(
        _ start: UnsafePointer<UInt8>, _ rowStart: UnsafePointer<UInt8>, _ kind: RowStorage.Kind, _ column: Int, _ style: UInt32,
        _ hasFormula: Bool, trims: Bool, _ builder: inout RowBuilder
    ) -> UnsafePointer<UInt8>? {
        var traits = TextScanner.Traits()
        // A text has no more units than bytes. libxml2's path counts the units of a longer one.
        guard let end = texts.end(of: start, traits: &traits), end - start <= builder.limits.cellLength else { return nil }
        var (first, last) = (start, end)
        if traits.needsDecoding {
            pending.append(Pending(slot: builder.row.count, traits: traits, trims: trims))
        } else if trims {
            while last > first, isXMLSpace(last[-1]) { last -= 1 }
            while first < last, isXMLSpace(first[0]) { first += 1 }
        }
        let payload = RowStorage.Slot.place(start: first - rowStart, count: last - first)
        builder.appendScanned(kind, column: column, payload: payload, style: style, hasFormula: hasFormula)
        return end
    }

    private func decodePending(_ start: UnsafeMutablePointer<UInt8>, in builder: inout RowBuilder) {
        for entry in pending {
            var slot = builder.row.slots[entry.slot]
            let first = Int(slot.payload >> 32)
            let range = TextScanner.decode(start + first, count: Int(slot.payload & 0xFFFF_FFFF), traits: entry.traits, trims: entry.trims)
            slot.payload = RowStorage.Slot.place(start: first + range.lowerBound, count: range.count)
            builder.row.slots[entry.slot] = slot
        }
    }

    /// The column of a reference in upper case to a cell of a row.
    @inline(__always)
    private func reference(_ place: inout UnsafePointer<UInt8>, row: Int) -> Int? {
        let start = place
        var column = 0
        while place.pointee &- UInt8(ascii: "A") < 26 {
            column = column &* 26 &+ Int(place.pointee &- UInt8(ascii: "A")) &+ 1
            place += 1
        }
        guard 1...3 ~= place - start, place.pointee != UInt8(ascii: "0"), wholeNumber(&place) == row else { return nil }
        return column
    }

    @inline(__always)
    private func cellType(_ place: inout UnsafePointer<UInt8>) -> CellType? {
        let first = place.pointee
        if place[1] == UInt8(ascii: "\"") {
            place += 1
            switch first {
            case UInt8(ascii: "s"): return .sharedString
            case UInt8(ascii: "n"): return .number
            case UInt8(ascii: "b"): return .boolean
            case UInt8(ascii: "e"): return .error
            case UInt8(ascii: "d"): return .isoDate
            default: return nil
            }
        }
        if matches(place, "str\"") {
            place += 3
            return .formulaString
        }
        guard matches(place, "inlineStr\"") else { return nil }
        place += 9
        return .inlineString
    }
}
