// Rows without edits are passed by their tags alone. `<` stands in no attribute of a well-formed part, so every one begins a tag, or a piece
// of markup that is passed whole. The window's bytes go on with zeros (``XMLInputBuffer/padding``).
extension WorksheetRewriter {
    /// Passes the next row, if it is one of the plain form that spreadsheets write and has no edits; false if nothing was passed.
    mutating func passPlainRow() throws(SpreadsheetError) -> Bool {
        guard prefix.isEmpty, prefixes.count == 1, !groups.hasDissolved, let base = window.bytes.baseAddress,
            window.bytes.count - cursor > Self.longestPlainTag
        else { return false }
        let start = UnsafePointer(base) + cursor
        var place = skipSpace(start)
        guard matches(place, "<row r=\"") else { return false }
        place += 8
        guard let number = wholeNumber(&place), row < number, number <= CellReference.lastRow, nextEdit.map({ number < $0.row }) ?? true,
            edits.shownRows.isEmpty || !edits.shownRows.contains(number), let end = Self.endOfPlainTag(place, from: start)
        else { return false }
        row = number
        cursor += end - start
        if end[-2] != UInt8(ascii: "/") { try passRow() }
        return true
    }

    private static let longestPlainTag = 512

    /// Where a tag ends whose attributes are in double quotation marks and declare no namespace; nil for any other, or a longer one.
    private static func endOfPlainTag(_ start: UnsafePointer<UInt8>, from tag: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = start
        var isQuoted = true
        while place - tag < longestPlainTag {
            switch place.pointee {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ">") where !isQuoted: return place + 1
            case UInt8(ascii: "x") where matches(place, "xmlns"): return nil
            case UInt8(ascii: "<"), UInt8(ascii: "'"), 0: return nil
            default: break
            }
            place += 1
        }
        return nil
    }

    /// Passes a row up to its end. Of what is in it only formulas can matter.
    mutating func passRow() throws(SpreadsheetError) {
        var depth = 1
        while true {
            let bytes = UnsafeBufferPointer(window.bytes)
            guard let place = Self.tagThatMatters(in: bytes, from: cursor, prefix: prefix) else {
                // A tag may be cut short by the end of the bytes.
                cursor = max(cursor, bytes.count - prefix.count - Self.lookahead)
                guard try readMore() else { throw Self.malformed }
                continue
            }
            cursor = place
            if depth == 1, let base = bytes.baseAddress, prefix.isEmpty, matches(base + place, "</row>") {
                cursor += 6
                return
            }
            let token = try required()
            switch token.kind {
            case .endTag:
                if isRow(token) { depth -= 1 }
                copy(token)
                if depth == 0 { return }
            case .startTag, .emptyTag:
                if isMain(tag(token), "f") {
                    try copyFormula(token, at: nil)
                } else {
                    if token.kind == .startTag, isRow(token) { depth += 1 }
                    copy(token)
                }
            case .text, .comment, .cdata, .instruction: copy(token)
            }
        }
    }

    private func isRow(_ token: XMLToken) -> Bool {
        let name = window.bytes[token.name]
        return name.count == prefix.count + 3 && name.starts(with: prefix) && name.suffix(3).elementsEqual("row".utf8)
    }

    /// How many bytes beyond a tag's prefix are looked at.
    private static let lookahead = 8

    /// Where the next tag begins whose name begins like that of a row or a formula, or the next markup that is no tag.
    private static func tagThatMatters(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, prefix: [UInt8]) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let end = bytes.count - prefix.count - lookahead
        var place = start
        while place < end {
            if prefix.isEmpty { place = firstCandidate(UnsafeRawPointer(base), from: place, to: end) }
            guard place < end else { return nil }
            guard base[place] == UInt8(ascii: "<") else {
                place &+= 1
                continue
            }
            let next = base[place &+ 1]
            if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return place }
            let name = base + (place &+ (next == UInt8(ascii: "/") ? 2 : 1))
            if prefix.indices.allSatisfy({ name[$0] == prefix[$0] }) {
                let first = name[prefix.count]
                if first == UInt8(ascii: "r"), name[prefix.count + 1] == UInt8(ascii: "o") { return place }
                if first == UInt8(ascii: "f"), next != UInt8(ascii: "/") { return place }
            }
            place &+= 1
        }
        return nil
    }

    /// The first place where a tag without a prefix may begin that matters; it may be one that does not. Eight places at a time.
    private static func firstCandidate(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
        var place = start
        while place &+ 8 <= end {
            let second: UInt64 = base.word(at: place &+ 1)
            let endTag: UInt64 = marks(of: UInt8(ascii: "/"), in: second) & marks(of: UInt8(ascii: "r"), in: base.word(at: place &+ 2))
            let startTag: UInt64 = marks(of: UInt8(ascii: "r"), in: second) | marks(of: UInt8(ascii: "f"), in: second)
            let markup: UInt64 = marks(of: UInt8(ascii: "!"), in: second) | marks(of: UInt8(ascii: "?"), in: second)
            let found: UInt64 = marks(of: UInt8(ascii: "<"), in: base.word(at: place)) & (endTag | startTag | markup)
            if found != 0 { return place &+ found.trailingZeroBitCount / 8 }
            place &+= 8
        }
        return place
    }

    /// A bit for each byte of a word that is this one. Bytes above the lowest one may be marked without need.
    @inline(__always)
    private static func marks(of byte: UInt8, in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let difference = word ^ (ones &* UInt64(byte))
        return (difference &- ones) & ~difference & (ones << 7)
    }
}
