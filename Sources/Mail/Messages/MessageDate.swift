internal import Foundation

/// Moments as messages write them.
enum MessageDate {
    /// `Fri, 21 Aug 2020 12:05:09 +0000` (RFC 5322, 3.3).
    static func rfc5322(_ date: Date) -> String {
        let parts = parts(of: date, in: .gmt)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = [parts.hour, parts.minute, parts.second].map(twoDigits).joined(separator: ":")
        return "\(days[parts.weekday]), \(parts.day) \(months[parts.month]) \(fourDigits(parts.year)) \(time) +0000"
    }

    /// `21 août 2020 à 14 h 05 (heure de Paris)`: the beneficiaries live in many time zones.
    static func french(_ date: Date) -> String {
        let zone = TimeZone(identifier: "Europe/Paris")
        let parts = parts(of: date, in: zone ?? .gmt)
        let months = [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        ]
        let day = parts.day == 1 ? "1er" : String(parts.day)
        return
            "\(day) \(months[parts.month]) \(parts.year) à \(parts.hour) h \(twoDigits(parts.minute)) (\(zone == nil ? "UTC" : "heure de Paris"))"
    }

    private struct Parts {
        let year, month, day, hour, minute, second, weekday: Int
    }

    /// The parts in the Gregorian calendar; month and weekday from 0.
    private static func parts(of date: Date, in zone: TimeZone) -> Parts {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
        return Parts(
            year: parts.year ?? 0, month: ((parts.month ?? 1) - 1) % 12, day: parts.day ?? 1, hour: parts.hour ?? 0,
            minute: parts.minute ?? 0, second: parts.second ?? 0, weekday: ((parts.weekday ?? 1) - 1) % 7)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static func fourDigits(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
    }
}
