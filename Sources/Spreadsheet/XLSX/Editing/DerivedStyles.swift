/// The cell formats of a workbook (ECMA-376 part 1, 18.8.10), and those that are added: each is another one with a change.
struct DerivedStyles: Sendable {
    /// A list of the styles part, such as `fonts`.
    private struct List: Sendable {
        /// Nil if the part has no such list.
        var element: EditedPart.Element?
        /// Where the attribute `count` has its value.
        var countValue: Range<Int>?
        var count = 0
    }

    private struct Key: Hashable {
        let base: Int
        let change: StyleChange
    }

    /// Cell formats that Excel opens a workbook with.
    private static let limit = 65_490
    private static let names: [StaticString] = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"]

    private var part: EditedPart
    /// The prefix of SpreadsheetML's elements, with its colon.
    private var prefix: [UInt8] = []
    private var lists: [List]
    /// Where the elements of `cellXfs` stand.
    private var formats: [Range<Int>] = []
    private var formatCodes: [String: Int] = [:]
    private var lastFormatNumber = 163
    private var rootTagEnd = 0

    private let dates: Styles
    private let dateSystem: DateSystem
    private var indexes: [Key: Int] = [:]
    private var added: [Key] = []

    /// Reads the styles part.
    ///
    /// - Throws: An error in the part.
    init(_ part: EditedPart, dates: Styles, dateSystem: DateSystem) throws(SpreadsheetError) {
        self.part = part
        self.dates = dates
        self.dateSystem = dateSystem
        lists = Array(repeating: List(), count: Self.names.count)
        var open: Int?
        var formatStart: Int?
        // Copies, as the closure may not change what is being initialized.
        var (lists, formats, prefix, rootTagEnd, codes, last) = (self.lists, self.formats, self.prefix, 0, self.formatCodes, 163)
        try part.walk { (step) throws(SpreadsheetError) in
            switch step {
            case .start(let tag, depth: 1):
                prefix = Array(tag.prefix)
                rootTagEnd = tag.token.range.upperBound
            case .start(let tag, depth: 2):
                open = Self.names.firstIndex { name in
                    tag.prefix.elementsEqual(prefix)
                        && tag.localName.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
                }
                guard let open else { return }
                lists[open].element = EditedPart.Element(tag)
                lists[open].countValue = tag.attribute("count")?.value
            case .start(let tag, depth: 3):
                guard let open else { return }
                lists[open].count += 1
                if open == Self.formatList { formatStart = tag.token.range.lowerBound }
                if open == 0, let number = tag.integer("numFmtId"), let code = tag.string("formatCode") {
                    codes[code] = number
                    last = max(last, min(number, Int(Int32.max)))
                }
            case .end(let range, depth: 3):
                if open == Self.formatList, let start = formatStart { formats.append(start..<range.upperBound) }
            case .end(let range, depth: 2):
                if let open {
                    lists[open].element?.contentEnd = range.lowerBound
                    lists[open].element?.end = range.upperBound
                }
                open = nil
            default: break
            }
        }
        (self.lists, self.formats, self.prefix, self.rootTagEnd) = (lists, formats, prefix, rootTagEnd)
        (formatCodes, lastFormatNumber) = (codes, last)
    }

    private static let formatList = 5

    /// Whether there are more formats than the part has.
    var isChanged: Bool { !added.isEmpty }

    /// The format that is another one with a change.
    ///
    /// - Throws: `write.too-many-styles`.
    mutating func index(of change: StyleChange, over base: Int) throws(SpreadsheetError) -> Int {
        guard !change.isEmpty else { return base }
        let key = Key(base: base, change: change)
        if let known = indexes[key] { return known }
        let index = max(1, formats.count) + added.count
        guard index < Self.limit else {
            throw SpreadsheetError(
                .tooManyStylesWritten, exceeds: Self.limit, measured: index + 1, "The workbook has more styles than spreadsheets open.")
        }
        indexes[key] = index
        added.append(key)
        return index
    }

    /// The serial number of a date in the workbook's date system, and the change that makes a cell of a format show it.
    ///
    /// - Throws: `write.bad-date`.
    func date(_ date: SerialDate, _ change: StyleChange, over base: Int) throws(SpreadsheetError) -> (serial: Double, change: StyleChange) {
        var change = change
        let style = UInt32(clamping: base)
        let showsDates = change.numberFormat?.isDate ?? dates.isDate(style)
        if !showsDates { change.numberFormat = DateKind(date).format }
        let isTime =
            showsDates ? (change.numberFormat ?? dates.numberFormat(style)).isTime || date.isBeforeFirstDay : DateKind(date) == .time
        guard let serial = isTime ? date.serial : date.serial(in: dateSystem) else {
            throw SpreadsheetError(.unwritableDate, "The date is outside the workbook's date system.")
        }
        return (serial, change)
    }

    // MARK: Writing

