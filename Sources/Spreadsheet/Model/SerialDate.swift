/// A date, a time or both, as a spreadsheet stores it: days since the start of its date system, with the time as a fraction of a day.
public struct SerialDate: Sendable, Hashable {
    /// Days, with the time of day as a fraction.
    public let serial: Double
    /// What the days are counted from.
    public let system: DateSystem

    /// Creates a date from its serial number.
    public init(serial: Double, system: DateSystem = .since1900) {
        self.serial = serial
        self.system = system
    }

    /// Creates a date from its parts; nil if it does not exist or is outside the date system.
    public init?(_ civil: CivilDateTime, system: DateSystem = .since1900) {
        guard 1900...9999 ~= civil.year, 1...12 ~= civil.month, 1...31 ~= civil.day, 0..<24 ~= civil.hour, 0..<60 ~= civil.minute,
            0..<60 ~= civil.second, 0..<1000 ~= civil.millisecond
        else { return nil }
        guard let serial = Self.dayNumber(year: civil.year, month: civil.month, day: civil.day, system: system), serial >= 0 else {
            return nil
        }
        self.init(serial: Double(serial) + Double(civil.millisecondOfDay) / 86_400_000, system: system)
    }

    /// The date and the time, to the nearest millisecond; nil if the serial is negative or beyond the year 9999.
    ///
    /// Serial 60 of the 1900 system gives 29 February 1900, as spreadsheets show it; serial 0 gives the 0th of January 1900.
    public var civil: CivilDateTime? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        var day = Int(serial)
        var milliseconds = Int(((serial - Double(day)) * 86_400_000).rounded())
        if milliseconds == 86_400_000 {
            day += 1
            milliseconds = 0
        }
        let date: (year: Int, month: Int, day: Int)
        switch system {
        case .since1900 where day == 0: date = (1900, 1, 0)
        case .since1900 where day == 60: date = (1900, 2, 29)
        case .since1900: date = Self.civilDay(day < 60 ? day - 25_568 : day - 25_569)
        case .since1904: date = Self.civilDay(day - Self.start1904)
        }
        guard date.year <= 9999 else { return nil }
        return CivilDateTime(
            year: date.year, month: date.month, day: date.day, hour: milliseconds / 3_600_000, minute: milliseconds / 60_000 % 60,
            second: milliseconds / 1000 % 60, millisecond: milliseconds % 1000)
    }

    /// The serial number of a day, which is negative before the date system's start; nil if there is no such day.
    static func dayNumber(year: Int, month: Int, day: Int, system: DateSystem) -> Int? {
        guard 1...9999 ~= year, 1...12 ~= month, 1...31 ~= day else { return nil }
        let days = daysSinceEpoch(year: year, month: month, day: day)
        if system == .since1900, (year, month, day) == (1900, 2, 29) { return 60 }
        guard civilDay(days) == (year, month, day) else { return nil }
        switch system {
        case .since1900: return days <= -25_509 ? days + 25_568 : days + 25_569
        case .since1904: return days + start1904
        }
    }

    /// The serial number, in the system of 1900, of a day counted from 1 January 1970; nil before it.
    package static func serial(daysSince1970 days: Int) -> Int? {
        let serial = days <= -25_509 ? days + 25_568 : days + 25_569
        return serial > 0 ? serial : nil
    }

    /// 1 January 1970 in the system of 1904.
    static let start1904 = 24_107

    /// Days from 1 January 1970 to a date of the proleptic Gregorian calendar, by counting years from March so that leap days come last.
    private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civilDay(_ daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSinceEpoch + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
