/// What a scanner makes of the bytes in front of it.
enum ScanOutcome {
    /// It has taken an item of so many bytes.
    case item(length: Int)
    /// The bytes end before the item does. That many were looked at in vain.
    case incomplete(wasted: Int)
    /// Something that libxml2 must look at. That many bytes were looked at in vain.
    case unknown(wasted: Int)
}

/// What reads a part that holds a long list of items of one kind, rows or strings.
class ItemHandler: XMLHandler {
    /// Whether the parser is in the list, behind one item and before the next, and the list's own element has no prefix.
    var isBetweenItems: Bool { false }
}

/// Parses a part that holds a long list of items: the items by a scanner, wherever they have the plain form that it knows, and everything else,
/// from the part's beginning to its end, by libxml2, which does not see the items that the scanner took.
///
/// libxml2 has to have taken all bytes up to an item before the scanner may go on, and then it is where it would be had it read the items.
struct ItemParser: ~Copyable {
    private static let mostCredit = 16 << 20

    private var window: XMLInputBuffer
    private let parser: XMLParser
    private let handler: ItemHandler
    private var isScanning = false
    /// How many bytes the scanner may still look at in vain. It earns more with the items that it takes, so that the time for a part is
    /// in proportion to its length, whatever is in it.
    private var credit: Int

    /// A parser of a part, from its beginning on.
    ///
    /// - Parameters:
    ///   - part: the bytes.
    ///   - handler: what takes the elements that libxml2 finds.
    ///   - usesScanner: whether a scanner may take items.
    ///   - limits: what the part may demand.
    /// - Throws: where libxml2 has no memory for a parser.
    init(_ part: consuming XMLPartReader, handler: ItemHandler, usesScanner: Bool, limits: ReadLimits) throws(SpreadsheetError) {
        parser = try XMLParser(handler: handler, limits: limits)
        window = XMLInputBuffer(part)
        self.handler = handler
        // Rows have up to six elements inside each other and a dozen attributes, none of which the guard sees that the scanner takes.
        let areUsual = limits.depth >= 6 && limits.attributes >= 12 && limits.tokenLength >= 1024
        credit = usesScanner && areUsual ? 1 << 20 : 0
    }

    /// How much of the part has been read, from 0 to 1.
    var fractionRead: Double { window.fractionRead }

    /// Takes the next item, or a stretch of what is around the items.
    ///
    /// - Parameter scan: the scanner, which takes the item that begins at the first of the bytes.
    /// - Returns: false at the end of the part.
    /// - Throws: what is wrong with the part.
    @inline(__always)
    mutating func step(
        _ scan: (UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> ScanOutcome
    ) throws(SpreadsheetError) -> Bool {
        if isScanning {
            switch try scan(window.bytes) {
            case .item(let length):
                window.skip(length)
                credit = min(credit &+ length &* 4, Self.mostCredit)
                return true
            case .incomplete(let wasted):
                credit -= wasted
                if credit > 0, try window.readMore() { return true }
            case .unknown(let wasted): credit -= wasted
            }
            isScanning = false
        }
        return try parse()
    }

    private mutating func parse() throws(SpreadsheetError) -> Bool {
        if window.isEmpty, try !window.readMore() {
            try parser.finish()
            return false
        }
        let (count, cut) = try parser.parse(UnsafeBufferPointer(window.bytes))
        window.skip(count)
        isScanning = cut != nil && credit > 0 && handler.isBetweenItems && parser.hasTakenAll
        return true
    }
}
