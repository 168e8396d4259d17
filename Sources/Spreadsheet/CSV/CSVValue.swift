/// How values other than text are spelled in CSV.
enum CSVValue {
    /// The shortest decimal that gives the number back, such as `1000,5`; beyond 2^54 with an exponent, such as `1e+21`.
    static func text(of number: Double, _ notation: CSVDialect.Notation) -> String {
        // Whole numbers that a Double counts one by one need no search for the shortest.
        if number.magnitude < 9e15, number == number.rounded(.towardZero) { return String(Int(number)) }
        var text = number.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        guard notation == .french, let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return text }
        text.replaceSubrange(point...point, with: ",")
        return text
    }

    /// What a spreadsheet in that language takes for a truth value.
    static func text(of isTrue: Bool, _ notation: CSVDialect.Notation) -> String {
        switch notation {
        case .french: isTrue ? "VRAI" : "FAUX"
        case .international: isTrue ? "TRUE" : "FALSE"
        }
    }

    /// The date, the date and the time, or before day 1 the time alone; nil where the calendar ends.
    static func text(of date: SerialDate, _ notation: CSVDialect.Notation) -> String? {
        guard let civil = date.civil else { return nil }
        var time = "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
        if civil.millisecond > 0 { time += (notation == .french ? "," : ".") + padded(civil.millisecond, 3) }
        if date.serial < 1 { return time }
        let day = "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
        let isMidnight = civil.hour == 0 && civil.minute == 0 && civil.second == 0 && civil.millisecond == 0
        return isMidnight ? day : "\(day) \(time)"
    }

    /// An elapsed time in hours, minutes and seconds, however many days it has; nil beyond what spreadsheets show.
    static func text(ofElapsedDays days: Double, _ notation: CSVDialect.Notation) -> String? {
        guard days.magnitude < 2_958_466 else { return nil }
        let milliseconds = Int((days.magnitude * 86_400_000).rounded())
        let hours = milliseconds / 3_600_000
        var text = "\(padded(hours, 2)):\(padded(milliseconds / 60_000 % 60, 2)):\(padded(milliseconds / 1000 % 60, 2))"
        if milliseconds % 1000 > 0 { text += (notation == .french ? "," : ".") + padded(milliseconds % 1000, 3) }
        return days < 0 && milliseconds > 0 ? "-" + text : text
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
