/// Dates and times as a cell of type `d` writes them (ECMA-376 part 1, 18.17.4.2): ISO 8601, such as `2020-08-21T14:30:00`, without a zone.
enum ISODate {
    /// The serial number of a date, a date with a time, or a time alone; nil for anything else.
    static func serial(_ bytes: UnsafeBufferPointer<UInt8>, system: DateSystem) -> Double? {
        var text = bytes[...]
        while let last = text.last, isXMLSpace(last) || last == UInt8(ascii: "Z") { text = text.dropLast() }
        while let first = text.first, isXMLSpace(first) { text = text.dropFirst() }
        let parts = text.split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2 else { return nil }
        if parts.count == 1, first.contains(UInt8(ascii: ":")) { return fraction(first) }
        guard let day = day(first, system: system) else { return nil }
        guard parts.count == 2 else { return day }
        return fraction(parts[1]).map { day + $0 }
    }

    private static func day(_ text: Slice<UnsafeBufferPointer<UInt8>>, system: DateSystem) -> Double? {
        let fields = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map(number)
        guard fields.count == 3, let year = fields[0], let month = fields[1], let day = fields[2] else { return nil }
        return SerialDate.dayNumber(year: year, month: month, day: day, system: system).map(Double.init)
    }

    private static func fraction(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
        let fields = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard 2...3 ~= fields.count, let hour = number(fields[0]), let minute = number(fields[1]), hour <= 24, minute < 60 else {
            return nil
        }
        var seconds = 0.0
        if fields.count == 3 {
            let bytes = UnsafeBufferPointer(rebasing: fields[2])
            guard let start = bytes.baseAddress, let value = DecimalNumber.double(start, count: bytes.count), 0..<61 ~= value else {
                return nil
            }
            seconds = value
        }
        return (Double(hour * 3600 + minute * 60) + seconds) / 86_400
    }

    private static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard 1...4 ~= text.count, text.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
