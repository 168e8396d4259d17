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
        var seen = 0
        while place.pointee == UInt8(ascii: " ") {
            place += 1
            let name = place
            while isNameByte(place.pointee) { place += 1 }
            guard let attribute = index(of: name, length: place - name, in: Self.formulaAttributes), seen & 1 << attribute == 0,
                matches(place, "=\"")
            else { return nil }
            seen |= 1 << attribute
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

    private static let formulaAttributes: [StaticString] = ["t", "ref", "si", "ca", "aca", "bx", "dt2D", "del1", "del2", "dtr", "r1", "r2"]
}
