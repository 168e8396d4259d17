/// The value of a cell of type `d` (ECMA-376 part 1, 18.17.4 and 18.18.11): a date, a time or a duration in the extended form of ISO 8601.
///
/// An offset from UTC is checked and ignored, because cells have no time zone.
struct ISODate {
    let kind: DateKind
    /// The days since the start of the date system, or of the duration.
    let serial: Double

    /// Nil for any other text, and for a duration in years or months, whose length varies.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, system: DateSystem) {
        var text = Cursor(bytes)
        if let days = Self.duration(&text) {
            kind = .duration
            serial = days
        } else if let day = Self.day(&text, system: system) {
            var time = 0.0
            if text.take("T") {
                guard let fraction = Self.time(&text) else { return nil }
                time = fraction
            }
            // Programs that count from 30 December 1899 write a time as one of that day.
            serial = system == .since1900 && day == -1 ? time : day + time
            kind = serial == serial.rounded(.down) ? .date : .dateTime
        } else {
            _ = text.take("T")
            guard let fraction = Self.time(&text) else { return nil }
            kind = .time
            serial = fraction
        }
        guard kind == .duration || Self.skipOffset(&text), text.isAtEnd else { return nil }
    }

    /// Whether a text is a date or a duration of a form that this has, but farther away than any that a sheet can hold.
    ///
    /// LibreOffice writes `32767-12-31`, `-000-32768-01-01` and `PT-2147483648H00M00S` for a number that is too large for its format.
    static func isTooFar(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var text = Cursor(bytes)
        let isNegative = text.take("-")
        if text.take("P") {
            guard text.take("T") else { return false }
            var isFar = false
            for unit in timeUnits {
                let isUnitNegative = text.take("-")
                let digits = text.skipDigits()
                if text.take(".") { _ = text.skipDigits() }
                guard digits > 0, text.take(unit.letter) else { return false }
                isFar = isFar || isUnitNegative || digits > 9
            }
            return isFar && text.isAtEnd
        }
        // LibreOffice writes the year -32768 as -000-32768.
        var rest = text
        if isNegative, rest.integer(digits: 3...3) == 0, rest.take("-") { text = rest }
        guard let year = text.integer(digits: 4...9), isNegative || !(1...9999 ~= year), text.take("-"),
            let month = text.integer(digits: 1...2), 1...12 ~= month, text.take("-"), let day = text.integer(digits: 1...2), 1...31 ~= day
        else { return false }
        return (!text.take("T") || time(&text) != nil) && text.isAtEnd
    }

    /// A duration such as `PT24H0M0.000S`; nil, with nothing consumed, for anything else.
    private static func duration(_ text: inout Cursor) -> Double? {
        var rest = text
        let isNegative = rest.take("-")
        guard rest.take("P") else { return nil }
        var days = 0.0
        var isEmpty = true
        var isTime = false
        var isFraction = false
        var units = dateUnits[...]
        while !rest.isAtEnd {
            if !isTime, rest.take("T") {
                isTime = true
                units = timeUnits[...]
            }
            // Only the smallest unit may have a fraction (ISO 8601-1, 5.5.2.3).
            guard !isFraction, let number = rest.decimal(), let unit = units.firstIndex(where: { rest.take($0.letter) }) else { return nil }
            guard let length = units[unit].days ?? (number.value == 0 ? 0 : nil) else { return nil }
            days += number.value * length
            isFraction = number.isFraction
            units = units[(unit + 1)...]
            isEmpty = false
        }
        guard !isEmpty else { return nil }
        text = rest
        return isNegative ? -days : days
    }

    private static let dateUnits: [(letter: Unicode.Scalar, days: Double?)] = [("Y", nil), ("M", nil), ("W", 7), ("D", 1)]
    private static let timeUnits: [(letter: Unicode.Scalar, days: Double?)] = [("H", 1 / 24), ("M", 1 / 1440), ("S", 1 / 86_400)]

    /// A day such as `2020-08-21`; nil, with nothing consumed, for anything else.
    private static func day(_ text: inout Cursor, system: DateSystem) -> Double? {
        var rest = text
        guard let year = rest.integer(digits: 4...4), rest.take("-"), let month = rest.integer(digits: 1...2), rest.take("-"),
            let day = rest.integer(digits: 1...2), let serial = SerialDate.dayNumber(year: year, month: month, day: day, system: system)
        else { return nil }
        text = rest
        return Double(serial)
    }

    /// A time such as `14:30` or `14:30:15.5` as a fraction of a day.
    private static func time(_ text: inout Cursor) -> Double? {
        guard let hour = text.integer(digits: 1...2), text.take(":"), let minute = text.integer(digits: 1...2), minute < 60 else {
            return nil
        }
        var seconds = 0.0
        if text.take(":") {
            guard let number = text.decimal(), number.value < 61 else { return nil }
            seconds = number.value
        }
        // The end of a day may be written as 24:00.
        guard hour < 24 || (hour == 24 && minute == 0 && seconds == 0) else { return nil }
        return (Double(hour * 3600 + minute * 60) + seconds) / 86_400
    }

    /// Skips an offset such as `Z`, `+02:00`, `+0200` or `+02`, if there is one; false if it is not valid.
    private static func skipOffset(_ text: inout Cursor) -> Bool {
        if text.take("Z") { return true }
        guard text.take("+") || text.take("-") else { return true }
        let start = text
        if let number = text.integer(digits: 4...4) { return number / 100 < 24 && number % 100 < 60 }
        text = start
        guard let hour = text.integer(digits: 2...2), hour < 24 else { return false }
        guard text.take(":") else { return true }
        guard let minute = text.integer(digits: 2...2) else { return false }
        return minute < 60
    }
}

/// A scanner of a short ASCII text without the white space at its ends.
private struct Cursor {
    private var rest: Slice<UnsafeBufferPointer<UInt8>>

    init(_ bytes: UnsafeBufferPointer<UInt8>) { rest = bytes.trimmedXMLSpace[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: letter) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func digit() -> UInt8? {
        guard let first = rest.first, first &- UInt8(ascii: "0") <= 9 else { return nil }
        rest = rest.dropFirst()
        return first - UInt8(ascii: "0")
    }

    /// Skips digits, and gives their number.
    mutating func skipDigits() -> Int {
        var count = 0
        while digit() != nil { count += 1 }
        return count
    }

    /// A number of so many digits, at most 9, that no further digit follows.
    mutating func integer(digits: ClosedRange<Int>) -> Int? {
        var number = 0
        var count = 0
        while count <= digits.upperBound, let digit = digit() {
            number = number * 10 + Int(digit)
            count += 1
        }
        return digits ~= count ? number : nil
    }

    /// A number of up to 9 digits before a point or a comma and up to 6 after it.
    mutating func decimal() -> (value: Double, isFraction: Bool)? {
        guard let whole = integer(digits: 1...9) else { return nil }
        guard take(".") || take(",") else { return (Double(whole), false) }
        var number = whole
        var unit = 1
        while let next = digit() {
            guard unit < 1_000_000 else { continue }
            number = number * 10 + Int(next)
            unit *= 10
        }
        return unit > 1 ? (Double(number) / Double(unit), true) : nil
    }
}
