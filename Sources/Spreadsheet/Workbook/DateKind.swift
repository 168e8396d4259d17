/// The kind of a number of days, for a cell whose format does not say.
enum DateKind: Int, CaseIterable {
    case date, dateTime, time, duration

    var format: NumberFormat { Self.formats[rawValue] }

    private static let formats = ["mm-dd-yy", "m/d/yy h:mm", "h:mm:ss", "[h]:mm:ss"].map { NumberFormat(code: $0) }

    init(_ date: SerialDate) {
        let isWhole = date.serial == date.serial.rounded(.down)
        switch date.system {
        case .since1900 where date.isBeforeFirstDay: self = .time
        case .since1904 where 0..<1 ~= date.serial && !isWhole: self = .time
        default: self = isWhole ? .date : .dateTime
        }
    }
}

extension SerialDate {
    /// Whether this is before day 1 of the 1900 system, and so a time.
    var isBeforeFirstDay: Bool { system == .since1900 && 0..<1 ~= serial }
}
