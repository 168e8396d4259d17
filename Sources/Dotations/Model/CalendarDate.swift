/// A day of the Gregorian calendar, without a time or a time zone.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year, from 1 to 9999.
    public let year: Int
    /// The month, from 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// A day, or nil where the calendar does not have it.
    public init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= Self.days(in: month, of: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2020-08-21`, `20200821` or, as French writes it, `21/08/2020`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var fields: [(value: Int, width: Int)] = [(0, 0)]
        var separator: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let digit = scalar.asciiDigit {
                guard fields[fields.count - 1].width < 8 else { return nil }
                fields[fields.count - 1].value = fields[fields.count - 1].value * 10 + digit
                fields[fields.count - 1].width += 1
            } else {
                guard scalar == "-" || scalar == "/", separator == nil || separator == scalar, fields.count < 3 else { return nil }
                separator = scalar
                fields.append((0, 0))
            }
        }
        switch (separator, fields.map(\.width)) {
        case (nil, [8]):
            self.init(year: fields[0].value / 10_000, month: fields[0].value / 100 % 100, day: fields[0].value % 100)
        case ("-", [4, 2, 2]):
            self.init(year: fields[0].value, month: fields[1].value, day: fields[2].value)
        case ("/", [2, 2, 4]):
            self.init(year: fields[2].value, month: fields[1].value, day: fields[0].value)
        default:
            return nil
        }
    }

    /// `2020-08-21` (ISO 8601).
    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// `20200821`, as in the name of an exported file.
    public var compact: String { padded(year, 4) + padded(month, 2) + padded(day, 2) }

    /// `21/08/2020`, as an administrator reads it.
    public var french: String { "\(padded(day, 2))/\(padded(month, 2))/\(padded(year, 4))" }

    /// The earlier day first.
    public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
