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
}
