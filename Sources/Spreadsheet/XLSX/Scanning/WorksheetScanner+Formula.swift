extension WorksheetScanner {
    /// Skips `cm` or `vm`, the metadata of dynamic arrays and data types.
    @inline(__always)
    func metadata(_ place: inout UnsafePointer<UInt8>, _ seen: inout UInt8) -> Bool {
        let attribute: UInt8
        switch place[1] {
        case UInt8(ascii: "c"): attribute = 8
        case UInt8(ascii: "v"): attribute = 16
        default: return false
        }
        guard seen & attribute == 0, place[3] == UInt8(ascii: "="), place[4] == UInt8(ascii: "\"") else { return false }
        seen |= attribute
        place += 5
        guard wholeNumber(&place) != nil, place.pointee == UInt8(ascii: "\"") else { return false }
        place += 1
        return true
    }

    /// Skips a formula from after `<f` to its end; nil if it is not plain.
    func formula(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = start
        var seen: UInt16 = 0
        while place.pointee == UInt8(ascii: " ") {
            place += 1
            let name = place
            while isNameByte(place.pointee) { place += 1 }
            guard let attribute = Self.formulaAttribute(name, length: place - name), seen & attribute == 0, matches(place, "=\"") else {
                return nil
            }
            seen |= attribute
            place += 2
            guard skipValue(&place), place - start < 1024 else { return nil }
        }
        if matches(place, "/>") { return place + 2 }
        var traits = TextScanner.Traits()
        guard place.pointee == UInt8(ascii: ">"), let end = texts.end(of: place + 1, traits: &traits), matches(end, "</f>") else {
            return nil
        }
        return end + 4
    }

    /// A bit for each attribute of a formula, which may occur once.
    private static func formulaAttribute(_ name: UnsafePointer<UInt8>, length: Int) -> UInt16? {
        switch (name[0], length) {
        case (UInt8(ascii: "t"), 1): 1
        case (UInt8(ascii: "r"), 3) where matches(name, "ref"): 2
        case (UInt8(ascii: "s"), 2) where matches(name, "si"): 4
        case (UInt8(ascii: "c"), 2) where matches(name, "ca"): 8
        case (UInt8(ascii: "a"), 3) where matches(name, "aca"): 16
        case (UInt8(ascii: "b"), 2) where matches(name, "bx"): 32
        case (UInt8(ascii: "d"), 4) where matches(name, "dt2D"): 64
        case (UInt8(ascii: "d"), 4) where matches(name, "del1"): 128
        case (UInt8(ascii: "d"), 4) where matches(name, "del2"): 256
        case (UInt8(ascii: "d"), 3) where matches(name, "dtr"): 512
        case (UInt8(ascii: "r"), 2) where matches(name, "r1"): 1024
        case (UInt8(ascii: "r"), 2) where matches(name, "r2"): 2048
        default: nil
        }
    }
}
