public import Foundation

/// A moment as people and as programs read it.
public enum DateFormatting {
    /// `21/08/2020 14:05`, in the time of the machine.
    public static func french(_ date: Date) -> String {
        let parts = Calendar.current.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        func two(_ part: Int?) -> String { ((part ?? 0) < 10 ? "0" : "") + String(part ?? 0) }
        return "\(two(parts.day))/\(two(parts.month))/\(two(parts.year)) \(two(parts.hour)):\(two(parts.minute))"
    }

    /// `2020-08-21T12:05:09Z` (RFC 3339).
    public static func iso8601(_ date: Date) -> String { date.formatted(.iso8601) }
}
