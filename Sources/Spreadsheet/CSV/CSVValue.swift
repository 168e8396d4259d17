enum CSVValue {
    /// The shortest exact decimal, such as `1000,5`; beyond 2^54 with an exponent, such as `1e+21`.
    static func text(of number: Double, _ notation: CSVDialect.Notation) -> String {
        // Integers up to 2^53 need no search for the shortest decimal.
        if number.magnitude < 9e15, number == number.rounded(.towardZero) { return String(Int(number)) }
        var text = number.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        guard notation == .french, let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return text }
        text.replaceSubrange(point...point, with: ",")
        return text
    }

    static func number(of text: UnsafeBufferPointer<UInt8>, _ notation: CSVDialect.Notation) -> Double? {
        guard notation == .french else { return DecimalNumber.double(text) }
        let point = UInt8(ascii: ".")
        guard !text.contains(point) else { return nil }
        guard text.count <= DecimalNumber.longest, let comma = text.firstIndex(of: UInt8(ascii: ",")) else {
            return DecimalNumber.double(text)
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { copy in
            _ = copy.initialize(fromContentsOf: text)
            copy[comma] = point
            return DecimalNumber.double(UnsafeBufferPointer(copy))
        }
    }

    static func boolean(of text: UnsafeBufferPointer<UInt8>, _ notation: CSVDialect.Notation) -> Bool? {
        [true, false].first { value in
            let word = Self.text(of: value, notation).utf8
            return text.count == word.count && zip(text, word).allSatisfy { $0 & ~0x20 == $1 }
        }
    }

    static func text(of isTrue: Bool, _ notation: CSVDialect.Notation) -> String {
        notation == .french ? (isTrue ? "VRAI" : "FAUX") : (isTrue ? "TRUE" : "FALSE")
    }

    /// The date, the date and the time, or before day 1 the time; nil outside the calendar.
    static func text(of date: SerialDate, _ notation: CSVDialect.Notation) -> String? {
        guard let civil = date.civil else { return nil }
        let time = clock(civil.millisecondOfDay, notation)
        if date.serial < 1 { return time }
        return civil.millisecondOfDay == 0 ? civil.isoDay : "\(civil.isoDay) \(time)"
    }

    /// An elapsed time in hours, minutes and seconds; nil beyond what spreadsheets show.
    static func text(ofElapsedDays days: Double, _ notation: CSVDialect.Notation) -> String? {
        guard days.magnitude < 2_958_466 else { return nil }
        let milliseconds = Int((days.magnitude * 86_400_000).rounded())
        return (days < 0 && milliseconds > 0 ? "-" : "") + clock(milliseconds, notation)
    }

    private static func clock(_ milliseconds: Int, _ notation: CSVDialect.Notation) -> String {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(to: 2) }.joined(separator: ":")
        return rest == 0 ? time : time + (notation == .french ? "," : ".") + rest.padded(to: 3)
    }
}
