// The values of a row as they are written in a program: `["Matricule", 1250.5, true, .blank]`.

extension CellValue: ExpressibleByStringInterpolation {
    /// A text.
    public init(stringLiteral text: String) { self = .text(text) }
}

extension CellValue: ExpressibleByIntegerLiteral {
    /// A number.
    public init(integerLiteral number: Int) { self = .number(Double(number)) }
}

extension CellValue: ExpressibleByFloatLiteral {
    /// A number.
    public init(floatLiteral number: Double) { self = .number(number) }
}

extension CellValue: ExpressibleByBooleanLiteral {
    /// `TRUE` or `FALSE`.
    public init(booleanLiteral boolean: Bool) { self = .boolean(boolean) }
}
