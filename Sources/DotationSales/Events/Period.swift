public import Dotations

/// Calendar days from a first to a last one, both of them included.
public struct Period: Sendable, Hashable {
    /// The first day.
    public let first: CalendarDate
    /// The last day, which counts whole.
    public let last: CalendarDate

    /// The days between two days; where the last is before the first there are none.
    public init(first: CalendarDate, last: CalendarDate) {
        self.first = first
        self.last = last
    }

    /// The one of the days that is nearest to a day.
    public func nearest(to day: CalendarDate) -> CalendarDate { min(max(day, first), last) }

    /// Whether a day is one of them.
    public func contains(_ day: CalendarDate) -> Bool { first <= day && day <= last }

    /// Whether some day belongs to both.
    public func overlaps(_ other: Period) -> Bool { max(first, other.first) <= min(last, other.last) }

}
