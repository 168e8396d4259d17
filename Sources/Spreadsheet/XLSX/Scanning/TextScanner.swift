/// Scans an element's text of the plain form that spreadsheets write: only characters and references up to the next tag.
///
/// Scanners read the same as libxml2, several times as fast, and leave anything else to it: a comment,
/// a CDATA section, an entity, an invalid byte. They never report an error in the XML.
struct TextScanner: ~Copyable {
    /// What a text contains that needs decoding.
    struct Traits: OptionSet {
        let rawValue: UInt8
        static let reference = Traits(rawValue: 2)
        static let nonASCII = Traits(rawValue: 4)
        static let underscore = Traits(rawValue: 8)
        static let special = Traits(rawValue: 16)
        /// Whether ``TextScanner/decode(_:count:traits:trims:)`` may change it.
        var needsDecoding: Bool { rawValue & (Traits.reference.rawValue | Traits.underscore.rawValue) != 0 }
    }

    private let classes: UnsafeMutablePointer<UInt8>

    /// With `leavesSpace`, libxml2 must read texts with line feeds or tabs.
    init(leavesSpace: Bool = false) {
        classes = .allocate(capacity: 256)
        classes.initialize(repeating: 0, count: 256)
        for byte in 0..<0x20 where leavesSpace || byte != 0x09 && byte != 0x0A { classes[byte] = Traits.special.rawValue }
        for byte in 0x80...0xFF { classes[byte] = Traits.nonASCII.rawValue }
        classes[Int(UInt8(ascii: "]"))] = Traits.special.rawValue
        classes[Int(UInt8(ascii: "&"))] = Traits.reference.rawValue
        classes[Int(UInt8(ascii: "_"))] = Traits.underscore.rawValue
        classes[Int(UInt8(ascii: "<"))] = 1
    }

    deinit { classes.deallocate() }

    /// The end of the text, at the next `<`; nil if libxml2 must read it, or it has no end.
    @inline(__always)
    func end(of start: UnsafePointer<UInt8>, traits: inout Traits) -> UnsafePointer<UInt8>? {
        var place = start
        var found: UInt8 = 0
        while true {
            let kind = classes[Int(place.pointee)]
            if kind == 0 {
                place += 1
                continue
            }
            if kind == 1 { break }
            if kind == Traits.special.rawValue {
                guard place[0] == UInt8(ascii: "]"), place[1] != UInt8(ascii: "]") else { return nil }
            }
            found |= kind
            place += 1
        }
        traits = Traits(rawValue: found)
        if found & (Traits.nonASCII.rawValue | Traits.reference.rawValue) != 0 {
            guard Self.isKnown(start, place, traits) else { return nil }
        }
        return place
    }

    /// Whether XML allows all references and all characters beyond ASCII.
    static func isKnown(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ traits: Traits) -> Bool {
        if traits.contains(.nonASCII), !isValidUTF8(start, end) { return false }
        guard traits.contains(.reference) else { return true }
        var place = start
        while place < end {
            if place.pointee == UInt8(ascii: "&") {
                guard let reference = reference(at: place, before: end) else { return false }
                place += reference.length
            } else {
                place += 1
            }
        }
        return true
    }

    /// Whether the bytes are UTF-8 that XML allows (XML 1.0, 2.2), without U+FFFE and U+FFFF.
    private static func isValidUTF8(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
        let count = end - start
        var index = 0
        while true {
            index = UTF8Check.skipASCII(start, from: index, to: count)
            guard index < count else { return true }
            let length = UTF8Check.sequenceLength(start, at: index, end: count)
            guard length > 0, !(start[index] == 0xEF && start[index + 1] == 0xBF && start[index + 2] >= 0xBE) else { return false }
            index += length
        }
    }

    /// The character of a predefined entity or a character reference (XML 1.0, 4.1 and 4.6).
    static func reference(
        at place: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        // Longer references are left to libxml2.
        var length = 2
        while place + length < end, length < 12, place[length - 1] != UInt8(ascii: ";") { length += 1 }
        guard place + length <= end, place[length - 1] == UInt8(ascii: ";") else { return nil }
        let name = UnsafeBufferPointer(start: place + 1, count: length - 2)
        if name.first == UInt8(ascii: "#") {
            let isHexadecimal = name.count > 1 && name[1] == UInt8(ascii: "x")
            let digits = name.dropFirst(isHexadecimal ? 2 : 1)
            guard !digits.isEmpty else { return nil }
            var value: UInt32 = 0
            for byte in digits {
                guard let digit = hexadecimalValue(byte), isHexadecimal || digit <= 9 else { return nil }
                value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
                guard value < 0x110000 else { return nil }
            }
            guard value >= 0x20 || value == 9 || value == 10 || value == 13, value != 0xFFFE, value != 0xFFFF,
                let scalar = Unicode.Scalar(value)
            else { return nil }
            return (scalar, length)
        }
        if name.elementsEqual("amp".utf8) { return ("&", length) }
        if name.elementsEqual("lt".utf8) { return ("<", length) }
        if name.elementsEqual("gt".utf8) { return (">", length) }
        if name.elementsEqual("quot".utf8) { return ("\"", length) }
        if name.elementsEqual("apos".utf8) { return ("'", length) }
        return nil
    }

    /// Decodes a text in place: references first, then white space around it, then
    /// `_xHHHH_` escapes. ``end(of:traits:)`` must have accepted the text.
    static func decode(_ bytes: UnsafeMutablePointer<UInt8>, count: Int, traits: Traits, trims: Bool) -> Range<Int> {
        let count = traits.contains(.reference) ? dereference(bytes, count: count) : count
        var text = UnsafeBufferPointer(start: UnsafePointer(bytes), count: count)
        if trims { text = text.trimmedXMLSpace }
        let start = text.baseAddress.map { $0 - UnsafePointer(bytes) } ?? 0
        return start..<start + TextDecoding.unescape(bytes + start, count: text.count)
    }

    static func dereference(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var read = 0
        var write = 0
        while read < count {
            if bytes[read] == UInt8(ascii: "&"), let reference = reference(at: bytes + read, before: bytes + count) {
                write += reference.scalar.write(to: bytes + write)
                read += reference.length
            } else {
                bytes[write] = bytes[read]
                read += 1
                write += 1
            }
        }
        return write
    }
}
