/// Receives the elements and the text of a part. Subclasses stop the parser by throwing.
class XMLHandler {
    /// How many elements are open from the one that is skipped on. An override of ``start(_:)`` sets it to 1 to skip its element.
    final var skippedDepth = 0
    /// Whether the rest of the part does not matter.
    var isDone: Bool { false }

    /// An element begins that is not within a skipped one.
    func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {}
    /// The innermost open element ends, unless it was skipped.
    func end() throws(SpreadsheetError) {}
    /// Text of the innermost open element, possibly in several pieces. It is not within a skipped element.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {}
}
