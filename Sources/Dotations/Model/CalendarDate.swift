/// A day of the Gregorian calendar, without a time or a time zone.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year, the month and the day, so that the order of the numbers is that of the days, and many fit into little.
    private let packed: Int32

    /// The year, from 1 to 9999.
    public var year: Int { Int(packed) >> 9 }
    /// The month, from 1 to 12.
    public var month: Int { Int(packed) >> 5 & 15 }
    /// The day of the month, from 1.
    public var day: Int { Int(packed) & 31 }

    /// A day, or nil where the calendar does not have it.
    public init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= Self.days(in: month, of: year) else { return nil }
        packed = Int32(year << 9 | month << 5 | day)
    }

    /// Reads `2020-08-21`, `20200821` or, as French writes it, `21/08/2020`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var values = InlineArray<3, Int>(repeating: 0)
        var widths = values
        var field = 0
        var separator: UInt8?
        for byte in text.utf8 {
            if 0x30...0x39 ~= byte {
                guard widths[field] < 8 else { return nil }
                values[field] = values[field] * 10 + Int(byte - 0x30)
                widths[field] += 1
            } else {
                guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/"), separator ?? byte == byte, field < 2 else { return nil }
                separator = byte
                field += 1
            }
        }
        switch (separator, widths[0], widths[1], widths[2]) {
        case (nil, 8, 0, 0): self.init(year: values[0] / 10_000, month: values[0] / 100 % 100, day: values[0] % 100)
        case (UInt8(ascii: "-"), 4, 2, 2): self.init(year: values[0], month: values[1], day: values[2])
        case (UInt8(ascii: "/"), 2, 2, 4): self.init(year: values[2], month: values[1], day: values[0])
        default: return nil
        }
    }

    /// The day that many days after 1 January 1970, by the proleptic Gregorian calendar; nil beyond the years 1 to 9999.
    public init?(daysSince1970 days: Int) {
        guard -719_162...2_932_896 ~= days else { return nil }
        // Years are counted from March, so that a leap day ends a year, a century and four centuries alike.
        let days = days + 719_468
        let (era, dayOfEra) = days.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        self.init(
            year: yearOfEra + era * 400 + (month >= 10 ? 1 : 0), month: month >= 10 ? month - 9 : month + 3,
            day: dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// `2020-08-21` (ISO 8601).
    public var description: String { Self.joined((year, 4), (month, 2), (day, 2), separator: "-") }

    /// `20200821`, as in the name of an exported file.
    public var compact: String { Self.joined((year, 4), (month, 2), (day, 2)) }

    /// `21/08/2020`, as an administrator reads it.
    public var french: String { Self.joined((day, 2), (month, 2), (year, 4), separator: "/") }

    /// The earlier day first.
    public static func < (a: Self, b: Self) -> Bool { a.packed < b.packed }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Numbers of fixed widths, with a separator between them where there is one.
    private static func joined(_ fields: (number: Int, width: Int)..., separator: Unicode.Scalar? = nil) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(10)
        for field in fields {
            if let separator, !text.isEmpty { text.append(UInt8(ascii: separator)) }
            var unit = field.width == 4 ? 1000 : 10
            while unit > 0 {
                text.append(UInt8(ascii: "0") + UInt8(field.number / unit % 10))
                unit /= 10
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
