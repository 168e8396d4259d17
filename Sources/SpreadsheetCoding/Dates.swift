internal import Foundation
internal import Spreadsheet

// Between dates of a sheet, which have no time zone, and points in time.

extension Date {
    /// The point in time that a date and a time are in a time zone; nil for a date that does not exist.
    init?(_ civil: CivilDateTime, in timeZone: TimeZone) {
        guard let days = civil.daysSince1970 else { return nil }
        let local = Date(timeIntervalSince1970: Double(days) * 86_400 + Double(civil.millisecondOfDay) / 1000)
        // The offset at the time itself, where it is another one than at the same hour of GMT.
        let near = local.addingTimeInterval(-Double(timeZone.secondsFromGMT(for: local)))
        self = local.addingTimeInterval(-Double(timeZone.secondsFromGMT(for: near)))
    }

    /// The date that a text says: `2020-08-21`, with a time after a space or a `T` (`14:30`, `14:30:15.5`), and with or without an offset from
    /// UTC; in the French notation also `21/08/2020`.
    init?(typed text: String, _ options: RowCodingOptions) {
        var scanner = TypedDateScanner(text)
        guard let day = scanner.day(options.notation) else { return nil }
        var civil = day
        var offset: Int?
        if scanner.take("T") || scanner.take(" ") {
            guard let time = scanner.time() else { return nil }
            civil.hour = time.hour
            civil.minute = time.minute
            civil.second = time.millisecond / 1000
            civil.millisecond = time.millisecond % 1000
            offset = scanner.offset()
        }
        guard scanner.isAtEnd else { return nil }
        if let offset {
            guard let date = Date(civil, in: .gmt) else { return nil }
            self = date.addingTimeInterval(-Double(offset))
        } else {
            self.init(civil, in: options.timeZone)
        }
    }

    /// The date and the time in a time zone, to the nearest millisecond; nil outside what spreadsheets show.
    func serialDate(in timeZone: TimeZone) -> SerialDate? {
        let local = (timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: self))) * 1000
        // Far more than the year 9999, and exact in a Double.
        guard local.magnitude < 1e15 else { return nil }
        let (day, millisecond) = Int(local.rounded()).flooredQuotient(86_400_000)
        guard let serial = SerialDate.serial(daysSince1970: day) else { return nil }
        return SerialDate(serial: Double(serial) + Double(millisecond) / 86_400_000)
    }
}

extension Int {
    fileprivate func flooredQuotient(_ divisor: Int) -> (Int, Int) {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}

/// Takes a typed date apart.
private struct TypedDateScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) {
        rest = Array(text.utf8)[...]
        while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
        while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func integer(digits: ClosedRange<Int>) -> Int? {
        let found = rest.prefix { $0 &- UInt8(ascii: "0") <= 9 }
        guard digits ~= found.count else { return nil }
        rest = rest[found.endIndex...]
        return found.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func day(_ notation: CSVDialect.Notation) -> CivilDateTime? {
        let start = rest
        if let year = integer(digits: 4...4) {
            guard take("-"), let month = integer(digits: 1...2), take("-"), let day = integer(digits: 1...2) else { return nil }
            return CivilDateTime(year: year, month: month, day: day)
        }
        rest = start
        guard notation == .french, let day = integer(digits: 1...2), take("/"), let month = integer(digits: 1...2), take("/"),
            let year = integer(digits: 4...4)
        else { return nil }
        return CivilDateTime(year: year, month: month, day: day)
    }

    mutating func time() -> (hour: Int, minute: Int, millisecond: Int)? {
        guard let hour = integer(digits: 1...2), hour < 24, take(":"), let minute = integer(digits: 2...2), minute < 60 else { return nil }
        guard take(":") else { return (hour, minute, 0) }
        guard let second = integer(digits: 2...2), second < 60 else { return nil }
        guard take(".") || take(",") else { return (hour, minute, second * 1000) }
        let fraction = rest.prefix { $0 &- UInt8(ascii: "0") <= 9 }
        guard 1...9 ~= fraction.count else { return nil }
        rest = rest[fraction.endIndex...]
        let digits = Array(fraction.prefix(3)) + [UInt8](repeating: UInt8(ascii: "0"), count: max(0, 3 - fraction.count))
        return (hour, minute, second * 1000 + digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
    }

    /// The seconds of an offset such as `Z`, `+02:00` or `+0200`; nil, with nothing taken, if there is none.
    mutating func offset() -> Int? {
        if take("Z") { return 0 }
        let start = rest
        let isNegative = rest.first == UInt8(ascii: "-")
        guard take("+") || take("-"), let hour = integer(of: 2), hour < 24 else {
            rest = start
            return nil
        }
        _ = take(":")
        guard let minute = integer(digits: 2...2), minute < 60 else {
            rest = start
            return nil
        }
        return (hour * 60 + minute) * (isNegative ? -60 : 60)
    }

    private mutating func integer(of digits: Int) -> Int? {
        let found = rest.prefix(digits)
        guard found.count == digits, found.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else { return nil }
        rest = rest[found.endIndex...]
        return found.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
