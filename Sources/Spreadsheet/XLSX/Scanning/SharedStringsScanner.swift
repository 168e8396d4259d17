/// Reads shared strings in the plain form that spreadsheets write, `<si><t>…</t></si>`, straight from the bytes; the others are libxml2's.
struct SharedStringsScanner: ~Copyable {
    private let texts = TextScanner()

    /// Reads the string that begins at the first of these bytes, white space before it included, and appends it to an arena.
    ///
    /// - Precondition: ``PartWindow/padding`` zero bytes are behind the bytes.
    /// - Throws: `cell.too-long`.
    func scan(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, into arena: inout ByteArena, limits: ReadLimits
    ) throws(SpreadsheetError) -> ScanOutcome {
        guard let start = bytes.baseAddress else { return .incomplete }
        var place = UnsafePointer(start)
        while isXMLSpace(place.pointee) { place += 1 }
        guard matches(place, "<si><t") else { return failure(bytes) }
        place += 6
        let preservesSpace = matches(place, " xml:space=\"preserve\">")
        guard preservesSpace || place.pointee == UInt8(ascii: ">") else { return failure(bytes) }
        place += preservesSpace ? 22 : 1
        var traits = TextScanner.Traits()
        guard let end = texts.end(of: place, traits: &traits), matches(end, "</t></si>") else { return failure(bytes) }
        let textStart = arena.count
        arena.append(UnsafeBufferPointer(start: place, count: end - place))
        if traits.needsDecoding || !preservesSpace && end > place && (isXMLSpace(place[0]) || isXMLSpace(end[-1])) {
            let text = arena.start + textStart
            let range = TextScanner.decode(text, count: end - place, traits: traits, trims: !preservesSpace)
            if range.lowerBound > 0 { text.update(from: text + range.lowerBound, count: range.count) }
            arena.truncate(to: textStart + range.count)
        }
        try StringGatherer.checkLength(UnsafeBufferPointer(start: arena.start + textStart, count: arena.count - textStart), limits: limits)
        return .item(length: end + 9 - UnsafePointer(start))
    }

    private func failure(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> ScanOutcome {
        holds(bytes, "</si>", "</sst") ? .unknown : .incomplete
    }
}

/// Whether either of two end tags is among the bytes.
func holds(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ first: StaticString, _ second: StaticString) -> Bool {
    guard let start = bytes.baseAddress else { return false }
    var place = UnsafePointer(start)
    let end = place + bytes.count
    while place < end {
        while place < end, place.pointee != UInt8(ascii: "<") { place += 1 }
        if matches(place, first) || matches(place, second) { return true }
        place += 1
    }
    return false
}
