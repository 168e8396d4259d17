/// A row's tag of the plain form.
struct ODSRowTag {
    var times = 1
    var isHidden = false
    var style: UInt32?
    var isEmpty = false

    init() {}

    /// Reads the attributes that spreadsheets write, each of which may occur once, up to the tag's end; nil for any other.
    init?(_ place: inout UnsafePointer<UInt8>, names: StyleNames) {
        var seen = 0
        while place.pointee == UInt8(ascii: " ") {
            guard let attribute = attributeIndex(&place, in: Self.attributes), seen & 1 << attribute == 0 else { return nil }
            seen |= 1 << attribute
            let value = place
            guard skipValue(&place) else { return nil }
            switch attribute {
            case 1:
                guard let number = wholeNumber(value, place - 1), number > 0 else { return nil }
                times = number
            case 2:
                isHidden = matches(value, "collapse\"") || matches(value, "filter\"")
                guard isHidden || matches(value, "visible\"") else { return nil }
            case 3: style = names.index(UnsafeBufferPointer(start: value, count: place - 1 - value))
            default: break
            }
        }
        isEmpty = place.pointee == UInt8(ascii: "/")
        if isEmpty { place += 1 }
        guard place.pointee == UInt8(ascii: ">") else { return nil }
        place += 1
    }

    private static let attributes: [StaticString] = [
        "table:style-name", "table:number-rows-repeated", "table:visibility", "table:default-cell-style-name",
    ]
}

/// Reads an attribute's name up to its value, and returns its index among those that are known.
@inline(__always)
private func attributeIndex(_ place: inout UnsafePointer<UInt8>, in names: [StaticString]) -> Int? {
    place += 1
    let name = place
    while isNameByte(place.pointee) || place.pointee == UInt8(ascii: "-") { place += 1 }
    guard let attribute = index(of: name, length: place - name, in: names), matches(place, "=\"") else { return nil }
    place += 2
    return attribute
}

/// A cell's tag of the plain form.
struct ODSCellTag {
    enum Kind {
        case none, number, date, boolean, text
    }

    var kind = Kind.none
    var times = 1
    var style: UInt32?
    var hasFormula = false
    var isCovered = false
    /// Whether the element has no content.
    var isEmpty = false
    /// The value's attribute, if the tag has one.
    var value: (start: UnsafePointer<UInt8>, count: Int)?
    var valueNeedsDecoding = false
}

/// Reads cells' tags. Those of a column are mostly alike but for the value: each is held against the one above it.
struct ODSCellTags: ~Copyable {
    /// The bytes of a tag ahead of its value and after it, or the whole tag.
    private struct Known {
        var tag = ODSCellTag()
        var ahead = 0
        var after = 0
    }

    /// How many cells of a row are remembered, and the longest tag of one.
    private static let mostKnown = 64
    private static let longest = 192

