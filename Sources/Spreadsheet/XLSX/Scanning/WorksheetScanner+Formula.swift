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

    /// Reads a formula from after `<f` to its end; nil if it is not plain, or too large.
    func formula(_ start: UnsafePointer<UInt8>, column: Int, _ builder: borrowing RowBuilder) -> UnsafePointer<UInt8>? {
        var place = start
        var seen = 0
        var isShared = false
        var group: Int?
        var range: UnsafeBufferPointer<UInt8>?
        while place.pointee == UInt8(ascii: " ") {
            place += 1
            let name = place
            while isNameByte(place.pointee) { place += 1 }
            let length = place - name
            guard let attribute = index(of: name, length: length, in: Self.formulaAttributes), seen & 1 << attribute == 0,
                matches(place, "=\"")
            else { return nil }
            seen |= 1 << attribute
            place += 2
            let value = place
            guard skipValue(&place), place - start < 1024 else { return nil }
            switch (length, name[0]) {
            case (1, UInt8(ascii: "t")): isShared = matches(value, "shared\"")
            case (3, UInt8(ascii: "r")): range = UnsafeBufferPointer(start: value, count: place - value - 1)
            case (2, UInt8(ascii: "s")):
                group = wholeNumber(value, place - 1)
                guard group != nil else { return nil }
            default: break
            }
        }
        let isEmpty = matches(place, "/>")
        guard isEmpty || place.pointee == UInt8(ascii: ">") else { return nil }
        place += isEmpty ? 2 : 1
        var traits = TextScanner.Traits()
        var end = place
        if !isEmpty {
            guard let found = texts.end(of: place, traits: &traits), matches(found, "</f>") else { return nil }
            end = found
        }
        let next = isEmpty ? end : end + 4
        guard let formulas else { return next }
        guard end - place <= builder.limits.cellLength else { return nil }
        let cell = CellReference(uncheckedRow: builder.rowNumber, column: column)
        let sharing = isShared ? group.map { RowFormulas.Sharing(group: $0, range: range.flatMap { CellRange(bytes: $0) }) } : nil
        // What is wrong is reported as libxml2 reads the row.
        do throws(SpreadsheetError) {
            try formulas.append(
                UnsafeBufferPointer(start: place, count: end - place), in: cell, sharing: sharing,
                hasReferences: traits.contains(.reference))
        } catch { return nil }
        return next
    }

    private static let formulaAttributes: [StaticString] = ["t", "ref", "si", "ca", "aca", "bx", "dt2D", "del1", "del2", "dtr", "r1", "r2"]
}
