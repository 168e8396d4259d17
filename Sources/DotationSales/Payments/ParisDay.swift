public import Dotations
public import Foundation

extension CalendarDate {
    /// The day in Paris at a number of seconds since 1970 (UTC), or nil beyond the years 1 to 9999.
    public init?(inParisAt seconds: Int) {
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return nil }
        let offset = Self.paris.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
        self.init(daysSince1970: Int((Double(seconds + offset) / 86_400).rounded(.down)))
    }

    /// The day in Paris at a moment, or nil beyond the years 1 to 9999.
    public init?(inParisAt moment: Date) {
        guard let seconds = Int(exactly: moment.timeIntervalSince1970.rounded(.down)) else { return nil }
        self.init(inParisAt: seconds)
    }

    /// Central European Time without summer time, should the machine not know Paris.
    private static let paris = TimeZone(identifier: "Europe/Paris") ?? TimeZone(secondsFromGMT: 3600) ?? .gmt
}
