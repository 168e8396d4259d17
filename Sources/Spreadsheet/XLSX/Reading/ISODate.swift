/// What a cell of type `d` holds (ECMA-376 part 1, 18.17.4 and 18.18.11): a date, a time or a duration in the extended form of ISO 8601.
///
/// An offset from UTC is checked and left out, as a cell has no time zone: the clock shows what was written.
struct ISODate {
    let kind: DateKind
    /// The days since the start of the date system, or those that the duration takes.
    let serial: Double

    /// Nil where the text is none of these, or a duration in years or months, which have no length.
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
            serial = day + time
            kind = serial == serial.rounded(.down) ? .date : .dateTime
        } else {
            _ = text.take("T")
            guard let fraction = Self.time(&text) else { return nil }
            kind = .time
            serial = fraction
        }
        guard kind == .duration || Self.skipOffset(&text), text.isAtEnd else { return nil }
    }

    /// `PT24H0M0.000S` and the like; nil, with nothing taken, where the text does not begin as one, or is none.
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
            // A fraction is that of the smallest unit (ISO 8601-1, 5.5.2.3).
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

    /// `2020-08-21`; nil, with nothing taken, where the text does not begin with a day.
    private static func day(_ text: inout Cursor, system: DateSystem) -> Double? {
        var rest = text
        guard let year = rest.integer(digits: 4...4), rest.take("-"), let month = rest.integer(digits: 1...2), rest.take("-"),
            let day = rest.integer(digits: 1...2), let serial = SerialDate.dayNumber(year: year, month: month, day: day, system: system)
        else { return nil }
        text = rest
        return Double(serial)
    }

    /// The part of a day that `14:30` or `14:30:15.5` is.
    private static func time(_ text: inout Cursor) -> Double? {
        guard let hour = text.integer(digits: 1...2), text.take(":"), let minute = text.integer(digits: 1...2), minute < 60 else {
            return nil
        }
        var seconds = 0.0
        if text.take(":") {
            guard let number = text.decimal(), number.value < 61 else { return nil }
            seconds = number.value
        }
        // The end of a day may be written as its hour 24.
        guard hour < 24 || (hour == 24 && minute == 0 && seconds == 0) else { return nil }
        return (Double(hour * 3600 + minute * 60) + seconds) / 86_400
    }

    /// Goes past `Z`, `+02:00`, `+0200` or `+02`, if one is there; false where it is no offset.
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

/// Goes through a short ASCII text from left to right, without the white space at its ends.
private struct Cursor {
    private var rest: Slice<UnsafeBufferPointer<UInt8>>

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        rest = bytes[...]
        while let first = rest.first, isXMLSpace(first) { rest = rest.dropFirst() }
        while let last = rest.last, isXMLSpace(last) { rest = rest.dropLast() }
    }

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

    /// A number of so many digits, of which there are at most 9, with no other digit behind it.
    mutating func integer(digits: ClosedRange<Int>) -> Int? {
        var number = 0
        var count = 0
        while count <= digits.upperBound, let digit = digit() {
            number = number * 10 + Int(digit)
            count += 1
        }
        return digits ~= count ? number : nil
    }

    /// A number of up to 9 digits before a point or a comma, to a millionth, which a `Double` has exactly before it is divided.
    mutating func decimal() -> (value: Double, isFraction: Bool)? {
        guard let whole = integer(digits: 1...9) else { return nil }
        guard take(".") || take(",") else { return (Double(whole), false) }
        var number = whole
        var unit = 1
        guard var next = digit() else { return nil }
        while true {
            if unit < 1_000_000 {
                number = number * 10 + Int(next)
                unit *= 10
            }
            guard let following = digit() else { return (Double(number) / Double(unit), true) }
            next = following
        }
    }
}
