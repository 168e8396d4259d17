extension CellView {
    /// The number that the text says as a CSV dialect spells numbers, `1000,5` or `1000.5`, or the number that the cell holds; nil for anything
    /// else. No string is made.
    ///
    /// A sign and an exponent may be there, and white space around it; thousands are not grouped. What ``CSVWriter`` wrote of a number is
    /// that number again.
    public func number(in notation: CSVDialect.Notation) -> Double? {
        guard kind == .text else { return number }
        return utf8.withUnsafeBufferPointer { CSVValue.number(of: $0, notation) }
    }

    /// The truth value that the text says as a CSV dialect spells it, `VRAI` or `TRUE`, in capital letters or small ones, or the one that the
    /// cell holds; nil for anything else.
    public func boolean(in notation: CSVDialect.Notation) -> Bool? {
        guard kind == .text else { return boolean }
        return utf8.withUnsafeBufferPointer { CSVValue.boolean(of: $0, notation) }
    }
}
