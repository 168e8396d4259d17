/// What a number of days is, as far as its cell's format does not say.
enum DateKind: Int, CaseIterable {
    case date, dateTime, time, duration

    /// How it is shown then.
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
    /// Whether there is no such day, as the 1900 system begins with day 1, so that it can only be a time.
    var isBeforeFirstDay: Bool { system == .since1900 && 0..<1 ~= serial }
}