    var knowsCalcext = false
    private var known = [Known](repeating: Known(), count: mostKnown)
    private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: mostKnown * longest)

    deinit { bytes.deallocate() }

    /// Reads a tag from its `<` to after its `>`; nil if it is not plain.
    @inline(__always)
    mutating func tag(
        _ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ ordinal: Int, names: StyleNames
    ) -> ODSCellTag? {
        if ordinal < Self.mostKnown, end - place >= Self.longest * 2 {
            let known = known[ordinal]
            let there = UnsafeRawPointer(bytes + ordinal * Self.longest)
            if known.ahead > 0, UnsafeRawPointer(place).isEqual(to: there, count: known.ahead) {
                var tag = known.tag
                if known.after == 0 {
                    place += known.ahead
                    return tag
                }
                let value = place + known.ahead
                var stop = value
                // A value that needs to be decoded is not remembered.
                while stop.pointee > UInt8(ascii: "&"), stop.pointee < 0x80, stop.pointee != UInt8(ascii: "<") { stop += 1 }
                if end - stop >= Self.longest, UnsafeRawPointer(stop).isEqual(to: there + known.ahead, count: known.after) {
                    tag.value = (value, stop - value)
                    place = stop + known.after
                    return tag
                }
            }
        }
        return parse(&place, ordinal, names)
    }

    private static let attributes: [StaticString] = [
        "office:value-type", "calcext:value-type", "table:style-name", "office:value", "table:number-columns-repeated", "table:formula",
        "office:string-value", "office:date-value", "office:time-value", "office:boolean-value", "office:currency",
        "table:number-columns-spanned", "table:number-rows-spanned", "table:content-validation-name",
        "table:number-matrix-columns-spanned", "table:number-matrix-rows-spanned",
    ]

    private mutating func parse(_ place: inout UnsafePointer<UInt8>, _ ordinal: Int, _ names: StyleNames) -> ODSCellTag? {
        let start = place
        var tag = ODSCellTag()
        tag.isCovered = matches(place, "<table:covered-table-cell")
        guard tag.isCovered || matches(place, "<table:table-cell") else { return nil }
        place += tag.isCovered ? 25 : 17
        var seen = 0
        var valueAttribute = 0
        var expected = 0
        while place.pointee == UInt8(ascii: " ") {
            guard let attribute = attributeIndex(&place, in: Self.attributes), seen & 1 << attribute == 0, place - start < 64 << 10 else {
                return nil
            }
            seen |= 1 << attribute
            let value = place
            switch attribute {
            case 0:
                guard let (kind, attribute) = Self.kind(&place) else { return nil }
                tag.kind = kind
                expected = attribute
            case 1:
                guard knowsCalcext, !matches(value, "error\""), skipValue(&place) else { return nil }
            case 2:
                guard skipValue(&place) else { return nil }
                tag.style = names.index(UnsafeBufferPointer(start: value, count: place - 1 - value))
            case 4:
                guard skipValue(&place), let number = wholeNumber(value, place - 1), number > 0 else { return nil }
                tag.times = number
            case 3, 6...9:
                guard valueAttribute == 0, let traits = skipText(&place) else { return nil }
                valueAttribute = attribute
                tag.value = (value, place - 1 - value)
                tag.valueNeedsDecoding = traits.contains(.reference)
            case 5:
                guard skipText(&place) != nil else { return nil }
                tag.hasFormula = true
            default: guard skipText(&place) != nil else { return nil }
            }
        }
        // A value of another type than the cell's does not count.
        guard tag.value == nil || valueAttribute == expected, !tag.valueNeedsDecoding || tag.kind == .text else { return nil }
        tag.isEmpty = place.pointee == UInt8(ascii: "/")
        if tag.isEmpty { place += 1 }
        guard place.pointee == UInt8(ascii: ">") else { return nil }
        place += 1
        remember(tag, start, place, ordinal)
        return tag
    }

    /// Keeps a tag for the cell below.
    private mutating func remember(_ tag: ODSCellTag, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ ordinal: Int) {
        guard ordinal < Self.mostKnown else { return }
        var entry = Known(tag: tag, ahead: end - start, after: 0)
        if let value = tag.value { (entry.ahead, entry.after) = (value.start - start, end - (value.start + value.count)) }
        entry.tag.value = nil
        known[ordinal].ahead = 0
        // Formulas and texts in attributes differ from row to row.
        guard !tag.hasFormula, tag.value == nil || tag.kind != .text, entry.ahead + entry.after <= Self.longest else { return }
        let there = bytes + ordinal * Self.longest
        there.update(from: start, count: entry.ahead)
        (there + entry.ahead).update(from: end - entry.after, count: entry.after)
        known[ordinal] = entry
    }

    /// Reads a type, and returns the attribute that has a value of it.
    private static func kind(_ place: inout UnsafePointer<UInt8>) -> (ODSCellTag.Kind, attribute: Int)? {
        for (name, kind, attribute) in kinds where matches(place, name) {
            place += name.utf8CodeUnitCount
            return (kind, attribute)
        }
        return nil
    }

    private static let kinds: [(StaticString, ODSCellTag.Kind, Int)] = [
        ("string\"", .text, 6), ("float\"", .number, 3), ("date\"", .date, 7), ("percentage\"", .number, 3), ("currency\"", .number, 3),
        ("time\"", .date, 8), ("boolean\"", .boolean, 9),
    ]

    /// Skips an attribute's value of any characters but those that XML changes, with its closing quotation mark; nil if it has others.
    private func skipText(_ place: inout UnsafePointer<UInt8>) -> TextScanner.Traits? {
        let start = place
        var traits = TextScanner.Traits()
        while place.pointee != UInt8(ascii: "\"") {
            let byte = place.pointee
            guard byte >= 0x20, byte != UInt8(ascii: "<") else { return nil }
            if byte == UInt8(ascii: "&") { traits.insert(.reference) }
            if byte >= 0x80 { traits.insert(.nonASCII) }
            place += 1
        }
        guard TextScanner.isKnown(start, place, traits) else { return nil }
        place += 1
        return traits
    }
}
