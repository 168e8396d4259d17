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

    /// The error with a number in a binary record; nil if there is none.
    init?(number: UInt8) {
        switch number {
        case 0x00: self = .null
        case 0x07: self = .divisionByZero
        case 0x0F: self = .value
        case 0x17: self = .reference
        case 0x1D: self = .name
        case 0x24: self = .number
        case 0x2A: self = .notAvailable
        case 0x2B: self = CellError(rawValue: "#GETTING_DATA")
        default: return nil
        }
    }
}
