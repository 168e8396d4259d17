extension TextEncoding {
    /// The encoding whose byte order mark a file begins with. UTF-32 comes before UTF-16, whose mark is a prefix of its own.
    init?(markIn start: UnsafeBufferPointer<UInt8>) {
        for encoding in [Self.utf8, .utf32LittleEndian, .utf32BigEndian, .utf16LittleEndian, .utf16BigEndian]
        where start.starts(with: encoding.byteOrderMark) {
            self = encoding
            return
        }
        return nil
    }

    /// The encoding that fits a file's zero bytes: in mostly Latin text one of two, or three of four.
    init?(zerosIn start: UnsafeBufferPointer<UInt8>) {
        let units = min(start.count, 4096) / 4
        var zeros = [0, 0, 0, 0]
        for index in 0..<units * 4 where start[index] == 0 { zeros[index % 4] += 1 }
        if units > 0, zeros[2] == units, zeros[3] == units, zeros[0] == 0 {
            self = .utf32LittleEndian
        } else if units > 0, zeros[0] == units, zeros[1] == units, zeros[3] == 0 {
            self = .utf32BigEndian
        } else {
            let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
            if odd > units, even * 8 < odd {
                self = .utf16LittleEndian
            } else if even > units, odd * 8 < even {
                self = .utf16BigEndian
            } else {
                return nil
            }
        }
    }

    /// The encoding of a file without a mark, detected from the block that starts at its first byte beyond ASCII.
    ///
    /// It is UTF-8 if the block is, or if invalid bytes are rare among characters that are common in French: a damaged byte
    /// is then an error. Other UTF-8 characters count a quarter, because `’é` in Mac OS Roman is one.
    ///
    /// Otherwise it is Windows-1252 or Mac OS Roman, whichever reads like French, which nearly every letter
    /// shows: `é` in one is `È` or `Ž` in the other, which does not follow a lower-case letter. If nothing shows it, it is Windows-1252.
    /// What would be Windows-1252 with its currency sign `¤`, which nobody uses, is ISO 8859-15 where that has `€`.
    init(evidence bytes: UnsafeBufferPointer<UInt8>, from start: Int, isWhole: Bool) {
        guard let base = bytes.baseAddress else {
            self = .utf8
            return
        }
        var (good, bad) = (0, 0)
        var index = start
        while index < bytes.count {
            index = UTF8Check.skipASCII(base, from: index, to: bytes.count)
            guard index < bytes.count else { break }
            let length = base[index] == 0 ? 1 : UTF8Check.sequenceLength(base, at: index, end: bytes.count)
            switch length {
            case 2...: good += 0xC2...0xC5 ~= base[index] || base[index] == 0xE2 ? 4 : 1
            case 0: bad += 4
            case -1 where isWhole: bad += 4
            default: break
            }
            index += max(length, 1)
        }
        if bad == 0 || good >= bad {
            self = .utf8
            return
        }
        let hasOnlyCR = bytes.contains(UInt8(ascii: "\r")) && !bytes.contains(UInt8(ascii: "\n"))
        let western = bytes.contains(0xA4) ? [Self.windows1252, .isoLatin9] : [.windows1252]
        let scores = western.map { (encoding: $0, score: $0.plausibility(of: bytes, from: start)) }
        let best = scores.reduce((encoding: Self.windows1252, score: 0)) { $1.score > $0.score ? $1 : $0 }
        let roman = Self.macRoman.plausibility(of: bytes, from: start) + (hasOnlyCR ? 2 : 0)
        self = roman > best.score ? .macRoman : best.encoding
    }

    /// How much the characters beyond ASCII look like French.
    private func plausibility(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let table = codePage?.upperHalf else { return 0 }
        func letterCase(_ index: Int) -> Case {
            guard bytes.indices.contains(index) else { return .none }
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): return .lower
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): return .upper
            default: return .none
            }
        }
        var score = 0
        for index in start..<bytes.count where bytes[index] >= 0x80 {
            let scalar = table[Int(bytes[index] & 0x7F)]
            let (before, after) = (letterCase(index - 1), letterCase(index + 1))
            let kind = Kind(scalar)
            if index > start, bytes[index - 1] >= 0x80 {
                // Two in a row are rare in French (`créée`), and frequent in other encodings.
                let previous = Kind(table[Int(bytes[index - 1] & 0x7F)])
                if !(kind == .frenchLower && previous == .frenchLower) { score -= 2 }
                continue
            }
            switch kind {
            case .frenchLower: score += before != .none || after != .none ? 3 : 1
            case .frenchUpper: score += before == .lower ? -3 : before == .upper || after != .none ? 2 : 0
            case .lower: score += before != .none || after != .none ? 1 : 0
            case .upper: score += before == .lower ? -3 : before == .upper || after != .none ? 1 : 0
            case .apostrophe: score += before != .none && after != .none ? 2 : 0
            case .punctuation: score += before != .none && after != .none ? -1 : 1
            case .symbol: score -= 2
            case .unassigned: score -= 8
            }
        }
        return score
    }

    private enum Case { case none, lower, upper }

    private enum Kind {
        case frenchLower, frenchUpper, lower, upper, apostrophe, punctuation, symbol, unassigned

        init(_ scalar: UInt16) {
            switch scalar {
            case 0: self = .unassigned
            case 0xE0, 0xE2, 0xE6...0xEB, 0xEE, 0xEF, 0xF4, 0xF9, 0xFB, 0xFC, 0x153: self = .frenchLower
            case 0xC0, 0xC2, 0xC6...0xCB, 0xCE, 0xCF, 0xD4, 0xD9, 0xDB, 0xDC, 0x152: self = .frenchUpper
            case 0xDF...0xF6, 0xF8...0xFF, 0x161, 0x17E: self = .lower
            case 0xC0...0xD6, 0xD8...0xDE, 0x160, 0x178, 0x17D: self = .upper
            case 0x2019: self = .apostrophe
            case 0xA0, 0xA7, 0xAB, 0xB0, 0xBB, 0x2013, 0x2014, 0x2018, 0x201C, 0x201D, 0x2026, 0x20AC: self = .punctuation
            default: self = .symbol
            }
        }
    }
}
