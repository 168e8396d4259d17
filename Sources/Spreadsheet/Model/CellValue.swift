/// What a cell holds.
public enum CellValue: Sendable, Hashable {
    /// Nothing, though the cell is there, perhaps with a style.
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

    /// The date; nil for anything else, also for a number that is not shown as one.
    public var date: SerialDate? {
        if case .date(let date) = self { date } else { nil }
    }

    /// The text; nil for anything else.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The truth value; nil for anything else.
    public var boolean: Bool? {
        if case .boolean(let boolean) = self { boolean } else { nil }
    }
}

/// An error value, such as `#N/A` (ECMA-376 part 1, 18.17.3). The set is open: spreadsheets keep adding to it.
public struct CellError: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The text that a spreadsheet shows.
    public let rawValue: String

    /// The error with that text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The text that a spreadsheet shows.
    public var description: String { rawValue }

    /// A value is not available.
    public static let notAvailable = CellError(rawValue: "#N/A")
    /// An operand has the wrong type.
    public static let value = CellError(rawValue: "#VALUE!")
    /// A reference points to nothing.
    public static let reference = CellError(rawValue: "#REF!")
    /// A division by zero.
    public static let divisionByZero = CellError(rawValue: "#DIV/0!")
    /// A number that cannot be computed or shown.
    public static let number = CellError(rawValue: "#NUM!")
    /// A name that is not known.
    public static let name = CellError(rawValue: "#NAME?")
    /// Two ranges that do not meet.
    public static let null = CellError(rawValue: "#NULL!")
}
