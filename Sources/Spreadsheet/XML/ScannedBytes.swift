// The bytes end with ``XMLInputBuffer/padding`` zeros.

/// Whether the bytes begin with a short literal.
@inline(__always)
func matches(_ place: UnsafePointer<UInt8>, _ literal: StaticString) -> Bool {
    let bytes = literal.utf8Start
    for index in 0..<literal.utf8CodeUnitCount where place[index] != bytes[index] { return false }
    return true
}

/// The index of a name among those that are known; nil if it is another.
func index(of name: UnsafePointer<UInt8>, length: Int, in names: [StaticString]) -> Int? {
    names.firstIndex { $0.utf8CodeUnitCount == length && matches(name, $0) }
}

/// The address after any white space.
@inline(__always)
func skipSpace(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var place = start
    while isXMLSpace(place.pointee) { place += 1 }
    return place
}

/// Skips the rest of the tag `<t`, and returns whether `xml:space` keeps the text's white space; nil if it says anything else.
@inline(__always)
func skipTextTag(_ place: inout UnsafePointer<UInt8>) -> Bool? {
    let preservesSpace = matches(place, " xml:space=\"preserve\">")
    guard preservesSpace || place.pointee == UInt8(ascii: ">") else { return nil }
    place += preservesSpace ? 22 : 1
    return preservesSpace
}

/// Whether it can be in the name of an attribute that spreadsheets write.
@inline(__always)
func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") <= 9 || byte == UInt8(ascii: ":")
}

/// Skips an attribute's value with its closing quotation mark; false if it contains anything except plain ASCII.
@inline(__always)
func skipValue(_ place: inout UnsafePointer<UInt8>) -> Bool {
    while place.pointee != UInt8(ascii: "\"") {
        let byte = place.pointee
        guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "<"), byte != UInt8(ascii: "&") else { return false }
        place += 1
    }
    place += 1
    return true
}

/// An integer of at most nine digits, from here to there.
func wholeNumber(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int? {
    var place = start
    guard let number = wholeNumber(&place), place == end else { return nil }
    return number
}

@inline(__always)
func wholeNumber(_ place: inout UnsafePointer<UInt8>) -> Int? {
    let start = place
    var number = 0
    while place.pointee &- UInt8(ascii: "0") <= 9 {
        number = number &* 10 &+ Int(place.pointee &- UInt8(ascii: "0"))
        place += 1
    }
    return 1...9 ~= place - start ? number : nil
}
