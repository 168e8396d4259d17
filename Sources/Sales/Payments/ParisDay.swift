public import Dotations
public import Foundation

extension CalendarDate {
    /// The day in Paris at a number of seconds since 1970 (UTC), or nil beyond the years 1 to 9999.
    ///
    /// Summer time is from the last Sunday of March to the last of October, changing at 01:00 UTC (directive 2000/84/EC), for every year.
    public init?(inParisAt seconds: Int) {
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return nil }
        let year = Self.civil(day: Self.floorDivided(seconds, 86_400)).year
        let isSummer = seconds >= Self.change(3, year) && seconds < Self.change(10, year)
        let local = Self.civil(day: Self.floorDivided(seconds + (isSummer ? 7200 : 3600), 86_400))
        self.init(year: local.year, month: local.month, day: local.day)
    }

    /// The day in Paris at a moment, or nil beyond the years 1 to 9999.
    public init?(inParisAt moment: Date) {
        guard let seconds = Int(exactly: moment.timeIntervalSince1970.rounded(.down)) else { return nil }
        self.init(inParisAt: seconds)
    }

    /// The last Sunday of a month of 31 days, at 01:00 UTC.
    private static func change(_ month: Int, _ year: Int) -> Int {
        let last = days(year: year, month: month, day: 31)
        // 1 January 1970 was a Thursday.
        let weekday = floorRemainder(last + 4, 7)
        return (last - weekday) * 86_400 + 3600
    }

    /// The days from 1 January 1970 on, by the proleptic Gregorian calendar, counting years from March.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = floorDivided(year, 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(day: Int) -> (year: Int, month: Int, day: Int) {
        let day = day + 719_468
        let era = floorDivided(day, 146_097)
        let dayOfEra = day - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        return (
            yearOfEra + era * 400 + (month >= 10 ? 1 : 0), month >= 10 ? month - 9 : month + 3, dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    private static func floorDivided(_ number: Int, _ divisor: Int) -> Int {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }

    private static func floorRemainder(_ number: Int, _ divisor: Int) -> Int { number - floorDivided(number, divisor) * divisor }
}
