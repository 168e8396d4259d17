/// How a spreadsheet shows a value: a number format code (ECMA-376 part 1, 18.8.31), read once and then used for any number of values.
///
/// Texts are those of a spreadsheet in English (United States) whose column is wide enough. A code that no spreadsheet would accept, one
/// that is longer than the 255 characters a spreadsheet allows, and the empty code show values as General does. Copying a format is cheap.
public struct NumberFormat: Sendable, Hashable {
    private let format: FormatCode

    /// The format code as it was given, such as `#,##0.00`.
    public var code: String { format.code }

    /// The format with that code. This never fails, and takes time in proportion to the length of the code.
    public init(code: String) { format = FormatCode(code) }

    /// General, which shows as much of a number as fits in 11 characters, the sign aside.
    public static let general = NumberFormat(code: "General")

    /// Whether the format shows a date, a time or an elapsed time, so that a number in such a cell is a date.
    public var isDate: Bool { format.isDate }

    /// Whether the format shows an elapsed time, such as `[h]:mm`, which counts hours beyond a day and is no moment of the calendar.
    public var isElapsedTime: Bool { format.isElapsedTime }

    /// Whether the format shows an elapsed time or a time of day, such as `h:mm`, and nothing of the calendar.
    var isTime: Bool { format.isTime }

    /// Whether the format shows zeros before a whole number's digits, such as `000` or `0#" "##" "##" "##" "##`: the number is then a code,
    /// a staff number or a telephone number, and not a quantity.
    public var padsDigits: Bool { format.padsDigits }

    /// Whether spreadsheets accept the code; else it shows values as General does.
    var isUnderstood: Bool { format.isUnderstood }

    /// The text that a spreadsheet in English shows for a value.
    ///
    /// A number that the format cannot show, such as a date before the date system begins, gives `########`, as in a column that is too
    /// narrow. A `.date` is counted in its own date system, whatever `dateSystem` says.
    public func text(for value: CellValue, dateSystem: DateSystem = .since1900) -> String {
        if case .text(let text) = value, format.showsTextAsIs { return text }
        var output: [UInt8] = []
        output.reserveCapacity(32)
        appendText(for: value, dateSystem: dateSystem, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends what ``text(for:dateSystem:)`` returns as UTF-8, for those who write bytes and need no string.
    package func appendText(for value: CellValue, dateSystem: DateSystem, to output: inout [UInt8]) {
        switch value {
        case .blank: break
        case .number(let number): format.append(number, dateSystem: dateSystem, to: &output)
        case .date(let date): format.append(date.serial, dateSystem: date.system, to: &output)
        case .text(let text): format.append(text, to: &output)
        case .boolean(let isTrue): output.append(contentsOf: (isTrue ? "TRUE" : "FALSE").utf8)
        case .error(let error): output.append(contentsOf: error.rawValue.utf8)
        }
    }

    /// Formats are equal when their codes are.
    public static func == (left: NumberFormat, right: NumberFormat) -> Bool { left.format === right.format || left.code == right.code }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
