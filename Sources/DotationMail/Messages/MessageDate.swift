internal import Dotations
internal import Foundation

enum MessageDate {
    /// `Fri, 21 Aug 2020 12:05:09 +0000` (RFC 5322, 3.3).
    static func rfc5322(_ date: Date) -> String {
        let parts = Parts(seconds(date))
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = [parts.hour, parts.minute, parts.second].map(twoDigits).joined(separator: ":")
        return "\(days[parts.weekday]), \(parts.day) \(months[parts.month]) \(fourDigits(parts.year)) \(time) +0000"
    }

    /// `21 août 2020 à 14 h 05 (heure de Paris)`: the beneficiaries live in many time zones.
    static func french(_ date: Date) -> String {
        let seconds = seconds(date)
        let offset = paris?.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))) ?? 0
        let parts = Parts(seconds + offset)
        let months = [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        ]
        let day = parts.day == 1 ? "1er" : String(parts.day)
        return
            "\(day) \(months[parts.month]) \(parts.year) à \(parts.hour) h \(twoDigits(parts.minute)) (\(paris == nil ? "UTC" : "heure de Paris"))"
    }

    private static let paris = TimeZone(identifier: "Europe/Paris")

    /// The seconds since 1970, within the years 1 to 9999 that a message can tell in every time zone.
    private static func seconds(_ date: Date) -> Int {
        Int(min(max(date.timeIntervalSince1970, -62_135_596_800), 253_402_214_400).rounded(.down))
    }

    private struct Parts {
        let year, month, day, hour, minute, second, weekday: Int

        /// The parts in the Gregorian calendar of a moment of the years 1 to 9999; month and weekday from 0.
        init(_ seconds: Int) {
            let days = Int((Double(seconds) / 86_400).rounded(.down))
            let date = CalendarDate(daysSince1970: days)
            (year, month, day) = (date?.year ?? 1, (date?.month ?? 1) - 1, date?.day ?? 1)
            let time = seconds - days * 86_400
            (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
            // 1 January 1970 was a Thursday, and so was the day 102,741 weeks before.
            weekday = (days + 4 + 7 * 102_741) % 7
        }
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static func fourDigits(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
    }
}
