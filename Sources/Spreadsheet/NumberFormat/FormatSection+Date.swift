extension FormatSection {
    private static let secondsPerDay = 86_400
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    /// A number of days as a date, a time or an elapsed time, rounded to the last displayed decimal of a second.
    ///
    /// Only the 1904 date system has negative dates (18.17.4.1), and they have a minus.
    func appendDate(_ number: Double, showsMinus: Bool, dateSystem: DateSystem, to output: inout [UInt8]) {
        let magnitude = number.magnitude
        guard number >= 0 || isElapsedOnly || dateSystem == .since1904, magnitude < 1e9, let moment = moment(magnitude, dateSystem) else {
            return output.append(contentsOf: Self.overflow)
        }
        if showsMinus { output.append(UInt8(ascii: "-")) }
        for token in tokens {
            switch token {
            case .literal(let range): output.append(contentsOf: literals[range])
            case .year(let earlier, let isShort):
                let year = moment.year + earlier
                output.appendNumber(isShort ? year % 100 : year, width: isShort ? 2 : 4)
            case .month(let letters): Self.append(moment.month, letters: letters, names: Self.monthNames, firstName: 1, to: &output)
            case .day(let letters):
                let number = letters > 2 ? moment.weekday : moment.day
                Self.append(number, letters: letters, names: Self.dayNames, firstName: 0, to: &output)
            case .hour(let letters):
                let hour = moment.second / 3600
                output.appendNumber(hasDayHalf ? (hour + 11) % 12 + 1 : hour, width: min(letters, 2))
            case .minute(let letters): output.appendNumber(moment.second / 60 % 60, width: min(letters, 2))
            case .second(let letters): output.appendNumber(moment.second % 60, width: min(letters, 2))
            case .secondDecimals(let decimals):
                output.append(UInt8(ascii: "."))
                output.appendNumber(decimals == 3 ? moment.millisecond : moment.millisecond / (decimals == 2 ? 10 : 100), width: decimals)
            case .elapsed(let unit, let width):
                let seconds = moment.wholeDays * UInt(Self.secondsPerDay) + moment.second
                output.appendNumber(seconds / UInt(unit), width: width)
            case .dayHalf(let morning, let afternoon): output.append(contentsOf: literals[moment.second < 43_200 ? morning : afternoon])
            default: break
            }
        }
    }

    private static func append(_ number: UInt, letters: Int, names: [String], firstName: Int, to output: inout [UInt8]) {
        guard letters > 2 else { return output.appendNumber(number, width: letters) }
        let index = Int(number) - firstName
        guard names.indices.contains(index) else { return }
        let name = names[index].utf8
        let isMonth = firstName == 1
        output.append(contentsOf: letters == 3 ? name.prefix(3) : letters == 5 && isMonth ? name.prefix(1) : name[...])
    }

    /// The parts of a date, rounded together.
    private struct Moment {
        var wholeDays: UInt = 0
        var second: UInt = 0
        var millisecond: UInt = 0
        var year: UInt = 0
        var month: UInt = 0
        var day: UInt = 0
        var weekday: UInt = 0
    }

    /// The date that many days after the start of the date system; nil outside the calendar.
    private func moment(_ days: Double, _ dateSystem: DateSystem) -> Moment? {
        let ticksPerSecond = secondDecimals == 0 ? 1 : secondDecimals == 1 ? 10 : secondDecimals == 2 ? 100 : 1000
        var day = Int(days)
        // A serial number of today is exact to about a microsecond.
        let seconds = (days - Double(day)) * Double(Self.secondsPerDay) + 5e-7
        var ticks = Int((seconds * Double(ticksPerSecond) + 0.5).rounded(.down))
        if ticks >= Self.secondsPerDay * ticksPerSecond {
            ticks -= Self.secondsPerDay * ticksPerSecond
            day += 1
        }
        var moment = Moment()
        moment.wholeDays = UInt(day)
        moment.second = UInt(ticks / ticksPerSecond)
        moment.millisecond = UInt(ticks % ticksPerSecond * (1000 / ticksPerSecond))
        if isElapsedOnly { return moment }
        guard let civil = SerialDate(serial: Double(day), system: dateSystem).civil else { return nil }
        moment.year = UInt(civil.year)
        moment.month = UInt(civil.month)
        moment.day = UInt(civil.day)
        // Day 1 of the 1900 system was a Monday, but spreadsheets show Sunday, because of the false 29 February.
        moment.weekday = UInt((day + (dateSystem == .since1904 ? 1462 : 0) + 6) % 7)
        return moment
    }
}
