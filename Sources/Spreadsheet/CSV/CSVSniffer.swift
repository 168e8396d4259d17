/// Detects the separator of a CSV file from its beginning.
///
/// The first records are split by each candidate, with quotes. The score is the number of records with the same number of fields, and
/// whether the first is among them; how often a byte occurs does not matter, because of decimal commas and text. Of
/// equal candidates the first wins: semicolon and tab come before the comma, which may be decimal.
struct CSVSniffer {
    private let text: UnsafeBufferPointer<UInt8>
    private let isWhole: Bool
    private let quote: UInt8

    /// The number of records that are examined.
    private static let sample = 200

    init(_ text: UnsafeBufferPointer<UInt8>, isWhole: Bool, quote: UInt8) {
        self.text = text
        self.isWhole = isWhole
        self.quote = quote
    }

    /// The separator of a first line such as `sep=;`, as Excel reads it, and the length of that line without its line break.
    static func announced(in text: UnsafeBufferPointer<UInt8>, quote: UInt8) -> (separator: UInt8, length: Int)? {
        guard text.count >= 5, text[0] | 0x20 == UInt8(ascii: "s"), text[1] | 0x20 == UInt8(ascii: "e"),
            text[2] | 0x20 == UInt8(ascii: "p"), text[3] == UInt8(ascii: "="), CSVDialect.canSeparate(text[4]), text[4] != quote,
            text.count == 5 || text[5] == UInt8(ascii: "\n") || text[5] == UInt8(ascii: "\r")
        else { return nil }
        return (text[4], 5)
    }

    /// The end of the first record; nil if it has none.
    static func lineEnding(in text: UnsafeBufferPointer<UInt8>, quote: UInt8) -> CSVDialect.LineEnding? {
        var isQuoted = false
        for (index, byte) in text.enumerated() {
            if byte == quote {
                isQuoted.toggle()
            } else if !isQuoted, byte == UInt8(ascii: "\n") {
                return .lf
            } else if !isQuoted, byte == UInt8(ascii: "\r") {
                return index + 1 < text.count && text[index + 1] == UInt8(ascii: "\n") ? .crlf : .cr
            }
        }
        return nil
    }

    /// The best separator; nil if there is nothing to separate.
    func separator() -> UInt8? {
        var best: (separator: UInt8?, score: Int) = (nil, 0)
        for candidate in [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ",")] {
            let score = Trial(candidate, in: self).score
            if score > best.score { best = (candidate, score) }
        }
        for candidate in [UInt8(ascii: "|"), UInt8(ascii: ":")] {
            let trial = Trial(candidate, in: self)
            if trial.isUnmistakable, trial.score > best.score { best = (candidate, trial.score) }
        }
        return best.separator
    }

    /// The result of splitting the text by a candidate.
    private struct Trial {
        /// The number of fields of each record, without blank lines.
        private var counts: [Int] = []
        private var badQuotes = 0
        /// Whether every separator is between two digits.
        private var isBetweenDigits = true
        /// Whether each field of the first record has a letter, and no space at its ends.
        private var hasHeader = true

        init(_ separator: UInt8, in sniffer: CSVSniffer) {
            let text = sniffer.text
            let quote = sniffer.quote
            func isDigit(_ index: Int) -> Bool { text.indices.contains(index) && text[index] &- UInt8(ascii: "0") <= 9 }
            var (start, field, fields) = (0, 0, 1)
            var isQuoted = false
            var index = 0
            while index < text.count, counts.count < CSVSniffer.sample {
                let byte = text[index]
                if isQuoted {
                    if byte == quote {
                        let next = index + 1 < text.count ? text[index + 1] : UInt8(ascii: "\n")
                        if next == quote {
                            index += 1
                        } else {
                            isQuoted = false
                            if next != separator, next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { badQuotes += 1 }
                        }
                    }
                } else if byte == quote {
                    if index == field {
                        isQuoted = true
                    } else if !(index == field + 1 && text[field] == UInt8(ascii: "=")) {
                        badQuotes += 1
                    }
                } else if byte == separator {
                    if !isDigit(index - 1) || !isDigit(index + 1) { isBetweenDigits = false }
                    checkHeader(text[field..<index])
                    fields += 1
                    field = index + 1
                } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                    if index > start {
                        checkHeader(text[field..<index])
                        counts.append(fields)
                    }
                    (start, field, fields) = (index + 1, index + 1, 1)
                }
                index += 1
            }
            if sniffer.isWhole || counts.isEmpty, index == text.count, index > start {
                checkHeader(text[field..<index])
                counts.append(fields)
            }
            if isQuoted, sniffer.isWhole { badQuotes += 1 }
        }

        private mutating func checkHeader(_ field: Slice<UnsafeBufferPointer<UInt8>>) {
            let space = UInt8(ascii: " ")
            guard counts.isEmpty else { return }
            hasHeader = hasHeader && field.first != space && field.last != space && field.contains { $0 | 0x20 >= UInt8(ascii: "a") }
        }

        /// The most frequent number of fields above 1, and how many records have it.
        private var mode: (fields: Int, records: Int) {
            var records: [Int: Int] = [:]
            for count in counts where count > 1 { records[count, default: 0] += 1 }
            let best = records.max { ($0.value, $0.key) < ($1.value, $1.key) }
            return best.map { ($0.key, $0.value) } ?? (1, 0)
        }

        /// The candidate's score; zero if it separates nothing.
        var score: Int {
            guard let first = counts.first else { return 0 }
            let (fields, records) = mode
            guard records > 0 else { return 0 }
            // `12,50` under a title is an amount.
            if fields == 2, first == 1, isBetweenDigits { return 0 }
            var score = 1 + 100 * records / counts.count
            if first == fields { score += 60 } else if first > 1 { score += 30 }
            return badQuotes > 0 ? 1 + score / 4 : score
        }

        /// Whether a byte that is common in text can only be a separator here.
        var isUnmistakable: Bool {
            let (fields, records) = mode
            return hasHeader && fields > 2 && records > 1 && records == counts.count && badQuotes == 0
        }
    }
}
