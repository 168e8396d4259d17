/// The value of a cell.
public enum CellValue: Sendable, Hashable {
    /// No value; the cell may have a style.
    case blank
    /// A number, always finite.
    case number(Double)
    /// A number whose number format shows a date or a time.
    case date(SerialDate)
    /// Text, without its formatting.
    case text(String)
    /// `TRUE` or `FALSE`.
    case boolean(Bool)
    /// The result of a formula that failed.
    case error(CellError)

    /// The number, or the date as its serial number; nil for anything else.
    public var number: Double? {
        switch self {
        case .number(let number): number
        case .date(let date): date.serial
        default: nil
        }
    }

    /// The date; nil for anything else, including a number that is not formatted as a date.
    public var date: SerialDate? {
        if case .date(let date) = self { date } else { nil }
    }

    /// The text; nil for anything else.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The Boolean value; nil for anything else.
    public var boolean: Bool? {
        if case .boolean(let boolean) = self { boolean } else { nil }
    }
}
