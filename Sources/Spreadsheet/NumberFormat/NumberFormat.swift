/// A number format code (ECMA-376 part 1, 18.8.31), parsed once and used for any number of values.
///
/// Texts are those of an English (United States) spreadsheet with wide columns. A code that spreadsheets do not accept, one
/// of more than 255 characters, and the empty code are General. Copying a format is cheap.
public struct NumberFormat: Sendable, Hashable {
    /// Nil for General, which most cells have: copying it counts no references.
    private let parsed: FormatCode?

    private static let parsedGeneral = FormatCode("General")
    private var format: FormatCode { parsed ?? Self.parsedGeneral }

    /// The format code, such as `#,##0.00`.
    public var code: String { format.code }

    /// Creates a format from a code. This never fails, and takes time in proportion to the length of the code.
    public init(code: String) { parsed = code == "General" ? nil : FormatCode(code) }

    /// General, which shows as much of a number as fits in 11 characters, not counting the sign.
    public static let general = NumberFormat(code: "General")

    /// Whether the format shows a date, a time or an elapsed time.
    public var isDate: Bool { format.isDate }

    /// Whether the format shows an elapsed time, such as `[h]:mm`, which counts hours beyond a day.
    public var isElapsedTime: Bool { format.isElapsedTime }

    /// Whether the format shows an elapsed time or a time of day, such as `h:mm`, and no date.
    var isTime: Bool { format.isTime }

    /// Whether the format shows zeros before an integer's digits, such as `000` or `0#" "##" "##" "##" "##`: the number is then a code,
    /// such as a staff or telephone number, and not a quantity.
    public var padsDigits: Bool { format.padsDigits }

    var isUnderstood: Bool { format.isUnderstood }

    /// The text that an English spreadsheet shows for a value.
    ///
    /// The text of a number that the format cannot show, such as a date before the date system begins, is `########`, as in a narrow
    /// column. A `.date` has its own date system, which overrides `dateSystem`.
    public func text(for value: CellValue, dateSystem: DateSystem = .since1900) -> String {
        if case .text(let text) = value, format.showsTextAsIs { return text }
        var output: [UInt8] = []
        output.reserveCapacity(32)
        appendText(for: value, dateSystem: dateSystem, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the UTF-8 of ``text(for:dateSystem:)``, without a string.
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

    /// Compares the codes.
    public static func == (left: NumberFormat, right: NumberFormat) -> Bool { left.format === right.format || left.code == right.code }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
