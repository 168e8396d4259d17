public import Foundation

/// A moment as people and as programs read it.
public enum DateFormatting {
    private static let paris = {
        var calendar = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: "Europe/Paris") { calendar.timeZone = zone }
        return calendar
    }()

    /// `21/08/2020 14:05`, in the time of Paris, wherever the machine is: as e-mails say their times.
    public static func french(_ date: Date) -> String {
        let parts = paris.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        func two(_ part: Int?) -> String { ((part ?? 0) < 10 ? "0" : "") + String(part ?? 0) }
        return "\(two(parts.day))/\(two(parts.month))/\(two(parts.year)) \(two(parts.hour)):\(two(parts.minute))"
    }

    /// `2020-08-21T12:05:09Z` (RFC 3339).
    public static func iso8601(_ date: Date) -> String { date.formatted(.iso8601) }
}