    /// The styles part with the added formats.
    func edited() throws(SpreadsheetError) -> [UInt8] {
        var additions = [[UInt8]](repeating: [], count: Self.names.count)
        var counts = lists.map(\.count)
        var fonts: [CellStyle.Font: Int] = [:]
        var fills: [CellStyle.Fill: Int] = [:]
        var borders: [CellStyle.Border: Int] = [:]
        var codes = formatCodes
        var lastNumber = lastFormatNumber
        func add<Item: Hashable>(_ item: Item, to list: Int, _ known: inout [Item: Int], _ write: (inout XMLWriter) -> Void) -> Int {
            if let index = known[item] { return index }
            known[item] = counts[list]
            counts[list] += 1
            additions[list] += XMLWriter.bytes(write)
            return counts[list] - 1
        }
        // A list that is missing begins with what every format without the attribute has; spreadsheets assume the first two fills.
        func begin(_ list: Int, _ count: Int, _ write: (inout XMLWriter) -> Void) {
            guard counts[list] == 0 else { return }
            counts[list] = count
            additions[list] = XMLWriter.bytes(write)
        }
        if added.contains(where: { $0.change.font != nil }) { begin(1, 1) { $0.font(CellStyle.Font()) } }
        if added.contains(where: { $0.change.fill != nil || $0.change.removesFill }) {
            begin(2, 2) {
                $0.fill(nil)
                $0.grayFill()
            }
        }
        if added.contains(where: { $0.change.border != nil }) { begin(3, 1) { $0.border(CellStyle.Border()) } }
        if counts[Self.formatList] == 0 {
            counts[Self.formatList] = 1
            additions[Self.formatList] += "<xf/>".utf8
        }
        for key in added {
            let change = key.change
            var attributes: [(name: StaticString, value: String?)] = []
            if let format = change.numberFormat {
                var number = StyleTable.builtInFormats[format.code] ?? codes[format.code]
                if number == nil {
                    lastNumber += 1
                    codes[format.code] = lastNumber
                    number = lastNumber
                    counts[0] += 1
                    additions[0] += XMLWriter.bytes { $0.numberFormat(lastNumber, format.code) }
                }
                attributes += [("numFmtId", String(number ?? 0)), ("applyNumberFormat", "1")]
            }
            if let font = change.font {
                attributes += [("fontId", String(add(font, to: 1, &fonts) { $0.font(font) })), ("applyFont", "1")]
            }
            if let fill = change.fill {
                attributes += [("fillId", String(add(fill, to: 2, &fills) { $0.fill(fill) })), ("applyFill", "1")]
            } else if change.removesFill {
                // The first fill is none (18.8.20).
                attributes += [("fillId", "0"), ("applyFill", "1")]
            }
            if let border = change.border {
                attributes += [("borderId", String(add(border, to: 3, &borders) { $0.border(border) })), ("applyBorder", "1")]
            }
            if change.alignment != nil { attributes.append(("applyAlignment", "1")) }
            if change.setsQuotePrefix { attributes.append(("quotePrefix", "1")) }
            additions[Self.formatList] += try format(key.base, attributes, alignment: change.alignment)
            counts[Self.formatList] += 1
        }
        var part = part
        for list in lists.indices where !additions[list].isEmpty { extend(list, by: additions[list], count: counts[list], in: &part) }
        return part.edited
    }

    /// The element of a format with attributes set, without the prefix of its elements.
    private func format(
        _ base: Int, _ attributes: [(name: StaticString, value: String?)], alignment: CellStyle.Alignment?
    ) throws(SpreadsheetError) -> [UInt8] {
        // A cell of a format that does not exist has the normal one.
        let source = formats.indices.contains(base) ? formats[base] : formats.first
        let alignment = alignment.map { alignment in XMLWriter.bytes { $0.alignment(alignment) } }
        guard let source else {
            let bare = EditedPart(Array("<xf/>".utf8), limits: part.limits)
            return try Self.changed(bare, 0..<5, attributes, alignment: alignment, prefix: [])
        }
        return try Self.changed(part, source, attributes, alignment: alignment, prefix: prefix)
    }

    /// An `xf` with attributes set and its alignment replaced.
    private static func changed(
        _ part: EditedPart, _ source: Range<Int>, _ attributes: [(name: StaticString, value: String?)], alignment: [UInt8]?, prefix: [UInt8]
    ) throws(SpreadsheetError) -> [UInt8] {
        var element = EditedPart(Array(part.bytes[source]), limits: part.limits)
        var changes: [(range: Range<Int>, bytes: [UInt8])] = []
        var alignmentStart: Int?
        try element.walk { (step) throws(SpreadsheetError) in
            switch step {
            case .start(let tag, depth: 1):
                var bytes = tag.bytes(setting: attributes)
                if let alignment {
                    if tag.isEmpty {
                        bytes.replaceSubrange(bytes.count - 2..<bytes.count, with: ">".utf8)
                        bytes += EditedPart.prefixed(alignment, prefix) + Array("</".utf8) + tag.bytes[tag.token.name] + Array(">".utf8)
                    } else {
                        bytes += EditedPart.prefixed(alignment, prefix)
                    }
                }
                changes.append((tag.token.range, bytes))
            case .start(let tag, depth: 2):
                if alignment != nil, tag.localName.elementsEqual("alignment".utf8) { alignmentStart = tag.token.range.lowerBound }
            case .end(let range, depth: 2):
                if let start = alignmentStart { changes.append((start..<range.upperBound, [])) }
                alignmentStart = nil
            default: break
            }
        }
        for change in changes { element.replace(change.range, with: change.bytes) }
        return element.edited
    }

    /// Adds elements at the end of a list, which is made where the part has none.
    private func extend(_ index: Int, by elements: [UInt8], count: Int, in part: inout EditedPart) {
        let list = lists[index]
        // The formats have the part's prefix already.
        let elements = index == Self.formatList && !formats.isEmpty ? elements : EditedPart.prefixed(elements, prefix)
        let name = prefix + Array("\(Self.names[index])".utf8)
        if let value = list.countValue { part.replace(value, with: Array(String(count).utf8)) }
        guard let element = list.element else {
            let place = lists[..<index].compactMap(\.element).last?.end ?? rootTagEnd
            let start = Array("<".utf8) + name + Array(" count=\"\(count)\">".utf8)
            return part.replace(place..<place, with: start + elements + Array("</".utf8) + name + Array(">".utf8))
        }
        part.append(elements, to: element)
    }
}
