internal import DotationSales
internal import DotationText
public import Dotations
internal import Spreadsheet

extension CalendarDate {
    /// The day of a date in a cell, whatever the time.
    init?(_ date: SerialDate) {
        guard let civil = date.civil else { return nil }
        self.init(year: civil.year, month: civil.month, day: civil.day)
    }

    /// Reads a day as people type it: `01/04/2025`, `1/4/25`, `1.4.2025`, `2025-04-01`, `20250401`, `1er avril 2025`, each with or without a
    /// time after it. Two digits are a year of this century. A time in UTC (`…Z`) gives the day in Paris. Nil for anything else.
    public init?(typed text: some StringProtocol) {
        if let day = CalendarDate(text) {
            self = day
            return
        }
        guard let moment = TypedMoment(text) else { return nil }
        if moment.isUTC { self.init(utc: text) } else { self.init(moment) }
    }

    /// Reads a day and a time in UTC, such as `2025-04-01 22:30:07`, and gives the day in Paris; without a time, the day itself.
    init?(utc text: some StringProtocol) {
        guard let moment = TypedMoment(text) else { return nil }
        if let time = moment.time,
            let date = SerialDate(
                CivilDateTime(year: moment.day[0], month: moment.day[1], day: moment.day[2], hour: time.hour, minute: time.minute))
        {
            self.init(utc: date)
        } else {
            self.init(moment)
        }
    }

    init?(utc date: SerialDate) {
        guard let civil = date.civil, let whole = SerialDate(civil), whole.serial < 2_958_466 else { return nil }
        self.init(inParisAt: Int(((whole.serial - 25_569) * 86_400).rounded()))
    }

    private init?(_ moment: TypedMoment) {
        self.init(year: moment.day[0], month: moment.day[1], day: moment.day[2])
    }
}

/// A day, and perhaps a time, as it is typed.
private struct TypedMoment {
    /// The year, the month and the day.
    let day: [Int]
    let time: (hour: Int, minute: Int)?
    let isUTC: Bool

    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 64 else { return nil }
        var parts = Self.parts(text)
        if case .word(let word)? = parts.first, Self.weekdays.contains(word) { parts.removeFirst() }
        guard case .number(let first, let width)? = parts.first else { return nil }
        parts.removeFirst()
        if parts.first == .word("er") { parts.removeFirst() }
        var fields = [first]
        while fields.count < 3, let part = parts.first {
            switch part {
            case .number(let number, let width):
                if fields.count == 2, fields[0] <= 31, width == 2 { fields.append(2000 + number) } else { fields.append(number) }
            case .word(let word):
                guard fields.count == 1, let month = Self.months.firstIndex(where: { $0.contains(word) }) else { return nil }
                fields.append(month + 1)
            }
            parts.removeFirst()
        }
        guard fields.count == 3 else { return nil }
        day = width == 4 ? fields : fields.reversed()
        // `1/4/1` is no year, and neither is `1/4/202`.
        guard day[0] >= 1000 else { return nil }
        if let first = parts.first, case .word(let word) = first, word == "t" || word == "a" { parts.removeFirst() }
        var numbers: [Int] = []
        var isUTC = false
        for part in parts {
            switch part {
            case .number(let number, _): numbers.append(number)
            case .word("h"), .word("min"), .word("s"): break
            case .word("z"), .word("utc"): isUTC = true
            case .word: return nil
            }
        }
        // The hour, the minute, and what is finer.
        guard numbers.isEmpty || 2...4 ~= numbers.count && numbers[0] < 24 && numbers[1] < 60 else { return nil }
        time = numbers.isEmpty ? nil : (numbers[0], numbers[1])
        self.isUTC = isUTC
    }

    private enum Part: Equatable {
        case number(Int, width: Int)
        case word(String)
    }

    private static func parts(_ text: some StringProtocol) -> [Part] {
        var parts: [Part] = []
        var digits: [Int] = []
        var letters = String.UnicodeScalarView()
        func flush() {
            if !digits.isEmpty { parts.append(.number(digits.prefix(9).reduce(0) { $0 * 10 + $1 }, width: digits.count)) }
            if !letters.isEmpty { parts.append(.word(Folding.key(String(letters)))) }
            digits = []
            letters = .init()
        }
        for scalar in text.unicodeScalars {
            if let digit = scalar.asciiDigit {
                if !letters.isEmpty { flush() }
                digits.append(digit)
            } else if scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered {
                if !digits.isEmpty { flush() }
                letters.append(scalar)
            } else if scalar.isSpace || "/-.:,".unicodeScalars.contains(scalar) {
                flush()
            } else {
                return []
            }
        }
        flush()
        return parts
    }

    private static let weekdays: Set<String> = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

    private static let months: [Set<String>] = [
        ["janvier", "janv", "jan"], ["fevrier", "fevr", "fev"], ["mars", "mar"], ["avril", "avr"], ["mai"], ["juin"],
        ["juillet", "juil"], ["aout"], ["septembre", "sept", "sep"], ["octobre", "oct"], ["novembre", "nov"], ["decembre", "dec"],
    ]
}
