extension CellView {
    /// The number of a text in a CSV dialect's notation, `1000,5` or `1000.5`, or the number of the cell; nil for anything
    /// else. It makes no string.
    ///
    /// A sign, an exponent and white space around the number are allowed, grouped thousands are not. A number that ``CSVWriter`` wrote
    /// is read exactly.
    public func number(in notation: CSVDialect.Notation) -> Double? {
        guard kind == .text else { return number }
        return utf8.withUnsafeBufferPointer { CSVValue.number(of: $0, notation) }
    }

    /// The Boolean value of a text in a CSV dialect's notation, `VRAI` or `TRUE`, ignoring case, or that of the
    /// cell; nil for anything else.
    public func boolean(in notation: CSVDialect.Notation) -> Bool? {
        guard kind == .text else { return boolean }
        return utf8.withUnsafeBufferPointer { CSVValue.boolean(of: $0, notation) }
    }

    /// The text that stands for the cell in CSV; nil for an error.
    package func plainText(in notation: CSVDialect.Notation) -> String? {
        switch kind {
        case .blank: ""
        case .text: text
        case .number: isPadded ? displayedText : CSVValue.text(of: number ?? 0, notation)
        case .date: elapsedTime(in: notation) ?? CSVValue.text(of: date, notation) ?? CSVValue.text(of: date.serial, notation)
        case .boolean: boolean.map { CSVValue.text(of: $0, notation) }
        case .error: nil
        }
    }

    /// Whether the number is an integer that its format pads with zeros; see ``NumberFormat/padsDigits``.
    var isPadded: Bool {
        guard let number, number >= 0, number.magnitude < 1e15, number == number.rounded(.towardZero) else { return false }
        return numberFormat.padsDigits
    }

    /// The hours, minutes and seconds of an elapsed time; nil for any other date.
    func elapsedTime(in notation: CSVDialect.Notation) -> String? {
        numberFormat.isElapsedTime ? CSVValue.text(ofElapsedDays: number ?? 0, notation) : nil
    }
}
