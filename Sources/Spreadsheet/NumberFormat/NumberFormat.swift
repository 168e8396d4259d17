/// How a spreadsheet shows a number (ECMA-376 part 1, 18.8.31).
public struct NumberFormat: Sendable, Hashable {
    /// The format code, such as `#,##0.00`.
    public let code: String
    public init(code: String) { self.code = code }
    /// General.
    public static let general = NumberFormat(code: "General")
    /// The built-in format
    public static func builtIn(id: Int) -> NumberFormat? { nil }
    /// Date?
    public var isDate: Bool { false }
    /// The text that a spreadsheet in English would show.
    public func text(for value: CellValue, dateSystem: DateSystem = .since1900) -> String { "" }
}
