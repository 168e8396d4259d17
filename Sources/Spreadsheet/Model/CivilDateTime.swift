/// A date and a time of day without a time zone.
public struct CivilDateTime: Sendable, Hashable {
    /// The year, such as 2020.
    public var year: Int
    /// The month, from 1 to 12.
    public var month: Int
    /// The day of the month, from 1.
    public var day: Int
    /// The hour, from 0 to 23.
    public var hour: Int
    /// The minute, from 0 to 59.
    public var minute: Int
    /// The second, from 0 to 59.
    public var second: Int
    /// The millisecond, from 0 to 999.
    public var millisecond: Int

    /// Creates a date and a time without checking them.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.millisecond = millisecond
    }

    var isoDay: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }

    /// The days from 1 January 1970 to the date; nil if it does not exist.
    package var daysSince1970: Int? {
        SerialDate.dayNumber(year: year, month: month, day: day, system: .since1904).map { $0 - SerialDate.start1904 }
    }

    package var millisecondOfDay: Int { ((hour * 60 + minute) * 60 + second) * 1000 + millisecond }
}
