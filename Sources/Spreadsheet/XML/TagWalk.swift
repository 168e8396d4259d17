/// Goes through the tags of a part in memory that is known to be well-formed.
struct TagWalk {
    enum Step {
        /// An element begins; the depth of the root is 1.
        case start(XMLTag, depth: Int)
        /// An element ends, with its end tag or, where it is empty, with nothing.
        case end(Range<Int>, depth: Int)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: ReadLimits
    private var place = 0
    private var depth = 0
    private var endsEmpty = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: ReadLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The next step; nil at the end of the part.
    ///
    /// - Throws: An error in the XML.
    mutating func next() throws(SpreadsheetError) -> Step? {
        if endsEmpty {
            endsEmpty = false
            depth -= 1
            return .end(place..<place, depth: depth + 1)
        }
        while let token = try XMLToken(in: bytes, at: place, limits: limits) {
            place = token.range.upperBound
            switch token.kind {
            case .startTag, .emptyTag:
                depth += 1
                endsEmpty = token.kind == .emptyTag
                return .start(XMLTag(bytes: bytes, token: token), depth: depth)
            case .endTag:
                depth -= 1
                return .end(token.range, depth: depth + 1)
            case .text, .comment, .cdata, .instruction: break
            }
        }
        return nil
    }
}
