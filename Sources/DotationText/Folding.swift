/// Text reduced to what is compared: small letters without marks, and digits.
///
/// Headers, statuses and searches are matched by it, so that `N° de commande`, `n°  DE COMMANDE` and `N de commandé` are one,
/// whether an accent is part of a letter (NFC) or follows it (NFD).
package enum Folding {
    /// The letters and digits of a text, without case, accents, punctuation and spaces.
    package static func key(_ text: some StringProtocol) -> String {
        if let key = text.utf8.withContiguousStorageIfAvailable(keyOfASCII) ?? nil { return key }
        var key: [UInt8] = []
        key.reserveCapacity(min(text.utf8.count, 64))
        for scalar in text.unicodeScalars { append(scalar, to: &key) }
        return String(decoding: key, as: UTF8.self)
    }

    /// The same of a text whose characters are all of ASCII, as most are; nil of any other.
    private static func keyOfASCII(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: text.count) { key in
            var count = 0
            for byte in text {
                guard let folded = folded(byte) else { continue }
                key[count] = folded
                count += 1
            }
            return count
        }
    }

    private static func folded(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): character
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character | 0x20
        default: nil
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to key: inout [UInt8]) {
        if scalar.isASCII {
            if let letter = folded(UInt8(scalar.value)) { key.append(letter) }
            return
        }
        let plain = scalar.withoutFullWidth
        if plain != scalar { return append(plain, to: &key) }
        for run in FoldingTable.runs where scalar.value >= run.first && scalar.value - run.first < run.letters.count {
            let letters = run.letters[Int(scalar.value - run.first)]
            if letters != ["_"] { for letter in letters { key.append(contentsOf: letter.utf8) } }
            return
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: break
        case .uppercaseLetter, .titlecaseLetter, .lowercaseLetter: key.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        case .modifierLetter, .otherLetter: appendHangul(scalar, to: &key)
        case .decimalNumber, .letterNumber, .spacingMark: key.append(contentsOf: scalar.utf8)
        default: break
        }
    }

    /// A Hangul syllable as its letters (Unicode, 3.12), so that both ways of writing it are one; any other letter as it is.
    private static func appendHangul(_ scalar: Unicode.Scalar, to key: inout [UInt8]) {
        guard 0xAC00...0xD7A3 ~= scalar.value else { return key.append(contentsOf: scalar.utf8) }
        let index = scalar.value - 0xAC00
        let letters = [0x1100 + index / 588, 0x1161 + index % 588 / 28] + (index % 28 == 0 ? [] : [0x11A7 + index % 28])
        for letter in letters.compactMap({ Unicode.Scalar($0) }) { key.append(contentsOf: letter.utf8) }
    }
}
