/// Receives the elements and the text of a part. Subclasses stop the parser by throwing.
class XMLHandler {
    /// An element begins.
    func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {}
    /// The innermost open element ends.
    func end() throws(SpreadsheetError) {}
    /// Text of the innermost open element, possibly in several pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {}
}
