/// Reads shared strings of the plain form that spreadsheets write, `<si><t>…</t></si>`, and leaves others to libxml2.
struct SharedStringsScanner: ~Copyable {
    private let texts = TextScanner()

    /// Appends the string at the start of the bytes, after any white space, to an arena.
    ///
    /// - Precondition: ``XMLInputBuffer/padding`` zeros follow the bytes.
    /// - Throws: `memory.exhausted`.
    func scan(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, into arena: inout ByteArena, limits: ReadLimits
    ) throws(SpreadsheetError) -> ScanOutcome {
        guard let start = bytes.baseAddress else { return .incomplete(wasted: 0) }
        var place = skipSpace(start)
        let isItem = matches(place, "<si><t")
        if isItem { place += 6 }
        var traits = TextScanner.Traits()
        // A text has no more units than bytes. libxml2's path counts the units of a longer one.
        guard isItem, let preservesSpace = skipTextTag(&place), let end = texts.end(of: place, traits: &traits), matches(end, "</t></si>"),
            end - place <= limits.cellLength
        else { return scanFailure(bytes, "</si>", "</sst") }
        let textStart = arena.count
        try arena.append(UnsafeBufferPointer(start: place, count: end - place))
        if traits.needsDecoding || !preservesSpace && end > place && (isXMLSpace(place[0]) || isXMLSpace(end[-1])) {
            let text = arena.start + textStart
            let range = TextScanner.decode(text, count: end - place, traits: traits, trims: !preservesSpace)
            if range.lowerBound > 0 { text.update(from: text + range.lowerBound, count: range.count) }
            arena.truncate(to: textStart + range.count)
        }
        return .item(length: end + 9 - UnsafePointer(start))
    }
}

/// The outcome for bytes that do not begin with a plain item. If they contain no end tag of the item or the list, they may be cut short.
func scanFailure(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ item: StaticString, _ list: StaticString) -> ScanOutcome {
    guard let start = bytes.baseAddress else { return .incomplete(wasted: 0) }
    var place = UnsafePointer(start)
    let end = place + bytes.count
    while place < end {
        while place < end, place.pointee != UInt8(ascii: "<") { place += 1 }
        if matches(place, item) || matches(place, list) { return .unknown(wasted: place - UnsafePointer(start)) }
        place += 1
    }
    return .incomplete(wasted: bytes.count)
}
