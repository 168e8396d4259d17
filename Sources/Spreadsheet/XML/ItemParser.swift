enum ScanOutcome {
    /// An item of so many bytes was read.
    case item(length: Int)
    /// The bytes end before the item. That many were examined without a result.
    case incomplete(wasted: Int)
    /// libxml2 must read the item. That many bytes were examined without a result.
    case unknown(wasted: Int)
}

/// Handles a part with a long list of items, rows or strings.
class ItemHandler: XMLHandler {
    /// Whether the parser is in the list between two items.
    var isBetweenItems: Bool { false }
    /// The prefix of the items' elements, with its colon, where a scanner reads one item at a time in the plain form, without a prefix.
    final var prefix: [UInt8]?
}

/// Parses a part with a long list of items. A scanner reads the items of the plain form that it knows; libxml2 reads everything else,
/// and does not see the items that the scanner read.
///
/// The scanner starts at an item only after libxml2 has parsed all bytes before it. libxml2's state is then the same as if it had read them.
struct ItemParser: ~Copyable {
    private static let mostCredit = 16 << 20

    private var window: XMLInputBuffer
    private let parser: XMLParser
    private let handler: ItemHandler
    private var isScanning = false
    private var normalizer = ItemNormalizer()
    private var normalizes = false
    /// How many bytes the scanner may still examine in vain. Each item that it reads adds to it, so that the time for a part is
    /// proportional to its length.
    private var credit: Int

    /// Creates a parser of a part, whose handler takes libxml2's elements.
    ///
    /// - Throws: `memory.exhausted`.
    init(_ part: consuming XMLPartReader, handler: ItemHandler, usesScanner: Bool, limits: ReadLimits) throws(SpreadsheetError) {
        parser = try XMLParser(handler: handler, limits: limits)
        window = XMLInputBuffer(part)
        self.handler = handler
        // The limit checker does not see what a scanner reads: up to 15 nested elements, and 16 attributes.
        let areUsual = limits.depth >= 15 && limits.attributes >= 16 && limits.tokenLength >= 1024
        credit = usesScanner && areUsual ? 1 << 20 : 0
    }

    var fractionRead: Double { window.fractionRead }

    /// Reads the next item, which `scan` reads at the start of the bytes, or some of what is around the items; false at the end of the part.
    mutating func step(
        _ scan: (UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> ScanOutcome
    ) throws(SpreadsheetError) -> Bool {
        if isScanning {
            switch try normalizes ? scanNormalized(scan) : scan(window.bytes) {
            case .item(let length):
                window.skip(length)
                credit = min(credit &+ length &* 4, Self.mostCredit)
                return true
            case .incomplete(let wasted):
                credit -= wasted
                if credit > 0, try window.readMore() { return true }
            case .unknown(let wasted):
                credit -= wasted
                if !normalizes, handler.prefix != nil, ItemNormalizer.hasApostrophes(window.bytes) {
                    normalizes = true
                    return true
                }
            }
            isScanning = false
        }
        return try parse()
    }

    private mutating func scanNormalized(
        _ scan: (UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> ScanOutcome
    ) throws(SpreadsheetError) -> ScanOutcome {
        let bytes = window.bytes
        switch try normalizer.normalize(bytes, prefix: handler.prefix ?? []) {
        case .item(let length):
            if case .item = try scan(normalizer.bytes) { return .item(length: length) }
            return .unknown(wasted: length)
        case .incomplete: return .incomplete(wasted: bytes.count)
        case .unknown(let wasted): return .unknown(wasted: wasted)
        }
    }

    private mutating func parse() throws(SpreadsheetError) -> Bool {
        if window.isEmpty, try !window.readMore() {
            try parser.finish()
            return false
        }
        let (count, cut) = try parser.parse(UnsafeBufferPointer(window.bytes))
        window.skip(count)
        isScanning = cut != nil && credit > 0 && handler.isBetweenItems && parser.hasTakenAll
        if isScanning, handler.prefix?.isEmpty == false { normalizes = true }
        return true
    }
}
